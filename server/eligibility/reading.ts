import { daysBetween, type LegalDate } from '../platform/calendar.ts';
import { readDate } from './dates.ts';
import { readMoney } from './money.ts';
import { narrow, readNumber, readRoughly } from './numbers.ts';
import type { Option, Question } from './question.ts';
import { sayAnswer } from './saying.ts';
import { unknown, type AnswerValue } from './vocabulary.ts';

export type Reading =
  | { ok: true; value: AnswerValue; /** How it was understood, in Chinese. */ echo: string }
  | { ok: false; /** What to answer instead, in Chinese. */ hint: string };

const notKnown =
  /^(不知道|不清楚|不太清楚|记不清|记不清了|不记得|不记得了|忘了|忘记了|说不清|说不准|不确定|不晓得|不了解|没印象|不想说|不好说|跳过|\?|？)$/;

/** Reads what a person sent as the answer to a question; never throws. `today` is the day in Asia/Shanghai. */
export function readAnswer(question: Question, said: string, today: LegalDate): Reading {
  const text = clean(said);
  if (text === '') return { ok: false, hint: hintFor(question) };
  // An option's own words come first: 说不清 may be one of them.
  const option = question.options && findOption(question.options, text);
  if (question.kind === 'choice' && option) return understood(question, option.value);
  if (question.kind === 'date' && option) return understood(question, option.value);
  if (notKnown.test(text)) return understood(question, unknown);
  const value = readers[question.kind](question, text, today);
  return value === undefined ? { ok: false, hint: hintFor(question) } : checked(question, value, today);
}

/** White space, full-width forms and closing marks don't matter. */
const clean = (said: string): string =>
  narrow(said)
    .replace(/^["'“”‘’「『]+|["'“”‘’」』]+$/g, '')
    .replace(/[。.,，!！~～;；、\s]+$/, '');

const readers: Record<
  Question['kind'],
  (question: Question, text: string, today: LegalDate) => AnswerValue | undefined
> = {
  choice: () => undefined,
  multi: readSeveral,
  text: (_, text) => text,
  number: (_, text) => {
    const rough = readRoughly(text.replace(/(周岁|岁|虚岁|个人|口人|个|人|口|位|名)(多|左右)?$/, '$2'));
    return typeof rough === 'object' ? rough.min : rough;
  },
  money: (_, text) => readMoney(text),
  date: (_, text, today) => {
    const found = readDate(text, today);
    return found && found.date + (found.rough ? '~' : '');
  },
};

/** 1、3 · 1 3 · 13号 is no list · 残疾和低保: each part by number or words; 都没有 stands alone. */
function readSeveral(question: Question, text: string): string[] | undefined {
  const options = question.options ?? [];
  const whole = findOption(options, text);
  if (whole) return [whole.value];
  const separated = text.split(/[、,，;；\s/+]+|和|还有|以及/).filter(Boolean);
  // 134 without marks means 1, 3 and 4 where there are fewer than ten options.
  const pieces =
    separated.length === 1 && /^[1-9]{2,}$/.test(text) && options.length < 10 ? [...text] : separated;
  const chosen = pieces.map((piece) => findOption(options, piece));
  if (chosen.some((option) => option === undefined)) return undefined;
  const values = [...new Set(chosen.map((option) => option!.value))];
  return values.length > 1 ? values.filter((value) => value !== 'none') : values;
}

/** By number (1, １, 一, ①, 第二个, 选3), value label or one of its words. */
function findOption(options: Option[], text: string): Option | undefined {
  const named = options.find(({ label, words }) => [label, ...words].some((word) => narrow(word) === text));
  if (named) return named;
  const numbered = /^(?:我?选|第)?([0-9]+|[一二三四五六七八九十]{1,2})(?:个|项|号|是)?$/.exec(text)?.[1];
  const index = numbered === undefined ? undefined : readNumber(numbered);
  if (index !== undefined) return options[index - 1];
  const byParts = options.filter(
    ({ label }) => text.length >= 2 && narrow(label).split(/[、,()]/).includes(text),
  );
  return byParts.length === 1 ? byParts[0] : undefined;
}

function checked(question: Question, value: AnswerValue, today: LegalDate): Reading {
  if (question.kind === 'number' && typeof value === 'number') {
    if (!Number.isInteger(value)) return { ok: false, hint: '请回一个整数，比如：3。' };
    if (question.min !== undefined && value < question.min)
      return { ok: false, hint: `数字好像小了，请再看看。` };
    if (question.max !== undefined && value > question.max)
      return { ok: false, hint: `数字好像大了，请再看看。` };
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
