import { MAX_TEXT_BYTES } from './callback/reply.ts';

/** Where a text is best cut, best first, and what part of the room must be used then: a cut too early leaves a stump. */
const ENDS: [RegExp, number][] = [
  [/\n\n/g, 2 / 3],
  [/\n/g, 1 / 3],
  [/[。！？；!?;…]+[」』”’）)]?/g, 1 / 3],
  [/[，、,:：\s]/g, 1 / 3],
];

/** Room for the number in front of a part, such as （12/34）. */
const NUMBER_BYTES = 24;

/**
 * Splits a text into messages of at most `maxBytes` of UTF-8, at line or sentence ends if it can, and numbers
 * the parts. A text that fits stays as it is.
 */
export function splitText(text: string, maxBytes: number = MAX_TEXT_BYTES): string[] {
  if (Buffer.byteLength(text) <= maxBytes) return [text];
  const parts: string[] = [];
  for (let rest = text; rest;) {
    const part = cut(rest, maxBytes - NUMBER_BYTES);
    rest = rest.slice(part.length).trimStart();
    parts.push(part.trimEnd());
  }
  return parts.map((part, index) => `（${index + 1}/${parts.length}）${part}`);
}

/** The longest start of the text that fits and ends well; never inside a character. */
function cut(text: string, maxBytes: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  if (end === text.length) return text;
  const start = text.slice(0, end);
  for (const [pattern, least] of ENDS) {
    const last = [...start.matchAll(pattern)].at(-1);
    if (last && last.index + last[0].length > end * least) return start.slice(0, last.index + last[0].length);
  }
  return start;
}
