import { Type, type Static } from 'typebox';
import { rulesAt, type ClockRule } from '../eligibility/rules.ts';
import { dueDate, type Calendar, type DueDate, type LegalDate } from '../platform/calendar.ts';
import { readYaml } from '../platform/data.ts';
import { checker } from '../platform/validate.ts';
import { caseStates, eventTypes, type CaseState } from '../vocabulary.ts';

const Transition = Type.Object({
  verb: Type.Enum(['accept', 'supplement', 'supplied', 'review', 'grant', 'refuse']),
  name: Type.String(),
  from: Type.Array(Type.Enum([...caseStates])),
  to: Type.Enum([...caseStates]),
  event: Type.Enum([...eventTypes]),
  start: Type.Optional(Type.Array(Type.String())),
  pause: Type.Optional(Type.Array(Type.String())),
  resume: Type.Optional(Type.Array(Type.String())),
  meet: Type.Optional(Type.Array(Type.String())),
});
export type Transition = Static<typeof Transition>;
export type CaseVerb = Transition['verb'];

function load<T>(name: string, schema: Parameters<typeof checker>[0]): T {
  const data = readYaml(import.meta.url, name);
  checker(schema)(data);
  return data as T;
}

export const transitions = load<Transition[]>('./transitions.yaml', Type.Array(Transition));

/** The transition of a verb. */
export function transitionOf(verb: CaseVerb): Transition {
  const found = transitions.find((transition) => transition.verb === verb);
  if (!found) throw new Error(`no transition for ${verb}`);
  return found;
}

/** The verbs that a case in this state allows. */
export function verbsIn(state: CaseState): CaseVerb[] {
  return transitions
    .filter((transition) => transition.from.includes(state))
    .map((transition) => transition.verb);
}

/** The legal clock (FACTS §7, eligibility/rules/clocks.yaml) that is in force on a day. */
export function clockRule(id: string, on: LegalDate): ClockRule {
  const found = rulesAt(on).clocks.find((rule) => rule.id === id);
  if (!found) throw new Error(`no clock rule ${id} in force on ${on}`);
  return found;
}

/** How many natural days a clock runs; throws for clocks whose length the law leaves to the centre. */
export function clockDays(id: string, on: LegalDate): number {
  const days = clockRule(id, on).span?.days;
  if (days === undefined) throw new Error(`clock ${id} has no number of days`);
  return days;
}

/** The last day of a clock that starts on `start`. */
export function clockDue(id: string, start: LegalDate, calendar: Calendar): DueDate {
  return dueDate(start, { days: clockDays(id, start) }, calendar);
}
