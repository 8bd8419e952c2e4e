import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** A written example with what it is: a danger card, a special rule, a topic's question, or none of them. */
export interface Example {
  say: string;
  kind: 'danger' | 'special' | 'topic' | 'harmless';
  /** The card, the rule or the topic; the subject of a harmless message. */
  name: string;
  /** How much it counts. */
  weight: number;
}

interface CorpusFile {
  kind: Example['kind'];
  /** More than 1 for messages like those that people write, less than 1 for those far from it. */
  weight?: number;
  messages: Record<string, string[]>;
}

let read: Example[] | undefined;

/**
 * The messages written to learn from (scripts/learning/corpus), read once a process. They are no evaluation set: nothing
 * that is measured comes from here. Throws with the file's name when one isn't as expected.
 */
export function readCorpus(): readonly Example[] {
  return (read ??= readdirSync(new URL('corpus', import.meta.url))
    .sort()
    .flatMap((file) => {
      const path = fileURLToPath(new URL(`corpus/${file}`, import.meta.url));
      const { kind, weight = 1, messages } = parse(readFileSync(path, 'utf8')) as CorpusFile;
      if (!kind || !messages) throw new Error(`${file}: expected "kind" and "messages"`);
      return Object.entries(messages).flatMap(([name, said]) =>
        said.map((say) => ({ say: String(say), kind, name, weight })),
      );
    }));
}
