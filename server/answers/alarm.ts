import { existsSync, readFileSync } from 'node:fs';
import { dataPath } from '../platform/data.ts';
import { featuresOf } from './features.ts';

/**
 * What was learnt from messages that must get a danger card: it catches paraphrases that no written pattern names.
 * `any` tells danger from everything else, `cards` which card fits best.
 */
export interface AlarmWeights {
  learntOn: string;
  /** Least score of `any` for a card. */
  threshold: number;
  any: Record<string, number>;
  cards: Record<string, Record<string, number>>;
}

/** Only short messages: a story tells of much that is over. */
export const longestAlarm = 30;

/** Features of a compact text with equal weights and length one. */
export function alarmFeatures(text: string): { keys: string[]; weight: number } {
  const keys = ['bias', ...featuresOf(text).map(({ key }) => String(key))];
  return { keys, weight: 1 / Math.sqrt(keys.length) };
}

/** Linear score of a text's features. */
export function alarmScore(
  { keys, weight }: { keys: string[]; weight: number },
  weights: Record<string, number>,
): number {
  let sum = 0;
  for (const key of keys) sum += weights[key] ?? 0;
  return sum * weight;
}

let learnt: AlarmWeights | undefined;

/** The danger card that a compact text sounds like, or undefined. */
export function soundsLike(text: string): string | undefined {
  if (!text || text.length > longestAlarm) return undefined;
  const path = dataPath(import.meta.url, 'alarm.json');
  if (!learnt && !existsSync(path)) return undefined;
  learnt ??= JSON.parse(readFileSync(path, 'utf8')) as AlarmWeights;
  const features = alarmFeatures(text);
  if (alarmScore(features, learnt.any) < learnt.threshold) return undefined;
  const scored = Object.entries(learnt.cards).map(([card, weights]) => ({
    card,
    score: alarmScore(features, weights),
  }));
  return scored.sort((one, other) => other.score - one.score)[0]?.card;
}
