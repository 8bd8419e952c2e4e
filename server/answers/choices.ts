import type { Scored } from './finder.ts';
import type { Entry } from './knowledge.ts';

/** So many topics are offered before a second entry of any. */
export const mostTopics = 3;
/** An entry is near whose score is above this share of the best one's. */
export const leastShare = 0.45;

/**
 * What a message may be about, best first: the best entry of each of the three nearest topics, then what else is near.
 * Where a topic is guessed wrong, its further entries would be wrong as well.
 */
export function choicesOf(ranking: readonly Scored[]): Entry[] {
  const best = ranking[0]?.score ?? 0;
  const near = ranking.filter(({ score }) => score > best * leastShare).map(({ entry }) => entry);
  const topics = new Set<string>();
  const firsts = near.filter(({ topic }) => !topics.has(topic) && topics.add(topic)).slice(0, mostTopics);
  return [...firsts, ...near.filter((entry) => !firsts.includes(entry))];
}
