import { Draft } from '../../entities/index.ts';
import type { Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { changed, row } from '../platform/sql.ts';
import type { DraftView } from './contract.ts';
import type { Answers } from './vocabulary.ts';

/** Where a draft stands; `abandoned` when the resident began afresh. */
export type Stage = Exclude<DraftView['stage'], 'left'> | 'abandoned';

/** A questionnaire in work, opened from its row. */
export interface OpenDraft {
  id: string;
  openid: string;
  answers: Answers;
  /** The question that was asked last. */
  asked: string | null;
  stage: Stage;
  identity: {
    /** 我承诺: the exact words, and when (epoch ms). */
    committed?: { words: string; at: number };
    name?: string;
    number?: string;
  };
  /** Left for now (退出). */
  left: boolean;
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
    left: false,
    noticeVersion: null,
    version: 1,
  };
  const { tx, now, sealer } = work;
  await tx.insert(Draft, {
    ...{ id: draft.id, openid, asked: null, stage: draft.stage, noticeVersion: null, version: 1 },
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
  const status = statusOf(draft);
  const saved = await changed(
    tx,
    `UPDATE draft SET status = ?, answers = ?, asked = ?, stage = ?, identity = ?, noticeVersion = ?, version = version + 1,
     updatedAt = ? WHERE id = ? AND version = ?`,
    [
      status,
      sealer.seal('draft.answers', JSON.stringify(draft.answers)),
      draft.asked,
      draft.stage,
      sealer.seal('draft.identity', JSON.stringify(draft.identity)),
      draft.noticeVersion,
      now,
      draft.id,
      draft.version,
    ],
  );
  if (saved === 0) throw problem('stale');
}

function statusOf({ stage, left }: OpenDraft): Draft['status'] {
  if (stage === 'submitted') return 'submitted';
  return stage === 'abandoned' ? 'expired' : left ? 'left' : 'answering';
}

function openRow({ sealer }: Work, found: DraftRow): OpenDraft {
  const { id, openid, asked, noticeVersion, version } = found;
  return {
    ...{ id, openid, asked, noticeVersion, version },
    stage: found.stage as Stage,
    // Whatever is done with it next takes it up again.
    left: false,
    answers: JSON.parse(sealer.open('draft.answers', found.answers)) as Answers,
    identity:
      found.identity === null
        ? {}
        : (JSON.parse(sealer.open('draft.identity', found.identity)) as OpenDraft['identity']),
  };
}
