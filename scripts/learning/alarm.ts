import { fileURLToPath } from 'node:url';
import { messageFeatures } from '../../server/answers/alarm/model.ts';
import { classOdds, dangerOdds } from '../../server/answers/networks/networks.ts';
import { scoresOf, type Panel } from '../../server/answers/networks/scoring.ts';
import type { Vocabulary } from '../../server/answers/networks/reader.ts';
import { patternsIn } from '../../server/answers/patterns.ts';
import { learnBag, tellingFeatures } from './bag.ts';
import { learnConvolution } from './convolution.ts';
import { situations } from './groups.ts';
import { lessonsOf, shapeOf, vocabularyOf, type Told } from './lessons.ts';
import { gathered, type Row } from './rows.ts';

/** How many parts the messages are dealt into; each is judged by networks that were learnt from the others. */
export const folds = 4;
/** How many features the bags keep. */
const keptFeatures = 16_000;
/** One network of the panel for each seed. */
const seeds = { bags: [2], convolutions: [3] };
/** Rules that sound like nothing else and are left to their patterns. */
const leftToPatterns = new Set(['greeting']);
const sets = fileURLToPath(new URL('../../server/answers/sets', import.meta.url));

/** What the alarm is learnt from. */
export interface Material {
  rows: Row[];
  /** The written rules that match each of them. */
  patterns: string[][];
  told: Told[];
  /** The dangers' cards, then the rules, in the order of the classes from 1. */
  cards: string[];
  rules: string[];
}

/** How one message was scored. */
export interface Judged {
  /** Its place among the rows. */
  at: number;
  danger: number;
  /** The likeliest card. */
  card: string;
  rules: Record<string, number>;
}

/** A panel with what it reads by. */
export interface LearntAlarm {
  vocabulary: Vocabulary;
  panel: Panel;
}

/** Gathers all messages (see rows.ts), with what they are. */
export function material(): Material {
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
  return { rows, patterns, told, cards, rules };
}

/** Learns a panel from messages. */
export function learnAlarm(
  messages: Told[],
  { cards, rules }: Pick<Material, 'cards' | 'rules'>,
): LearntAlarm {
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
    panel: {
      bags: seeds.bags.map((seed) => learnBag(lessons, shape, { seed })),
      convolutions: seeds.convolutions.map((seed) => learnConvolution(lessons, shape, seed)),
    },
  };
}

/** Scores the messages of a fold by a panel that was learnt without it and without near variants of its messages. */
export function judgeFold(fold: number, { rows, told, cards, rules }: Material): Judged[] {
  const situation = situations(rows.map(({ say }) => say));
  const foldOf = (at: number): number => (situation[at]! * 7919) % folds;
  const { vocabulary, panel } = learnAlarm(
    told.filter((_, at) => foldOf(at) !== fold),
    { cards, rules },
  );
  const places = [...told.keys()].filter((at) => foldOf(at) === fold);
  const lessons = lessonsOf(
    places.map((at) => told[at]!),
    vocabulary,
  );
  return lessons.map(({ units }, place) => {
    const scores = scoresOf(units, panel);
    const odds = scores.map((unit) => dangerOdds(unit, cards.length));
    const best = scores[odds.indexOf(Math.max(...odds))]!.subarray(1, cards.length + 1);
    return {
      at: places[place]!,
      danger: Math.max(...odds),
      card: cards[best.indexOf(Math.max(...best))]!,
      rules: Object.fromEntries(
        rules.map((name, rule) => [
          name,
          Math.max(...scores.map((unit) => classOdds(unit, 1 + cards.length + rule))),
        ]),
      ),
    };
  });
}
