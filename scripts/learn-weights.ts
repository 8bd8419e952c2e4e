import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { evaluate, type Question } from '../server/answers/evaluation.ts';
import { buildIndex, rank, type Index, type Scored } from '../server/answers/finder.ts';
import { trustSignals } from '../server/answers/trust.ts';
import { loadKnowledge, type Entry } from '../server/answers/knowledge.ts';
import { readSets } from '../server/answers/questionSets.ts';
import { triage } from '../server/answers/triage.ts';
import type { Signals, TrustSignals, Weights } from '../server/answers/weights.ts';

/*
 * node --import @oxc-node/core/register scripts/learn-weights.ts
 * Learns the finder's weights from the phrasings (each left out of the index once) and from the training half of the
 * own sets, and writes them into server/answers/weights.json with today's date. The held-out half is never read.
 */
const weightsFile = fileURLToPath(new URL('../server/answers/weights.json', import.meta.url));
const setsFolder = fileURLToPath(new URL('../test/answers/sets', import.meta.url));
const folds = 5;
/** No signal may vanish: a message that is a phrasing word for word must lead to its entry. */
const leastWeight = 0.3;
/** What direct answers to the training messages must keep to. */
const wanted = { precision: 0.97, wrongOnUncovered: 0.05, wrongOnOffTopic: 0.015 };

interface Example {
  ranking: Scored[];
  trust: TrustSignals;
  /** Whether an entry would be right; always false for messages that no entry answers. */
  right: (entry: Entry) => boolean;
  /** How much it counts: the own sets are nearer to life than phrasings. */
  weight: number;
}

const weights = JSON.parse(readFileSync(weightsFile, 'utf8')) as Weights;
const entries = loadKnowledge();
const training = readSets(setsFolder).filter(({ half }) => half === 'train');
const fits = (entry: Entry, want = ''): boolean => entry.topic === want || entry.id === want;

for (let round = 0; round < 2; round++) {
  learnRanking(examples());
  learnTrust(examples());
}
chooseThreshold();
weights.learntOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
writeFileSync(weightsFile, `${JSON.stringify(weights, null, 2)}\n`);
console.log(JSON.stringify(weights, null, 2));

function examples(): Example[] {
  const found: Example[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const kept = entries.map((entry) => ({
      ...entry,
      phrasings: entry.phrasings.filter((_, at) => at % folds !== fold),
    }));
    const index = buildIndex(kept, weights);
    for (const entry of entries) {
      for (const [at, said] of entry.phrasings.entries()) {
        if (at % folds !== fold) continue;
        found.push(measured(index, said, (other) => other.id === entry.id, 0.3));
      }
    }
  }
  const index = buildIndex(entries, weights);
  for (const question of training) {
    if (
      question.sort === 'crisis' ||
      question.sort === 'ordinary' ||
      question.sort === 'special' ||
      decidedBefore(question)
    )
      continue;
    const { say, sort, want } = question;
    found.push(
      measured(index, say, (entry) => sort === 'covered' && fits(entry, want), sort === 'covered' ? 1 : 2),
    );
  }
  return found;
}

/** Messages that never reach the ranking say nothing about it. */
function decidedBefore({ say }: Question): boolean {
  const seen = triage(say);
  return seen !== undefined && (seen.kind === 'danger' || !seen.yields);
}

function measured(index: Index, said: string, right: Example['right'], weight: number): Example {
  const ranking = rank(index, said);
  return { ranking, trust: trustSignals(index, ranking, said), right, weight };
}

/** Softmax over the candidates of each example: the right ones together should get the probability. */
function learnRanking(given: Example[]): void {
  const usable = given.filter(({ ranking, right }) => ranking.some(({ entry }) => right(entry)));
  const names = (Object.keys(weights.ranking) as (keyof Signals)[]).filter((name) => name !== 'context');
  const step = 0.5;
  for (let pass = 0; pass < 150; pass++) {
    const slope = Object.fromEntries(names.map((name) => [name, 0])) as Record<keyof Signals, number>;
    let total = 0;
    for (const { ranking, right, weight } of usable) {
      const scores = ranking.map(({ signals }) =>
        names.reduce((sum, name) => sum + weights.ranking[name] * signals[name], 0),
      );
      const top = Math.max(...scores);
      const odds = scores.map((score) => Math.exp(score - top));
      const all = odds.reduce((sum, odd) => sum + odd, 0);
      const good = odds.reduce((sum, odd, at) => sum + (right(ranking[at]!.entry) ? odd : 0), 0);
      total += weight;
      ranking.forEach(({ entry, signals }, at) => {
        const pull = (right(entry) ? odds[at]! / good : 0) - odds[at]! / all;
        for (const name of names) slope[name] += weight * pull * signals[name];
      });
    }
    for (const name of names) {
      weights.ranking[name] = rounded(
        Math.max(
          leastWeight,
          weights.ranking[name] + step * ((slope[name] / total) * 10 - 0.002 * weights.ranking[name]),
        ),
      );
    }
  }
}

/** Logistic regression on what the first of each ranking shows. */
function learnTrust(given: Example[]): void {
  const rows = given.map(({ ranking, trust, right, weight }) => ({
    signals: trust,
    right: ranking[0] !== undefined && right(ranking[0].entry),
    weight,
  }));
  const names = Object.keys(weights.trust).filter((name) => name !== 'bias') as (keyof TrustSignals)[];
  const probability = (signals: TrustSignals): number =>
    1 /
    (1 +
      Math.exp(-names.reduce((sum, name) => sum + weights.trust[name] * signals[name], weights.trust.bias)));
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  for (let pass = 0; pass < 3000; pass++) {
    const slope = new Map<keyof TrustSignals | 'bias', number>();
    for (const { signals, right, weight } of rows) {
      const error = weight * ((right ? 1 : 0) - probability(signals));
      slope.set('bias', (slope.get('bias') ?? 0) + error);
      for (const name of names) slope.set(name, (slope.get(name) ?? 0) + error * signals[name]);
    }
    for (const [name, sum] of slope) weights.trust[name] += 3 * (sum / total);
  }
  for (const name of Object.keys(weights.trust) as (keyof TrustSignals | 'bias')[]) {
    weights.trust[name] = rounded(weights.trust[name]);
  }
}

/** The lowest threshold at which direct answers keep what is wanted of them. */
function chooseThreshold(): void {
  for (let threshold = 0.95; threshold > 0.3; threshold -= 0.01) {
    weights.thresholds.answer = rounded(threshold);
    const { precision, wrongOnUncovered, wrongOnOffTopic } = evaluate(buildIndex(entries, weights), training);
    const kept =
      precision.hits >= wanted.precision * precision.all &&
      wrongOnUncovered.hits <= wanted.wrongOnUncovered * wrongOnUncovered.all &&
      wrongOnOffTopic.hits <= wanted.wrongOnOffTopic * wrongOnOffTopic.all;
    if (!kept) {
      weights.thresholds.answer = rounded(threshold + 0.01);
      return;
    }
  }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
