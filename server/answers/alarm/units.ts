import { compact, plain } from '../text.ts';

/** Longest compact text that is looked at as one. */
const longestUnit = 36;
/** Of a message with more of them the first and the last are looked at. */
const mostUnits = 120;
const shortestClause = 4;

const emoji: [RegExp, string][] = [
  [/🔪|🗡️?/gu, '刀'],
  [/💊/gu, '药'],
  [/🔥/gu, '火'],
  [/🩸/gu, '血'],
  [/🆘/gu, '救命'],
  [/💀|☠️?/gu, '死'],
];

/** A message as it is learnt from and recognised: pictures that mean something as words. */
export function spoken(said: string): string {
  let text = said;
  if (/\p{Extended_Pictographic}|🆘/u.test(said))
    for (const [sign, word] of emoji) text = text.replace(sign, word);
  return text;
}

/**
 * The parts of a message that may each name a danger: a short one as a whole; of a long one every clause, neighbouring
 * clauses together, and windows over speech without punctuation. A long story tells of much; its danger is in one part.
 */
export function unitsOf(said: string): string[] {
  const text = spoken(said);
  const whole = compact(text);
  if (!whole) return [];
  if (whole.length <= longestUnit) return [whole];
  const units = new Set<string>();
  const pieces = plain(text)
    .split(/[^\p{Script=Han}a-z0-9]+/u)
    .map(compact)
    .filter(Boolean)
    .flatMap(windows);
  for (const [at, piece] of pieces.entries()) {
    if (piece.length >= shortestClause) units.add(piece);
    let joined = piece;
    for (let next = at + 1; next < pieces.length; next++) {
      if (joined.length + pieces[next]!.length > longestUnit) break;
      joined += pieces[next]!;
    }
    if (joined.length >= shortestClause) units.add(joined);
  }
  const all = [...units];
  if (all.length <= mostUnits) return all;
  return [...all.slice(0, mostUnits / 2), ...all.slice(-mostUnits / 2)];
}

/** A part cut into overlapping windows when it is too long for one. */
function windows(part: string): string[] {
  if (part.length <= longestUnit) return [part];
  const step = longestUnit / 2;
  const found: string[] = [];
  for (let from = 0; from < part.length - step / 2; from += step)
    found.push(part.slice(from, from + longestUnit));
  return found;
}
