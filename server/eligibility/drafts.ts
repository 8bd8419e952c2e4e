import { Draft } from '../../entities/index.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { changed, row } from '../platform/sql.ts';
import type { DraftView } from './contract.ts';
import type { Answers } from './vocabulary.ts';

export type Stage = DraftView['stage'];

/** A questionnaire in work, opened from its row. */
export interface OpenDraft {
  id: string;
  openid: string;
  answers: Answers;
  /** The question that was asked last. */
  asked: string | null;
  stage: Stage;
  identity: { name?: string; number?: string };
  noticeVersion: string | null;
  version: number;
}

/** An unfinished questionnaire is kept for so long; after that the facts may have changed. */
const KEPT_MS = 30 * 86_400_000;

interface DraftRow {
  id: string;
  openid: string;
  status: Draft['status'];
  answers: string;
  asked: string | null;
  stage: string;
  identity: string | null;
  noticeVersion: string | null;
  version: number;
  updatedAt: number;
}

const columns = 'id, openid, status, answers, asked, stage, identity, noticeVersion, version, updatedAt';

/** The resident's open questionnaire, unless it is too old. */
export async function findDraft(work: Work, openid: string): Promise<OpenDraft | undefined> {
  const found = await row<DraftRow>(
    work.tx,
    `SELECT ${columns} FROM draft WHERE openid = ? AND status IN ('answering', 'left') AND updatedAt > ? ORDER BY id DESC LIMIT 1`,
    [openid, work.now - KEPT_MS],
  );
  return found && openRow(work, found);
}

/** A draft of this resident by its id; throws `not_found` for anybody else's. */
export async function ownDraft(work: Work, id: string): Promise<OpenDraft> {
  const found = await row<DraftRow>(work.tx, `SELECT ${columns} FROM draft WHERE id = ?`, [id]);
  if (!found || found.openid !== work.actor.id) throw problem('not_found', { what: '这份问卷' });
  return openRow(work, found);
}

export async function newDraft(work: Work, openid: string): Promise<OpenDraft> {
  const draft: OpenDraft = {
    id: newId(),
    openid,
    answers: {},
    asked: null,
    stage: 'question',
    identity: {},
    noticeVersion: null,
    version: 1,
  };
  const { tx, now, sealer } = work;
  await tx.insert(Draft, {
    ...draft,
    status: 'answering',
    answers: sealer.seal('draft.answers', '{}'),
    identity: null,
    startedAt: now,
    updatedAt: now,
  });
  return draft;
}

/** Saves a draft under the version that was read; throws `stale` when it was changed meanwhile. */
export async function saveDraft(work: Work, draft: OpenDraft): Promise<void> {
  const { tx, now, sealer } = work;
  const status: Draft['status'] =
    draft.stage === 'submitted' ? 'submitted' : draft.stage === 'left' ? 'left' : 'answering';
  // A draft that was left is kept with the stage it had: the talk goes on from there.
  const stage = draft.stage === 'left' ? 'question' : draft.stage;
  const saved = await changed(
    tx,
    `UPDATE draft SET status = ?, answers = ?, asked = ?, stage = ?, identity = ?, noticeVersion = ?, version = version + 1,
     updatedAt = ? WHERE id = ? AND version = ?`,
    [
      status,
      sealer.seal('draft.answers', JSON.stringify(draft.answers)),
      draft.asked,
      stage,
      sealer.seal('draft.identity', JSON.stringify(draft.identity)),
      draft.noticeVersion,
      now,
      draft.id,
      draft.version,
    ],
  );
  if (saved === 0) throw problem('stale');
}

function openRow({ sealer }: Work, found: DraftRow): OpenDraft {
  const { id, openid, asked, noticeVersion, version } = found;
  return {
    ...{ id, openid, asked, noticeVersion, version },
    stage: found.status === 'submitted' ? 'submitted' : (found.stage as Stage),
    answers: JSON.parse(sealer.open('draft.answers', found.answers)) as Answers,
    identity:
      found.identity === null
        ? {}
        : (JSON.parse(sealer.open('draft.identity', found.identity)) as OpenDraft['identity']),
  };
}
