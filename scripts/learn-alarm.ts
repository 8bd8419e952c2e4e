import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AlarmWeights } from '../server/answers/alarm/kept.ts';
import { storedNet } from '../server/answers/networks/bytes.ts';
import { storedVocabulary } from '../server/answers/networks/reader.ts';
import { runCommand, say } from './command.ts';
import { folds, material, type Judged, type LearntAlarm, type Material } from './learning/alarm.ts';
import { printTurns, type Turn } from './learning/report.ts';
import { inThreads } from './learning/threads.ts';

/*
 * npm run learn-alarm [-- --misses] [--keep-thresholds]
 * Learns server/answers/alarm.json from the messages written for it (server/answers/alarm/corpus), the training half of
 * the own sets and the entries' phrasings; the held-out half is never opened. Every message is scored once by networks
 * that were learnt without it and without its near variants, and the thresholds are set by these scores. --keep-thresholds
 * leaves that out, after small changes. --misses prints every message that the thresholds get wrong.
 */
const target = fileURLToPath(new URL('../server/answers/alarm.json', import.meta.url));
const thread = new URL('./learning/alarmThread.ts', import.meta.url);
/** So many of the ordinary messages and questions of the sets may get a card. */
const falseSure = 0.01;
/** So many of them may be asked whether somebody is safe. */
const falseDoubt = 0.04;
/** So many of the others may get a rule's sentence. */
const falseRules = 0.0015;

type Bounds = Pick<AlarmWeights, 'thresholds' | 'ruleThresholds'>;

runCommand(async () => {
  const found = material();
  say(`${found.rows.length} messages`);
  const keep = process.argv.includes('--keep-thresholds');
  const parts = [...(keep ? [] : Array.from({ length: folds }, (_, fold) => fold)), 'all' as const];
  const learnt = await inThreads<number | 'all', Judged[] | LearntAlarm>(thread, parts, (part) =>
    say(`part ${part} done`),
  );
  const all = learnt.pop() as LearntAlarm;
  const bounds = keep
    ? (JSON.parse(readFileSync(target, 'utf8')) as AlarmWeights)
    : boundsOf((learnt as Judged[][]).flat(), found);
  save(all, bounds, found);
  return 0;
});

function boundsOf(judged: Judged[], { rows, patterns, rules }: Material): Bounds {
  const turns: Turn[] = [];
  for (const { at, ...scored } of judged) turns[at] = { row: rows[at]!, ...scored };
  // The corpus's harmless messages are written to sound near to danger: real ones are what a false card disturbs.
  const harmless = turns
    .filter(({ row }) => row.card === undefined && ['ordinary', 'sets'].includes(row.source))
    .map(({ danger }) => danger);
  const thresholds = { sure: leastFor(harmless, falseSure), doubt: leastFor(harmless, falseDoubt) };
  const ruleThresholds = Object.fromEntries(
    rules.map((name) => {
      const others = turns.filter(({ row }, at) => row.rule !== name && !patterns[at]!.includes(`s:${name}`));
      return [
        name,
        leastFor(
          others.map(({ rules }) => rules[name]!),
          falseRules,
        ),
      ];
    }),
  );
  printTurns(turns, { thresholds, ruleThresholds }, process.argv.includes('--misses'));
  return { thresholds, ruleThresholds };
}

/** The score that at most such a share of the given ones reaches. */
function leastFor(scores: number[], share: number): number {
  const sorted = scores.toSorted((one, other) => other - one);
  return Math.round(((sorted[Math.floor(sorted.length * share)] ?? 0) + 0.01) * 100) / 100;
}

function save(
  { vocabulary, panel }: LearntAlarm,
  { thresholds, ruleThresholds }: Bounds,
  { cards, rules }: Material,
): void {
  const result: AlarmWeights = {
    learntOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
    ...{ cards, rules, thresholds, ruleThresholds },
    vocabulary: storedVocabulary(vocabulary),
    bags: panel.bags.map(storedNet),
    convolutions: panel.convolutions.map(storedNet),
  };
  const text = `${JSON.stringify(result)}\n`;
  writeFileSync(target, text);
  say(`${Math.round(Buffer.byteLength(text) / 1024)} KB`);
}
