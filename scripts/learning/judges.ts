import type { Judges } from '../../server/answers/linear/judges.ts';
import { Reader, type Vocabulary } from '../../server/answers/linear/reader.ts';
import type { Part } from '../../server/answers/linear/wording.ts';
import { learnJudge, type Lesson } from './hinge.ts';

/** A text before it is read. */
export interface Told {
  /** What it says, worked out anew at each call: kept for all texts it would fill the memory. */
  parts: () => Part[];
  weight: number;
}

/** What one judge tells apart, by the texts' places: those that belong from the others, among some or all of them. */
export interface Class {
  belongs: (at: number) => boolean;
  among?: (at: number) => boolean;
}

/** What was learnt of texts. */
export interface Learnt {
  vocabulary: Vocabulary;
  judges: Judges;
}

/** A name in fewer texts isn't worth learning. */
const fewest = 2;

/** Learns a judge for each class, who know the `most` names that tell most. */
export function learnJudges(told: readonly Told[], classes: readonly Class[], most: number): Learnt {
  const all = vocabularyOf(told);
  const first = judgesOf(readBy(all, told), classes, all.names.length);
  const vocabulary = telling(all, first, most);
  return {
    vocabulary,
    judges: judgesOf(readBy(vocabulary, told), classes, vocabulary.names.length),
  };
}

function vocabularyOf(told: readonly Told[]): Vocabulary {
  const counts = new Map<string, number>();
  for (const { parts } of told)
    for (const { names } of parts())
      for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count >= fewest);
  return {
    names: common.map(([name]) => name),
    rarity: Float32Array.from(common, ([, count]) => 1 + Math.log((1 + told.length) / (1 + count))),
  };
}

/** The names whose weights are the largest for any class. */
function telling({ names, rarity }: Vocabulary, { weights }: Judges, most: number): Vocabulary {
  const says = rarity.map((rare, at) => rare * Math.max(...weights.map((one) => Math.abs(one[at]!))));
  const kept = [...says.keys()].sort((one, other) => says[other]! - says[one]!).slice(0, most);
  return { names: kept.map((at) => names[at]!), rarity: Float32Array.from(kept, (at) => rarity[at]!) };
}

function readBy(vocabulary: Vocabulary, told: readonly Told[]): Lesson[] {
  const reader = new Reader(vocabulary);
  return told.map(({ parts, weight }) => ({ ...reader.read(parts()), weight }));
}

function judgesOf(lessons: readonly Lesson[], classes: readonly Class[], size: number): Judges {
  const learnt = classes.map(({ belongs, among = () => true }) => {
    const places = [...lessons.keys()].filter(among);
    return learnJudge(
      places.map((at) => lessons[at]!),
      (place) => belongs(places[place]!),
      size,
    );
  });
  return {
    weights: learnt.map(({ weights }) => weights),
    bias: Float32Array.from(learnt, ({ bias }) => bias),
  };
}
