import { readFileSync } from 'node:fs';
import type { DrawnSample } from '../server/eligibility/commitments/contract.ts';
import { drawSample, inOrder } from '../server/eligibility/commitments/sampling.ts';
import { runCommand, say } from './command.ts';

/*
 * npm run draw-sample -- FILE|URL: draws a month's sample (抽查) again from what was published of it, the reply of
 * GET /api/samples/YYYY-MM. Needs no database; ends with 1 where the published draw is another one.
 */
runCommand(async () => {
  const [from] = process.argv.slice(2);
  if (!from) {
    say('give what was published: draw-sample FILE, or draw-sample https://…/api/samples/2026-11');
    return 1;
  }
  const { period, seed, percent, keys, drawn } = await published(from);
  const again = drawSample(seed, percent, keys);
  say(`${period}: ${keys.length} cases, ${percent} %, ${again.length} drawn`);
  for (const key of again) say(key);
  const right = same(again, drawn) && same(inOrder(seed, keys), keys);
  say(right ? 'verified: the published draw is this one' : 'not verified: the published draw is another one');
  return right ? 0 : 1;
});

async function published(from: string): Promise<DrawnSample> {
  if (!/^https?:/.test(from)) return JSON.parse(readFileSync(from, 'utf8')) as DrawnSample;
  const response = await fetch(from);
  if (!response.ok) throw new Error(`${from} answers ${response.status}: is the month drawn already?`);
  return (await response.json()) as DrawnSample;
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
