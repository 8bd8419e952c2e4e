import { existsSync, readFileSync } from 'node:fs';
import { dataPath } from '../../platform/data.ts';
import { compact } from '../text.ts';
import { messageContext, unitFeatures, type Features } from './features.ts';
import { spoken, unitsOf } from './units.ts';

/** A linear score, kept small: features of the same weight together, with a space between, by weight in tenths. */
export type Weights = Record<string, string>;

/** What `npm run learn-alarm` learnt (server/answers/alarm.json). */
export interface AlarmWeights {
  learntOn: string;
  /** Least score of `danger` for a card, and to ask after it. */
  thresholds: { sure: number; doubt: number };
  /** Least score of each rule for its sentence. */
  ruleThresholds: Record<string, number>;
  danger: Weights;
  /** Which card fits best, among dangers. */
  cards: Record<string, Weights>;
  rules: Record<string, Weights>;
}

/** What a message sounds like: how much like danger, and the special rule if any. */
export interface Likeness {
  /** `certain` for a card, `doubtful` for a question. */
  danger: 'certain' | 'doubtful' | 'none';
  /** The card that fits best, of a certain or doubtful danger. */
  card?: string;
  rule?: string;
}

/** Every unit's features of a message; `patterns` are the written rules that match it. */
export function messageFeatures(said: string, patterns: readonly string[]): Features[] {
  const context = messageContext(compact(spoken(said)));
  return unitsOf(said).map((unit) => unitFeatures(unit, { context, patterns }));
}

/** Weights of several heads by feature, as number of the head and weight in turn. */
interface Heads {
  names: string[];
  byKey: Map<string, number[]>;
}

interface Model extends Pick<AlarmWeights, 'thresholds' | 'ruleThresholds'> {
  danger: Map<string, number>;
  cards: Heads;
  rules: Heads;
}

let model: Model | undefined;

function load(): Model | undefined {
  const path = dataPath(import.meta.url, '../alarm.json');
  if (model || !existsSync(path)) return model;
  const { thresholds, ruleThresholds, ...weights } = JSON.parse(readFileSync(path, 'utf8')) as AlarmWeights;
  const danger = new Map(weightsIn(weights.danger));
  return (model = {
    ...{ thresholds, ruleThresholds, danger, cards: headsOf(weights.cards), rules: headsOf(weights.rules) },
  });
}

const tenths = 10;

function* weightsIn(head: Weights): Generator<[string, number]> {
  for (const [weight, keys] of Object.entries(head))
    for (const key of keys.split(' ')) yield [key, Number(weight) / tenths];
}

function headsOf(weights: Record<string, Weights>): Heads {
  const byKey: Heads['byKey'] = new Map();
  for (const [at, head] of Object.values(weights).entries()) {
    for (const [key, weight] of weightsIn(head)) {
      const list = byKey.get(key);
      if (list) list.push(at, weight);
      else byKey.set(key, [at, weight]);
    }
  }
  return { names: Object.keys(weights), byKey };
}

/**
 * What a message sounds like by its likeliest unit, knowing which written rules match it. Undefined for nothing said, and
 * before the first learning.
 */
export function soundsLike(said: string, patterns: readonly string[]): Likeness | undefined {
  const model = load();
  const units = messageFeatures(said, patterns);
  if (!model || !units.length) return undefined;
  let best = { score: -Infinity, unit: units[0]! };
  for (const unit of units) {
    let score = 0;
    for (let at = 0; at < unit.keys.length; at++)
      score += (model.danger.get(unit.keys[at]!) ?? 0) * unit.values[at]!;
    if (score > best.score) best = { score, unit };
  }
  const danger = levelOf(best.score, model);
  const card =
    danger === 'certain' || danger === 'doubtful' ? likeliestCard(best.unit, model.cards) : undefined;
  const rule = danger === 'certain' ? undefined : likeliestRule(units, model);
  return { danger, ...(card !== undefined && { card }), ...(rule !== undefined && { rule }) };
}

function levelOf(score: number, { thresholds }: Pick<AlarmWeights, 'thresholds'>): Likeness['danger'] {
  if (score >= thresholds.sure) return 'certain';
  return score >= thresholds.doubt ? 'doubtful' : 'none';
}

function scoresOf({ keys, values }: Features, { names, byKey }: Heads): Float64Array {
  const scores = new Float64Array(names.length);
  for (let at = 0; at < keys.length; at++) {
    const list = byKey.get(keys[at]!);
    if (list)
      for (let part = 0; part < list.length; part += 2) scores[list[part]!]! += list[part + 1]! * values[at]!;
  }
  return scores;
}

function likeliestCard(unit: Features, cards: Heads): string {
  const scores = scoresOf(unit, cards);
  return cards.names[scores.indexOf(Math.max(...scores))]!;
}

/** The rule that is furthest above its threshold. */
function likeliestRule(units: Features[], { rules, ruleThresholds }: Model): string | undefined {
  let found: { name: string; above: number } | undefined;
  for (const unit of units) {
    for (const [at, score] of scoresOf(unit, rules).entries()) {
      const name = rules.names[at]!;
      const above = score - ruleThresholds[name]!;
      if (above >= 0 && (!found || above > found.above)) found = { name, above };
    }
  }
  return found?.name;
}
