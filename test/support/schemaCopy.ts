import mysql from 'mysql2/promise';

/** What a migrated database consists of, to make others like it in a third of the time that its migrations take. */
export interface SchemaCopy {
  tables: string[];
  /** Rows that the migrations left, by table. */
  rows: [table: string, rows: unknown[][]][];
}

type Server = mysql.ConnectionOptions & { database: string };

/** Reads a database that was just migrated. */
export async function copySchema(of: Server): Promise<SchemaCopy> {
  const connection = await mysql.createConnection({ ...of, rowsAsArray: true });
  try {
    const read = async (sql: string, name?: string): Promise<unknown[][]> =>
      (await connection.query(sql, name === undefined ? [] : [name]))[0] as unknown[][];
    const names = (await read('SHOW TABLES')).map(([name]) => String(name));
    const copy: SchemaCopy = { tables: [], rows: [] };
    for (const name of names) {
      copy.tables.push(String((await read('SHOW CREATE TABLE ??', name))[0]![1]));
      const rows = await read('SELECT * FROM ??', name);
      if (rows.length) copy.rows.push([name, rows]);
    }
    return copy;
  } finally {
    await connection.end();
  }
}

/** Makes an empty database like the one that was read. */
export async function pasteSchema({ tables, rows }: SchemaCopy, into: Server): Promise<void> {
  const connection = await mysql.createConnection(into);
  try {
    // Tables may name others that come later.
    await connection.query('SET FOREIGN_KEY_CHECKS = 0');
    for (const table of tables) await connection.query(table);
    for (const [name, values] of rows) await connection.query('INSERT INTO ?? VALUES ?', [name, values]);
  } finally {
    await connection.end();
  }
}
