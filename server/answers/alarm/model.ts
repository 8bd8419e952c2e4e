import { existsSync, readFileSync } from 'node:fs';
import { dataPath } from '../../platform/data.ts';
import { compact } from '../text.ts';
import { messageContext, unitFeatures } from './features.ts';
import { netOf } from '../networks/bytes.ts';
import type { AlarmWeights } from './kept.ts';
import { classOdds, dangerOdds, type Bag, type Convolution, type Scores } from '../networks/networks.ts';
import { scoresOf, type Panel } from '../networks/scoring.ts';
import { spoken, unitsOf } from './units.ts';
import { Reader, vocabularyIn, type Features } from '../networks/reader.ts';

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
  const text = compact(spoken(said));
  const context = messageContext(text);
  return unitsOf(said).map((unit) => unitFeatures(unit, { text, context, patterns }));
}

interface Model extends Pick<AlarmWeights, 'cards' | 'rules' | 'thresholds' | 'ruleThresholds'> {
  reader: Reader;
  panel: Panel;
}

let model: Model | undefined;

function load(): Model | undefined {
  const path = dataPath(import.meta.url, '../alarm.json');
  if (model || !existsSync(path)) return model;
  const kept = JSON.parse(readFileSync(path, 'utf8')) as AlarmWeights;
  const { cards, rules, thresholds, ruleThresholds } = kept;
  return (model = {
    ...{ cards, rules, thresholds, ruleThresholds },
    reader: new Reader(vocabularyIn(kept.vocabulary)),
    panel: { bags: kept.bags.map(netOf<Bag>), convolutions: kept.convolutions.map(netOf<Convolution>) },
  });
}

/**
 * What a message sounds like by its likeliest unit, knowing which written rules match it. Undefined for nothing said, and
 * before the first learning.
 */
export function soundsLike(said: string, patterns: readonly string[]): Likeness | undefined {
  const model = load();
  const units = messageFeatures(said, patterns);
  if (!model || !units.length) return undefined;
  const { reader, panel, cards, thresholds } = model;
  const scores = scoresOf(
    units.map((features) => reader.unit(features, patterns)),
    panel,
  );
  let most = -Infinity;
  let best = scores[0]!;
  for (const unit of scores) {
    const odds = dangerOdds(unit, cards.length);
    if (odds > most) [most, best] = [odds, unit];
  }
  if (most >= thresholds.sure) return { danger: 'certain', card: likeliestCard(best, cards) };
  const rule = likeliestRule(scores, model);
  const doubtful = most >= thresholds.doubt;
  return {
    danger: doubtful ? 'doubtful' : 'none',
    ...(doubtful && { card: likeliestCard(best, cards) }),
    ...(rule !== undefined && { rule }),
  };
}

function likeliestCard(scores: Scores, cards: readonly string[]): string {
  const dangers = scores.subarray(1, cards.length + 1);
  return cards[dangers.indexOf(Math.max(...dangers))]!;
}

/** The rule that is furthest above its threshold. */
function likeliestRule(units: Scores[], { cards, rules, ruleThresholds }: Model): string | undefined {
  let found: { name: string; above: number } | undefined;
  for (const scores of units) {
    for (const [at, name] of rules.entries()) {
      const above = classOdds(scores, cards.length + 1 + at) - ruleThresholds[name]!;
      if (above >= 0 && (!found || above > found.above)) found = { name, above };
    }
  }
  return found?.name;
}
