import type { Answers } from '../eligibility/vocabulary.ts';
import { sentence, type Figures } from './data.ts';
import { count, each, money, yuan, type Result } from './values.ts';

const law = '民法典第1067、1071、1085条；婚姻家庭编司法解释（一）第42、49、53、58条';

/** 抚养费 (T42): 20 to 30 % of the monthly income for one child, all together mostly at most 50 %. The judge decides. */
export function childSupport(answers: Answers, figures: Figures): Result {
  const [least, most, several] = figures.list('CHILD_RATES', figures.today) as [number, number, number];
  const income = money(answers, 'income');
  const children = count(answers, 'children') ?? 1;
  const age = count(answers, 'age');
  const notes = [sentence('child.judge'), sentence('child.noIncome')];
  if (age !== undefined && age >= 18)
    return { lines: [sentence('child.grown')], notes: [], law, person: true };
  if (age === undefined || age >= 16) notes.push(sentence('child.sixteen'));
  if (!income || income.max === 0) return { lines: [sentence('child.percent')], notes, law, person: false };
  const one = {
    min: each(income, (fen) => (fen * least) / 100).min,
    max: each(income, (fen) => (fen * most) / 100).max,
  };
  const all = each(income, (fen) => (fen * several) / 100).max;
  const lines =
    children > 1
      ? [
          sentence('child.several', { amount: yuan(all), income: yuan(income) }),
          sentence('child.severalOne', { amount: yuan(one) }),
        ]
      : [sentence('child.one', { amount: yuan(one), income: yuan(income) })];
  return { lines, notes: [...notes, sentence('child.grown')], law, person: false };
}
