import type { Actor } from '../platform/actor.ts';
import { problem } from '../platform/problems.ts';
import { roles, type Role } from '../vocabulary.ts';

/** A member of staff who acts. */
export type Staff = Extract<Actor, { kind: 'staff' }>;

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
  'cases.proposeEnding': ['reviewer'],
  'cases.end': ['approver', 'director'],
  'cases.served': ['intake', 'reviewer'],
  'cases.correctServed': ['intake', 'reviewer'],
  'cases.checkParties': ['intake', 'reviewer'],
  'cases.decision': ['intake', 'reviewer', 'approver', 'director'],
  'cases.person': ['intake', 'reviewer', 'approver', 'director'],
  'cases.recover': ['director'],
  'drafts.fillIn': ['intake', 'reviewer', 'director'],
  'rules.read': roles,
  'switches.decide': ['director'],
  'commitments.read': ['intake', 'reviewer', 'approver', 'director'],
  'commitments.confirm': ['intake', 'reviewer'],
  'commitments.withdraw': ['intake', 'reviewer'],
  'commitments.tip': ['intake', 'reviewer', 'director'],
  'commitments.verify': ['reviewer', 'director'],
  'commitments.draw': ['director'],
  'commitments.repair': ['director'],
  'handoffs.answer': ['intake', 'reviewer', 'director'],
  'duty.read': ['intake', 'reviewer', 'approver', 'director', 'admin'],
  'duty.change': ['director'],
  'knowledge.read': ['intake', 'reviewer', 'approver', 'director', 'editor'],
  'knowledge.edit': ['reviewer', 'director', 'editor'],
  'knowledge.release': ['approver', 'director'],
  'todo.read': roles,
  'people.bind': ['director', 'admin'],
  'people.deactivate': ['director', 'admin'],
  'channel.read': roles,
  'volunteers.read': ['editor', 'approver', 'director', 'admin'],
  'volunteers.write': ['editor', 'director', 'admin'],
  'volunteers.decide': ['director'],
  'publicity.read': roles,
  'publicity.write': ['editor', 'director'],
  'publicity.review': ['editor', 'reviewer', 'approver', 'director'],
  'publicity.stop': ['editor', 'approver', 'director'],
} as const satisfies Record<string, readonly Role[]>;

export type Verb = keyof typeof allowed;

/**
 * What staff may do through the chat, where a phone on a table or a stolen bot token speaks for them: no more than this.
 * Answering who waits is among it since a danger at night can't wait for a desk. It shows a masked line and never who it
 * is, it decides nothing, and each answer is kept with its author.
 */
const inChat: ReadonlySet<Verb> = new Set<Verb>(['todo.read', 'drafts.fillIn', 'handoffs.answer']);

/** Whether roles include one that may do this at the console: whose work it is. */
export const isWorkOf = (held: readonly Role[], verb: Verb): boolean =>
  held.some((role) => (allowed[verb] as readonly Role[]).includes(role));

/** Whether an actor may do something at all; whether the case is in the right state is the case's matter. */
export function may(actor: Actor, verb: Verb): boolean {
  if (actor.kind !== 'staff' || (actor.through === 'chat' && !inChat.has(verb))) return false;
  return isWorkOf(actor.roles, verb);
}

/** Throws `not_allowed` unless the actor may; returns the member of staff. */
export function mustBeAllowed(actor: Actor, verb: Verb): Staff {
  if (actor.kind !== 'staff' || !may(actor, verb)) throw problem('not_allowed');
  return actor;
}
