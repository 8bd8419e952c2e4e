import { fillScenario, readScenarios, type Scenario } from '../../server/eligibility/replaying/scenarios.ts';
import { rulesAt, type RuleSet } from '../../server/eligibility/rules.ts';
import type { Answers } from '../../server/eligibility/vocabulary.ts';

export type { Scenario } from '../../server/eligibility/replaying/scenarios.ts';

export const scenarioFile = readScenarios(new URL('./scenarios.yaml', import.meta.url));
export const scenarios = scenarioFile.情形;
export const today = '2026-11-24';

export const rulesOf = ({ 日期 = today, 开关 = {} }: Scenario): RuleSet => rulesAt(日期, 开关);

/** Walks the questionnaire as the person of a scenario, in words, and returns the stored answers. */
export const fill = (scenario: Scenario): { answers: Answers; asked: string[] } =>
  fillScenario(scenario, scenarioFile.常规, rulesOf(scenario));
