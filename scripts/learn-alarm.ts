import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AlarmWeights } from '../server/answers/alarm/kept.ts';
import { inBytes } from '../server/answers/linear/bytes.ts';
import { storedVocabulary } from '../server/answers/linear/reader.ts';
import { legalDateOf } from '../server/platform/calendar.ts';
import { runCommand, say } from './command.ts';
import type { LearntAlarm } from './learning/alarm.ts';
import { folds, type Scored } from './learning/calibration.ts';
import { inThreads } from './learning/threads.ts';

/*
 * npm run learn-alarm [-- --misses]
 * Learns server/answers/alarm.json from the messages written for it (scripts/learning/corpus), the training half of the
 * own sets and the entries' phrasings; the held-out half is never opened. The thresholds are set on ordinary messages
 * (scripts/learning/calibration, and those of the training half), each judged by what was learnt without it; what was
 * found there is printed, and --misses prints what was wrong.
 */
const target = fileURLToPath(new URL('../server/answers/alarm.json', import.meta.url));
/**
 * So many of the ordinary messages may get a card, and so many may be asked whether somebody is safe. Cards are wanted on
 * 0.005 of them at most, which a threshold set at 0.005 would miss half the time.
 */
const falseShare = { sure: 0.004, doubt: 0.03 };
/** So many of all messages may get the sentence of a rule that they don't ask for. */
const falseRules = 0.0007;

runCommand(async () => {
  const parts = [...Array.from({ length: folds }, (_, fold) => fold), 'all' as const];
  const learnt = await inThreads<number | 'all', Scored[] | LearntAlarm>(
    new URL('learning/alarmThread.ts', import.meta.url),
    parts,
    (part) => say(`part ${part} done`),
  );
  const all = learnt.pop() as LearntAlarm;
  const scored = (learnt as Scored[][]).flat();
  const bounds = boundsOf(scored, all.rules);
  report(scored, bounds.thresholds);
  save(all, bounds);
  return 0;
});

function boundsOf(
  scored: readonly Scored[],
  rules: readonly string[],
): Pick<AlarmWeights, 'thresholds' | 'ruleThresholds'> {
  const ordinary = scored
    .filter(({ question }) => question.sort === 'ordinary')
    .map(({ judged }) => judged.danger);
  return {
    thresholds: { sure: leastFor(ordinary, falseShare.sure), doubt: leastFor(ordinary, falseShare.doubt) },
    ruleThresholds: Object.fromEntries(
      rules.map((rule, at) => {
        const others = scored.filter(({ patterns }) => !patterns.includes(`s:${rule}`));
        return [
          rule,
          leastFor(
            others.map(({ judged }) => judged.rules[at]!),
            falseRules,
          ),
        ];
      }),
    ),
  };
}

/** The score that at most such a share of the given ones reaches. */
function leastFor(scores: number[], share: number): number {
  const sorted = scores.toSorted((one, other) => other - one);
  return Math.round(((sorted[Math.floor(sorted.length * share)] ?? 0) + 0.001) * 1000) / 1000;
}

function report(scored: readonly Scored[], { sure, doubt }: AlarmWeights['thresholds']): void {
  say(`danger from ${sure}, asked about from ${doubt}`);
  const line = (name: string, of: readonly Scored[]): void => {
    const count = (least: number): number => of.filter(({ judged }) => judged.danger >= least).length;
    const right = of.filter(({ question, judged }) => judged.danger >= sure && judged.card === question.card);
    say(
      `  ${name.padEnd(10)} ${of.length} messages, a card ${count(sure)}, the right one ${right.length}, asked at least ${count(doubt)}`,
    );
  };
  for (const sort of new Set(scored.map(({ question }) => question.sort)))
    line(
      sort,
      scored.filter(({ question }) => question.sort === sort),
    );
  for (const card of new Set(scored.flatMap(({ question }) => question.card ?? [])))
    line(
      card,
      scored.filter(({ question }) => question.card === card),
    );
  if (!process.argv.includes('--misses')) return;
  for (const { question, judged } of scored)
    if (judged.danger >= sure !== (question.sort === 'crisis'))
      say(`    ${question.card ?? question.sort} ${judged.danger.toFixed(2)} 「${question.say}」`);
}

function save(
  { cards, rules, vocabulary, judges }: LearntAlarm,
  bounds: Pick<AlarmWeights, 'thresholds' | 'ruleThresholds'>,
): void {
  const result: AlarmWeights = {
    learntOn: legalDateOf(Date.now()),
    ...{ cards, rules, ...bounds },
    vocabulary: storedVocabulary(vocabulary),
    judges: inBytes(judges),
  };
  const text = `${JSON.stringify(result)}\n`;
  writeFileSync(target, text);
  say(`${Math.round(Buffer.byteLength(text) / 1024)} KB`);
}
