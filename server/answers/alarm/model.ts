import { existsSync, readFileSync } from 'node:fs';
import { dataPath } from '../../platform/data.ts';
import { Listener } from '../convolution/listener.ts';
import type { Network } from '../convolution/network.ts';
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

/** How a message is judged: by the judges (Alarm), or by them and what was heard (together). */
export interface Judged {
  /** How much like danger its most telling unit sounds (see dangerIn). */
  danger: number;
  /** How well each card fits it, in the order of the cards. */
  cards: number[];
  /** How well each rule fits the unit that it fits best, in the order of the rules. */
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

/** Tells dangers and special requests from anything else, by what the units of a message say. */
export class Alarm {
  constructor(
    private readonly cards: number,
    private readonly reader: Reader,
    private readonly judges: Judges,
  ) {}

  /** Undefined for nothing said. */
  judge(units: readonly Part[][]): Judged | undefined {
    const margins = units.map((parts) => marginsOf(this.reader.read(parts), this.judges));
    if (!margins.length) return undefined;
    const dangers = margins.map((unit) => dangerIn(unit, this.cards));
    const danger = Math.max(...dangers);
    const telling = margins[dangers.indexOf(danger)]!;
    const rules = telling.length - this.cards - 1;
    return {
      danger,
      cards: [...telling.subarray(1, this.cards + 1)],
      rules: Array.from({ length: rules }, (_, at) =>
        Math.max(...margins.map((unit) => unit[this.cards + 1 + at]!)),
      ),
    };
  }
}

/**
 * How much of a margin one unit of heard log odds counts. Of the calibration messages (npm run learn-alarm) it tells most at
 * 0.15 to 0.35.
 */
const heardCounts = 0.25;
/** Nothing is heard to be surer than this, so that no odds are endless; more or less of it makes no difference. */
const surest = 1 - 1e-5;

/**
 * What the judges say and what was heard (see Listener; its classes are anything else, the cards and the rules), taken
 * together: judges know what words say for or against danger, the listener what runs of characters mean. Requests are left to
 * the judges: taken together fewer of them were found.
 */
export function together({ danger, cards, rules }: Judged, heard: Float32Array): Judged {
  const ofCards = heard.subarray(1, cards.length + 1);
  const both = (margin: number, likely: number): number => margin + heardCounts * oddsOf(likely);
  return {
    danger: both(
      danger,
      ofCards.reduce((sum, one) => sum + one, 0),
    ),
    cards: cards.map((margin, at) => both(margin, ofCards[at]!)),
    rules,
  };
}

/** The logarithm of the odds. */
function oddsOf(likely: number): number {
  const sure = Math.min(surest, Math.max(1 - surest, likely));
  return Math.log(sure / (1 - sure));
}

/** The card that fits best. */
export function likeliestCard<Card>(fits: readonly number[], cards: readonly Card[]): Card {
  return cards[fits.indexOf(Math.max(...fits))]!;
}

interface Model extends Pick<AlarmWeights, 'cards' | 'rules' | 'thresholds' | 'ruleThresholds'> {
  alarm: Alarm;
  listener: Listener;
}

let model: Model | undefined;

function load(): Model | undefined {
  const path = dataPath(import.meta.url, '../alarm.json');
  if (model || !existsSync(path)) return model;
  const kept = JSON.parse(readFileSync(path, 'utf8')) as AlarmWeights;
  const { cards, rules, thresholds, ruleThresholds, vocabulary, judges, network } = kept;
  const alarm = new Alarm(cards.length, new Reader(vocabularyIn(vocabulary)), fromBytes<Judges>(judges));
  const listener = new Listener(fromBytes<Network>(network));
  return (model = { alarm, listener, cards, rules, thresholds, ruleThresholds });
}

/** What a message sounds like, knowing which written rules match it. Undefined for nothing said, and before the first learning. */
export function soundsLike(said: string, patterns: readonly string[]): Likeness | undefined {
  const model = load();
  const judged = model?.alarm.judge(messageParts(said, patterns));
  if (!model || !judged) return undefined;
  const { danger, cards, rules } = together(judged, model.listener.hear(spoken(said)));
  const card = likeliestCard(cards, model.cards);
  if (danger >= model.thresholds.sure) return { danger: 'certain', card };
  const rule = likeliestRule(rules, model);
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
