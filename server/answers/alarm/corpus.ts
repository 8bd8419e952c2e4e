import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { dataPath } from '../../platform/data.ts';

/** A written example with what it is: a danger card, a special rule, or neither. */
export interface Example {
  say: string;
  kind: 'danger' | 'special' | 'harmless';
  /** The card or the rule. */
  name?: string;
  /** How much it counts. */
  weight: number;
}

interface CorpusFile {
  kind: Example['kind'];
  /** Less than 1 for messages far from what most people write. */
  weight?: number;
  /** Messages by card or rule; by subject when they are harmless. */
  messages: Record<string, string[]>;
}

/**
 * The messages written to learn from (server/answers/alarm/corpus). They are no evaluation set: nothing that is measured
 * comes from here. Throws with the file's name when one isn't as expected.
 */
export function readCorpus(): Example[] {
  const folder = dataPath(import.meta.url, 'corpus/');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const { kind, weight = 1, messages } = parse(readFileSync(`${folder}/${file}`, 'utf8')) as CorpusFile;
      if (!kind || !messages) throw new Error(`${file}: expected "kind" and "messages"`);
      return Object.entries(messages).flatMap(([name, said]) =>
        said.map((say) => ({ say: String(say), kind, weight, ...(kind !== 'harmless' && { name }) })),
      );
    });
}
