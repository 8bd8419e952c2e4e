import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dataPath } from '../platform/data.ts';
import { runOf, type FeatureKey } from './features.ts';
import { textsOf, type Worked } from './indexing.ts';
import { loadKnowledge, type Entry } from './knowledge.ts';
import { compact } from './text.ts';
import { Vocabulary } from './vocabulary.ts';

/**
 * What `npm run build` works out beforehand from the topic files: reading and cutting them costs a start more than two
 * seconds of a processor. Without such a file, or with another one's topic files, a process works it out itself.
 */
interface Prepared {
  /** Of the files that it was made from. */
  digest: string;
  entries: Entry[];
  keys: FeatureKey[];
  /** Text as an entry has it → positions of its features' keys. */
  texts: Record<string, number[]>;
}

const fileName = 'prepared.json';

/** The content of the prepared file for entries, those of today's topic files when omitted. */
export function prepare(entries = loadKnowledge()): string {
  const vocabulary = new Vocabulary();
  const texts: Prepared['texts'] = {};
  for (const text of entries.flatMap(textsOf)) texts[text] = [...vocabulary.add(runOf(compact(text)))];
  return JSON.stringify({ digest: digest(), entries, keys: vocabulary.keys, texts } satisfies Prepared);
}

/**
 * Entries and the features of their texts as they were prepared in the file at `path`, or undefined when there is nothing
 * that still fits.
 */
export function readPrepared(
  path = dataPath(import.meta.url, fileName),
): { entries: Entry[]; worked: Worked } | undefined {
  if (!existsSync(path)) return undefined;
  const { digest: made, entries, keys, texts } = JSON.parse(readFileSync(path, 'utf8')) as Prepared;
  if (made !== digest()) return undefined;
  const byText = new Map(Object.entries(texts));
  return { entries, worked: { keys, positionsOf: (text) => byText.get(text) } };
}

/** Of every file that entries and features are made from. */
function digest(): string {
  const hash = createHash('sha256');
  const folder = dataPath(import.meta.url, 'knowledge/');
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(`${folder}/${name}`));
  return hash.update(readFileSync(dataPath(import.meta.url, 'concepts.yaml'))).digest('hex');
}
