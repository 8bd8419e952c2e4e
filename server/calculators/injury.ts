import type { Answers, Range } from '../eligibility/vocabulary.ts';
import { sentence, type Figures } from './data.ts';
import { choice, count, day, each, money, plus, yuan, type Result } from './values.ts';

const law = '工伤保险条例第35至37、62、64条；江苏省实施《工伤保险条例》办法第27、28条';
/** Grades 5 to 10 have amounts of their own when the employment ends. */
const FIRST_WITH_EXIT = 5;
/** From this day on the table of the 2025 draft may be in force. */
const NEW_TABLE_FROM = '2026-01-01';

interface Exit {
  name: string;
  medical: number;
  employment: number;
}

/** 工伤: the lump sum by grade, the pension of grades 1 to 4, and what is due on leaving (T15, INJ_LUMP by date). */
export function injury(answers: Answers, figures: Figures): Result {
  const grade = count(answers, 'grade');
  if (grade === undefined) return { lines: [sentence('injury.noGrade')], notes: [], law, person: true };
  const notes: string[] = [];
  const wage = clamped(money(answers, 'wage'), figures, notes);
  const months = figures.list('INJ_GRADE_MONTHS', figures.today)[grade - 1]!;
  const grant = wage && each(wage, (fen) => fen * months);
  const lines = [
    grant && wage
      ? sentence('injury.grant', { amount: yuan(grant), months, wage: yuan(wage) })
      : sentence('injury.grantMonths', { months }),
  ];
  if (grade < FIRST_WITH_EXIT) lines.push(pension(grade, wage, figures));
  const exits = grade < FIRST_WITH_EXIT ? [] : leaving(answers, grade, figures, lines, notes);
  for (const { name, medical, employment } of exits) {
    const table = sentence(name);
    lines.push(sentence('injury.leaving', { table, medical: yuan(medical), employment: yuan(employment) }));
    const sum = { min: medical + employment, max: medical + employment };
    if (grant) lines.push(sentence('injury.total', { table, amount: yuan(plus(grant, sum)) }));
  }
  const insured = choice(answers, 'insured');
  if (insured !== 'yes')
    notes.push(sentence(insured === 'no' ? 'injury.uninsured' : 'injury.insuredUnknown'));
  notes.push(sentence('injury.more'));
  return { lines, notes, law, person: exits.length > 1 || insured === 'no' || grade < FIRST_WITH_EXIT };
}

/** 本人工资 lies between 60 % and 300 % of the average, where the centre has set that (64). */
function clamped(wage: Range | undefined, figures: Figures, notes: string[]): Range | undefined {
  if (!wage) return undefined;
  const average = figures.averageWage;
  if (average === undefined) {
    notes.push(sentence('injury.noAverage'));
    return wage;
  }
  const [low, high] = figures
    .list('INJ_WAGE_BOUNDS', figures.today)
    .map((percent) => (average * percent) / 100) as [number, number];
  if (wage.min < low) notes.push(sentence('injury.low', { wage: yuan(low) }));
  if (wage.max > high) notes.push(sentence('injury.high', { wage: yuan(high) }));
  return each(wage, (fen) => Math.min(Math.max(fen, low), high));
}

function pension(grade: number, wage: Range | undefined, figures: Figures): string {
  const percent = figures.list('INJ_PENSION', figures.today)[grade - 1]!;
  if (!wage) return sentence('injury.pensionPercent', { percent });
  return sentence('injury.pension', { amount: yuan(each(wage, (fen) => (fen * percent) / 100)), percent });
}

/** 医疗补助金 and 就业补助金 by the table of the day; two tables where nobody has confirmed which one is in force. */
function leaving(
  answers: Answers,
  grade: number,
  figures: Figures,
  lines: string[],
  notes: string[],
): Exit[] {
  const exit = choice(answers, 'exit');
  const refusal = {
    still: 'injury.keep',
    employer: grade <= 6 ? 'injury.employer56' : 'injury.employer',
    expired: grade <= 6 ? 'injury.expired56' : undefined,
  }[exit ?? 'still'];
  if (refusal) {
    lines.push(sentence(refusal));
    return [];
  }
  const retire = exit === 'self' ? choice(answers, 'retire') : 'far';
  if (retire === 'reached') {
    lines.push(sentence('injury.retired'));
    return [];
  }
  if (retire === undefined) notes.push(sentence('injury.retireUnknown'));
  const on = day(answers, 'leftOn') ?? figures.today;
  const percent = nearRetirement(retire, on, figures);
  if (percent < 100) notes.push(sentence('injury.near', { years: retire!, percent }));
  const disease = choice(answers, 'disease') === 'yes';
  if (disease) notes.push(sentence('injury.disease'));
  notes.push(sentence('injury.local'));
  const more = disease ? 100 + figures.number('INJ_DISEASE_EXTRA', on)! : 100;
  const tables = tablesOf(on, figures);
  if (tables.length > 1) notes.push(sentence('injury.both'));
  return tables.map(({ name, suffix, day: inForce }) => {
    const of = (id: string): number => figures.list(`${id}${suffix}`, inForce)[grade - FIRST_WITH_EXIT]!;
    return {
      name,
      medical: Math.round((of('INJ_MEDICAL') * more * percent) / 10_000),
      employment: Math.round((of('INJ_EMPLOYMENT') * percent) / 100),
    };
  });
}

function tablesOf(on: string, figures: Figures): { name: string; suffix: string; day: string }[] {
  const old = { name: 'injury.tableOld', suffix: '', day: on };
  const next = { name: 'injury.tableNew', suffix: '_DRAFT', day: on };
  if (on < NEW_TABLE_FROM || figures.newInjuryTable === false) return [old];
  return figures.newInjuryTable ? [next] : [old, next];
}

/** What is left of both sums of whoever leaves by their own wish within five years of retirement (办法28). */
function nearRetirement(retire: string | undefined, on: string, figures: Figures): number {
  if (retire === undefined || retire === 'far') return 100;
  return figures.list('INJ_NEAR_RETIRE', on)[5 - Number(retire)]!;
}
