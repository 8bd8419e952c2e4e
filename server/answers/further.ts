import { rank, type Index } from './finder.ts';
import type { Entry } from './knowledge.ts';
import { clauses } from './text.ts';
import { leastTrust, trust } from './trust.ts';
import { shareIn } from './twoTopics.ts';

/** A clause asks something when it ends, or is, one of these. */
const asks =
  /(?:[吗嘛呢么不没]|怎么(?:办|分|算|弄|要|赔)|咋(?:办|整|弄)|(?:归|跟|找)谁|多少(?:钱)?|行不行|能不能|可不可以|要不要|该不该)$/u;
/** Shorter clauses hang on what stands before them. */
const shortest = 4;
/** Over what an answer takes: nobody asked for these at such length as for what is answered. */
const surer = 0.1;
const most = 3;
/** Who writes more clauses than this tells a story. */
const mostClauses = 14;

/** So much more does for what is only told. */
const surerTold = 0.2;
/** The topic of a further matter scores at least this share of the best one's in the whole message. */
const least = 0.5;

/**
 * What a message is about besides what is `told`: entries that a clause of it asks for by itself and would be answered
 * with, and those of other topics that it tells plainly, in their order. They are offered behind the answer, so that a
 * third matter isn't lost: 老公出轨还欠了债，债要我还吗，孩子能归我吗.
 */
export function furtherMatters(index: Index, said: string, told: readonly Entry[]): Entry[] {
  const all = clauses(said);
  if (all.length < 2 || all.length > mostClauses) return [];
  const share = shareIn(index, said);
  const known = [...told];
  for (const clause of all) {
    if (clause.length < shortest) continue;
    // A clause by itself loses its matter: 房子怎么分 is about a divorce behind 要离婚.
    const ranking = rank(index, clause, told[0] ? { topic: told[0].topic } : {});
    const entry = ranking[0]?.entry;
    if (!entry || known.includes(entry)) continue;
    const asked = asks.test(clause);
    if (!asked && known.some(({ topic }) => topic === entry.topic)) continue;
    if (trust(index, ranking, clause) < leastTrust(index, clause) + (asked ? surer : surerTold)) continue;
    if (share(entry) >= least) known.push(entry);
    if (known.length === told.length + most) break;
  }
  return known.slice(told.length);
}
