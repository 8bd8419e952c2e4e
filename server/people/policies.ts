import type { Actor } from '../platform/actor.ts';
import { problem } from '../platform/problems.ts';
import type { Role } from '../vocabulary.ts';

/** What staff may do, by verb: the roles that may. Whoever is not named here may not. */
const allowed = {
  'cases.list': ['intake', 'reviewer', 'approver', 'director'],
  'cases.read': ['intake', 'reviewer', 'approver', 'director'],
  'cases.accept': ['intake'],
  'cases.supplement': ['intake', 'reviewer'],
  'cases.supplied': ['intake', 'reviewer'],
  'cases.review': ['reviewer'],
  'cases.grant': ['approver', 'director'],
  'cases.refuse': ['approver', 'director'],
  'handoffs.answer': ['intake', 'reviewer', 'director'],
} as const satisfies Record<string, readonly Role[]>;

export type Verb = keyof typeof allowed;

/** Whether an actor may do something at all; whether the case is in the right state is the case's matter. */
export function may(actor: Actor, verb: Verb): boolean {
  return (
    actor.kind === 'staff' && actor.roles.some((role) => (allowed[verb] as readonly Role[]).includes(role))
  );
}

/** Throws `not_allowed` unless the actor may; returns the member of staff. */
export function mustBeAllowed(actor: Actor, verb: Verb): Extract<Actor, { kind: 'staff' }> {
  if (actor.kind !== 'staff' || !may(actor, verb)) throw problem('not_allowed');
  return actor;
}
