import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Type, type Static } from 'typebox';

/** Table and column names go into SQL, so they may only be names. */
const Name = Type.String({ pattern: '^\\w+$' });
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Amount = Type.Integer({ minimum: 0 });

const Manifest = Type.Object({
  format: Type.Literal(1),
  program: Type.String(),
  madeAt: Type.String(),
  engine: Type.Union([Type.Literal('sqlite'), Type.Literal('mysql')]),
  /** Names of the migrations that the rows belong to, oldest first. */
  migrations: Type.Array(Type.String()),
  tables: Type.Array(
    Type.Object({
      name: Name,
      columns: Type.Array(Name, { minItems: 1 }),
      key: Type.Array(Name, { minItems: 1 }),
      rows: Amount,
      /** SHA-256 over the rows' lines in key order. */
      sha256: Digest,
    }),
  ),
  /** Null where the files live in a store outside the file system, which has its own backup. */
  files: Type.Union([
    Type.Array(Type.Object({ path: Type.String({ minLength: 1 }), bytes: Amount, sha256: Digest })),
    Type.Null(),
  ]),
});

/** What a backup holds; written last, so that a folder without one is no backup. */
export type Manifest = Static<typeof Manifest>;
export type DumpedTable = Manifest['tables'][number];
export type TableShape = Pick<DumpedTable, 'name' | 'columns' | 'key'>;
export type CopiedFile = NonNullable<Manifest['files']>[number];

const ajv = new Ajv();
const isManifest = ajv.compile<Manifest>(Manifest);

export const manifestPath = (folder: string): string => join(folder, 'manifest.json');
export const tablePath = (folder: string, table: string): string => join(folder, 'tables', `${table}.jsonl`);
export const filesPath = (folder: string): string => join(folder, 'files');

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const draft = `${manifestPath(folder)}.draft`;
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
  await rename(draft, manifestPath(folder));
}

/** Reads a backup's manifest; throws a readable error for a folder that is no whole backup. */
export async function readManifest(folder: string): Promise<Manifest> {
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(manifestPath(folder), 'utf8'));
  } catch (error) {
    throw new Error(`${folder} is no finished backup: ${(error as Error).message}`, { cause: error });
  }
  if (!isManifest(manifest))
    throw new Error(
      `${manifestPath(folder)} is not what this program writes: ${ajv.errorsText(isManifest.errors)}`,
    );
  return manifest;
}
