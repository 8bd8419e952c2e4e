import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { choicesOf } from '../server/answers/choices.ts';
import { buildIndex, rank, type Scored } from '../server/answers/finder.ts';
import { keptMeaning } from '../server/answers/meaning.ts';
import { isStory, trustSignals } from '../server/answers/trust.ts';
import type { Signals, TrustSignals, Weights } from '../server/answers/weights.ts';
import { legalDateOf } from '../server/platform/calendar.ts';
import type { Example, Kind } from './learning/examples.ts';
import { entriesWithout, folds, material, type LearntFinder } from './learning/finder.ts';
import { inThreads } from './learning/threads.ts';
import { guessOf, keptTopics } from './learning/topics.ts';

/*
 * npm run learn-weights
 * Learns what features mean (server/answers/meaning.json) and what topics sound like (topics.json) from all phrasings,
 * and the finder's weights (weights.json) from the training half of the own sets and questions that no entry answers
 * (strangers.yaml), with today's date and what was measured. Each fifth of the messages is ranked by an index, a meaning
 * and a guess of topics that know neither them nor phrasings like them, and judged by weights and thresholds that were
 * learnt from the other four; the held-out half is never opened.
 */
const file = (name: string): string => fileURLToPath(new URL(`../server/answers/${name}`, import.meta.url));
/** No signal may vanish: a message that is a phrasing word for word must lead to its entry. */
const leastWeight = 0.3;
/** Candidates of each message that the ranking is learnt from. */
const most = 40;
/** What direct answers to the training messages must keep to: precision a point stricter than wanted, since phrasings flatter it. */
const wanted = { precision: 0.98, wrongOnUncovered: 0.03, wrongOnOffTopic: 0.005 };

interface Measured extends Example {
  ranking: Scored[];
  trust: TrustSignals;
}

const start = JSON.parse(readFileSync(file('weights.json'), 'utf8')) as Weights;
const found = material();
const { examples } = found;
const learnt = await inThreads<number | 'all', LearntFinder>(
  new URL('./learning/finderThread.ts', import.meta.url),
  [...Array.from({ length: folds }, (_, fold) => fold), 'all'],
  (part) => console.log(`part ${part} done`),
);
const all = learnt.pop()!;
const indexes = learnt.map(({ meaning, topics }, fold) =>
  buildIndex(entriesWithout(fold, found), structuredClone(start), undefined, meaning, guessOf(topics)),
);
const candidates = examples.map(({ said, fold }) => rank(indexes[fold]!, said, {}, most));

const crossValidated = validate();
const weights = learn(examples.map((_, at) => at));
const today = legalDateOf(Date.now());
weights.learntOn = today;
weights.crossValidated = crossValidated;
writeFileSync(file('meaning.json'), keptMeaning(all.meaning, today));
writeFileSync(file('topics.json'), keptTopics(all.topics, today));
writeFileSync(file('weights.json'), `${JSON.stringify(weights, null, 2)}\n`);
console.log(JSON.stringify(weights, null, 2));

/** Judges each fifth of the messages by what was learnt from the others. */
function validate(): Record<string, number> {
  const judged: { example: Measured; answered: boolean }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const learnt = learn(examples.flatMap((_, at) => (examples[at]!.fold === fold ? [] : [at])));
    for (const [at] of examples.entries()) {
      if (examples[at]!.fold !== fold || !examples[at]!.counts) continue;
      const example = measured(learnt, at);
      const { story, answer } = learnt.thresholds;
      const least = isStory(example.said) ? story : answer;
      judged.push({ example, answered: probability(learnt, example.trust) >= least });
    }
  }
  const of = (kind: Kind) => judged.filter(({ example }) => example.kind === kind);
  const covered = of('covered');
  const direct = covered.filter(({ answered }) => answered);
  const share = (list: typeof judged, hit: (one: (typeof judged)[number]) => boolean): number =>
    rounded(list.filter(hit).length / Math.max(1, list.length));
  return {
    messages: judged.length,
    top1: share(covered, ({ example }) => isRight(example)),
    top3: share(covered, ({ example: { ranking, right } }) => choicesOf(ranking).slice(0, 3).some(right)),
    precision: share(direct, ({ example }) => isRight(example)),
    coverage: share(covered, ({ answered }) => answered),
    wrongOnUncovered: share(of('uncovered'), ({ answered }) => answered),
    wrongOnOffTopic: share(of('offTopic'), ({ answered }) => answered),
  };
}

function isRight({ ranking, right }: Measured): boolean {
  return ranking[0] !== undefined && right(ranking[0].entry);
}

