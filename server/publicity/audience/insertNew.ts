import type { Work } from '../../platform/db.ts';
import { changed } from '../../platform/sql.ts';

/** Inserts what isn't there yet. */
export async function insertNew(
  { tx }: Work,
  into: string,
  openids: readonly string[],
  valuesOf: (openid: string) => unknown[],
): Promise<void> {
  if (openids.length === 0) return;
  const ignore = tx.connection.options.type === 'better-sqlite3' ? 'INSERT OR IGNORE' : 'INSERT IGNORE';
  const values = openids.map(valuesOf);
  const places = values.map((one) => `(${one.map(() => '?').join(', ')})`).join(', ');
  await changed(tx, `${ignore} INTO ${into} VALUES ${places}`, values.flat());
}
