import MiniSearch from 'minisearch';
import { buildIndex, rank } from '../server/answers/finder.ts';
import { loadKnowledge, type Entry } from '../server/answers/knowledge.ts';
import { compact, words } from '../server/answers/text.ts';

/*
 * npm run bench:answers [-- SIZE …]
 * Start-up, memory and speed of the finder with today's entries and with SIZE synthetic ones (5000 and 50000 when
 * omitted), beside minisearch with jieba on the same entries and questions, in one run with the ratios.
 */
interface Figures {
  buildMs: number;
  heapMb: number;
  p50: number;
  p99: number;
  perSecond: number;
}

const mostQuestions = 1000;
/** Synthetic entries have as many phrasings as an entry must have. */
const syntheticPhrasings = 8;

const began = performance.now();
const real = loadKnowledge();
console.log(`${real.length} entries read and checked in ${(performance.now() - began).toFixed(0)} ms`);
const questions = real
  .flatMap(({ phrasings }) => phrasings)
  .filter((_, at) => at % 5 === 0)
  .slice(0, mostQuestions);
words('先装入词典'); // the dictionary's own loading time is not the index's
const sizes = process.argv.slice(2).map(Number);
for (const size of [real.length, ...(sizes.length ? sizes : [5000, 50000])]) compare(grown(size));

/** Real entries, then copies whose phrasings take a clause from another entry, so that they differ. */
function grown(size: number): Entry[] {
  return Array.from({ length: size }, (_, at) => {
    const entry = real[at % real.length]!;
    if (at < real.length) return entry;
    const other = real[(at * 7919) % real.length]!;
    const phrasings = entry.phrasings
      .slice(0, syntheticPhrasings)
      .map((said, n) => `${said}${other.phrasings[n % other.phrasings.length]!.slice(0, 6)}`);
    return { ...entry, id: `${entry.id}.n${at}`, phrasings };
  });
}

function compare(entries: Entry[]): void {
  console.log(`\n${entries.length} entries, ${questions.length} questions`);
  const own = measure(
    () => buildIndex(entries),
    (index, said) => rank(index, said),
  );
  print('own', own);
  const mini = measure(
    () => {
      const search = new MiniSearch<{ id: string; text: string }>({
        fields: ['text'],
        tokenize: (text) => words(compact(text)),
      });
      search.addAll(
        entries.map(({ id, question, phrasings, answer }) => ({
          id,
          text: [question, ...phrasings, answer].join('，'),
        })),
      );
      return search;
    },
    (search, said) => search.search(said).slice(0, 10),
  );
  print('minisearch', mini);
  const ratio = (name: keyof Figures): string => (own[name] / mini[name]).toFixed(2);
  console.log(
    `  own ÷ minisearch: start ${ratio('buildMs')}, heap ${ratio('heapMb')}, p50 ${ratio('p50')}, ` +
      `p99 ${ratio('p99')}, questions a second ${ratio('perSecond')}`,
  );
}

function measure<T>(build: () => T, query: (built: T, said: string) => unknown): Figures {
  // What the measure before held is gone only after a second collection.
  globalThis.gc?.();
  globalThis.gc?.();
  const before = used();
  const began = performance.now();
  const built = build();
  const buildMs = performance.now() - began;
  globalThis.gc?.();
  const heapMb = (used() - before) / 2 ** 20;
  for (const said of questions.slice(0, 50)) query(built, said);
  const times = questions.map((said) => {
    const asked = performance.now();
    query(built, said);
    return performance.now() - asked;
  });
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))]!;
  const total = times.reduce((sum, time) => sum + time, 0);
  return { buildMs, heapMb, p50: at(0.5), p99: at(0.99), perSecond: (1000 * times.length) / total };
}

/** Bytes held by objects and typed arrays. */
function used(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function print(name: string, { buildMs, heapMb, p50, p99, perSecond }: Figures): void {
  console.log(
    `  ${name.padEnd(11)} built in ${buildMs.toFixed(0)} ms, holds ${heapMb.toFixed(0)} MB, ` +
      `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${perSecond.toFixed(0)} questions a second`,
  );
}
