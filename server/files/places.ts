/** A column that names files of the store, directly or inside its JSON. */
export interface Place {
  table: string;
  column: string;
  /** The file's key in a value of the column; undefined where it names none. */
  keyOf(value: string): string | undefined;
}

const itself = (value: string): string => value;

/** Beside columns called `fileKey`, in whichever table. */
const otherPlaces: readonly Place[] = [
  { table: 'push', column: 'signoffKey', keyOf: itself },
  { table: 'material', column: 'picture', keyOf: (json) => (JSON.parse(json) as Picture)?.key },
  {
    table: 'material_version',
    column: 'content',
    keyOf: (json) => (JSON.parse(json) as { picture?: Picture }).picture?.key,
  },
];
type Picture = { key?: string } | null;

/** Every column of these tables that names files. */
export function placesIn(tables: readonly { name: string; columns: readonly string[] }[]): Place[] {
  const named = tables
    .filter(({ columns }) => columns.includes('fileKey'))
    .map(({ name }) => ({ table: name, column: 'fileKey', keyOf: itself }));
  const has = ({ table, column }: Place): boolean =>
    tables.some(({ name, columns }) => name === table && columns.includes(column));
  return [...named, ...otherPlaces.filter(has)];
}
