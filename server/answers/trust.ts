import { queryOf, storyLength, type Index, type Scored } from './finder.ts';
import { compact } from './text.ts';
import type { TrustSignals } from './weights.ts';

/** Squared weight of shared words above which more of them don't count as more evidence: about four rare words. */
const enoughEvidence = 120;

/** So many of a ranking say how sure the first is. */
const lookedAt = 10;

/** What speaks for and against trusting the first of a ranking. */
export function trustSignals(index: Index, ranked: Scored[], said: string): TrustSignals {
  const ranking = ranked.slice(0, lookedAt);
  const [first, second] = ranking;
  const query = queryOf(index, compact(said));
  const known = query.mass ? query.knownMass / query.mass : 0;
  const long = isStory(said) ? 1 : 0;
  if (!first) {
    const none = { similarity: 0, coveredQuestion: 0, bm25: 0, coveredWords: 0, evidence: 0 };
    const nothing = { agreement: 0, meaning: 0, topicMeaning: 0, topicGuess: 0, direction: 0, familiar: 0 };
    return { ...none, ...nothing, known, margin: 0, topicMargin: 0, concepts: 0, topicShare: 0, long };
  }
  const rival = ranking.find(({ entry }) => entry.topic !== first.entry.topic);
  const lead = (other?: Scored): number => (first.score - (other?.score ?? 0)) / Math.max(first.score, 1e-6);
  const {
    similarity,
    clause,
    coveredQuestion,
    bm25,
    coveredWords,
    concepts,
    meaning,
    topicMeaning,
    topicGuess,
  } = first.signals;
  return {
    similarity: Math.max(similarity, clause),
    coveredQuestion,
    bm25,
    coveredWords,
    evidence: Math.min(1, (coveredWords * query.wordMass) / enoughEvidence),
    known,
    margin: lead(second),
    topicMargin: lead(rival),
    concepts,
    topicShare: topicShare(ranking, first),
    agreement: agreement(ranking, first),
    meaning,
    topicMeaning,
    topicGuess,
    direction: first.direction,
    familiar: first.familiar,
    long,
  };
}

const witnesses = [
  'similarity',
  'bm25',
  'coveredWords',
  'topic',
  'clause',
  'meaning',
  'topicMeaning',
  'topicGuess',
] as const;

function agreement(ranking: Scored[], first: Scored): number {
  const agreeing = witnesses.filter((name) => {
    let best = first;
    for (const one of ranking) if (one.signals[name] > best.signals[name]) best = one;
    return best.entry.topic === first.entry.topic;
  });
  return agreeing.length / witnesses.length;
}

function topicShare(ranking: Scored[], first: Scored): number {
  let all = 0;
  let same = 0;
  for (const { entry, score } of ranking) {
    const odds = Math.exp(score - first.score);
    all += odds;
    if (entry.topic === first.entry.topic) same += odds;
  }
  return same / all;
}

/** The trust from which on what was said is answered directly. */
export function leastTrust({ weights: { thresholds } }: Index, said: string): number {
  return isStory(said) ? thresholds.story : thresholds.answer;
}

/** Whether a message is so long that it tells a story. */
export function isStory(said: string): boolean {
  return compact(said).length >= storyLength;
}

/** From this likeness on a message is a reviewed phrasing word for word, and its entry is what the reviewer chose. */
const sameWords = 0.97;

/** Estimated probability that the first of a ranking answers what was said. */
export function trust(index: Index, ranking: Scored[], said: string): number {
  if (!ranking.length) return 0;
  if (ranking[0]!.signals.similarity >= sameWords) return 1;
  const signals = trustSignals(index, ranking, said);
  const weights = index.weights.trust;
  let sum = weights.bias;
  for (const name of Object.keys(signals) as (keyof TrustSignals)[]) sum += weights[name] * signals[name];
  return 1 / (1 + Math.exp(-sum));
}
