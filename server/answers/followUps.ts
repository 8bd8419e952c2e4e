import { readYaml } from '../platform/data.ts';
import { rank, type Index, type Scored } from './finder.ts';
import { sectionKeys, type Entry, type SectionKey } from './knowledge.ts';
import { compact } from './text.ts';

/** Longer messages tell something of their own. */
const longest = 14;
/** An entry of the last answer's topic is meant when it scores at least this share of the best one's. */
const leastShare = 0.7;
/** So many entries of the last answer's topic are offered before others. */
const mostNearby = 2;

let patterns: [SectionKey, RegExp][] | undefined;

const isShort = (said: string): boolean => compact(said).length <= longest;

/** The section of the last answer that a short message asks for. */
export function askedSection(said: string): SectionKey | undefined {
  if (!patterns) {
    const written = readYaml(import.meta.url, 'followups.yaml') as Record<SectionKey, string>;
    patterns = [...sectionKeys]
      .sort((one, other) => Object.keys(written).indexOf(one) - Object.keys(written).indexOf(other))
      .map((key) => [
        key,
        new RegExp(`^(那|那么|然后|请问|这个|这种|所以|还有|那我|这)?(${written[key]}).{0,4}$`, 'u'),
      ]);
  }
  const text = compact(said);
  return isShort(said) ? patterns.find(([, pattern]) => pattern.test(text))?.[0] : undefined;
}

/** Whether a short message asks only how much there is to get: 能赔多少钱. */
export const asksForSum = (said: string): boolean =>
  /^(那|那么|大概|一共|我)?(能|可以|会|该|要)?(赔|补|补偿|赔偿|拿|给)(到|我)?多少(钱)?(呢|啊|呀)?$/u.test(
    compact(said),
  );

const cantPay =
  /(?:律师费|[请雇]个?律师的?(?:钱|费用)?).{0,3}(?:[出付交掏拿给]不起|太?贵)|[请雇]不起(?:一?个)?律师|没钱(?:去|来)?(?:[请雇找](?:一?个)?律师|打官司)|打不起官司/u;
/** Whose purse it isn't. */
const others = /老板|公司|厂里|单位|对方|[他她]|律师[说讲]/u;
const generalAid = 'aid.apply';
const criminalAid = 'detained.aid';
/** Topics of those who are suspected or accused: their aid has conditions of its own. */
const criminal = new Set(['T50', 'T51']);
const aboutAid = /\.aid$/;

/**
 * How to get a lawyer for nothing in the last answer's matter, for who says in a few words that they can't pay for one:
 * the entry on aid that belongs to the matter, that of criminal matters, or how aid is applied for.
 */
export function aidFor(index: Index, said: string, last: Entry): Entry | undefined {
  const text = compact(said);
  if (!isShort(said) || !cantPay.test(text) || others.test(text)) return undefined;
  const own = [last.id, ...last.related].find((id) => aboutAid.test(id) && index.byId.has(id));
  return index.byId.get(own ?? (criminal.has(last.topic) ? criminalAid : generalAid));
}

/** Entries of the last answer's topic that a message may go on to, nearest first, looked up behind its question. */
export function nearby(index: Index, said: string, last: Entry): Entry[] {
  if (!isShort(said)) return [];
  return rank(index, `${last.question}，${said}`, { topic: last.topic })
    .map(({ entry }) => entry)
    .filter((entry) => entry.topic === last.topic && entry !== last)
    .slice(0, mostNearby);
}

/**
 * The entry that a short message goes on to from the last answer (能赔多少钱 after a dismissal): the best of its topic by
 * itself and behind the last question alike. `ranking` is the message's own.
 */
export function goingOn(index: Index, said: string, ranking: Scored[], last: Entry): Entry | undefined {
  const own = ranking.find(({ entry }) => entry.topic === last.topic && entry !== last);
  if (!own || own.score < ranking[0]!.score * leastShare) return undefined;
  return nearby(index, said, last)[0] === own.entry ? own.entry : undefined;
}
