import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { matters } from '../../server/eligibility/matters.ts';
import { nextQuestion } from '../../server/eligibility/questionnaire.ts';
import { readAnswer } from '../../server/eligibility/reading.ts';
import { rulesAt, type RuleSet, type SwitchValues } from '../../server/eligibility/rules.ts';
import type { Answers } from '../../server/eligibility/vocabulary.ts';

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

const file = parse(readFileSync(new URL('./scenarios.yaml', import.meta.url), 'utf8')) as {
  常规: Record<string, string>;
  情形: Scenario[];
};

export const scenarios = file.情形;
export const today = '2026-11-24';

export const rulesOf = ({ 日期 = today, 开关 = {} }: Scenario): RuleSet => rulesAt(日期, 开关);

const areaNames: Record<string, string> = {
  labour: '上班打工的事',
  family: '家里的事',
  injury: '受伤',
  government: '政府',
  criminal: '有人被抓，或被人害了',
  civil: '借钱',
};

/** Walks the questionnaire as the person of a scenario, in words, and returns the stored answers. */
export function fill(scenario: Scenario): { answers: Answers; asked: string[] } {
  const rules = rulesOf(scenario);
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
    const words = said[question.name] ?? file.常规[question.name];
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
