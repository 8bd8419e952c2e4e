import { createHash } from 'node:crypto';

const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What is published in place of a case's id: the first 32 hexadecimal digits of its SHA-256. It tells nothing of the case. */
export const publicKeyOf = (caseId: string): string => digest(caseId).slice(0, 32);

/** The place of a case in a period's order: SHA-256 (hex) of the seed followed by the case's published key. */
export const placeOf = (seed: string, key: string): string => digest(`${seed}${key}`);

/** All keys of a period in the order of `placeOf`. */
export const inOrder = (seed: string, keys: readonly string[]): string[] =>
  keys
    .map((key) => ({ key, place: placeOf(seed, key) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ key }) => key);

/**
 * The cases of a sample (抽查): of all cases of the period in the order of `placeOf` the first `percent` in a hundred,
 * rounded up. Whoever has the seed, the rate and the keys draws the same (`npm run draw-sample`).
 */
export function drawSample(seed: string, percent: number, keys: readonly string[]): string[] {
  const size = Math.ceil((keys.length * Math.min(Math.max(percent, 0), 100)) / 100);
  return inOrder(seed, keys).slice(0, size);
}
