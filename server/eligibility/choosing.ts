import { narrow, readNumber } from './numbers.ts';
import type { Option } from './question.ts';

const particles = /[啊呀呢吧哦噢嘛哈啦的了诶哎]+$/;
const negation = /[不没无非别未]/;

/**
 * The option that somebody means: by number (1, １, 一, ①, 第二个, 选3), by its label or one of its words, with or without
 * a particle at the end (没有啊), or by the only option whose words a longer sentence contains (我在工地上干活). A sentence
 * that negates outside those words (不是在工地) means none, so that the question is asked again.
 */
export function findOption(options: readonly Option[], text: string): Option | undefined {
  return (
    named(options, text) ??
    named(options, text.replace(particles, '')) ??
    numbered(options, text) ??
    contained(options, text)
  );
}

/** Label, parts of a label (低保 of 低保、特困) and further words, as one compares them. */
const wordsOf = ({ label, words }: Option): string[] => [label, ...words].map(narrow);
const partsOf = ({ label }: Option): string[] =>
  narrow(label)
    .split(/[、,()]/)
    .filter((part) => part.length >= 2);

function named(options: readonly Option[], text: string): Option | undefined {
  if (text === '') return undefined;
  return (
    options.find((option) => wordsOf(option).includes(text)) ??
    only(options, (option) => partsOf(option).includes(text))
  );
}

function numbered(options: readonly Option[], text: string): Option | undefined {
  const number = /^(?:我?选|第)?([0-9]+|[一二三四五六七八九十]{1,2})(?:个|项|是)?$/.exec(text)?.[1];
  const index = number === undefined ? undefined : readNumber(number);
  return index === undefined ? undefined : options[index - 1];
}

function contained(options: readonly Option[], text: string): Option | undefined {
  const found = new Map<Option, string>();
  for (const option of options) {
    const inside = [...wordsOf(option), ...partsOf(option)].filter(
      (word) => word.length >= 2 && text.includes(word),
    );
    if (inside.length > 0)
      found.set(
        option,
        inside.reduce((rest, word) => rest.replaceAll(word, ''), text),
      );
  }
  const [hit, ...others] = [...found];
  return hit && others.length === 0 && !negation.test(hit[1]) ? hit[0] : undefined;
}

function only(options: readonly Option[], test: (option: Option) => boolean): Option | undefined {
  const hits = options.filter(test);
  return hits.length === 1 ? hits[0] : undefined;
}

/** Several options: 1、3 · 1 3 · 残疾和低保 · 134 where there are fewer than ten. 都没有 counts only alone. */
export function findSeveral(options: readonly Option[], text: string): string[] | undefined {
  const whole =
    named(options, text) ?? named(options, text.replace(particles, '')) ?? numbered(options, text);
  if (whole) return [whole.value];
  const separated = text.split(/[、,，;；\s/+]+|和|还有|以及/).filter(Boolean);
  const digits = separated.length === 1 && /^[1-9]{2,}$/.test(text) && options.length < 10;
  const chosen = (digits ? [...text] : separated).map((piece) => findOption(options, piece)?.value);
  const values = [...new Set(chosen)];
  if (values.includes(undefined)) return undefined;
  const known = values as string[];
  return known.length > 1 ? known.filter((value) => value !== 'none') : known;
}
