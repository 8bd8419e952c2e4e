import { apply } from './apply.ts';
import { ask } from './ask.ts';
import { calculate } from './calculate.ts';
import { commitment } from './commitment.ts';
import { files } from './files.ts';
import { menu } from './menu.ts';
import { notices } from './notices.ts';
import { progress } from './progress.ts';
import { publicity } from './publicity.ts';
import { sign } from './sign.ts';
import { work } from './work.ts';

/** Every Chinese sentence that the assistant says by itself. Answers and questions are data with their own review. */
export const texts = {
  ...menu,
  ...ask,
  ...calculate,
  ...apply,
  ...sign,
  ...commitment,
  ...progress,
  ...files,
  ...work,
  ...publicity,
  ...notices,
} as const;

export type TextKey = keyof typeof texts;

/** The names between braces in a text. */
type Names<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
export type ParamsOf<K extends TextKey> = Record<Names<(typeof texts)[K]>, string | number>;

/** `say('progress.one', { reference: '261-042-587' })`: the text with its parameters filled in. */
export function say<K extends TextKey>(
  key: K,
  ...params: [Names<(typeof texts)[K]>] extends [never] ? [] : [ParamsOf<K>]
): string {
  return fill(texts[key], (params[0] ?? {}) as Record<string, string | number>);
}

/** The same for a key that comes from the database: throws for an unknown key or a missing parameter. */
export function sayKey(key: string, params: Record<string, string | number>): string {
  const text = (texts as Record<string, string>)[key];
  if (text === undefined) throw new Error(`no text ${key}`);
  return fill(text, params);
}

/** Fills `{name}` in a text; throws where a parameter is missing. */
export function fill(text: string, params: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`text parameter ${name} is missing`);
    return String(value);
  });
}
