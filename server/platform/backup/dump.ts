import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { DumpedTable, TableShape } from './manifest.ts';
import type { Snapshot } from './snapshot.ts';

/*
 * Both engines are saved as JSON lines, one table per file, one row per line. A copy of SQLite's file or a mysqldump
 * would be restored faster, but only into the same engine, and could not be compared with what is there after a restore.
 * The same lines make the digest, the file and the check on either engine.
 */

/** One row as its line: the columns in the manifest's order, so that equal rows make equal bytes on either engine. */
function line(table: TableShape, row: Record<string, unknown>): string {
  return `${JSON.stringify(table.columns.map((column) => portable(table, column, row[column])))}\n`;
}

function portable(table: TableShape, column: string, value: unknown): string | number | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Error(`${table.name}.${column} holds a value that is neither text nor a number`);
}

/** Counts and digests a table's rows; writes their lines to `path` as well, where one is given. */
export async function dumpTable(snapshot: Snapshot, table: TableShape, path?: string): Promise<DumpedTable> {
  const digest = createHash('sha256');
  const out = path === undefined ? undefined : createWriteStream(path, { flags: 'wx', flush: true });
  const done = out && finished(out);
  let rows = 0;
  try {
    for await (const page of snapshot.pages(table)) {
      const lines = page.map((row) => line(table, row)).join('');
      digest.update(lines);
      rows += page.length;
      if (out && !out.write(lines)) await Promise.race([once(out, 'drain'), done]);
    }
  } finally {
    out?.end();
  }
  await done;
  return { ...table, rows, sha256: digest.digest('hex') };
}

/** The rows of a table's file, in batches that fit one INSERT: at most 200 rows and about a megabyte. */
export async function* savedRows(table: TableShape, path: string): AsyncGenerator<Record<string, unknown>[]> {
  let batch: Record<string, unknown>[] = [];
  let size = 0;
  for await (const text of linesOf(path)) {
    const values = JSON.parse(text) as unknown[];
    batch.push(Object.fromEntries(table.columns.map((column, i) => [column, values[i]])));
    size += text.length;
    if (batch.length < 200 && size < 1_000_000) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Splits at line feeds only: node:readline would also split at U+2028, which JSON leaves as it is inside texts. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
