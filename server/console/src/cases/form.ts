import type { TSchema } from 'typebox';
import type { CaseView } from '../../../cases/contract.ts';
import { limitsOf } from '../shared/limits.ts';
import type { useCommand } from '../shared/useCommand.ts';

/** What is filled in for an action; each uses the part that it asks for. */
export interface Form {
  items: string[];
  /** Empty until chosen. */
  opinion: 'grant' | 'refuse' | '';
  text: string;
  /** The ground for ending aid; empty until chosen. */
  ground: string;
  /** Further fields by their key: days, sums in yuan, a number. */
  more: Record<string, string>;
}

/** A further field of a form. */
export interface MoreField {
  key: string;
  label: string;
  kind: 'day' | 'yuan' | 'text';
  placeholder?: string;
}

export interface TextField {
  /** The contract's field. */
  schema: TSchema;
  placeholder: string;
  optional?: true;
}

export interface Action {
  /** On the button. */
  name: string;
  title: string;
  tone: 'primary' | 'success' | 'danger' | 'default';
  /** What will happen, to be read before it is done. */
  explain: string[];
  /** Said after it was done. */
  done: string;
  asks: { items?: true; opinion?: true; ground?: true; more?: readonly MoreField[]; text?: TextField };
  send(
    send: Send,
    on: { id: string; version: number },
    form: Form,
    /** As they stand on the page. */
    parties: CaseView['parties'],
  ): Promise<boolean>;
}
type Send = ReturnType<typeof useCommand>['send'];

/** A sum in yuan, as typed, in fen; undefined for what is none. */
export function fenOf(typed: string): number | undefined {
  const plain = typed.replace(/[,，元\s]/g, '');
  return /^\d{1,6}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : undefined;
}

/** What is still wrong with a form, as a sentence; undefined when it can be sent. */
export function missing({ asks }: Action, { items, opinion, text, ground, more }: Form): string | undefined {
  if (asks.items && items.length === 0) return '请至少写一样要补的材料。';
  if (asks.items && items.some((item) => item.length < 2)) return '每样材料至少写两个字。';
  if (asks.opinion && opinion === '') return '请选择审查意见。';
  if (asks.ground && ground === '') return '请选择终止的情形。';
  for (const { key, label, kind } of asks.more ?? []) {
    const value = more[key] ?? '';
    if (value === '') return `请写明${label}。`;
    if (kind === 'yuan' && fenOf(value) === undefined) return `${label}请写数字，没有就写 0。`;
  }
  if (!asks.text || (asks.text.optional && text === '')) return undefined;
  const { title, minLength } = limitsOf(asks.text.schema);
  return text.length < minLength ? `请写明${title}。` : undefined;
}

/** A form in which nothing is filled in yet. */
export const emptyForm = (): Form => ({ items: [''], opinion: '', text: '', ground: '', more: {} });

/** The form as it is sent: without blanks around words and without empty lines. */
export const trimmed = ({ items, opinion, text, ground, more }: Form): Form => ({
  items: items.map((item) => item.trim()).filter((item) => item !== ''),
  opinion,
  ground,
  text: text.trim(),
  more: Object.fromEntries(Object.entries(more).map(([key, value]) => [key, value.trim()])),
});
