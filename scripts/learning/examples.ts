import { answerable } from '../../server/answers/decide.ts';
import type { Question } from '../../server/answers/evaluation.ts';
import { featuresOf, type FeatureKey } from '../../server/answers/features.ts';
import type { Entry } from '../../server/answers/knowledge.ts';
import { compact } from '../../server/answers/text.ts';
import type { Lesson } from './meaning.ts';
import type { Spoken } from './topics.ts';

export type Kind = 'covered' | 'uncovered' | 'offTopic';

/** A message to learn from. */
export interface Example {
  said: string;
  kind: Kind;
  /** Whether an entry would be right; always false for messages that no entry answers. */
  right: (entry: Entry) => boolean;
  /** How much it counts. */
  weight: number;
  /** Which part of the messages it belongs to: it is measured with what was learnt from the others. */
  fold: number;
  /** Whether it is one of the sets' messages; the others are learnt from and measure nothing. */
  counts: boolean;
}

const negativeWeight = 1.5;

/** The messages of the training half that may get a direct answer, and `strangers` that no entry answers, dealt into folds. */
export function examplesOf(
  training: Question[],
  strangers: Record<'uncovered' | 'offTopic', string[]>,
  folds: number,
): Example[] {
  const counting = training
    .filter(({ say, sort }) => ['covered', 'uncovered', 'offTopic'].includes(sort) && answerable(say))
    .map(({ say, sort, want }, at): Example => ({
      said: say,
      kind: sort as Kind,
      right: ({ id, topic }) => sort === 'covered' && (topic === want || id === want),
      weight: sort === 'covered' ? 1 : negativeWeight,
      fold: at % folds,
      counts: true,
    }));
  const others = (['uncovered', 'offTopic'] as const).flatMap((kind) =>
    strangers[kind]
      .map(String)
      .filter(answerable)
      .map((said, at): Example => ({
        ...{ said, kind, right: () => false, weight: negativeWeight, fold: at % folds, counts: false },
      })),
  );
  return [...counting, ...others];
}

const worked = new Map<string, FeatureKey[]>();

function keysOf(text: string): FeatureKey[] {
  let keys = worked.get(text);
  if (!keys) worked.set(text, (keys = featuresOf(compact(text))));
  return keys;
}

/** Question and phrasings of entries, and what else is said of topics, to learn meaning from. */
export function lessonsOf(
  entries: Entry[],
  spoken: readonly Spoken[],
): { lessons: Lesson[]; topics: number } {
  const topics = [...new Set(entries.map(({ topic }) => topic))];
  const lessons = entries.flatMap(({ question, phrasings, topic }, entry) =>
    [question, ...phrasings].map((text): Lesson => ({
      keys: keysOf(text),
      entry,
      topic: topics.indexOf(topic),
    })),
  );
  for (const { say, topic } of spoken)
    if (topic !== undefined && topics.includes(topic))
      lessons.push({ keys: keysOf(say), topic: topics.indexOf(topic) });
  return { lessons, topics: topics.length };
}

/**
 * Cosine from which on a phrasing is too like a message for the message to be a fair trial: whoever wrote phrasings had
 * read the training half. With it the training half comes out about as the held-out half does.
 */
const tooLike = 0.35;

/** Entries without the messages and without the phrasings that are too like one of them. */
export function withoutLike(entries: Entry[], messages: string[]): Entry[] {
  const phrasings = entries.flatMap((entry) => entry.phrasings);
  const frequency = new Map<FeatureKey, number>();
  for (const text of phrasings)
    for (const key of keysOf(text)) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  const square = (key: FeatureKey): number =>
    Math.log(1 + phrasings.length / (1 + (frequency.get(key) ?? 0))) ** 2;
  const massOf = (text: string): number => keysOf(text).reduce<number>((sum, key) => sum + square(key), 0);
  const having = new Map<FeatureKey, number[]>();
  const masses = phrasings.map(massOf);
  phrasings.forEach((text, at) => {
    for (const key of keysOf(text)) {
      const list = having.get(key);
      if (list) list.push(at);
      else having.set(key, [at]);
    }
  });
  const gone = new Set(messages);
  const shared = new Float64Array(phrasings.length);
  for (const message of messages) {
    shared.fill(0);
    for (const key of keysOf(message)) for (const at of having.get(key) ?? []) shared[at]! += square(key);
    const mass = massOf(message);
    shared.forEach((one, at) => {
      if (one >= tooLike * Math.sqrt(mass * masses[at]!)) gone.add(phrasings[at]!);
    });
  }
  return entries.map((entry) => ({ ...entry, phrasings: entry.phrasings.filter((said) => !gone.has(said)) }));
}
