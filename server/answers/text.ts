import { createRequire } from 'node:module';
import type * as jieba from '@node-rs/jieba';
import type * as jiebaDictionary from '@node-rs/jieba/dict.js';
import type * as openCC from 'opencc-js/t2cn';
import type * as pinyinPro from 'pinyin-pro';

const require = createRequire(import.meta.url);

let toSimplified: ((text: string) => string) | undefined;

function simplified(text: string): string {
  const convert = (toSimplified ??= (require('opencc-js/t2cn') as typeof openCC).Converter({
    from: 't',
    to: 'cn',
  }));
  return convert(text);
}

/** NFKC, lower case, simplified characters; punctuation and spaces stay. */
export function plain(text: string): string {
  return simplified(text.normalize('NFKC').toLowerCase());
}

/**
 * Plain text with `between` for whatever is no Han character, letter or digit, and runs of three or more equal characters
 * cut to two.
 */
export function lettersOf(text: string, between: string): string {
  return plain(text)
    .replace(/[^\p{Script=Han}a-z0-9]+/gu, between)
    .replace(/(.)\1{2,}/gu, '$1$1');
}

/** Text as it is compared: plain, only Han characters, letters and digits, runs of three or more equal ones cut to two. */
export function compact(text: string): string {
  return lettersOf(text, '');
}

/** A long message cut at punctuation and line ends, each part compact; parts under three characters are dropped. */
export function clauses(text: string): string[] {
  return plain(text)
    .split(/[^\p{Script=Han}a-z0-9]+/u)
    .map(compact)
    .filter((part) => part.length > 2);
}

const syllableOf = new Map<string, string>();
let toPinyin: ((character: string) => string) | undefined;

/** Initials and endings that southern speakers and voice input mix up count as one. */
function folded(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^l(?=[aeiouv])/, 'n')
    .replace(/^h(?=u[aio])/, 'f')
    .replace(/([aei])ng$/, '$1n');
}

/** The toneless sound of each Han character of a compact text; letters and digits stand for themselves. */
export function syllables(text: string): string[] {
  return Array.from(text, (character) => {
    let sound = syllableOf.get(character);
    if (sound === undefined) {
      toPinyin ??= (character) =>
        (require('pinyin-pro') as typeof pinyinPro).pinyin(character, {
          toneType: 'none',
          v: true,
        });
      sound = /\p{Script=Han}/u.test(character) ? folded(toPinyin(character)) : character;
      syllableOf.set(character, sound);
    }
    return sound;
  });
}

interface Cutter {
  cut(text: string, hmm?: boolean): string[];
}
let cutter: Cutter | undefined;

/** Words of a compact text. The dictionary (about 100 MB with its automaton) is loaded at the first call. */
export function words(text: string): string[] {
  if (!cutter) {
    const { Jieba } = require('@node-rs/jieba') as typeof jieba;
    const { dict } = require('@node-rs/jieba/dict.js') as typeof jiebaDictionary;
    cutter = Jieba.withDict(dict);
  }
  return cutter.cut(text, true);
}
