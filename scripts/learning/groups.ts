import { compact } from '../../server/answers/text.ts';

/** Two messages with this cosine of their pairs of characters tell of one situation. */
const alike = 0.55;
/** Pairs in more messages than this say nothing. */
const tooCommon = 400;

/**
 * The situation that each message belongs to, as the position of one of its messages. Near variants of a message are one
 * situation: to be tried without flattery, a message must be learnt without any of them.
 */
export function situations(messages: readonly string[]): number[] {
  const pairs = messages.map((said) => {
    const text = compact(said);
    return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
  });
  const having = new Map<string, number[]>();
  for (const [at, found] of pairs.entries())
    for (const pair of found) {
      const list = having.get(pair);
      if (list) list.push(at);
      else having.set(pair, [at]);
    }
  const root = messages.map((_, at) => at);
  const rootOf = (at: number): number => {
    while (root[at] !== at) at = root[at] = root[root[at]!]!;
    return at;
  };
  for (const [at, found] of pairs.entries()) {
    const shared = new Map<number, number>();
    for (const pair of found) {
      const list = having.get(pair)!;
      if (list.length >= tooCommon) continue;
      for (const other of list) if (other < at) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    for (const [other, count] of shared)
      if (count / Math.sqrt(found.size * pairs[other]!.size) > alike) root[rootOf(at)] = rootOf(other);
  }
  return messages.map((_, at) => rootOf(at));
}
