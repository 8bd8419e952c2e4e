import { sealedColumns } from '../../entities/columns.ts';
import type { Database } from './db.ts';
import { rows } from './sql.ts';

/** One damaged value is a matter for rotate-key to tell of, not a sign of a wrong key. */
const TRIED = 3;

/**
 * Sealed columns of whose newest values DATA_KEY opens none: it is not the key that they were sealed with. Reads a few
 * values of each column, so that it can be asked at every start.
 * @param holds whether the database has the column, where its schema may be an older one
 */
export async function closedColumns(
  db: Database,
  holds: (table: string, column: string) => boolean = () => true,
): Promise<string[]> {
  const closed: string[] = [];
  for (const { table, column } of sealedColumns()) {
    if (!holds(table, column)) continue;
    const found = await db.read(({ tx }) =>
      rows<{ sealed: string }>(
        tx,
        `SELECT ${column} AS sealed FROM ${table} WHERE ${column} IS NOT NULL ORDER BY ${keyOf(db, table)} DESC LIMIT ${TRIED}`,
      ),
    );
    const opens = ({ sealed }: { sealed: string }): boolean => {
      try {
        db.sealer.open(`${table}.${column}`, sealed);
        return true;
      } catch {
        return false;
      }
    };
    if (found.length > 0 && !found.some(opens)) closed.push(`${table}.${column}`);
  }
  return closed;
}

/** Keys are UUIDv7, so that the newest row has the greatest. */
function keyOf(db: Database, table: string): string {
  const [key] = db.source.entityMetadatas.find(({ tableName }) => tableName === table)?.primaryColumns ?? [];
  if (!key) throw new Error(`${table} has sealed columns, but no key`);
  return key.databaseName;
}

/** Throws a readable refusal where DATA_KEY does not open what is stored: whatever is sealed with it would be lost. */
export async function mustOpenWhatIsStored(db: Database): Promise<void> {
  const closed = await closedColumns(db);
  if (closed.length > 0)
    throw new Error(
      `DATA_KEY does not open what is stored in ${closed.join(', ')}. Give the key that it was sealed with, together ` +
        'with the new one if you are changing it (v2:NEW,v1:OLD), or correct DATABASE_URL if this is not the database ' +
        'that you meant.',
    );
}