/** Weights, with the least trust for a direct answer, learnt from the examples at `places`. */
function learn(places: number[]): Weights {
  const weights = structuredClone(start);
  learnRanking(weights, places);
  const rows = places.map((at) => measured(weights, at));
  learnTrust(weights, rows);
  const counting = rows.filter(({ counts }) => counts);
  const least = (stories: boolean): number =>
    chooseThreshold(
      weights,
      counting.filter(({ said }) => isStory(said) === stories),
    );
  weights.thresholds = { answer: least(false), story: least(true), choices: start.thresholds.choices };
  return weights;
}

/** An example with its candidates in the order of `weights`. */
function measured(weights: Weights, at: number): Measured {
  const ranking = candidates[at]!.map((scored) => ({
    ...scored,
    score: scoreOf(weights, scored.signals),
  })).sort((one, other) => other.score - one.score);
  return {
    ...examples[at]!,
    ranking,
    trust: trustSignals(indexes[examples[at]!.fold]!, ranking, examples[at]!.said),
  };
}

function scoreOf({ ranking }: Weights, signals: Signals): number {
  let sum = 0;
  for (const name of Object.keys(ranking) as (keyof Signals)[]) sum += ranking[name] * signals[name];
  return sum;
}

/** Softmax over the candidates of each example: the right ones together should get the probability. */
function learnRanking(weights: Weights, places: number[]): void {
  const usable = places.filter((at) => candidates[at]!.some(({ entry }) => examples[at]!.right(entry)));
  const names = (Object.keys(weights.ranking) as (keyof Signals)[]).filter((name) => name !== 'context');
  for (let pass = 0; pass < 60; pass++) {
    const slope = Object.fromEntries(names.map((name) => [name, 0])) as Record<keyof Signals, number>;
    let total = 0;
    for (const at of usable) {
      const { right, weight } = examples[at]!;
      const ranking = candidates[at]!;
      const scores = ranking.map(({ signals }) => scoreOf(weights, signals));
      const top = Math.max(...scores);
      const odds = scores.map((score) => Math.exp(score - top));
      const all = odds.reduce((sum, odd) => sum + odd, 0);
      const good = odds.reduce((sum, odd, place) => sum + (right(ranking[place]!.entry) ? odd : 0), 0);
      total += weight;
      ranking.forEach(({ entry, signals }, place) => {
        const pull = (right(entry) ? odds[place]! / good : 0) - odds[place]! / all;
        for (const name of names) slope[name] += weight * pull * signals[name];
      });
    }
    for (const name of names) {
      const step = 5 * (slope[name] / total) - 0.001 * weights.ranking[name];
      weights.ranking[name] = Math.max(leastWeight, weights.ranking[name] + step);
    }
  }
  for (const name of names) weights.ranking[name] = rounded(weights.ranking[name]);
}

function probability(weights: Weights, signals: TrustSignals): number {
  let sum = weights.trust.bias;
  for (const name of Object.keys(signals) as (keyof TrustSignals)[])
    sum += weights.trust[name] * signals[name];
  return 1 / (1 + Math.exp(-sum));
}

/**
 * Logistic regression on what the first of each ranking shows. No signal speaks against: the messages had the phrasings
 * most like them taken away, so that likeness would look worse than it is.
 */
function learnTrust(weights: Weights, rows: Measured[]): void {
  const names = Object.keys(weights.trust) as (keyof TrustSignals | 'bias')[];
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  for (let pass = 0; pass < 1500; pass++) {
    const slope = Object.fromEntries(names.map((name) => [name, 0])) as Record<string, number>;
    for (const row of rows) {
      const error = row.weight * ((isRight(row) ? 1 : 0) - probability(weights, row.trust));
      for (const name of names) slope[name]! += error * (name === 'bias' ? 1 : row.trust[name]);
    }
    for (const name of names) {
      const moved = weights.trust[name] + 3 * (slope[name]! / total) - 0.0002 * weights.trust[name];
      weights.trust[name] = name === 'bias' ? moved : Math.max(0, moved);
    }
  }
  for (const name of names) weights.trust[name] = rounded(weights.trust[name]);
}

/** The lowest threshold at which direct answers keep what is wanted of them. */
function chooseThreshold(weights: Weights, rows: Measured[]): number {
  const judged = rows.map((row) => ({ row, sure: probability(weights, row.trust) }));
  const count = (kind: Kind): number => rows.filter((row) => row.kind === kind).length;
  for (let threshold = 0.3; threshold < 0.99; threshold += 0.005) {
    const direct = judged.filter(({ sure }) => sure >= threshold).map(({ row }) => row);
    const covered = direct.filter(({ kind }) => kind === 'covered');
    const among = (kind: Kind): number =>
      direct.filter((row) => row.kind === kind).length / Math.max(1, count(kind));
    if (
      covered.filter(isRight).length >= wanted.precision * covered.length &&
      among('uncovered') <= wanted.wrongOnUncovered &&
      among('offTopic') <= wanted.wrongOnOffTopic
    ) {
      return rounded(threshold);
    }
  }
  return 0.99;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
