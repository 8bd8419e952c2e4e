import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AlarmWeights } from '../server/answers/alarm/kept.ts';
import { messageFeatures } from '../server/answers/alarm/model.ts';
import { classOdds, dangerOdds, type Bag, type Convolution } from '../server/answers/networks/networks.ts';
import { scoresOf } from '../server/answers/networks/scoring.ts';
import { storedNet } from '../server/answers/networks/bytes.ts';
import { storedVocabulary, type Vocabulary } from '../server/answers/networks/reader.ts';
import { patternsIn } from '../server/answers/patterns.ts';
import { say } from './command.ts';
import { learnBag, tellingFeatures } from './learning/bag.ts';
import { learnConvolution } from './learning/convolution.ts';
import { situations } from './learning/groups.ts';
import { lessonsOf, shapeOf, vocabularyOf, type Told } from './learning/lessons.ts';
import { printTurns, type Turn } from './learning/report.ts';
import { gathered } from './learning/rows.ts';

/*
 * npm run learn-alarm [-- --misses] [--keep-thresholds]
 * Learns server/answers/alarm.json from the messages written for it (server/answers/alarm/corpus), the training half of
 * the own sets and the entries' phrasings; the held-out half is never opened. Every message is scored once by networks
 * that were learnt without it and without its near variants, and the thresholds are set by these scores. That takes about
 * half an hour; --keep-thresholds leaves it out, after small changes.
 */
const sets = fileURLToPath(new URL('../server/answers/sets', import.meta.url));
const target = fileURLToPath(new URL('../server/answers/alarm.json', import.meta.url));
const folds = 4;
/** So many of the ordinary messages and questions of the sets may get a card. */
const falseSure = 0.01;
/** So many of them may be asked whether somebody is safe. */
const falseDoubt = 0.04;
/** So many of the others may get a rule's sentence. */
const falseRules = 0.0015;
/** How many features the bag keeps. */
const keptFeatures = 16_000;
/** Rules that sound like nothing else and are left to their patterns. */
const leftToPatterns = new Set(['greeting']);

const rows = gathered(sets).filter(({ rule }) => !rule || !leftToPatterns.has(rule));
const patterns = rows.map(({ say }) => patternsIn(say));
const cards = [...new Set(rows.flatMap(({ card }) => card ?? []))].sort();
const rules = [...new Set(rows.flatMap(({ rule }) => rule ?? []))].sort();
const told = rows.map(({ say, card, rule, weight }, at): Told => ({
  units: messageFeatures(say, patterns[at]!),
  patterns: patterns[at]!,
  target: card ? 1 + cards.indexOf(card) : rule ? 1 + cards.length + rules.indexOf(rule) : 0,
  weight,
}));

interface Networks {
  vocabulary: Vocabulary;
  bag: Bag;
  convolution: Convolution;
}

function learnt(messages: Told[]): Networks {
  const classes = { classes: 1 + cards.length + rules.length, dangers: cards.length };
  const all = vocabularyOf(messages);
  const first = learnBag(lessonsOf(messages, all), shapeOf(all, classes), { seed: 1, passes: 3 });
  const vocabulary = {
    ...all,
    features: tellingFeatures(first, keptFeatures).map((at) => all.features[at]!),
  };
  const lessons = lessonsOf(messages, vocabulary);
  const shape = shapeOf(vocabulary, classes);
  return {
    vocabulary,
    bag: learnBag(lessons, shape, { seed: 2 }),
    convolution: learnConvolution(lessons, shape, 3),
  };
}

const bounds = process.argv.includes('--keep-thresholds')
  ? (JSON.parse(readFileSync(target, 'utf8')) as AlarmWeights)
  : boundsOf(inTurn());
save(bounds);

/** Every message scored by networks that were learnt without it. */
function inTurn(): Turn[] {
  const situation = situations(rows.map(({ say }) => say));
  const foldOf = (at: number): number => (situation[at]! * 7919) % folds;
  const turns: Turn[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const { vocabulary, bag, convolution } = learnt(told.filter((_, at) => foldOf(at) !== fold));
    const lessons = lessonsOf(told, vocabulary);
    for (const [at, { units }] of lessons.entries()) {
      if (foldOf(at) !== fold) continue;
      const scores = scoresOf(units, bag, convolution);
      const odds = scores.map((unit) => dangerOdds(unit, cards.length));
      const best = scores[odds.indexOf(Math.max(...odds))]!.subarray(1, cards.length + 1);
      turns[at] = {
        row: rows[at]!,
        danger: Math.max(...odds),
        card: cards[best.indexOf(Math.max(...best))]!,
        rules: Object.fromEntries(
          rules.map((name, rule) => [
            name,
            Math.max(...scores.map((unit) => classOdds(unit, 1 + cards.length + rule))),
          ]),
        ),
      };
    }
    say(`part ${fold + 1} of ${folds} judged`);
  }
  return turns;
}

function boundsOf(turns: Turn[]): Pick<AlarmWeights, 'thresholds' | 'ruleThresholds'> {
  // The corpus's harmless messages are written to sound near to danger: real ones are what a false card disturbs.
  const harmless = turns
    .filter(({ row }) => row.card === undefined && ['ordinary', 'sets'].includes(row.source))
    .map(({ danger }) => danger);
  const thresholds = { sure: leastFor(harmless, falseSure), doubt: leastFor(harmless, falseDoubt) };
  const ruleThresholds = Object.fromEntries(
    rules.map((name) => {
      const others = turns.filter(({ row }, at) => row.rule !== name && !patterns[at]!.includes(`s:${name}`));
      return [
        name,
        leastFor(
          others.map(({ rules }) => rules[name]!),
          falseRules,
        ),
      ];
    }),
  );
  printTurns(turns, { thresholds, ruleThresholds }, process.argv.includes('--misses'));
  return { thresholds, ruleThresholds };
}

/** The score that at most such a share of the given ones reaches. */
function leastFor(scores: number[], share: number): number {
  const sorted = scores.toSorted((one, other) => other - one);
  return Math.round(((sorted[Math.floor(sorted.length * share)] ?? 0) + 0.01) * 100) / 100;
}

function save({ thresholds, ruleThresholds }: Pick<AlarmWeights, 'thresholds' | 'ruleThresholds'>): void {
  const { vocabulary, bag, convolution } = learnt(told);
  const result: AlarmWeights = {
    learntOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
    ...{ cards, rules, thresholds, ruleThresholds },
    vocabulary: storedVocabulary(vocabulary),
    bag: storedNet(bag),
    convolution: storedNet(convolution),
  };
  const text = `${JSON.stringify(result)}\n`;
  writeFileSync(target, text);
  say(`${Math.round(Buffer.byteLength(text) / 1024)} KB`);
}
