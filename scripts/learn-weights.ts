import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answerable } from '../server/answers/decide.ts';
import { buildIndex, rank, type Scored } from '../server/answers/finder.ts';
import { loadKnowledge, type Entry } from '../server/answers/knowledge.ts';
import { readSets } from '../server/answers/questionSets.ts';
import { trustSignals } from '../server/answers/trust.ts';
import type { Signals, TrustSignals, Weights } from '../server/answers/weights.ts';

/*
 * npm run learn-weights
 * Learns the finder's weights from the training half of the own sets and from every tenth phrasing, and writes them into
 * server/answers/weights.json with today's date and what was measured. No message is in the index while it is learnt
 * from, and the held-out half is never opened. The figures are cross-validated: each fifth of the messages is judged by
 * weights and a threshold that were learnt from the other four.
 */
const weightsFile = fileURLToPath(new URL('../server/answers/weights.json', import.meta.url));
const setsFolder = fileURLToPath(new URL('../server/answers/sets', import.meta.url));
const folds = 5;
const phrasingShare = 10;
/** No signal may vanish: a message that is a phrasing word for word must lead to its entry. */
const leastWeight = 0.3;
/** What direct answers to the training messages must keep to. */
const wanted = { precision: 0.97, wrongOnUncovered: 0.03, wrongOnOffTopic: 0.005 };

type Kind = 'covered' | 'uncovered' | 'offTopic' | 'phrasing';

interface Example {
  said: string;
  kind: Kind;
  /** Whether an entry would be right; always false for messages that no entry answers. */
  right: (entry: Entry) => boolean;
  /** How much it counts: the own sets are nearer to life than phrasings. */
  weight: number;
}

interface Measured extends Example {
  ranking: Scored[];
  trust: TrustSignals;
}

const entries = loadKnowledge();
const training = readSets(setsFolder, 'train').filter(({ sort }) =>
  ['covered', 'uncovered', 'offTopic'].includes(sort),
);
const asked = new Set(training.map(({ say }) => say));
/** Entries without the messages that are learnt from. */
const kept = entries.map((entry) => ({
  ...entry,
  phrasings: entry.phrasings.filter((said, at) => !asked.has(said) && at % phrasingShare !== 5),
}));
const examples: Example[] = [
  ...training
    .filter(({ say }) => answerable(say))
    .map(({ say, sort, want }): Example => ({
      said: say,
      kind: sort as Kind,
      right: ({ id, topic }) => sort === 'covered' && (topic === want || id === want),
      weight: sort === 'covered' ? 1 : 1.5,
    })),
  ...entries.flatMap(({ id, phrasings }) =>
    phrasings
      .filter((said, at) => at % phrasingShare === 5 && !asked.has(said))
      .map((said): Example => ({ said, kind: 'phrasing', right: (other) => other.id === id, weight: 0.3 })),
  ),
];

const start = JSON.parse(readFileSync(weightsFile, 'utf8')) as Weights;
const index = buildIndex(kept, structuredClone(start));
const candidates = examples.map(({ said }) => rank(index, said, {}, 40));

const crossValidated = validate();
const weights = learn(examples.map((_, at) => at));
weights.learntOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
weights.crossValidated = crossValidated;
writeFileSync(weightsFile, `${JSON.stringify(weights, null, 2)}\n`);
console.log(JSON.stringify(weights, null, 2));

/** Judges each fifth of the messages by what was learnt from the others. */
function validate(): Record<string, number> {
  const judged: { example: Measured; answered: boolean }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const learnt = learn(examples.flatMap((_, at) => (at % folds === fold ? [] : [at])));
    for (const [at] of examples.entries()) {
      if (at % folds !== fold) continue;
      const example = measured(learnt, at);
      const { answer, story } = learnt.thresholds;
      const least = example.trust.long ? story : answer;
      judged.push({ example, answered: probability(learnt, example.trust) >= least });
    }
  }
  const of = (kind: Kind) => judged.filter(({ example }) => example.kind === kind);
  const covered = of('covered');
  const direct = covered.filter(({ answered }) => answered);
  const share = (list: typeof judged, hit: (one: (typeof judged)[number]) => boolean): number =>
    rounded(list.filter(hit).length / Math.max(1, list.length));
  return {
    messages: training.length,
    top1: share(covered, ({ example }) => isRight(example)),
    top3: share(covered, ({ example: { ranking, right } }) =>
      ranking.slice(0, 3).some(({ entry }) => right(entry)),
    ),
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
  weights.thresholds = {
    answer: chooseThreshold(
      weights,
      rows.filter(({ trust }) => !trust.long),
    ),
    story: chooseThreshold(
      weights,
      rows.filter(({ trust }) => trust.long),
    ),
    choices: start.thresholds.choices,
  };
  return weights;
}

/** An example with its candidates in the order of `weights`. */
function measured(weights: Weights, at: number): Measured {
  const ranking = candidates[at]!.map((scored) => ({ ...scored, score: scoreOf(weights, scored.signals) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, 10);
  return {
    ...examples[at]!,
    ranking,
    trust: trustSignals(index, ranking, examples[at]!.said),
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

/** Logistic regression on what the first of each ranking shows. */
function learnTrust(weights: Weights, rows: Measured[]): void {
  const names = Object.keys(weights.trust) as (keyof TrustSignals | 'bias')[];
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  for (let pass = 0; pass < 1500; pass++) {
    const slope = Object.fromEntries(names.map((name) => [name, 0])) as Record<string, number>;
    for (const row of rows) {
      const error = row.weight * ((isRight(row) ? 1 : 0) - probability(weights, row.trust));
      for (const name of names) slope[name]! += error * (name === 'bias' ? 1 : row.trust[name]);
    }
    for (const name of names)
      weights.trust[name] += 3 * (slope[name]! / total) - 0.0002 * weights.trust[name];
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
