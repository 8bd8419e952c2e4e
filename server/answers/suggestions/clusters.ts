import { compact } from '../text.ts';

/** Messages that ask about the same, the largest group first. */
export interface Cluster<T> {
  items: T[];
}

/** From this share of common character pairs on, two messages are taken to ask the same. */
const ALIKE = 0.34;

/**
 * Groups messages by the character pairs that they share (Dice), each into the group with whose first message it has most
 * in common. Quadratic in groups only; a few thousand messages take well under a second.
 */
export function cluster<T extends { said: string }>(items: readonly T[]): Cluster<T>[] {
  const groups: { pairs: Set<string>; items: T[] }[] = [];
  for (const item of items) {
    const pairs = pairsOf(item.said);
    let best: { group: (typeof groups)[number]; likeness: number } | undefined;
    for (const group of groups) {
      const likeness = dice(pairs, group.pairs);
      if (likeness >= ALIKE && likeness > (best?.likeness ?? 0)) best = { group, likeness };
    }
    if (best) best.group.items.push(item);
    else groups.push({ pairs, items: [item] });
  }
  return groups.map(({ items: of }) => ({ items: of })).sort((a, b) => b.items.length - a.items.length);
}

function pairsOf(said: string): Set<string> {
  const text = compact(said);
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at += 1) pairs.add(text.slice(at, at + 2));
  if (pairs.size === 0 && text) pairs.add(text);
  return pairs;
}

function dice(one: Set<string>, other: Set<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let shared = 0;
  for (const pair of one) if (other.has(pair)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}
