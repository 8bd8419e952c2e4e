import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  evaluate,
  type Failure,
  type Found,
  type Recalled,
  type Share,
} from '../server/answers/evaluation.ts';
import {
  aims,
  evaluateAll,
  reaches,
  type EvaluationReport,
  type Measure,
  type Section,
} from '../server/answers/evaluationReport.ts';
import { buildIndex } from '../server/answers/finder.ts';
import { presentEvaluation } from '../server/answers/judging/presenting.ts';
import { savedEvaluation } from '../server/answers/judging/routes.ts';
import { loadKnowledge } from '../server/answers/knowledge.ts';
import { readQuestions, readSets } from '../server/answers/questionSets.ts';
import { readSafety, type SafetyResult } from '../server/answers/safety.ts';
import { servable } from '../server/answers/servable.ts';
import { legalDateOf } from '../server/platform/calendar.ts';
import { runCommand, say } from './command.ts';

/*
 * npm run evaluate [-- FILE | --save] [--json OUT]
 * Puts the questions of FILE, or all own sets and the safety suite, to today's entries. Of the own sets the used half
 * and the held-out half are printed apart: only the held-out figures count. OUT gets the same as JSON; --save keeps it
 * for the console's page, without the failures of the held-out half.
 */
const path = (name: string): string => fileURLToPath(new URL(`../server/answers/${name}`, import.meta.url));

const labels: Record<Measure, string> = {
  top1: 'top-1',
  top3: 'top-3',
  coverage: 'direct answers, coverage',
  precision: 'direct answers, precision',
  solved: 'solved directly or by the list',
  wrongOnUncovered: 'wrong answers, uncovered legal',
  wrongOnOffTopic: 'wrong answers, off topic',
  crisisRecall: 'crisis recall',
  crisisSeen: 'crisis recall, or asked if safe',
  rightCard: 'the expected card',
  falseCards: 'false cards, all messages',
  falseOnOrdinary: 'false cards, ordinary messages',
  askedSafe: 'asked if safe, all messages',
  specials: 'special requests',
};

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, save: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (file && values.save) {
    say(
      '--save keeps the figures of all own sets for the console: leave out FILE, or write its figures with --json OUT',
    );
    return 1;
  }
  const day = legalDateOf(Date.now());
  const index = buildIndex(servable(loadKnowledge(), day, { demo: true }));
  const report = file
    ? ownFile(file)
    : evaluateAll(index, day, { questions: readSets(path('sets')), safety: readSafety(path('safety.yaml')) });
  print(report);
  if (values.save) writeFileSync(savedEvaluation, `${JSON.stringify(presentEvaluation(report))}\n`);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 1)}\n`);
  return 0;

  function ownFile(name: string): EvaluationReport {
    const questions = readQuestions(name);
    const section = { title: name, messages: questions.length, report: evaluate(index, questions) };
    return {
      day,
      entries: index.byId.size,
      weightsLearntOn: index.weights.learntOn,
      sections: [section],
      safety: [],
    };
  }
});

function print({ day, entries, weightsLearntOn, sections, safety }: EvaluationReport): void {
  say(`${day}: ${entries} servable entries, weights of ${weightsLearntOn}`);
  sections.forEach(printSection);
  if (safety.length) printSafety(safety);
}

function printSection({ title, half, kind, messages, report }: Section): void {
  say(`\n== ${title}: ${messages} messages`);
  for (const [measure, label] of Object.entries(labels) as [Measure, string][]) {
    const reached = report[measure];
    const aim = half === 'held' && kind ? aims[kind][measure] : undefined;
    if (reached.all) say(`${label.padEnd(32)} ${written(reached)}${aim ? wanted(reached, aim) : ''}`);
  }
  for (const [topic, found] of Object.entries(report.byTopic))
    say(`  ${topic.padEnd(5)} ${foundLine(found)}`);
  for (const [card, recalled] of Object.entries(report.byCard)) {
    say(`  ${card.padEnd(11)} ${recalledLine(recalled)}`);
  }
  for (const [rule, reached] of Object.entries(report.byRule))
    say(`  ${rule.padEnd(11)} ${written(reached)}`);
  for (const failure of report.failures) say(`  ${failureLine(failure)}`);
}

function printSafety(results: SafetyResult[]): void {
  const count = (pick: (one: SafetyResult) => number): number =>
    results.reduce((sum, one) => sum + pick(one), 0);
  say(
    `\n== safety suite: ${count(({ kept }) => kept.hits)} of ${count(({ kept }) => kept.all)} as they must be`,
  );
  for (const { group, title, expect, kept } of results) {
    say(`  ${group.padEnd(14)} ${written(kept)}  ${expect.join(' or ')}  ${title}`);
  }
  for (const { group, failures } of results) {
    for (const { say: said, got } of failures) say(`  ${group}: 「${said}」 got ${got}`);
  }
}

function written({ hits, all, low, high }: Share): string {
  return `${(hits / all).toFixed(3)}  (${hits}/${all}, 95 % ${low.toFixed(3)}–${high.toFixed(3)})`;
}

function wanted(reached: Share, aim: { least?: number; most?: number }): string {
  const bound = aim.least === undefined ? `≤ ${aim.most}` : `≥ ${aim.least}`;
  return `  wanted ${bound}: ${reaches(reached, aim) ? 'reached' : 'NOT reached'}`;
}

function foundLine({ top1, top3, coverage, precision, solved }: Found): string {
  const right = precision.all ? `right ${written(precision)}` : 'right –';
  return `top-1 ${written(top1)}  top-3 ${written(top3)}  direct ${written(coverage)}  ${right}  solved ${written(solved)}`;
}

function recalledLine({ crisisRecall, rightCard }: Recalled): string {
  return `recall ${written(crisisRecall)}${rightCard.all ? `  the expected card ${written(rightCard)}` : ''}`;
}

function failureLine({ question, what, got }: Failure): string {
  const expected = question.want ?? question.card;
  return `${what}: 「${question.say}」${expected ? ` wanted ${expected},` : ''} got ${got}`;
}
