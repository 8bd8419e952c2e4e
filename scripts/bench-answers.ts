import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import MiniSearch from 'minisearch';
import { buildIndex, rank } from '../server/answers/finder.ts';
import { loadKnowledge, type Entry } from '../server/answers/knowledge.ts';
import { prepare, readPrepared } from '../server/answers/prepared.ts';
import { compact, words } from '../server/answers/text.ts';

/*
 * npm run bench:answers [-- SIZE …]
 * Start-up, memory and speed of the finder with today's entries and with SIZE synthetic ones (5000 and 50000 when
 * omitted), beside minisearch with jieba on the same entries and questions, in one run with the ratios. Start-ups come
 * with the processor's own time, which other work on the machine disturbs less. Up to 5000 entries the start of a program
 * that `npm run build` made is measured too: entries and features read from a file, then indexed.
 */
interface Figures {
  buildMs: number;
  /** Of the processor, all threads together. */
  buildCpuMs: number;
  heapMb: number;
  p50: number;
  p99: number;
  perSecond: number;
}

const mostQuestions = 1000;
/** Synthetic entries have as many phrasings as an entry must have. */
const syntheticPhrasings = 8;
const mostPrepared = 5000;

const began = performance.now();
const real = loadKnowledge();
console.log(`${real.length} entries read and checked in ${(performance.now() - began).toFixed(0)} ms`);
const questions = real
  .flatMap(({ phrasings }) => phrasings)
  .filter((_, at) => at % 5 === 0)
  .slice(0, mostQuestions);
rank(buildIndex(real.slice(0, 1)), '先裝入詞典'); // the dictionaries' own loading time is not the index's
const sizes = process.argv.slice(2).map(Number);
for (const size of [real.length, ...(sizes.length ? sizes : [5000, 50000])]) await compare(grown(size));

/** Real entries, then copies whose texts take a piece from another entry, each time from another one, so that all differ. */
function grown(size: number): Entry[] {
  return Array.from({ length: size }, (_, at) => {
    const entry = real[at % real.length]!;
    const round = Math.floor(at / real.length);
    if (round === 0) return entry;
    const other = real[(at * 7919 + round) % real.length]!;
    const piece = (n: number): string => other.phrasings[(round + n) % other.phrasings.length]!.slice(0, 6);
    return {
      ...entry,
      id: `${entry.id}.n${at}`,
      question: entry.question + piece(0),
      phrasings: entry.phrasings.slice(0, syntheticPhrasings).map((said, n) => said + piece(n)),
      answer: entry.answer + other.answer.slice(round, round + 30),
    };
  });
}

async function compare(entries: Entry[]): Promise<void> {
  console.log(`\n${entries.length} entries, ${questions.length} questions`);
  const own = await measure(
    () => buildIndex(entries),
    (index, said) => rank(index, said),
  );
  print('own', own);
  if (entries.length <= mostPrepared) printPrepared(entries);
  const mini = await measure(
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
    `  own ÷ minisearch: start ${ratio('buildMs')} (processor ${ratio('buildCpuMs')}), heap ${ratio('heapMb')}, p50 ${ratio('p50')}, ` +
      `p99 ${ratio('p99')}, questions a second ${ratio('perSecond')}`,
  );
}

function printPrepared(entries: Entry[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'legal-aid-'));
  const path = join(folder, 'prepared.json');
  writeFileSync(path, prepare(entries));
  const { ms, cpuMs } = timed(() => {
    const prepared = readPrepared(path)!;
    return buildIndex(prepared.entries, undefined, prepared.worked);
  });
  rmSync(folder, { recursive: true });
  console.log(
    `  ${'prepared'.padEnd(11)} read and built in ${ms.toFixed(0)} ms (processor ${cpuMs.toFixed(0)} ms)`,
  );
}

function timed<T>(work: () => T): { done: T; ms: number; cpuMs: number } {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const done = work();
  const { user, system } = process.cpuUsage(cpu);
  return { done, ms: performance.now() - began, cpuMs: (user + system) / 1000 };
}

async function measure<T>(build: () => T, query: (built: T, said: string) => unknown): Promise<Figures> {
  const before = await held();
  const { done: built, ms: buildMs, cpuMs: buildCpuMs } = timed(build);
  const heapMb = ((await held()) - before) / 2 ** 20;
  for (const said of questions.slice(0, 50)) query(built, said);
  const times = questions.map((said) => {
    const asked = performance.now();
    query(built, said);
    return performance.now() - asked;
  });
  times.sort((one, other) => one - other);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))]!;
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    buildMs,
    buildCpuMs,
    heapMb,
    p50: at(0.5),
    p99: at(0.99),
    perSecond: (1000 * times.length) / total,
  };
}

/** Bytes held by objects and typed arrays, without what waits to be freed: arrays are freed a while after they are found. */
async function held(): Promise<number> {
  globalThis.gc?.();
  await setTimeout(300);
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function print(name: string, { buildMs, buildCpuMs, heapMb, p50, p99, perSecond }: Figures): void {
  console.log(
    `  ${name.padEnd(11)} built in ${buildMs.toFixed(0)} ms (processor ${buildCpuMs.toFixed(0)} ms), holds ${heapMb.toFixed(0)} MB, ` +
      `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${perSecond.toFixed(0)} questions a second`,
  );
}
