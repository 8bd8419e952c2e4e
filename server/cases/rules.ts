import { Type, type Static } from 'typebox';
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

const ClockRule = Type.Object({
  id: Type.String(),
  name: Type.String(),
  days: Type.Integer({ minimum: 1 }),
  law: Type.String(),
  note: Type.Optional(Type.String()),
  certainty: Type.Enum(['V', 'P', 'S', 'M', 'I']),
  from: Type.String(),
  to: Type.Union([Type.Null(), Type.String()]),
  checkedOn: Type.String(),
});
export type ClockRule = Static<typeof ClockRule>;

function load<T>(name: string, schema: Parameters<typeof checker>[0]): T {
  const data = readYaml(import.meta.url, name);
  checker(schema)(data);
  return data as T;
}

export const transitions = load<Transition[]>('./transitions.yaml', Type.Array(Transition));
const clockRules = load<ClockRule[]>('./clocks.yaml', Type.Array(ClockRule));

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

/** The clock rule that is in force on a day. */
export function clockRule(id: string, on: LegalDate): ClockRule {
  const found = clockRules.find(
    (rule) => rule.id === id && rule.from <= on && (rule.to === null || on <= rule.to),
  );
  if (!found) throw new Error(`no clock rule ${id} in force on ${on}`);
  return found;
}

/** The last day of a clock that starts on `start`. */
export function clockDue(id: string, start: LegalDate, calendar: Calendar): DueDate {
  return dueDate(start, { days: clockRule(id, start).days }, calendar);
}
