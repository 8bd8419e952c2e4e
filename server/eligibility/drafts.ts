import { Draft } from '../../entities/index.ts';
import type { Reading, Work } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { changed, row, rows } from '../platform/sql.ts';
import type { DraftView } from './contract.ts';
import { fillerOf, isFiller, type Filler } from './fillers.ts';
import type { Answers } from './vocabulary.ts';

/** Where a draft stands; `abandoned` when the resident began afresh. */
export type Stage = Exclude<DraftView['stage'], 'left'> | 'abandoned';

/** A questionnaire in work, opened from its row. */
export interface OpenDraft {
  id: string;
  /** The applicant's WeChat; empty where somebody else fills in for a person without one. */
  openid: string;
  /** Who fills in for a person who can't; null where the applicant does it. */
  filledBy: Filler | null;
  answers: Answers;
  /** The question that was asked last. */
  asked: string | null;
  stage: Stage;
  identity: {
    /** 我承诺: the exact words, and when (epoch ms); no words where the notice was read to the applicant (念完了). */
    committed?: { words: string; at: number };
    /** Separate consents by kind: given or refused. */
    consents?: Record<string, boolean>;
    /** The notice was sent in numbered parts, for reading aloud. */
    readAloud?: boolean;
    /** At 申请: a case from this WeChat whose commitment must be repaired first. */
    excludedBefore?: string;
    name?: string;
    phone?: string;
    /** Why there is no telephone number. */
    phoneReason?: string;
    number?: string;
  };
  /** Left for now (退出). */
  left: boolean;
  noticeVersion: string | null;
  version: number;
  /** The last change, epoch ms. */
  updatedAt: number;
}

/** An unfinished questionnaire is kept for so long; after that the facts may have changed. */
export const KEPT_MS = 30 * 86_400_000;

interface DraftRow {
  id: string;
  openid: string;
  filledByKind: Draft['filledByKind'];
  filledById: string | null;
  status: Draft['status'];
  answers: string;
  asked: string | null;
  stage: string;
  identity: string | null;
  noticeVersion: string | null;
  version: number;
  updatedAt: number;
}

const columns =
  'id, openid, filledByKind, filledById, status, answers, asked, stage, identity, noticeVersion, version, updatedAt';

/** Nobody's WeChat: the applicant has none, or it isn't known. */
const noOpenid = '';

/**
 * The newest questionnaire of the resident, if it is still open or ran out of time; of a helper, who may have several for
 * different people, the one touched last.
 */
export async function findDraft(
  work: Pick<Work, 'actor'> & Reading,
  filler: Filler | null,
): Promise<{ open?: OpenDraft; expired?: OpenDraft }> {
  const { tx, actor } = work;
  const [last] = filler ? await unfinished(work, filler) : [];
  if (last) return { open: last };
  const found = filler
    ? await row<DraftRow>(
        tx,
        `SELECT ${columns} FROM draft WHERE filledByKind = ? AND filledById = ? ORDER BY id DESC LIMIT 1`,
        [filler.kind, filler.id],
      )
    : await row<DraftRow>(
        tx,
        `SELECT ${columns} FROM draft WHERE openid = ? AND filledById IS NULL ORDER BY id DESC LIMIT 1`,
        [actor.id],
      );
  if (!found || found.status === 'submitted' || found.stage === 'abandoned') return {};
  const draft = openRow(work, found);
  return found.status === 'expired' || isTooOld(work, draft) ? { expired: draft } : { open: draft };
}

/** What a helper has not handed in yet, for whomever it is: the one being filled in, then what was put aside last. */
export async function unfinished(work: Pick<Work, 'now'> & Reading, filler: Filler): Promise<OpenDraft[]> {
  const found = await rows<DraftRow>(
    work.tx,
    `SELECT ${columns} FROM draft WHERE filledByKind = ? AND filledById = ? AND status IN ('answering', 'left')
       AND updatedAt > ? ORDER BY CASE status WHEN 'answering' THEN 0 ELSE 1 END, updatedAt DESC, id DESC LIMIT 20`,
    [filler.kind, filler.id, work.now - KEPT_MS],
  );
  return found.map((one) => openRow(work, one));
}

/** Whether nobody has touched it for so long that the facts may have changed. */
export const isTooOld = ({ now }: Pick<Work, 'now'>, { updatedAt }: OpenDraft): boolean =>
  updatedAt <= now - KEPT_MS;

/** A draft of the one who acts, as applicant or as helper, by its id; throws `not_found` for anybody else's. */
export async function ownDraft(work: Work, id: string): Promise<OpenDraft> {
  const found = await row<DraftRow>(work.tx, `SELECT ${columns} FROM draft WHERE id = ?`, [id]);
  if (!found || !(await isOwn(work, found))) throw problem('not_found', { what: '这份问卷' });
  return openRow(work, found);
}

const isOwn = async (work: Work, found: DraftRow): Promise<boolean> =>
  found.filledById === null
    ? work.actor.kind === 'resident' && found.openid === work.actor.id
    : isFiller(await fillerOf(work), found);

export async function newDraft(work: Work, filledBy: Filler | null): Promise<OpenDraft> {
  const { tx, now, sealer, actor } = work;
  const draft: OpenDraft = {
    id: newId(),
    openid: filledBy ? noOpenid : actor.id,
    filledBy,
    answers: filledBy ? { filledIn: 'yes' } : {},
    asked: null,
    stage: 'question',
    identity: {},
    left: false,
    noticeVersion: null,
    version: 1,
    updatedAt: now,
  };
  const { id, openid, stage, version } = draft;
  await tx.insert(Draft, {
    ...{ id, openid, asked: null, stage, noticeVersion: null, version },
    filledByKind: filledBy?.kind ?? null,
    filledById: filledBy?.id ?? null,
    status: 'answering',
    answers: sealer.seal('draft.answers', JSON.stringify(draft.answers)),
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

function openRow({ sealer }: Reading, found: DraftRow): OpenDraft {
  const { id, openid, asked, noticeVersion, version, filledByKind, filledById } = found;
  return {
    ...{ id, openid, asked, noticeVersion, version },
    filledBy: filledByKind !== null && filledById !== null ? { kind: filledByKind, id: filledById } : null,
    updatedAt: Number(found.updatedAt),
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
