import { sayDate } from './dates.ts';
import { sayMoney } from './money.ts';
import type { Question } from './question.ts';
import { unknown, type AnswerValue } from './vocabulary.ts';

/** A stored answer in words, for summaries and case files: 350000 → 3500元, 'site' → 在工地、装修队干活. */
export function sayAnswer(question: Question, value: AnswerValue): string {
  if (value === unknown) return '不知道';
  if (Array.isArray(value)) return value.map((one) => label(question, one)).join('；');
  if (typeof value === 'object') {
    return question.kind === 'money' ? sayMoney(value) : `${value.min}到${value.max}`;
  }
  if (question.kind === 'money' && typeof value === 'number') return sayMoney(value);
  if (question.kind === 'date' && /^\d{4}-/.test(String(value))) return sayDate(String(value));
  if (question.kind === 'number') return `${value}${question.unit ?? ''}`;
  if (question.kind === 'text') return String(value);
  return label(question, String(value));
}

const label = (question: Question, value: string): string =>
  question.options?.find((option) => option.value === value)?.label ?? value;
