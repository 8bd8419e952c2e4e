import type { EntityManager } from 'typeorm';

/** Rows of a hand-written SELECT. Hot paths use these: a hydrated entity costs two to three times as much. */
export async function rows<T>(tx: EntityManager, sql: string, values: unknown[] = []): Promise<T[]> {
  return (await tx.query(sql, values)) as T[];
}

export async function row<T>(tx: EntityManager, sql: string, values: unknown[] = []): Promise<T | undefined> {
  return (await rows<T>(tx, sql, values))[0];
}

/**
 * What ends a SELECT that has to wait until other units are done with its rows. SQLite knows no such words and needs none:
 * there one unit runs after another.
 */
export const forUpdate = (tx: EntityManager): string =>
  tx.dataSource.options.type === 'better-sqlite3' ? '' : ' FOR UPDATE';

/** Runs an UPDATE or DELETE inside a unit of work and returns how many rows it changed, on either engine. */
export async function changed(tx: EntityManager, sql: string, values: unknown[] = []): Promise<number> {
  if (!tx.queryRunner) throw new Error('changes are made inside a unit of work only');
  return (await tx.queryRunner.query(sql, values, true)).affected ?? 0;
}
