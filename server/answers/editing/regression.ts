import { decide, type Outcome } from '../decide.ts';
import { buildIndex, type Index } from '../finder.ts';
import type { Entry } from '../knowledge.ts';
import type { Question } from '../evaluation.ts';

/** One question of the regression set that gets something else after the change. */
export interface Difference {
  said: string;
  /** Topic or entry that should answer it. */
  want: string | null;
  before: string;
  after: string;
  /** better, worse or other, seen from what should answer it. */
  verdict: 'better' | 'worse' | 'other';
}

export interface Regression {
  asked: number;
  /** Right direct answers and lists with the right entry in them. */
  solvedBefore: number;
  solvedAfter: number;
  better: number;
  worse: number;
  other: number;
  /** Worse ones first, at most `MOST_SHOWN`. */
  differences: Difference[];
}

const MOST_SHOWN = 60;

/** Puts every question to the entries as they are and as they would be. Pure, seconds of processor time. */
export function compareEntries(before: Entry[], after: Entry[], questions: readonly Question[]): Regression {
  const one = buildIndex(before);
  const other = buildIndex(after);
  const result: Regression = {
    ...{ asked: questions.length, solvedBefore: 0, solvedAfter: 0, better: 0, worse: 0, other: 0 },
    differences: [],
  };
  for (const { say, want } of questions) {
    const [first, second] = [answerOf(one, say), answerOf(other, say)];
    const [was, is] = [first.solves(want), second.solves(want)];
    if (was) result.solvedBefore += 1;
    if (is) result.solvedAfter += 1;
    if (first.shown === second.shown) continue;
    const verdict = was === is ? 'other' : is ? 'better' : 'worse';
    result[verdict] += 1;
    result.differences.push({
      said: say,
      want: want ?? null,
      before: first.shown,
      after: second.shown,
      verdict,
    });
  }
  const order = ['worse', 'better', 'other'];
  result.differences.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  result.differences.length = Math.min(result.differences.length, MOST_SHOWN);
  return result;
}

function answerOf(index: Index, said: string): { shown: string; solves(want: string | undefined): boolean } {
  const outcome = decide(said, { index, misses: 0 });
  const offered = offeredBy(outcome);
  return {
    shown: `${kindNames[outcome.kind]}${offered.length > 0 ? `：${offered.map(({ id }) => id).join('、')}` : ''}`,
    // A question that nothing should answer is right as long as no entry is given as its answer.
    solves: (want) =>
      want === undefined
        ? outcome.kind !== 'answer'
        : offered.some(({ id, topic }) => id === want || topic === want),
  };
}

const kindNames: Record<Outcome['kind'], string> = {
  answer: '直接回答',
  choices: '给选项',
  danger: '危险提示',
  person: '转人工',
  redirect: '固定话术',
};

function offeredBy(outcome: Outcome): Entry[] {
  if (outcome.kind === 'answer') return [outcome.entry, ...(outcome.also ? [outcome.also] : [])];
  return outcome.kind === 'choices' ? outcome.entries : [];
}
