import { readScenarios, fillScenario } from '../../server/eligibility/replaying/scenarios.ts';
import { rulesAt } from '../../server/eligibility/rules.ts';
import { assess } from '../../server/eligibility/verdict.ts';
import type { Answers } from '../../server/eligibility/vocabulary.ts';

const DAY = '2026-11-24';
const ROUNDS = 20;

/** The verdict on every scenario's answers: median and p99 in µs, and the median's ratio to parsing the same answers as JSON. */
export function measureVerdict(): { medianUs: number; p99Us: number; parseUs: number; ratio: number } {
  const file = readScenarios(new URL('../../test/eligibility/scenarios.yaml', import.meta.url));
  const rules = rulesAt(DAY);
  const filled = file.情形
    .filter(({ 日期, 开关 }) => 日期 === undefined && 开关 === undefined)
    .map((scenario) => JSON.stringify(fillScenario(scenario, file.常规, rules).answers));
  const verdicts: number[] = [];
  const parses: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const text of filled) {
      const began = performance.now();
      const answers = JSON.parse(text) as Answers;
      const parsed = performance.now();
      assess(answers, rules, DAY);
      const ended = performance.now();
      // The first rounds warm up.
      if (round < 3) continue;
      parses.push((parsed - began) * 1000);
      verdicts.push((ended - parsed) * 1000);
    }
  }
  const at = (all: number[], share: number): number =>
    all.toSorted((a, b) => a - b)[Math.floor(all.length * share)]!;
  const [medianUs, p99Us, parseUs] = [at(verdicts, 0.5), at(verdicts, 0.99), at(parses, 0.5)];
  return { medianUs, p99Us, parseUs, ratio: medianUs / parseUs };
}

export function verdictLine(): string {
  const { medianUs, p99Us, parseUs, ratio } = measureVerdict();
  return (
    `verdict: median ${medianUs.toFixed(0)} µs (${ratio.toFixed(0)} × JSON.parse of the same answers, ${parseUs.toFixed(1)} µs), ` +
    `p99 ${p99Us.toFixed(0)} µs`
  );
}
