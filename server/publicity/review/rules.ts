import { Type, type Static } from 'typebox';
import { readYaml } from '../../platform/data.ts';
import { checker } from '../../platform/validate.ts';
import { roles, roleNames, type Role } from '../../vocabulary.ts';

const ChainStep = Type.Object({
  id: Type.String({ maxLength: 16 }),
  name: Type.String(),
  roles: Type.Array(Type.Enum([...roles]), { minItems: 1 }),
  checks: Type.Array(Type.String()),
});
export type ChainStep = Static<typeof ChainStep>;

/** The chain of the review (chain.yaml). */
export const chain: readonly ChainStep[] = (() => {
  const data = readYaml(import.meta.url, './chain.yaml');
  checker(Type.Array(ChainStep, { minItems: 1 }))(data);
  return data as ChainStep[];
})();

export interface StepTaken {
  step: string;
  staffId: string;
  decision: 'approved' | 'returned';
}

/** The step that is open after what was taken in this round; undefined when all are approved or one was returned. */
export function openStep(taken: readonly StepTaken[]): ChainStep | undefined {
  if (taken.some(({ decision }) => decision === 'returned')) return undefined;
  return chain.find(({ id }) => !taken.some(({ step }) => step === id));
}

/** Why somebody may not take the open step, in words; null if nothing hinders. */
export function hindrance(
  step: ChainStep,
  person: { id: string; roles: readonly Role[] },
  author: string,
  taken: readonly StepTaken[],
): string | null {
  if (!step.roles.some((role) => person.roles.includes(role)))
    return `${step.name}由${step.roles.map((role) => roleNames[role]).join('或')}办理`;
  if (author === `staff:${person.id}`) return '起草的人不能审核自己的推送';
  if (taken.some(({ staffId }) => staffId === person.id)) return '三审须由不同的人办理，您已经审过';
  return null;
}

/** What is still to be ticked at a step. */
export const unticked = (step: ChainStep, ticked: readonly string[]): string[] =>
  step.checks.filter((check) => !ticked.includes(check));
