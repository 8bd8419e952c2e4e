import { fileURLToPath } from 'node:url';
import { loadKnowledge, type Entry } from '../../server/answers/knowledge.ts';
import type { Meaning } from '../../server/answers/meaning.ts';
import { readYaml } from '../../server/platform/data.ts';
import { readSets } from '../../server/answers/questionSets.ts';
import { examplesOf, lessonsOf, withoutLike, type Example } from './examples.ts';
import { learnMeaning } from './meaning.ts';
import { learnTopics, type LearntTopics } from './topics.ts';

/** How many parts the messages are dealt into; each is judged by what was learnt from the others. */
export const folds = 5;

/** What the finder learns from. */
export interface Material {
  entries: Entry[];
  examples: Example[];
}

/** What was learnt from phrasings, before the weights. */
export interface LearntFinder {
  meaning: Meaning;
  topics: LearntTopics;
}

/** The entries of today and the training half of the own sets. */
export function material(): Material {
  const sets = fileURLToPath(new URL('../../server/answers/sets', import.meta.url));
  const { messages } = readYaml(import.meta.url, '../../server/answers/strangers.yaml') as {
    messages: unknown[];
  };
  return {
    entries: loadKnowledge(),
    examples: examplesOf(readSets(sets, 'train'), messages.map(String), folds),
  };
}

/** The entries without phrasings that are like the messages of a fold. */
export function entriesWithout(fold: number, { entries, examples }: Material): Entry[] {
  return withoutLike(
    entries,
    examples.filter((one) => one.fold === fold && one.kind === 'covered').map(({ said }) => said),
  );
}

/** Learns from everything, or from all but a fold. */
export function learnFinder(found: Material, without?: number): LearntFinder {
  const entries = without === undefined ? found.entries : entriesWithout(without, found);
  const strangers = found.examples.flatMap(({ said, kind, fold }) =>
    kind !== 'covered' && fold !== without ? [said] : [],
  );
  const { lessons, topics } = lessonsOf(entries);
  return {
    meaning: learnMeaning(lessons, entries.length, topics),
    topics: learnTopics(entries, strangers),
  };
}
