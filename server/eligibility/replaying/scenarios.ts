import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { matters } from '../matters.ts';
import { nextQuestion } from '../questionnaire.ts';
import { readAnswer } from '../reading.ts';
import type { RuleSet, SwitchValues } from '../rules.ts';
import type { Answers } from '../vocabulary.ts';

/** A case as lawyers write it down: what the person answers, in words, and what the screening should say. */
export interface Scenario {
  情形: string;
  日期?: string;
  开关?: SwitchValues;
  /** Filled in by somebody else. */
  代填?: boolean;
  回答: Record<string, string>;
  结果: {
    意见: string;
    范围?: string;
    经济?: string;
    紧急?: string;
    辖区?: string;
    依据?: string[];
    不含?: string[];
    人工?: string[];
    期限?: Record<string, string>;
    绿色?: string[];
  };
}

export interface ScenarioFile {
  /** What everybody answers where a scenario says nothing, by the question's name. */
  常规: Record<string, string>;
  情形: Scenario[];
}

export const readScenarios = (path: string | URL): ScenarioFile =>
  parse(readFileSync(path, 'utf8')) as ScenarioFile;

const areaNames: Record<string, string> = {
  labour: '上班打工的事',
  family: '家里的事',
  injury: '受伤',
  government: '政府',
  criminal: '有人被抓，或被人害了',
  civil: '借钱',
};

/**
 * Walks the questionnaire as the person of a scenario, in words; returns the stored answers and the names of what was
 * asked. Throws an Error naming the scenario where a question has no answer or the answer isn't understood.
 */
export function fillScenario(
  scenario: Scenario,
  usual: ScenarioFile['常规'],
  rules: RuleSet,
): { answers: Answers; asked: string[] } {
  const said = { ...scenario.回答 };
  const matter =
    said['事项'] === undefined ? undefined : matters().find(({ name }) => name.includes(said['事项']!));
  if (said['事项'] !== undefined && !matter) throw new Error(`${scenario.情形}：没有事项「${said['事项']}」`);
  if (matter) Object.assign(said, { 事项: matter.name, 哪方面: areaNames[matter.area] });
  const answers: Answers = scenario.代填 ? { filledIn: 'yes' } : {};
  const asked: string[] = [];
  for (;;) {
    const question = nextQuestion(answers, rules);
    if (!question) break;
    const words = said[question.name] ?? usual[question.name];
    if (words === undefined) throw new Error(`${scenario.情形}：没有写「${question.name}」的回答`);
    const read = readAnswer(question, words, rules.date);
    if (!read.ok) throw new Error(`${scenario.情形}：「${question.name}」听不懂「${words}」`);
    answers[question.id] = read.value;
    asked.push(question.name);
  }
  const unasked = Object.keys(scenario.回答).filter(
    (name) => !asked.includes(name) && matter?.area !== 'civil',
  );
  if (unasked.length > 0) throw new Error(`${scenario.情形}：没有问到「${unasked.join('、')}」`);
  return { answers, asked };
}
