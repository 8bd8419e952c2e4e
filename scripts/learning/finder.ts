import { fileURLToPath } from 'node:url';
import { loadKnowledge, type Entry } from '../../server/answers/knowledge.ts';
import type { Meaning } from '../../server/answers/meaning.ts';
import { readYaml } from '../../server/platform/data.ts';
import { readSets } from '../../server/answers/questionSets.ts';
import { examplesOf, lessonsOf, withoutLike, type Example } from './examples.ts';
import { learnMeaning } from './meaning.ts';
import { readCorpus } from './corpus.ts';
import { learnTopics, type LearntTopics, type Spoken } from './topics.ts';

/** How many parts the messages are dealt into; each is judged by what was learnt from the others. */
export const folds = 5;

/** What the finder learns from. */
export interface Material {
  entries: Entry[];
  examples: Example[];
  /** What people say of a topic, written to learn from: by people who had read neither sets nor phrasings. */
  spoken: Spoken[];
}

/** What was learnt from phrasings, before the weights. */
export interface LearntFinder {
  meaning: Meaning;
  topics: LearntTopics;
}

/** The entries of today and the training half of the own sets. */
export function material(): Material {
  const sets = fileURLToPath(new URL('../../server/answers/sets', import.meta.url));
  const strangers = readYaml(import.meta.url, '../../server/answers/strangers.yaml');
  return {
    entries: loadKnowledge(),
    examples: examplesOf(readSets(sets, 'train'), strangers as Parameters<typeof examplesOf>[1], folds),
    spoken: readCorpus()
      .filter(({ kind }) => kind === 'topic')
      .map(({ say, name }) => ({ say, topic: name })),
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
  const strangers = found.examples
    .filter(({ kind, fold }) => kind !== 'covered' && fold !== without)
    .map(({ said, kind }) => ({ say: said, offTopic: kind === 'offTopic' }));
  const { lessons, topics } = lessonsOf(entries, found.spoken);
  return {
    meaning: learnMeaning(lessons, entries.length, topics),
    topics: learnTopics(entries, [...found.spoken, ...strangers]),
  };
}
