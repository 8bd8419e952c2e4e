import { Suggestion } from '../../../entities/index.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { changed, rows } from '../../platform/sql.ts';
import { cluster } from './clusters.ts';
import { maskPersonal } from '../masking.ts';

export interface NewSuggestion {
  source: Suggestion['source'];
  /** In the resident's own words; masked here, before it is stored. */
  said: string;
  /** What a person answered. */
  answer?: string;
  /** The entry that was shown and didn't help. */
  entryId?: string;
}

const LONGEST = 500;
/** The newest ones; older ones show up when these are done. */
const SHOWN = 1_000;

/** Keeps something for the editors, with personal data masked. Returns its id. */
export async function addSuggestion(work: Work, suggestion: NewSuggestion): Promise<string> {
  const { tx, now, sealer } = work;
  const { source, said, answer, entryId = null } = suggestion;
  const id = newId();
  // Cut afterwards: half a number would be no number to the mask.
  const masked = (text: string): string => maskPersonal(text).slice(0, LONGEST);
  await tx.insert(Suggestion, {
    id,
    source,
    said: sealer.seal('suggestion.said', masked(said)),
    answer: answer === undefined ? null : sealer.seal('suggestion.answer', masked(answer)),
    entryId,
    status: 'open',
    editId: null,
    closedBy: null,
    closedAt: null,
    at: now,
  });
  return id;
}

export interface OpenSuggestion {
  id: string;
  source: Suggestion['source'];
  said: string;
  answer: string | null;
  entryId: string | null;
  at: number;
}

/** Open suggestions, grouped by what they ask, the most frequent first. */
export async function openClusters({ tx, sealer }: Reading): Promise<{ items: OpenSuggestion[] }[]> {
  const found = await rows<Suggestion>(
    tx,
    `SELECT id, source, said, answer, entryId, at FROM suggestion WHERE status = 'open' ORDER BY at DESC LIMIT ${SHOWN}`,
  );
  return cluster(
    found.map(({ id, source, said, answer, entryId, at }) => ({
      ...{ id, source, entryId },
      said: sealer.open('suggestion.said', said),
      answer: answer === null ? null : sealer.open('suggestion.answer', answer),
      at: Number(at),
    })),
  );
}

/** Puts suggestions aside that need no answer of their own. */
export async function dismissSuggestions(work: Work, ids: readonly string[]): Promise<number> {
  const staff = mustBeAllowed(work.actor, 'knowledge.edit');
  return close(work, ids, { status: 'dismissed', editId: null, by: staff.id });
}

/** Books the suggestions that went into an edit. @throws Problem `stale` when somebody else was faster */
export async function useSuggestions(
  work: Work,
  ids: readonly string[],
  editId: string,
  by: string,
): Promise<void> {
  if ((await close(work, ids, { status: 'used', editId, by })) < ids.length) throw problem('stale');
}

/** Gives the suggestions of an edit that was dropped back. */
export async function reopenSuggestions({ tx }: Work, editId: string): Promise<void> {
  await changed(
    tx,
    `UPDATE suggestion SET status = 'open', editId = NULL, closedBy = NULL, closedAt = NULL WHERE editId = ?`,
    [editId],
  );
}

async function close(
  { tx, now }: Work,
  ids: readonly string[],
  { status, editId, by }: { status: Suggestion['status']; editId: string | null; by: string },
): Promise<number> {
  if (ids.length === 0) return 0;
  return changed(
    tx,
    `UPDATE suggestion SET status = ?, editId = ?, closedBy = ?, closedAt = ?
     WHERE status = 'open' AND id IN (${ids.map(() => '?').join(', ')})`,
    [status, editId, by, now, ...ids],
  );
}
