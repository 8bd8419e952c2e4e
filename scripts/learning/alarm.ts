import { unitsSaying } from '../../server/answers/alarm/model.ts';
import { marginsOf } from '../../server/answers/linear/judges.ts';
import { Reader } from '../../server/answers/linear/reader.ts';
import { patternsIn } from '../../server/answers/patterns.ts';
import { learnJudges, learnRoughly, type Class, type Learnt, type Told } from './judges.ts';
import { classified, type Row } from './rows.ts';

/** What was learnt of dangers and requests; see AlarmWeights for the order of the judges. */
export interface LearntAlarm extends Learnt {
  cards: string[];
  rules: string[];
}

/** How many names the judges know. */
const most = 100_000;

/** A unit of a row, to learn from. */
interface Unit extends Told {
  row: Row;
}

/**
 * Learns from messages. All units of a harmless one are harmless; a danger, or a request, is what the whole message says
 * if it is short, and of a long one what the unit says that sounds most like it to judges who learnt from the short ones.
 */
export function learnAlarm(messages: readonly Row[]): LearntAlarm {
  const { rows, cards, rules } = classified(messages);
  const isTelling = ({ card, rule }: Row): boolean => (card ?? rule) !== undefined;
  const harmless = rows.filter((row) => !isTelling(row)).flatMap(unitsOf);
  const telling = rows.filter(isTelling).map(unitsOf);
  const known = [...harmless, ...telling.filter(({ length }) => length === 1).flat()];
  const clauses = likeliest(
    telling.filter(({ length }) => length > 1),
    known,
    rules,
  );
  const units = [...known, ...clauses];
  const classes = [isDanger(units), ...ofEach(cards, units, 'card'), ...ofEach(rules, units, 'rule')];
  return { cards, rules, ...learnJudges(units, classes, most) };
}

/** Of each long danger or request the unit that sounds most like one, by what is known. */
function likeliest(long: readonly Unit[][], known: readonly Unit[], rules: readonly string[]): Unit[] {
  const { vocabulary, judges } = learnRoughly(known, [isDanger(known), ...ofEach(rules, known, 'rule')]);
  const reader = new Reader(vocabulary);
  const margin = ({ parts, row: { rule } }: Unit): number =>
    marginsOf(reader.read(parts()), judges)[rule === undefined ? 0 : 1 + rules.indexOf(rule)]!;
  return long.map((units) => {
    const margins = units.map(margin);
    return units[margins.indexOf(Math.max(...margins))]!;
  });
}

function isDanger(units: readonly Unit[]): Class {
  return (at) => units[at]!.row.card !== undefined;
}

function ofEach(names: readonly string[], units: readonly Unit[], kind: 'card' | 'rule'): Class[] {
  return names.map((name) => (at: number) => units[at]!.row[kind] === name);
}

/** The units of a message; none of a message without a word. */
function unitsOf(row: Row): Unit[] {
  return unitsSaying(row.say, patternsIn(row.say)).map((parts) => ({ row, weight: row.weight, parts }));
}
