import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { dataPath } from '../platform/data.ts';
import type { Question, Sort } from './evaluation.ts';

interface SetFile {
  sort: Sort;
  length?: 'short' | 'long';
  half?: 'train' | 'held';
  /** Messages by topic, entry or danger card; a plain list when nothing particular is expected. */
  messages: Record<string, string[]> | string[];
}

/** One row of a plain list: a message with the topic it is about and, for a crisis, the card it should trigger. */
interface Row {
  say: string;
  topic?: string;
  trigger?: string;
  sort?: Sort;
}

/**
 * Reads questions from YAML or JSON: either a set as under server/answers/sets, or a plain list of
 * `{ say, topic?, trigger?, sort? }`. Throws with the file's name when it is neither.
 */
export function readQuestions(path: string): Question[] {
  const file: unknown = parse(readFileSync(path, 'utf8'));
  if (Array.isArray(file)) return (file as Row[]).map((row) => fromRow(row, path));
  const { sort, length, half, messages } = file as SetFile;
  if (!sort || !messages) throw new Error(`${path}: expected "sort" and "messages", or a list of questions`);
  const marks = { sort, ...(length && { length }), ...(half && { half }) };
  if (Array.isArray(messages)) return messages.map((say) => ({ say, ...marks }));
  return Object.entries(messages).flatMap(([name, said]) =>
    said.map((say) => ({
      say,
      ...marks,
      ...(sort === 'crisis' || sort === 'special' ? { card: name } : { want: name }),
    })),
  );
}

function fromRow({ say, topic, trigger, sort }: Row, path: string): Question {
  if (typeof say !== 'string') throw new Error(`${path}: a question without "say"`);
  const expected = sort ?? (trigger ? 'crisis' : topic ? 'covered' : 'uncovered');
  return { say, sort: expected, ...(topic && { want: topic }), ...(trigger && { card: trigger }) };
}

/** The project's own sets, both halves, read once a process. */
let own: Question[] | undefined;
export const ownSets = (): readonly Question[] => (own ??= readSets(dataPath(import.meta.url, 'sets/')));

/** Every set in a folder; with `half` only the files of that half are opened (`*.train.yaml`, `*.held.yaml`). */
export function readSets(folder: string, half?: 'train' | 'held'): Question[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(half ? `.${half}.yaml` : '.yaml'))
    .sort()
    .flatMap((name) => readQuestions(`${folder}/${name}`));
}
