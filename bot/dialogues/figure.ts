import { wordOf } from './talk.ts';

const before =
  /^(?:我|是|就|才|大概|大约|差不多|有|在|这里?|干|做|上班|工作|了|一个月|每个?月|月薪|工资|底薪|工龄|到手|评|定|伤残|得|拿)*/u;
const amount = /^(?:\d[\d.,，]*|[零一二两三四五六七八九十百千万半]+)多?/u;
const unit = /^(?:块钱?|元钱?|万|千|[wk]|年半?|个半?月|级|天|小时)(?:多|左右|吧|了|的)*$/u;

/** Whether a message is only a sum or a time (我干了6年, 8000): what somebody says who waits to have it worked out. */
export function isFigure(text: string): boolean {
  const rest = wordOf(text).replace(before, '');
  const said = amount.exec(rest)?.[0];
  if (said === undefined) return false;
  const after = rest.slice(said.length);
  // A bare short number picks something from a list.
  return after === '' ? /^\d{3,}|[百千万]/.test(said) : unit.test(after);
}
