import { Type, type Static } from 'typebox';
import type { RuleSet } from '../../eligibility/rules.ts';
import { readYaml } from '../../platform/data.ts';
import { checker } from '../../platform/validate.ts';
import { fill } from '../../texts/say.ts';
import { clockDays, clockRule } from '../rules.ts';

const Decision = Type.Object({ title: Type.String(), decided: Type.String() });
const Words = Type.Object({
  ...{ bureau: Type.String(), centre: Type.String(), wayToObject: Type.String(), review: Type.String() },
  ...{ further: Type.String(), help: Type.String(), refusal: Decision, ending: Decision },
});

let words: Static<typeof Words> | undefined;

function read(): Static<typeof Words> {
  const data = readYaml(import.meta.url, './decision.yaml');
  checker(Words)(data);
  return data as Static<typeof Words>;
}

export type DecisionKind = 'refusal' | 'ending';

/** How and until when to object, as it is kept with a decision: so many days from its receipt. */
export function wayToObject(rules: RuleSet): string {
  const { bureau, wayToObject: way } = (words ??= read());
  return fill(way, { days: clockDays('D10', rules), bureau });
}

/** The sentences around the reasons of a decision, by the rules in force on the day when it was made. */
export function decisionWords(
  kind: DecisionKind,
  rules: RuleSet,
  ground: string,
): { title: string; decided: string; remedy: string[]; centre: string } {
  const all = (words ??= read());
  const { title, decided } = all[kind];
  const review = {
    ...{ bureau: all.bureau, days: clockDays('D11', rules) },
    law: clockRule('D11', rules.date).law,
  };
  return {
    title,
    decided: fill(decided, { law: clockRule('D1', rules.date).law, ground }),
    remedy: [`${wayToObject(rules)}。`, fill(all.review, review), all.further, all.help],
    centre: all.centre,
  };
}
