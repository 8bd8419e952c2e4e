import { LRUCache } from 'lru-cache';
import Type from 'typebox';
import { loadRows, Text } from './load.ts';

export const areas = ['labour', 'family', 'injury', 'government', 'criminal', 'civil'] as const;

const Matter = Type.Object(
  {
    id: Text,
    area: Type.Enum([...areas]),
    alsoIn: Type.Optional(Type.Array(Type.Enum([...areas]))),
    name: Text,
    label: Text,
    words: Type.Array(Text, { minItems: 1 }),
  },
  { additionalProperties: false },
);

export interface Matter {
  id: string;
  area: (typeof areas)[number];
  /** Other areas in whose list people look for it. */
  alsoIn?: (typeof areas)[number][];
  /** As on the forms. */
  name: string;
  /** As people say it. */
  label: string;
  words: string[];
}

let rows: readonly Matter[] | undefined;
/** A questionnaire asks for its story's matters again at every step. */
const suggested = new LRUCache<string, readonly Matter[]>({ max: 500 });
let patterns: { matter: Matter; pattern: RegExp; weight: number }[] | undefined;

/** Every matter (事项) of the questionnaire, in the order of its file. */
export const matters = (): readonly Matter[] => (rows ??= loadRows('./matters.yaml', Matter));

export const findMatter = (id: unknown): Matter | undefined => matters().find((matter) => matter.id === id);

/** The matter's name as on the forms; 说不清 for what is none of them. */
export const matterName = (id: unknown): string => findMatter(id)?.name ?? '事情待了解';

/**
 * Up to three matters that a sentence in people's own words suggests, best first: longer words weigh more, and what
 * scores under half of the best is left out.
 */
export function suggestMatters(story: string): readonly Matter[] {
  const known = suggested.get(story);
  if (known) return known;
  const found = matchMatters(story);
  suggested.set(story, found);
  return found;
}

function matchMatters(story: string): Matter[] {
  patterns ??= matters().flatMap((matter) =>
    matter.words.map((word) => ({
      matter,
      pattern: new RegExp(word.replace(/[+.?]/g, '\\$&').replaceAll('*', '[^。！？]{0,8}'), 'i'),
      weight: word.replaceAll('*', '').length,
    })),
  );
  const scores = new Map<Matter, number>();
  for (const { matter, pattern, weight } of patterns) {
    if (pattern.test(story)) scores.set(matter, (scores.get(matter) ?? 0) + weight);
  }
  const best = Math.max(0, ...scores.values());
  return [...scores]
    .filter(([, score]) => score * 2 >= best)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([matter]) => matter);
}
