import { createHash } from 'node:crypto';

/** The place of a case in a period's order: SHA-256 (hex) of the seed followed by the case's id. */
export const placeOf = (seed: string, caseId: string): string =>
  createHash('sha256').update(`${seed}${caseId}`, 'utf8').digest('hex');

/**
 * The cases of a sample (抽查): all cases of the period in the order of `placeOf`, of these the first `percent` in a
 * hundred, rounded up. Whoever has the seed, the rate and the ids draws the same.
 */
export function drawSample(seed: string, percent: number, caseIds: readonly string[]): string[] {
  const size = Math.ceil((caseIds.length * Math.min(Math.max(percent, 0), 100)) / 100);
  return caseIds
    .map((id) => ({ id, place: placeOf(seed, id) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);
}
