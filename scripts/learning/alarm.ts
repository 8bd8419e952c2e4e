import { messageParts } from '../../server/answers/alarm/model.ts';
import { marginsOf } from '../../server/answers/linear/judges.ts';
import { Reader } from '../../server/answers/linear/reader.ts';
import { patternsIn } from '../../server/answers/patterns.ts';
import { learnJudges, type Class, type Learnt, type Told } from './judges.ts';
import type { Row } from './rows.ts';

/** What was learnt of dangers and requests; see AlarmWeights for the order of the judges. */
export interface LearntAlarm extends Learnt {
  cards: string[];
  rules: string[];
}

/** How many names the judges know. */
const known = 60_000;
/** Rules that sound like nothing else and are left to their patterns. */
const leftToPatterns = new Set(['greeting']);
/** Longer messages are told in several clauses, of which one may name the danger. */
const longest = 36;

/** A unit of a row, to learn from. */
interface Unit extends Told {
  row: Row;
}

/**
 * Learns from messages. All units of a harmless one are harmless; a danger, or a request, is what the whole message says
 * if it is short, and of a long one what the unit says that sounds most like it to judges who learnt from the short ones.
 */
export function learnAlarm(messages: readonly Row[]): LearntAlarm {
  const rows = messages.filter(({ rule }) => !rule || !leftToPatterns.has(rule));
  const cards = [...new Set(rows.flatMap(({ card }) => card ?? []))].sort();
  const rules = [...new Set(rows.flatMap(({ rule }) => rule ?? []))].sort();
  const learn = (units: readonly Unit[]): Learnt => {
    const isDanger = (at: number): boolean => units[at]!.row.card !== undefined;
    const classes: Class[] = [
      { belongs: isDanger },
      ...cards.map((card) => ({ belongs: (at: number) => units[at]!.row.card === card, among: isDanger })),
      ...rules.map((rule) => ({ belongs: (at: number) => units[at]!.row.rule === rule })),
    ];
    return learnJudges(units, classes, known);
  };
  const telling = rows.filter(({ card, rule }) => card ?? rule);
  const others = rows.filter(({ card, rule }) => !(card ?? rule)).flatMap(unitsOf);
  const short = telling.filter(({ say }) => say.length <= longest).map((row) => unitsOf(row)[0]!);
  const long = telling.filter(({ say }) => say.length > longest);

  const { vocabulary, judges } = learn([...others, ...short]);

  const reader = new Reader(vocabulary);
  const marginOf = ({ parts, row }: Unit): number => {
    const margins = marginsOf(reader.read(parts()), judges);
    return row.rule ? margins[1 + cards.length + rules.indexOf(row.rule)]! : margins[0]!;
  };
  const chosen = long.map(
    (row) =>
      unitsOf(row)
        .map((unit) => ({ unit, margin: marginOf(unit) }))
        .sort((one, other) => other.margin - one.margin)[0]!.unit,
  );
  return { cards, rules, ...learn([...others, ...short, ...chosen]) };
}

/** The units of a message, the whole first if it is short; none of a message without a word. */
function unitsOf(row: Row): Unit[] {
  const patterns = patternsIn(row.say);
  const count = messageParts(row.say, patterns).length;
  return Array.from({ length: count }, (_, at) => ({
    ...{ row, weight: row.weight },
    parts: () => messageParts(row.say, patterns)[at]!,
  }));
}
