import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageFeatures, type AlarmWeights, type Weights } from '../server/answers/alarm/model.ts';
import { patternsIn } from '../server/answers/patterns.ts';
import { say } from './command.ts';
import { bestUnit, Dictionary, learnHead, type Head, type Sample } from './learning/heads.ts';
import { situations } from './learning/groups.ts';
import { printTurns, type Turn } from './learning/report.ts';
import { gathered } from './learning/rows.ts';

/*
 * npm run learn-alarm [-- --misses] [--keep-thresholds]
 * Learns server/answers/alarm.json from the messages written for it (server/answers/alarm/corpus), the training half of
 * the own sets and the entries' phrasings. The held-out half is never opened. Every message is scored once by weights that
 * were learnt without it and without its near variants, and the thresholds are set by these scores; --keep-thresholds leaves that out, which is five
 * times as fast, after small changes.
 */
const sets = fileURLToPath(new URL('../server/answers/sets', import.meta.url));
const target = fileURLToPath(new URL('../server/answers/alarm.json', import.meta.url));
const folds = 4;
/** So many of the corpus's harmless messages may get a card: they are written to sound near to danger. */
const falseSure = 0.02;
/** So many of them may be asked whether somebody is safe, where no topic fits. */
const falseDoubt = 0.07;
/** So many of the others may get a rule's sentence. */
const falseRules = 0.0015;
/** How many features are kept for danger at all, for each card and each rule. */
const kept = { danger: 10_000, card: 500, rule: 700 };
/** Rules that sound like nothing else and are left to their patterns. */
const leftToPatterns = new Set(['greeting']);

const rows = gathered(sets);
const patterns = rows.map(({ say }) => patternsIn(say));
const features = rows.map(({ say }, at) => messageFeatures(say, patterns[at]!));
const cardNames = [...new Set(rows.flatMap(({ card }) => card ?? []))].sort();
const ruleNames = [...new Set(rows.flatMap(({ rule }) => rule ?? []))]
  .filter((name) => !leftToPatterns.has(name))
  .sort();

interface Heads {
  danger: Head;
  cards: Record<string, Head>;
  rules: Record<string, Head>;
}

function learnt(picked: number[], dictionary: Dictionary): Heads {
  const samples = picked.map((at) => dictionary.sample(features[at]!, rows[at]!.weight));
  const size = dictionary.names.length;
  const danger = learnHead(samples, (place) => rows[picked[place]!]!.card !== undefined, {
    ...{ size, keep: kept.danger },
  });
  const dangers = picked.flatMap((at, place) => (rows[at]!.card ? [{ at, place }] : []));
  const tellingUnits = dangers.map(({ place }): Sample => {
    const { units } = samples[place]!;
    return { weight: 1, units: units.length ? [units[bestUnit(samples[place]!, danger).at]!] : [] };
  });
  const cards = cardNames.map((name) => {
    const right = (place: number): boolean => rows[dangers[place]!.at]!.card === name;
    return [name, learnHead(tellingUnits, right, { size, keep: kept.card })];
  });
  const rules = ruleNames.map((name) => {
    // A harmless message that the rule's own pattern takes is an example of neither.
    const clear = picked.flatMap((at, place) =>
      rows[at]!.rule === name || !patterns[at]!.includes(`s:${name}`) ? [place] : [],
    );
    const right = (place: number): boolean => rows[picked[clear[place]!]!]!.rule === name;
    const some = clear.map((place) => samples[place]!);
    return [name, learnHead(some, right, { size, keep: kept.rule, passes: 9 })];
  });
  return { danger, cards: Object.fromEntries(cards), rules: Object.fromEntries(rules) };
}

function turn(at: number, sample: Sample, { danger, cards, rules }: Heads): Turn {
  const best = bestUnit(sample, danger);
  const unit = { weight: 1, units: sample.units.slice(best.at, best.at + 1) };
  const byCard = cardNames.map((name) => bestUnit(unit, cards[name]!).score);
  return {
    row: rows[at]!,
    danger: best.score,
    card: cardNames[byCard.indexOf(Math.max(...byCard))]!,
    rules: Object.fromEntries(ruleNames.map((name) => [name, bestUnit(sample, rules[name]!).score])),
  };
}

const bounds = process.argv.includes('--keep-thresholds')
  ? (JSON.parse(readFileSync(target, 'utf8')) as AlarmWeights)
  : boundsOf(inTurn());
save(bounds);

/** Every message scored by weights that were learnt without it. */
function inTurn(): Turn[] {
  const situation = situations(rows.map(({ say }) => say));
  const foldOf = (at: number): number => (situation[at]! * 7919) % folds;
  const turns: Turn[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const picked = rows.flatMap((_, at) => (foldOf(at) !== fold ? [at] : []));
    const dictionary = new Dictionary(picked.map((at) => features[at]!));
    const heads = learnt(picked, dictionary);
    for (const at of rows.keys())
      if (foldOf(at) === fold) turns[at] = turn(at, dictionary.sample(features[at]!, 1), heads);
  }
  return turns;
}

function boundsOf(turns: Turn[]): Pick<AlarmWeights, 'thresholds' | 'ruleThresholds'> {
  // The exceptions of the patterns were written after the training half: only the corpus judges them fairly.
  const harmless = turns
    .filter(({ row }) => row.card === undefined && row.source === 'corpus')
    .map(({ danger }) => danger);
  const thresholds = { sure: leastFor(harmless, falseSure), doubt: leastFor(harmless, falseDoubt) };
  const ruleThresholds = Object.fromEntries(
    ruleNames.map((name) => {
      const others = turns.filter(({ row }, at) => row.rule !== name && !patterns[at]!.includes(`s:${name}`));
      const scored = others.map(({ rules }) => rules[name]!);
      return [name, leastFor(scored, falseRules)];
    }),
  );
  printTurns(turns, { thresholds, ruleThresholds }, process.argv.includes('--misses'));
  return { thresholds, ruleThresholds };
}

/** The score that at most such a share of the given ones reaches. */
function leastFor(scores: number[], share: number): number {
  const sorted = scores.toSorted((one, other) => other - one);
  return rounded((sorted[Math.floor(sorted.length * share)] ?? 0) + 0.01);
}

function save({ thresholds, ruleThresholds }: Pick<AlarmWeights, 'thresholds' | 'ruleThresholds'>): void {
  const dictionary = new Dictionary(features);
  const { danger, cards, rules } = learnt([...rows.keys()], dictionary);
  const rounding = (head: Head): Weights => {
    const byWeight = new Map<number, string[]>();
    for (const [id, name] of dictionary.names.entries()) {
      const weight = Math.round(head[id]! * 10);
      if (weight) byWeight.set(weight, [...(byWeight.get(weight) ?? []), name]);
    }
    return Object.fromEntries(
      [...byWeight].sort(([one], [other]) => one - other).map(([weight, names]) => [weight, names.join(' ')]),
    );
  };
  const all = (heads: Record<string, Head>): Record<string, Weights> =>
    Object.fromEntries(Object.entries(heads).map(([name, head]) => [name, rounding(head)]));
  const result: AlarmWeights = {
    learntOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
    ...{ thresholds, ruleThresholds, danger: rounding(danger), cards: all(cards), rules: all(rules) },
  };
  const text = `${JSON.stringify(result)}\n`;
  writeFileSync(target, text);
  say(`${Math.round(Buffer.byteLength(text) / 1024)} KB`);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
