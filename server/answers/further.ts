import { rank, type Index } from './finder.ts';
import type { Entry } from './knowledge.ts';
import { clauses } from './text.ts';
import { leastTrust, trust } from './trust.ts';

/** A clause asks something when it ends, or is, one of these. */
const asks =
  /(?:[吗嘛呢么不没]|怎么(?:办|分|算|弄|要|赔)|咋(?:办|整|弄)|(?:归|跟|找)谁|多少(?:钱)?|行不行|能不能|可不可以|要不要|该不该)$/u;
/** Shorter clauses hang on what stands before them. */
const shortest = 4;
/** Over what an answer takes: nobody asked for these at such length as for what is answered. */
const surer = 0.1;
const most = 3;

/**
 * What a message asks besides what is `told`: entries that a clause of it asks for by itself and would be answered with,
 * in the order in which they are asked. They are offered behind the answer, so that a third matter isn't lost:
 * 老公出轨还欠了债，债要我还吗，孩子能归我吗.
 */
export function furtherMatters(index: Index, said: string, told: Entry[]): Entry[] {
  const all = clauses(said);
  if (all.length < 2) return [];
  const known = new Set(told);
  const found = new Set<Entry>();
  for (const clause of all) {
    if (clause.length < shortest || !asks.test(clause)) continue;
    const ranking = rank(index, clause);
    const entry = ranking[0]?.entry;
    if (!entry || trust(index, ranking, clause) < leastTrust(index, clause) + surer) continue;
    if (!known.has(entry)) found.add(entry);
  }
  return [...found].slice(0, most);
}
