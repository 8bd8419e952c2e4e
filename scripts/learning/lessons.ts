import type { Unit } from '../../server/answers/networks/networks.ts';
import { Reader, type Features, type Vocabulary } from '../../server/answers/networks/reader.ts';
import { cuesAt } from '../../server/answers/cues.ts';

/** A message to learn from: its units, and its class (see networks.ts). */
export interface Lesson {
  units: Unit[];
  target: number;
  weight: number;
}

/** How many there are of everything that is learnt about. */
export interface Shape {
  features: number;
  /** With the unknown one. */
  characters: number;
  cues: number;
  patterns: number;
  classes: number;
  /** Classes from 1 to this one are dangers. */
  dangers: number;
}

/** A message before it is read. */
export interface Told {
  units: Features[];
  patterns: readonly string[];
  target: number;
  weight: number;
}

/** Only what several messages have in common is worth learning. */
const least = { feature: 3, character: 2, cue: 1, pattern: 1 };

/** What the messages have in common. */
export function vocabularyOf(messages: readonly Told[]): Vocabulary {
  const common = (parts: (one: Told) => Iterable<string>, enough: number): string[] => {
    const counts = new Map<string, number>();
    for (const one of messages)
      for (const part of new Set(parts(one))) counts.set(part, (counts.get(part) ?? 0) + 1);
    return [...counts].flatMap(([part, count]) => (count >= enough ? [part] : []));
  };
  return {
    features: common(({ units }) => units.flatMap(({ keys }) => keys), least.feature),
    characters: common(({ units }) => units.flatMap(({ text }) => [...text]), least.character).join(''),
    cues: common(({ units }) => units.flatMap(({ text }) => cuesAt(text).flat()), least.cue),
    patterns: common(({ patterns }) => patterns, least.pattern),
  };
}

/** Messages as they are learnt from. */
export function lessonsOf(messages: readonly Told[], vocabulary: Vocabulary): Lesson[] {
  const reader = new Reader(vocabulary);
  return messages.map(({ units, patterns, target, weight }) => ({
    ...{ target, weight },
    units: units.map((unit) => reader.unit(unit, patterns)),
  }));
}

/** The sizes of a vocabulary, with those of the classes. */
export function shapeOf(
  { features, characters, cues, patterns }: Vocabulary,
  classes: Pick<Shape, 'classes' | 'dangers'>,
): Shape {
  return {
    ...{ features: features.length, characters: [...characters].length + 1, cues: cues.length },
    ...{ patterns: patterns.length, ...classes },
  };
}
