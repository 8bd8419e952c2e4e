import { readYaml } from '../platform/data.ts';
import { demoReviewer, type Entry } from './knowledge.ts';

/** A statute that entries may cite, and for each topic the articles that were compared with the fact base. */
interface Statute {
  title: string;
  /** Number and date of the version that was read, as told to the resident. */
  version?: string;
  /** First day on which the text no longer applies. */
  to?: string;
}

interface Sources {
  statutes: Statute[];
  topics: Record<string, Record<string, number[]>>;
}

let sources: Sources | undefined;

/** The register of citable statutes and checked articles (`sources.yaml`). */
export function citableSources(): Sources {
  return (sources ??= readYaml(import.meta.url, 'sources.yaml') as Sources);
}

/**
 * Why an entry can't be served on a day ('YYYY-MM-DD'), in words for the editor; empty when it can.
 * Demo reviews count only in a demo.
 */
export function obstacles(entry: Entry, date: string, { demo }: { demo: boolean }): string[] {
  const found: string[] = [];
  if (date < entry.from) found.push(`${entry.from} 起才生效`);
  if (entry.to && date >= entry.to) found.push(`${entry.to} 起已失效`);
  if (date > entry.reviewBy) found.push(`复审期限 ${entry.reviewBy} 已过`);
  if (!demo && entry.reviewer === demoReviewer) found.push('还没有律师审核签名');
  for (const { title } of entry.law) {
    const statute = citableSources().statutes.find((known) => known.title === title);
    if (!statute) found.push(`引用了未审核的文件《${title}》`);
    else if (statute.to && date >= statute.to) found.push(`引用的《${title}》${statute.to} 起已失效`);
  }
  return found;
}

/** What an entry cites without its articles having been compared with the fact base, like 《劳动合同法》第99条. */
export function uncheckedArticles({ topic, law }: Entry): string[] {
  return law.flatMap((citation) =>
    uncheckedOf(topic, citation).map((article) => `《${citation.title}》第${article}条`),
  );
}

/** The articles of one citation of a topic that were not compared. */
export function uncheckedOf(topic: string, { title, articles }: Entry['law'][number]): number[] {
  const { topics } = citableSources();
  const checked = [...(topics[topic]?.[title] ?? []), ...(topics['common']?.[title] ?? [])];
  return articles.filter((article) => !checked.includes(article));
}

/** The entries that may be served on a day: reviewed, within their dates, citing only texts in force. */
export function servable(entries: Entry[], date: string, options: { demo: boolean }): Entry[] {
  return entries.filter((entry) => obstacles(entry, date, options).length === 0);
}
