import type { LegalDate } from '../platform/calendar.ts';
import { readNumber, readRoughly } from './numbers.ts';
import type { Range } from './vocabulary.ts';

/**
 * How many persons or years somebody means: 三口人 · 我们仨 · 两口子 · 一百多号人 · 35岁 · 虚岁36 · 快六十了 · 1990年的;
 * `undefined` if it is no number. An age by the year of birth counts only where the birthday can't matter.
 */
export function readCount(said: string, today: LegalDate): number | Range | undefined {
  const text = said.replace(/[了啊呢吧的]+$/, '');
  if (
    /^(就|只有|只剩|只)?(我|他|她)?(自己)?(就|只有)?(一个人?|自己|一人|本人)$|^(就|只有|只剩)(我|他|她)$/.test(
      text,
    )
  )
    return 1;
  const born = /^(\d{4}|\d{2})年?(?:生|出生)?$/.exec(text);
  if (born && (/年|生/.test(text) || born[1]!.length === 4)) return ageOf(born[1]!, today);
  const nominal = /^虚岁(.+?)岁?$/.exec(text) ?? /^(.+?)虚岁$/.exec(text);
  if (nominal) return lessOne(readNumber(nominal[1]!));
  const nearly = /^(?:我|今年|马上)*快(.+?)岁?$/.exec(text);
  if (nearly) return lessOne(readNumber(nearly[1]!));
  const bare = text
    .replace(/^(我们|我|他们|他|她|今年|已经|一共|总共|家里|一家|全家|连我|刚满|满|有|是|属于)+/, '')
    .replace(/(两口)子$/, '$1')
    .replace(/岁半$/, '岁')
    .replace(/(周岁|岁|个人|口人|号人|多人|个|人|口|位|名)(多|左右|大)?$/, '$2')
    .replace(/大$/, '');
  const many = /^(几|好几|大几)十$/.exec(bare);
  return many ? { min: many[1] === '大几' ? 50 : 20, max: 99 } : readRoughly(bare);
}

const lessOne = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : value - 1;

/** Ages at which a birthday that may still come decides something, so that people are asked for the age itself. */
const thresholds = new Set([14, 16, 18, 60, 80]);

function ageOf(year: string, today: LegalDate): number | undefined {
  const current = Number(today.slice(0, 4));
  const short = Number(year);
  const born = year.length === 4 ? short : short + (short > current % 100 ? 1900 : 2000);
  const age = current - born;
  return age < 0 || age > 120 || thresholds.has(age) ? undefined : age;
}
