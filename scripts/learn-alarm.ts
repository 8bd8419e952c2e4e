import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { alarmFeatures, alarmScore, longestAlarm, type AlarmWeights } from '../server/answers/alarm.ts';
import { loadKnowledge } from '../server/answers/knowledge.ts';
import { readSets } from '../server/answers/questionSets.ts';
import { compact } from '../server/answers/text.ts';
import { namedByPattern } from '../server/answers/triage.ts';

/*
 * npm run learn-alarm
 * Learns server/answers/alarm.json from the training half of the own sets and from the entries' phrasings (which are
 * no danger), with today's date. The held-out half is never opened. What the written patterns of triage.yaml decide is
 * left to them: the threshold lets at most one in 300 of the harmless messages through that no pattern names, each
 * scored by weights learnt without it.
 */
const sets = fileURLToPath(new URL('../server/answers/sets', import.meta.url));
const target = fileURLToPath(new URL('../server/answers/alarm.json', import.meta.url));
const falseAlarms = 1 / 300;
const folds = 5;

interface Row {
  features: { keys: string[]; weight: number };
  card?: string;
  /** A written pattern decides it already. */
  named: boolean;
}

const messages = [
  ...readSets(sets, 'train').map(({ say, sort, card }) => ({
    say,
    card: sort === 'crisis' ? card : undefined,
  })),
  ...loadKnowledge().flatMap(({ phrasings }) => phrasings.map((say) => ({ say, card: undefined }))),
];
const rows: Row[] = messages
  .filter(({ say }) => compact(say).length > 0 && compact(say).length <= longestAlarm)
  .map(({ say, card }) => ({
    features: alarmFeatures(compact(say)),
    named: namedByPattern(say),
    ...(card && { card }),
  }))
  // A phrasing that a pattern takes for a danger may well be one.
  .filter(({ card, named }) => card !== undefined || !named);

const heldOut: { score: number; row: Row }[] = [];
for (let fold = 0; fold < folds; fold++) {
  const weights = learn(
    rows.filter((_, at) => at % folds !== fold),
    (row) => row.card !== undefined,
  );
  rows.forEach((row, at) => {
    if (at % folds === fold) heldOut.push({ score: alarmScore(row.features, weights), row });
  });
}
const harmless = heldOut.filter(({ row }) => row.card === undefined).map(({ score }) => score);
harmless.sort((one, other) => other - one);
const threshold = harmless[Math.floor(harmless.length * falseAlarms)]!;
const dangers = heldOut.filter(({ row }) => row.card !== undefined);
const byLikeness = dangers.filter(({ score }) => score > threshold).length;
const either = dangers.filter(({ score, row }) => score > threshold || row.named).length;
console.log(
  `held out in turn: ${byLikeness} of ${dangers.length} dangers by likeness alone, ${either} with the patterns; ` +
    `${harmless.length} harmless messages`,
);

const inDanger = rows.filter(({ card }) => card !== undefined);
const cards = [...new Set(inDanger.map(({ card }) => card!))];
const result: AlarmWeights = {
  learntOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
  threshold: rounded(threshold),
  any: rounding(learn(rows, ({ card }) => card !== undefined)),
  cards: Object.fromEntries(
    cards.map((name) => [
      name,
      rounding(
        learn(inDanger, ({ card }) => card === name),
        0.6,
      ),
    ]),
  ),
};
writeFileSync(target, `${JSON.stringify(result)}\n`);

/** Logistic regression by stochastic descent; the few dangers count four times. */
function learn(given: Row[], isRight: (row: Row) => boolean): Record<string, number> {
  const weights: Record<string, number> = {};
  for (let pass = 0; pass < 30; pass++) {
    const step = 2 / (1 + pass / 5);
    for (let at = 0; at < given.length; at++) {
      const row = given[(at * 7919 + pass * 31) % given.length]!;
      const right = isRight(row) ? 1 : 0;
      const error = right - 1 / (1 + Math.exp(-alarmScore(row.features, weights)));
      const pull = step * error * row.features.weight * (right ? 4 : 1);
      for (const key of row.features.keys) weights[key] = (weights[key] ?? 0) * (1 - 1e-5) + pull;
    }
  }
  return weights;
}

function rounding(weights: Record<string, number>, least = 0.3): Record<string, number> {
  return Object.fromEntries(
    Object.entries(weights)
      .filter(([, weight]) => Math.abs(weight) >= least)
      .map(([key, weight]) => [key, rounded(weight)]),
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
