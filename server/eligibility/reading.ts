import { daysBetween, type LegalDate } from '../platform/calendar.ts';
import { findOption, findSeveral } from './choosing.ts';
import { readDate } from './dates.ts';
import { readMoney } from './money.ts';
import { readCount } from './counts.ts';
import { narrow } from './numbers.ts';
import type { Question } from './question.ts';
import { sayAnswer } from './saying.ts';
import { unknown, type AnswerValue } from './vocabulary.ts';

export type Reading =
  | { ok: true; value: AnswerValue; /** How it was understood, in Chinese. */ echo: string }
  | { ok: false; /** What to answer instead, in Chinese. */ hint: string };

/** 不知道 in its many forms, Suzhou's 勿晓得 among them. */
const notKnown =
  /^(我?也?不知道|勿晓得|弗晓得|不清楚|不太清楚|记不清|记不清了|不记得|不记得了|忘了|忘记了|说不清|说不准|不确定|不晓得|不了解|没印象|不好说|我?也?说不好|说不上来?|(记|想)不(起来|得|出)了?|不大(清楚|记得|晓得)|勿清爽|没(个)?数|忘(掉|记)了|搞不(清楚?|懂)|不(懂|明白)|不方便(说|讲|回答)?|不好意思(说|讲)?|不(太|是很)?想(说|讲|回答|答)|不愿意?(说|讲|回答|答)|不说了?|跳过|下一题|略过?|\?)[了啊呀呢哦]*$/;

/** Reads what a person sent as the answer to a question; never throws. `today` is the day in Asia/Shanghai. */
export function readAnswer(question: Question, said: string, today: LegalDate): Reading {
  const text = clean(said);
  if (text === '') return { ok: false, hint: hintFor(question) };
  const value = notKnown.test(text)
    ? notKnownOf(question, text)
    : readers[question.kind](question, text, today, said);
  return value === undefined ? { ok: false, hint: hintFor(question) } : checked(question, value, today);
}

/** 说不清 may be an option of its own. */
const notKnownOf = ({ options = [] }: Question, text: string): string =>
  options.find(({ label, words }) => [label, ...words].includes(text))?.value ?? unknown;

/** White space, full-width forms and closing marks don't matter. */
const clean = (said: string): string => bare(narrow(said));

/** A text stays as it was written, with its Chinese marks; only letters and digits lose their full width. */
const inOwnWords = (said: string): string =>
  bare(said.replace(/[^，：；！？（）～]+/g, (part) => part.normalize('NFKC')).trim());

const bare = (text: string): string =>
  text.replace(/^["'“”‘’「『]+|["'“”‘’」』]+$/g, '').replace(/[。.,，!！~～;；、\s]+$/, '');

const readers: Record<
  Question['kind'],
  (question: Question, text: string, today: LegalDate, said: string) => AnswerValue | undefined
> = {
  choice: ({ options = [] }, text) => findOption(options, text)?.value,
  multi: ({ options = [] }, text) => findSeveral(options, text),
  text: (_, _text, _today, said) => inOwnWords(said),
  number: (_, text, today) => {
    const rough = readCount(text, today);
    return typeof rough === 'object' ? rough.min : rough;
  },
  money: (_, text) => readMoney(text),
  date: ({ options = [] }, text, today) => {
    const found = readDate(text, today);
    return found ? found.date + (found.rough ? '~' : '') : findOption(options, text)?.value;
  },
};

function checked(question: Question, value: AnswerValue, today: LegalDate): Reading {
  if (question.kind === 'number' && typeof value === 'number') {
    if (!Number.isInteger(value)) return { ok: false, hint: '请回一个整数，比如：3。' };
    if (question.min !== undefined && value < question.min)
      return { ok: false, hint: '数字好像小了，请再看看。' };
    if (question.max !== undefined && value > question.max)
      return { ok: false, hint: '数字好像大了，请再看看。' };
  }
  if (question.kind === 'date' && typeof value === 'string') {
    const day = value.replace('~', '');
    if (daysBetween(today, day) > 0) return { ok: false, hint: '这一天还没到，请再看看是哪天。' };
    if (day < '1949-10-01') return { ok: false, hint: '年份好像不对，请再看看。' };
  }
  if (question.kind === 'text' && typeof value === 'string' && value.length > 500) {
    return { ok: false, hint: '有点长，请先说最要紧的几句（500字以内）。' };
  }
  return understood(question, value);
}

function understood(question: Question, value: AnswerValue): Reading {
  const said = sayAnswer(question, value);
  const rough = typeof value === 'string' && question.kind === 'date' && value.endsWith('~');
  return { ok: true, value, echo: rough ? `${said}（先按最早的一天算，稳妥些）` : said };
}

const hints: Record<Question['kind'], string> = {
  choice: '请回选项前面的数字，或者照着选项说。',
  multi: '请回选项前面的数字，可以几个，比如：1、3。',
  text: '请用一句话说说。',
  number: '请回一个数字，比如：3。',
  money: '请说个大概的数，比如：3500、三千多、一万二。没有就回“没有”。',
  date: '请说个日子，比如：3月5号、上个月底、去年10月。',
};

/** What helps after an answer that wasn't understood; 不知道 and a person are always open. */
const hintFor = ({ kind }: Question): string => `${hints[kind]}记不清可以回“不知道”，也可以回“人工”。`;
