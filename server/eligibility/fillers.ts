import { boundPerson, staffInChat } from '../people/bindings.ts';
import { mustBeAllowed } from '../people/policies.ts';
import type { Reading, Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import type { BindingKind } from '../people/contract.ts';

/** Who fills in for a person who can't (代填), by their own account. */
export interface Filler {
  kind: BindingKind;
  id: string;
}

/**
 * Who acts, as a helper: a member of staff at the console, or whoever the openid is bound to. Throws `not_allowed` for
 * residents and for staff whose work it isn't.
 */
export async function fillerOf(work: Pick<Work, 'actor'> & Reading): Promise<Filler> {
  const { actor } = work;
  if (actor.kind === 'staff') return { kind: 'staff', id: mustBeAllowed(actor, 'drafts.fillIn').id };
  const bound = await boundPerson(work.tx, actor.id);
  if (!bound) throw problem('not_allowed');
  if (bound.kind === 'staff') {
    const staff = await staffInChat(work, actor.id);
    if (!staff) throw problem('not_allowed');
    mustBeAllowed(staff, 'drafts.fillIn');
  }
  return bound;
}

export const isFiller = (
  { kind, id }: Filler,
  found: { filledByKind: string | null; filledById: string | null },
): boolean => kind === found.filledByKind && id === found.filledById;
