import MiniSearch from 'minisearch';
import { buildIndex, rank } from '../server/answers/finder.ts';
import { loadKnowledge, type Entry } from '../server/answers/knowledge.ts';
import { compact, words } from '../server/answers/text.ts';

/*
 * node --import @oxc-node/core/register scripts/bench-answers.ts [SIZE …]
 * Start-up, memory and speed of the finder with today's entries and with SIZE synthetic ones (5000 when omitted),
 * beside minisearch with jieba on the same entries and questions.
 */
const real = loadKnowledge();
const questions = real.flatMap(({ phrasings }) => phrasings).filter((_, at) => at % 5 === 0);

words('先装入词典'); // the dictionary's own loading time is not the index's
const sizes = process.argv.slice(2).map(Number);
for (const size of [real.length, ...(sizes.length ? sizes : [5000])]) measure(grown(size));

/** Real entries, then copies whose phrasings take a clause from another entry, so that they differ. */
function grown(size: number): Entry[] {
  return Array.from({ length: size }, (_, at) => {
    const entry = real[at % real.length]!;
    if (at < real.length) return entry;
    const other = real[(at * 7919) % real.length]!;
    const mixed = entry.phrasings.map(
      (said, n) => `${said}${other.phrasings[n % other.phrasings.length]!.slice(0, 6)}`,
    );
    return { ...entry, id: `${entry.id}.n${at}`, phrasings: mixed };
  });
}

function measure(entries: Entry[]): void {
  const before = process.memoryUsage().rss;
  const began = performance.now();
  const index = buildIndex(entries);
  const built = performance.now() - began;
  const memory = (process.memoryUsage().rss - before) / 2 ** 20;
  console.log(`\n${entries.length} entries`);
  console.log(
    `  own         built in ${built.toFixed(0)} ms, +${memory.toFixed(0)} MB, ${speed((said) => rank(index, said))}`,
  );

  const search = new MiniSearch<{ id: string; text: string }>({
    fields: ['text'],
    tokenize: (text) => words(compact(text)),
  });
  const started = performance.now();
  search.addAll(
    entries.map(({ id, question, phrasings, answer }) => ({
      id,
      text: [question, ...phrasings, answer].join('，'),
    })),
  );
  const added = performance.now() - started;
  console.log(
    `  minisearch  built in ${added.toFixed(0)} ms, ${speed((said) => search.search(said).slice(0, 10))}`,
  );
}

function speed(query: (said: string) => unknown): string {
  for (const said of questions.slice(0, 50)) query(said);
  const times = questions.map((said) => {
    const began = performance.now();
    query(said);
    return performance.now() - began;
  });
  times.sort((one, other) => one - other);
  const at = (share: number): string => times[Math.floor(share * (times.length - 1))]!.toFixed(2);
  const total = times.reduce((sum, time) => sum + time, 0);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${((1000 * times.length) / total).toFixed(0)} questions a second`;
}
