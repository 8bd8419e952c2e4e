import { Type, type Static } from 'typebox';
import { rulesAt, type ClockRule, type RuleSet } from '../eligibility/rules.ts';
import { dueDate, type Calendar, type DueDate, type LegalDate } from '../platform/calendar.ts';
import { readYaml } from '../platform/data.ts';
import { checker } from '../platform/validate.ts';
import { caseStates, eventTypes, type CaseState } from '../vocabulary.ts';

const Transition = Type.Object({
  verb: Type.Enum([
    ...['accept', 'supplement', 'supplied', 'review', 'grant', 'refuse'],
    ...['proposeEnding', 'end', 'served', 'correctServed', 'checkParties'],
  ] as const),
  name: Type.String(),
  from: Type.Array(Type.Enum([...caseStates])),
  /** Missing where the case stays in its state. */
  to: Type.Optional(Type.Enum([...caseStates])),
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

/** The legal clock (FACTS §7, eligibility/rules/clocks.yaml) that is in force on a day; its name and law, not its days. */
export const clockRule = (id: string, on: LegalDate): Omit<ClockRule, 'span'> => clockOf(rulesAt(on), id);

function clockOf({ clocks, date }: RuleSet, id: string): ClockRule {
  const found = clocks.find((rule) => rule.id === id);
  if (!found) throw new Error(`no clock rule ${id} in force on ${date}`);
  return found;
}

/** How many natural days a clock runs by these rules; throws for one whose length the centre hasn't decided. */
export function clockDays(id: string, rules: RuleSet): number {
  const days = clockOf(rules, id).span?.days;
  if (days === undefined) throw new Error(`clock ${id} has no number of days`);
  return days;
}

/** The last day of a clock that starts on the day of these rules. */
export function clockDue(id: string, rules: RuleSet, calendar: Calendar): DueDate {
  return dueDate(rules.date, { days: clockDays(id, rules) }, calendar);
}
