import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Ajv } from 'ajv';
import Type, { type Static, type TSchema } from 'typebox';
import { parse } from 'yaml';
import { readYaml } from '../platform/data.ts';
import { certainties } from './vocabulary.ts';

export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const Text = Type.String({ minLength: 1 });

/** What every dated row of law carries. `to` is the last day in force; `null` while it still is. */
export const dated = {
  id: Text,
  name: Text,
  law: Text,
  certainty: Type.Enum([...certainties]),
  from: Day,
  to: Type.Union([Day, Type.Null()]),
  checkedOn: Day,
  note: Type.Optional(Text),
};

/**
 * Reads a YAML list that lies in this folder and checks each row; a file of the same name in `folder` takes its place.
 * @throws Error naming file, row and field of everything that is wrong.
 */
export function loadRows<T extends TSchema>(name: string, row: T, folder?: string): Static<T>[] {
  const other = folder === undefined ? undefined : join(folder, basename(name));
  if (other !== undefined && existsSync(other))
    return checkRows(other, parse(readFileSync(other, 'utf8')), row);
  return checkRows(name, readYaml(import.meta.url, name), row);
}

/** The rows of parsed YAML, checked as `loadRows` does. */
export function checkRows<T extends TSchema>(name: string, data: unknown, row: T): Static<T>[] {
  const check = new Ajv({ allErrors: true, strict: false }).compile(Type.Array(row));
  if (check(data)) return data as Static<T>[];
  const wrong = (check.errors ?? []).map((error) => {
    const [, index, ...path] = error.instancePath.split('/');
    const id = (data as { id?: unknown }[] | undefined)?.[Number(index)]?.id ?? `row ${index ?? '?'}`;
    const extra = (error.params as { additionalProperty?: string }).additionalProperty;
    return `${String(id)} ${path.join('.')} ${error.message ?? ''}${extra ? `: ${extra}` : ''}`;
  });
  throw new Error(`${name} can't be read:\n${[...new Set(wrong)].join('\n')}`);
}
