import { sayMoney } from '../money.ts';
import type { Parameter, Switch } from '../rules.ts';
import { unknown } from '../vocabulary.ts';

/** A switch's value in words: 执行 · 10 · 2660元 · 未定. */
export function sayValue({ kind, options = {} }: Switch, value: string | number): string {
  const chosen = options[String(value)];
  if (chosen !== undefined) return chosen;
  if (value === unknown) return '未定';
  return kind === 'money' ? sayMoney(Number(value)) : String(value);
}

/** A dated figure in words; those in percent say so in their name. */
export function sayParameter({ name, value }: Parameter): string {
  const say = (one: number): string => (name.includes('%') ? `${one}%` : sayMoney(one));
  return Array.isArray(value) ? value.map(say).join('、') : say(value);
}

const units = { hours: '小时', months: '个月', years: '年' } as const;

interface Span {
  days?: number;
  hours?: number;
  months?: number;
  years?: number;
  unit?: 'working';
}

/** How long a limit or clock runs: 60日 · 3个工作日 · 1年. */
export function saySpan(span: Span | undefined): string | null {
  if (!span) return null;
  const parts = [];
  for (const unit of ['years', 'months', 'hours'] as const)
    if (span[unit] !== undefined) parts.push(`${span[unit]}${units[unit]}`);
  if (span.days !== undefined) parts.push(`${span.days}${span.unit === 'working' ? '个工作日' : '日'}`);
  return parts.join('');
}
