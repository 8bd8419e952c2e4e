import { existsSync, readFileSync } from 'node:fs';
import { dataPath } from '../../platform/data.ts';
import { fromBytes } from '../linear/bytes.ts';
import { marginsOf, type Judges } from '../linear/judges.ts';
import { Reader, vocabularyIn } from '../linear/reader.ts';
import type { Part } from '../linear/wording.ts';
import { compact } from '../text.ts';
import { messageContext, unitParts } from './features.ts';
import type { AlarmWeights } from './kept.ts';
import { spoken, unitsOf } from './units.ts';

/** What a message sounds like: how much like danger, and the special rule if any. */
export interface Likeness {
  /** `certain` for a card, `doubtful` for a question. */
  danger: 'certain' | 'doubtful' | 'none';
  /** The card that fits best, of a certain or doubtful danger. */
  card?: string;
  rule?: string;
}

/** How a message is judged by its most telling units. */
export interface Judged {
  /** How much like danger it sounds (see dangerIn), and the card that fits that unit best. */
  danger: number;
  card: string;
  /** Margin of each rule, in the order of the rules. */
  rules: number[];
}

/** What each unit of a message says, worked out when it is asked for; `patterns` are the written rules that match it. */
export function unitsSaying(said: string, patterns: readonly string[]): (() => Part[])[] {
  const text = compact(spoken(said));
  const context = messageContext(text);
  return unitsOf(said).map((unit) => () => unitParts(unit, { text, context, patterns }));
}

/** What all units of a message say. */
export function messageParts(said: string, patterns: readonly string[]): Part[][] {
  return unitsSaying(said, patterns).map((parts) => parts());
}

/**
 * How much a unit sounds like danger, by the judges' margins: like danger of any kind, and like that of one card. Either
 * alone finds fewer dangers at as many false alarms.
 */
export function dangerIn(margins: Float32Array, cards: number): number {
  return margins[0]! + Math.max(...margins.subarray(1, cards + 1));
}

/** Tells dangers and special requests from anything else. */
export class Alarm {
  constructor(
    private readonly cards: readonly string[],
    private readonly rules: readonly string[],
    private readonly reader: Reader,
    private readonly judges: Judges,
  ) {}

  /** Undefined for nothing said. */
  judge(units: readonly Part[][]): Judged | undefined {
    const margins = units.map((parts) => marginsOf(this.reader.read(parts), this.judges));
    if (!margins.length) return undefined;
    const count = this.cards.length;
    const dangers = margins.map((unit) => dangerIn(unit, count));
    const danger = Math.max(...dangers);
    const cards = margins[dangers.indexOf(danger)]!.subarray(1, count + 1);
    return {
      danger,
      card: this.cards[cards.indexOf(Math.max(...cards))]!,
      rules: this.rules.map((_, at) => Math.max(...margins.map((unit) => unit[count + 1 + at]!))),
    };
  }
}

interface Model extends Pick<AlarmWeights, 'rules' | 'thresholds' | 'ruleThresholds'> {
  alarm: Alarm;
}

let model: Model | undefined;

function load(): Model | undefined {
  const path = dataPath(import.meta.url, '../alarm.json');
  if (model || !existsSync(path)) return model;
  const kept = JSON.parse(readFileSync(path, 'utf8')) as AlarmWeights;
  const { cards, rules, thresholds, ruleThresholds, vocabulary, judges } = kept;
  const alarm = new Alarm(cards, rules, new Reader(vocabularyIn(vocabulary)), fromBytes<Judges>(judges));
  return (model = { alarm, rules, thresholds, ruleThresholds });
}

/**
 * What a message sounds like by its likeliest unit, knowing which written rules match it. Undefined for nothing said, and
 * before the first learning.
 */
export function soundsLike(said: string, patterns: readonly string[]): Likeness | undefined {
  const model = load();
  const judged = model?.alarm.judge(messageParts(said, patterns));
  if (!model || !judged) return undefined;
  const { danger, card } = judged;
  if (danger >= model.thresholds.sure) return { danger: 'certain', card };
  const rule = likeliestRule(judged.rules, model);
  const doubtful = danger >= model.thresholds.doubt;
  return {
    danger: doubtful ? 'doubtful' : 'none',
    ...(doubtful && { card }),
    ...(rule !== undefined && { rule }),
  };
}

/** The rule that is furthest above its threshold. */
function likeliestRule(margins: number[], { rules, ruleThresholds }: Model): string | undefined {
  const above = margins.map((margin, at) => margin - ruleThresholds[rules[at]!]!);
  const most = Math.max(...above);
  return most >= 0 ? rules[above.indexOf(most)] : undefined;
}
