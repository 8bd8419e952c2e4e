import { fileURLToPath } from 'node:url';
import {
  evaluate,
  type Failure,
  type Question,
  type Report,
  type Share,
} from '../server/answers/evaluation.ts';
import { buildIndex } from '../server/answers/finder.ts';
import { loadKnowledge } from '../server/answers/knowledge.ts';
import { readQuestions, readSets } from '../server/answers/questionSets.ts';
import { servable } from '../server/answers/servable.ts';

/*
 * npm run evaluate [-- FILE]   puts the questions of FILE, or all own sets, to today's entries. Of the own sets the
 * used half and the held-out half are printed apart: only the held-out figures count.
 */
const file = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const sets = fileURLToPath(new URL('../test/answers/sets', import.meta.url));
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const entries = servable(loadKnowledge(), today, { demo: true });
const index = buildIndex(entries);
console.log(`${entries.length} servable entries, weights of ${index.weights.learntOn}`);

if (file) {
  print(file, readQuestions(file));
} else {
  const questions = readSets(sets);
  for (const half of ['train', 'held'] as const) {
    const ofHalf = questions.filter((question) => question.half === half);
    const title = half === 'held' ? 'held-out half' : 'half used for weights and thresholds';
    print(
      `${title}, short`,
      ofHalf.filter(({ length }) => length === 'short'),
    );
    print(
      `${title}, long`,
      ofHalf.filter(({ length }) => length === 'long'),
    );
    print(
      `${title}, everything else`,
      ofHalf.filter(({ length }) => !length),
    );
  }
}

function print(title: string, questions: Question[]): void {
  const report = evaluate(index, questions);
  console.log(`\n== ${title}: ${questions.length} messages`);
  const lines: [string, keyof Report][] = [
    ['top-1', 'top1'],
    ['top-3', 'top3'],
    ['direct answers, coverage', 'coverage'],
    ['direct answers, precision', 'precision'],
    ['solved directly or by the list', 'solved'],
    ['wrong answers, uncovered legal', 'wrongOnUncovered'],
    ['wrong answers, off topic', 'wrongOnOffTopic'],
    ['crisis recall', 'crisisRecall'],
    ['the expected card', 'rightCard'],
    ['false cards', 'falseCards'],
    ['special requests', 'specials'],
  ];
  for (const [label, key] of lines) {
    const found = report[key] as Share;
    if (found.all) console.log(`${label.padEnd(32)} ${written(found)}`);
  }
  for (const [topic, { top1, precision }] of Object.entries(report.byTopic)) {
    console.log(`  ${topic}  top-1 ${written(top1)}  precision ${precision.all ? written(precision) : '–'}`);
  }
  for (const failure of report.failures) console.log(`  ${line(failure)}`);
}

function written({ hits, all, low, high }: Share): string {
  return `${(hits / all).toFixed(3)}  (${hits}/${all}, 95 % ${low.toFixed(3)}–${high.toFixed(3)})`;
}

function line({ question, what, got }: Failure): string {
  const wanted = question.want ?? question.card;
  return `${what}: 「${question.say}」${wanted ? ` wanted ${wanted},` : ''} got ${got}`;
}
