import type { Judges } from '../../server/answers/linear/judges.ts';
import { Reader, type Vocabulary } from '../../server/answers/linear/reader.ts';
import type { Part } from '../../server/answers/linear/wording.ts';
import { learnJudge, passes, type Lesson } from './hinge.ts';

/** A text before it is read. */
export interface Told {
  /** What it says, worked out anew at each call: kept for all texts it would fill the memory. */
  parts: () => Part[];
  weight: number;
}

/** What one judge tells apart: whether the text at a place belongs to the class. */
export type Class = (at: number) => boolean;

/** What was learnt of texts. */
export interface Learnt {
  vocabulary: Vocabulary;
  judges: Judges;
}

/** A name in fewer texts isn't worth learning. */
const fewest = 2;

/** Learns a judge for each class, who know the `most` names that tell most. */
export function learnJudges(told: readonly Told[], classes: readonly Class[], most: number): Learnt {
  const vocabulary = telling(learnRoughly(told, classes), most);
  return { vocabulary, judges: judgesOf(told, vocabulary, classes, passes.well) };
}

/** Learns a judge for each class, who know all names, in less time and less well. */
export function learnRoughly(told: readonly Told[], classes: readonly Class[]): Learnt {
  const vocabulary = vocabularyOf(told);
  return { vocabulary, judges: judgesOf(told, vocabulary, classes, passes.roughly) };
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
function telling({ vocabulary, judges: { weights } }: Learnt, most: number): Vocabulary {
  const { names, rarity } = vocabulary;
  const says = rarity.map((rare, at) => rare * Math.max(...weights.map((one) => Math.abs(one[at]!))));
  const kept = [...says.keys()].sort((one, other) => says[other]! - says[one]!).slice(0, most);
  return { names: kept.map((at) => names[at]!), rarity: Float32Array.from(kept, (at) => rarity[at]!) };
}

function judgesOf(
  told: readonly Told[],
  vocabulary: Vocabulary,
  classes: readonly Class[],
  mostPasses: number,
): Judges {
  const reader = new Reader(vocabulary);
  const lessons = told.map(({ parts, weight }): Lesson => ({ ...reader.read(parts()), weight }));
  const learnt = classes.map((belongs) => learnJudge(lessons, belongs, vocabulary.names.length, mostPasses));
  return {
    weights: learnt.map(({ weights }) => weights),
    bias: Float32Array.from(learnt, ({ bias }) => bias),
  };
}
