import { words } from '../text.ts';

/** What a text says in one way (its words, its sounds …): names, each once, and how much they may say together. */
export interface Part {
  weight: number;
  names: Iterable<string>;
}

/** Two characters with up to so many others between them are a pair: 没给我工资 and 没拿到工资 share 没 … 工. */
const furthest = 4;

/** What a compact text says by its characters, its words, and its characters two by two across others. */
export function wordingOf(text: string): Part[] {
  return [
    { weight: 1, names: neighbours(text) },
    { weight: 1, names: longWords(text) },
    { weight: 1, names: apart(text) },
  ];
}

/** Every character and every two in a row; ^ and $ are the text's ends. */
function* neighbours(text: string): Generator<string> {
  const units = ['^', ...text.split(''), '$'];
  for (let at = 0; at < units.length - 1; at++) {
    if (at > 0) yield units[at]!;
    yield units[at]! + units[at + 1]!;
  }
}

function* longWords(text: string): Generator<string> {
  for (const word of words(text)) if (word.length > 1) yield `w${word}`;
}

function* apart(text: string): Generator<string> {
  for (let from = 0; from < text.length; from++) {
    const end = Math.min(text.length, from + furthest + 2);
    for (let to = from + 2; to < end; to++) yield `${text[from]!}_${text[to]!}`;
  }
}
