import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AlarmWeights } from '../server/answers/alarm/kept.ts';
import type { Judged } from '../server/answers/alarm/model.ts';
import type { Network } from '../server/answers/convolution/network.ts';
import { inBytes } from '../server/answers/linear/bytes.ts';
import { storedVocabulary } from '../server/answers/linear/reader.ts';
import { legalDateOf } from '../server/platform/calendar.ts';
import { runCommand, say } from './command.ts';
import type { LearntAlarm } from './learning/alarm.ts';
import { folds, scoresOf, type OfFold, type Part, type Scored } from './learning/calibration.ts';
import { inThreads } from './learning/threads.ts';

/*
 * npm run learn-alarm [-- --misses]
 * Learns server/answers/alarm.json from the messages written for it (scripts/learning/corpus), the training half of the
 * own sets and the entries' phrasings: judges of what words say, and a network that hears what runs of characters mean,
 * taken together. The held-out half is never opened. The thresholds are set on ordinary messages
 * (scripts/learning/calibration, and those of the training half), each judged by what was learnt without it; what was
 * found there is printed, and --misses prints what was wrong.
 */
const target = fileURLToPath(new URL('../server/answers/alarm.json', import.meta.url));
/**
 * So many of the ordinary messages may get a card, and so many may be asked whether somebody is safe. Cards are wanted on
 * 0.005 at most, and the ordinary messages of the sets get more of them than those that were written for the thresholds.
 */
const falseShare = { sure: 0.003, doubt: 0.03 };
/** So many of all messages may get the sentence of a rule that they don't ask for. */
const falseRules = 0.0007;

runCommand(async () => {
  const without = [...Array.from({ length: folds }, (_, fold) => fold), undefined];
  // The networks take longest: they come first.
  const parts = (['network', 'judges'] as const).flatMap((learns) =>
    without.map((fold): Part => ({ learns, without: fold })),
  );
  const learnt = await inThreads<Part, unknown>(
    new URL('learning/alarmThread.ts', import.meta.url),
    parts,
    ({ learns, without }) =>
      say(`${learns} learnt${without === undefined ? '' : ` without part ${without}`}`),
  );
  const hearings = learnt.slice(0, folds) as OfFold<Float32Array>[];
  const network = learnt[folds] as Network;
  const judgings = learnt.slice(folds + 1, -1) as OfFold<Judged | undefined>[];
  const alarm = learnt.at(-1) as LearntAlarm;
  const judged = judgings.flatMap((judging, fold) => scoresOf(fold, judging, hearings[fold]!, alarm.cards));
  const bounds = boundsOf(judged, alarm.rules);
  report(judged, bounds.thresholds);
  save(alarm, network, bounds);
  return 0;
});

function boundsOf(
  scored: readonly Scored[],
  rules: readonly string[],
): Pick<AlarmWeights, 'thresholds' | 'ruleThresholds'> {
  const ordinary = scored.filter(({ question }) => question.sort === 'ordinary').map(({ danger }) => danger);
  return {
    thresholds: { sure: leastFor(ordinary, falseShare.sure), doubt: leastFor(ordinary, falseShare.doubt) },
    ruleThresholds: Object.fromEntries(
      rules.map((rule, at) => {
        const others = scored.filter(({ patterns }) => !patterns.includes(`s:${rule}`));
        return [
          rule,
          leastFor(
            others.map((one) => one.rules[at]!),
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
    const count = (least: number): number => of.filter(({ danger }) => danger >= least).length;
    const right = of.filter(({ question, danger, card }) => danger >= sure && card === question.card);
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
  reportAlone(scored);
  if (!process.argv.includes('--misses')) return;
  for (const { question, danger } of scored)
    if (danger >= sure !== (question.sort === 'crisis'))
      say(`    ${question.card ?? question.sort} ${danger.toFixed(2)} 「${question.say}」`);
}

/** What the judges and the network find alone, with as many false cards. */
function reportAlone(scored: readonly Scored[]): void {
  const of = (sort: string): Scored[] => scored.filter(({ question }) => question.sort === sort);
  for (const one of ['judges', 'network'] as const) {
    const dangers = (sort: string): number[] => of(sort).map(({ alone }) => alone[one]);
    const sure = leastFor(dangers('ordinary'), falseShare.sure);
    const found = dangers('crisis').filter((danger) => danger >= sure);
    say(`  ${one} alone: a card for ${found.length} of ${of('crisis').length} dangers`);
  }
}

function save(
  { cards, rules, vocabulary, judges }: LearntAlarm,
  network: Network,
  bounds: Pick<AlarmWeights, 'thresholds' | 'ruleThresholds'>,
): void {
  const result: AlarmWeights = {
    learntOn: legalDateOf(Date.now()),
    ...{ cards, rules, ...bounds },
    vocabulary: storedVocabulary(vocabulary),
    judges: inBytes(judges),
    network: inBytes(network),
  };
  const text = `${JSON.stringify(result)}\n`;
  writeFileSync(target, text);
  say(`${Math.round(Buffer.byteLength(text) / 1024)} KB`);
}
