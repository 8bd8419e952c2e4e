import { rank, type Index } from './finder.ts';
import type { Entry } from './knowledge.ts';
import { compact, plain } from './text.ts';
import { leastTrust, trust } from './trust.ts';

/** A message cut in two, each part compact. `said`: the cut is a word that begins another matter (另外). */
interface Cut {
  parts: [string, string];
  said: boolean;
}

/** Begins another matter wherever it stands. */
const another = '另外|顺便|再一个|再就是|还有一(?:个|件)|(?<![周期拜十])二是|其次|第二(?:个(?!月)|件)';
/** May begin another matter; 还有 at the start of a clause does. */
const perhaps = '还有|以及|同时|而且|并且|然后|又|也';
const border = new RegExp(`(?=${another}|${perhaps})`, 'u');
const begins = new RegExp(`^(?:${another})`, 'u');
/** Words that only announce a matter, left out before it is looked up. */
const announcing = '(?:我?(?:也|还)?(?:再|想|要)*(?:请|咨)?[问询](?:一?下|一?声|问)?)?(?:就是|是)?';
const openings: [RegExp, RegExp] = [
  /^(?:我?(?:有|想问|想咨询|问)两?[个件](?:问题|事情?))?(?:一个?是|第一[个件]?(?:事|问题)?是?|首先)?/u,
  new RegExp(
    `^(?:(?:${another}|还有|以及|同时|而且|并且|然后)(?:一?[个件]|的)?(?:问题|事情?)?${announcing})?(?:现在)?[又还也]?`,
    'u',
  ),
];

export interface Pair {
  /** In the order in which they are told: as they were asked, what is about somebody's safety first. */
  told: [Entry, Entry];
  /** The one that the whole message is nearest to. */
  nearest: Entry;
}

const shortestPart = 4;
/** Longer messages without a word for it tell one story. */
const longestPair = 40;
const mostCuts = 8;
/** Who tells of more things than this tells a story. */
const mostBits = 60;
/** Topics whose answers are told first, whatever else was asked: somebody may not be safe. */
const safetyFirst = new Set(['T40', 'T47', 'T48']);
/** Where nobody said that there are two matters, and the whole message is unsure, both must be surer by this. */
const surer = 0.04;
/** So much less than for an answer does where a word says that there are two. */
const lenience = 0.06;
/**
 * A second matter shows in the whole message too: its topic scores at least this share of the best one's. What is about
 * safety may be said in half a sentence.
 */
const leastShare = { other: 0.6, safety: 0.45 };
/** A second matter is looked for so far down the ranking. */
const deeply = 60;

/** Where a message may turn to another matter: at the ends of clauses, and before words that go on. */
export function cutsOf(said: string): Cut[] {
  const short = compact(said).length <= longestPair;
  const bits = plain(said)
    .split(/[^\p{Script=Han}a-z0-9]+/u)
    .filter(Boolean)
    .flatMap((clause) =>
      clause.split(border).map((text, at) => ({
        text,
        said: begins.test(text) || (at === 0 && text.startsWith('还有')),
      })),
    );
  if (bits.length > mostBits) return [];
  const joined = (from: number, to?: number): string =>
    compact(
      bits
        .slice(from, to)
        .map(({ text }) => text)
        .join(''),
    );
  return bits
    .flatMap(({ said }, at) => (at > 0 && (said || short) ? [{ at, said }] : []))
    .sort((one, other) => Number(other.said) - Number(one.said))
    .slice(0, mostCuts)
    .flatMap(({ at, said }): Cut[] => {
      const parts: Cut['parts'] = [
        joined(0, at).replace(openings[0], ''),
        joined(at).replace(openings[1], ''),
      ];
      return parts.every((part) => part.length >= shortestPart) ? [{ parts, said }] : [];
    });
}

/**
 * The two matters of a message that clearly asks about both: each part would be answered directly by itself. `sure` is
 * whether the whole message's first is trusted.
 */
export function twoTopics(index: Index, said: string, sure: boolean): Pair | undefined {
  const share = shareIn(index, said);
  let best: (Pair & { least: number }) | undefined;
  for (const { parts, said: isSaid } of cutsOf(said)) {
    // A cut that was said outweighs every one that was only found.
    if (best && !isSaid) break;
    const [first, second] = parts.map((part) => directly(index, part));
    if (!first || !second || first.entry.id === second.entry.id) continue;
    const least = Math.min(first.over, second.over);
    // A little less than for an answer does where a word said that there are two.
    if (least < (isSaid ? -lenience : sure ? 0 : surer)) continue;
    const entries: [Entry, Entry] = [first.entry, second.entry];
    const shown = entries.map(share);
    const enough = entries.every((entry, at) => shows(entry, shown[at]!));
    if (!isSaid && (entries[0].topic === entries[1].topic || !enough)) continue;
    // What the whole is surely about must be one of the two.
    if ((sure || !isSaid) && !shown.includes(1)) continue;
    if (best && best.least >= least) continue;
    const [one, other] = entries;
    const safe = Number(safetyFirst.has(other.topic)) - Number(safetyFirst.has(one.topic));
    const told: Pair['told'] = safe > 0 ? [other, one] : entries;
    best = { told, nearest: shown[1]! > shown[0]! ? other : one, least };
  }
  return best;
}

/** How much of a whole message is about an entry's topic, worked out when it is first asked. */
export function shareIn(index: Index, said: string): (entry: Entry) => number {
  let shares: Map<string, number> | undefined;
  return ({ topic }) => (shares ??= sharesOf(index, said)).get(topic) ?? 0;
}

/** Whether a share is enough for the entry's topic to be a matter of the message. */
const shows = ({ topic }: Entry, share: number): boolean =>
  share >= leastShare[safetyFirst.has(topic) ? 'safety' : 'other'];

/**
 * The best score of each topic for a whole message, as a share of the best one's. The guess of the topic is left out: it
 * speaks for what is told at the greatest length, so that a second matter would lose by it.
 */
function sharesOf(index: Index, said: string): Map<string, number> {
  const { topicGuess } = index.weights.ranking;
  const best = new Map<string, number>();
  let most = 0;
  for (const { entry, score, signals } of rank(index, said, {}, deeply)) {
    const own = score - topicGuess * signals.topicGuess;
    best.set(entry.topic, Math.max(best.get(entry.topic) ?? 0, own));
    most = Math.max(most, own);
  }
  return new Map([...best].map(([topic, score]) => [topic, most ? score / most : 0]));
}

/** The entry that a part of a message gets by itself, and by how much it is trusted over what an answer takes. */
function directly(index: Index, part: string): { entry: Entry; over: number } | undefined {
  const ranking = rank(index, part);
  const over = trust(index, ranking, part) - leastTrust(index, part);
  return ranking[0] && { entry: ranking[0].entry, over };
}
