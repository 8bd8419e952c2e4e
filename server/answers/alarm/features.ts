import { syllables } from '../text.ts';
import { cuesIn } from '../cues.ts';
import { wordingOf, type Part } from '../linear/wording.ts';

/** So much of a message is read for its context. */
const longestContext = 400;

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

/** What one unit of a message says: beside its wording its sounds, its cues, the written rules and the context. */
export function unitParts(unit: string, { text, context, patterns }: Whole): Part[] {
  return [
    ...wordingOf(unit),
    { weight: 0.5, names: soundsOf(heard(unit)) },
    { weight: 1, names: cueFeatures(cuesIn(unit)) },
    { weight: 1, names: patterns.map((name) => `p${name}`) },
    {
      weight: 0.5,
      names: [`n${Math.min(6, Math.ceil(unit.length / 6))}`, unit === text ? 'all' : 'some', ...context],
    },
  ];
}

/** Every cue, and every two in their order: who hits whom is told by it. */
function* cueFeatures(cues: string[]): Generator<string> {
  for (const [at, cue] of cues.entries()) {
    yield `c${cue}`;
    for (const other of cues.slice(at + 1)) yield `c${cue}>${other}`;
  }
}

/** Every two and three sounds in a row. */
function* soundsOf(sounds: readonly string[]): Generator<string> {
  for (let at = 0; at + 1 < sounds.length; at++) {
    const two = `s${sounds[at]!}.${sounds[at + 1]!}`;
    yield two;
    if (at + 2 < sounds.length) yield `${two}.${sounds[at + 2]!}`;
  }
}

/** What colours every unit of a message: its length, cues of past, law, news and jokes anywhere in it. */
export function messageContext(whole: string): string[] {
  const cues = cuesIn(whole.slice(0, longestContext)).filter((cue) => cue.startsWith('@'));
  return [`l${Math.min(6, Math.ceil(whole.length / 15))}`, ...cues.map((cue) => `x${cue}`)];
}
