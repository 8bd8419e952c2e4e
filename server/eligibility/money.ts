import { narrow, readRoughly } from './numbers.ts';
import type { Range } from './vocabulary.ts';

const none =
  /^(没有|没|无|零|(没有?工作)?,?(没有?|无)(收入|工资|进账|来源)|没有钱|一(分|毛)钱?(都|也)?(没有?|不挣)|0)(元|块|块钱)?[了啊]?$/;

/**
 * Money in people's words (三千多 · 2k · 一万二 · 3500块 · 三四千 · 没有) in fen, a range where it was said roughly;
 * `undefined` if it is no sum of money.
 */
export function readMoney(said: string): number | Range | undefined {
  const text = narrow(said)
    .replace(/\s+/g, '')
    .replace(/[。.!！]+$/, '')
    .replace(/(一个月|每个月|每月|\/月|月薪)$/, '');
  if (none.test(text)) return 0;
  const bare = text.replace(/[¥￥]/g, '').replace(/(人民币|元钱|块钱|元|块|圆|rmb)/gi, '');
  const yuan = readRoughly(bare);
  if (yuan === undefined) return undefined;
  if (typeof yuan === 'number') return fen(yuan);
  return { min: fen(yuan.min), max: fen(yuan.max) };
}

const fen = (yuan: number): number => Math.round(yuan * 100);

/** 350000 → 3500元; a range → 3000元到3999元. */
export function sayMoney(value: number | Range): string {
  if (typeof value === 'number') return `${value / 100}元`;
  if (value.min === 0) return `${value.max / 100}元以内`;
  return `${value.min / 100}元到${value.max / 100}元`;
}
