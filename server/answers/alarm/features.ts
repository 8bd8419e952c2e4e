import { syllables, words } from '../text.ts';
import { cuesIn } from '../cues.ts';
import type { Features } from '../networks/reader.ts';

/** So much of a message is read for its context. */
const longestContext = 400;

/** How much each family may say. */
const weightOf = { text: 1, word: 0.8, sound: 0.5, cue: 1.2, context: 0.5, pattern: 1.5 } as const;
type Family = keyof typeof weightOf;

const initial = '(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])';
const syllable = `(?:${initial}?(?:i?ang|i?ong|iao|uang?|uai|[iuv]an|ian|[aeiu]ng?|ai|ao|ei|er|ou|ia|ie|iu|ui|ue|ve|uo|un|[aeiouv]))`;
const oneSyllable = new RegExp(`^${syllable}$`);
const longestSyllable = 6;
const eachSyllable = new RegExp(syllable, 'g');

/** Sounds, where letters that spell Chinese sounds count as these: 'tiaolou' is heard like 跳楼. */
function heard(text: string): string[] {
  if (!/[a-z]{2,}/.test(text)) return syllables(text);
  return text.split(/([a-z]{2,})/).flatMap((part) => {
    if (!/^[a-z]{2,}$/.test(part)) return syllables(part);
    return isSpelled(part) ? (part.match(eachSyllable) ?? []).map(folded) : [part];
  });
}

/** Whether letters can be cut into syllables: place by place, since one expression for all could take for ever. */
function isSpelled(letters: string): boolean {
  const ends = [true];
  for (let to = 1; to <= letters.length; to++) {
    ends[to] = false;
    for (let from = Math.max(0, to - longestSyllable); from < to && !ends[to]; from++)
      ends[to] = ends[from]! && oneSyllable.test(letters.slice(from, to));
  }
  return ends[letters.length]!;
}

/** As the sounds of characters are folded in text.ts. */
function folded(sound: string): string {
  return sound
    .replace(/^([zcs])h/, '$1')
    .replace(/^l(?=[aeiouv])/, 'n')
    .replace(/^h(?=u[aio])/, 'f')
    .replace(/([aei])ng$/, '$1n');
}

/** What the whole of a message says, for each of its units. */
export interface Whole {
  /** Its compact text. */
  text: string;
  /** See messageContext. */
  context: readonly string[];
  /** The written rules that match it. */
  patterns: readonly string[];
}

/** The features of one unit of a message. */
export function unitFeatures(unit: string, { text, context, patterns }: Whole): Features {
  const keys: string[] = [];
  const values: number[] = [];
  const add = (family: Family, names: Iterable<string>): void => {
    const list = [...new Set(names)];
    const value = weightOf[family] / Math.sqrt(list.length || 1);
    for (const name of list) {
      keys.push(name);
      values.push(value);
    }
  };
  add('text', pieces(['^', ...unit, '$'], 1, 3, ''));
  add(
    'word',
    words(unit)
      .filter((word) => word.length > 1)
      .map((word) => `w${word}`),
  );
  add('sound', pieces(heard(unit), 2, 3, 's'));
  const cues = cuesIn(unit);
  add('cue', cueFeatures(cues));
  add(
    'pattern',
    patterns.map((name) => `p${name}`),
  );
  add('context', ['bias', `n${Math.min(6, Math.ceil(unit.length / 6))}`, ...context]);
  return { text: unit, whole: unit === text, keys, values };
}

/** Every cue, and every two in their order: who hits whom is told by it. */
function* cueFeatures(cues: string[]): Generator<string> {
  for (const [at, cue] of cues.entries()) {
    yield `c${cue}`;
    for (const other of cues.slice(at + 1)) yield `c${cue}>${other}`;
  }
}

function* pieces(parts: readonly string[], least: number, most: number, mark: string): Generator<string> {
  for (let at = 0; at < parts.length; at++) {
    let piece = mark;
    for (let size = 1; size <= most && at + size <= parts.length; size++) {
      piece += size > 1 && mark ? `.${parts[at + size - 1]!}` : parts[at + size - 1]!;
      if (size >= least && piece !== '^' && piece !== '$') yield piece;
    }
  }
}

/** What colours every unit of a message: its length, cues of past, law, news and jokes anywhere in it. */
export function messageContext(whole: string): string[] {
  const cues = cuesIn(whole.slice(0, longestContext)).filter((cue) => cue.startsWith('@'));
  return [`l${Math.min(6, Math.ceil(whole.length / 15))}`, ...cues.map((cue) => `x${cue}`)];
}
