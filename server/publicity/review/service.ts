import { PushReview } from '../../../entities/index.ts';
import type { Staff } from '../../people/policies.ts';
import type { Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { passes } from '../materials/rules.ts';
import { numberOf } from '../number.ts';
import { mayGo } from '../plan/rules.ts';
import type { Changed } from '../pushes/contract.ts';
import { moveTo } from '../pushes/moving.ts';
import { audienceOf, mustFindPush, templateOf } from '../pushes/reading.ts';
import { changedOf, conflictsOfPush, findingsOf } from '../pushes/service.ts';
import { countAudience } from '../audience/service.ts';
import type { Reach } from '../vocabulary.ts';
import { wordsOn } from './reading.ts';
import { hindrance, openStep, unticked } from './rules.ts';
import type { Setting } from '../plan/settings.ts';

export interface Word {
  id: string;
  version: number;
  decision: 'approved' | 'returned';
  checks: string[];
  reasons: string;
}

/**
 * One word at the open step of the chain. The last approval schedules the push; a return sends it back to its author.
 * Throws `push_state`, `stale`, `review_refused` (with why), `material_stopped`, `plan_stopped`.
 */
export async function reviewPush(work: Work, setting: Setting, staff: Staff, word: Word): Promise<Changed> {
  const { id, version, decision, checks, reasons } = word;
  const push = await mustFindPush(work, id);
  const taken = (await wordsOn(work, id)).filter(({ round }) => round === push.round);
  const step = push.status === 'review' ? openStep(taken) : undefined;
  if (!step) throw problem('push_state', { state: '不在审核中' });
  const why = hindrance(step, staff, push.author, taken);
  if (why !== null) throw problem('review_refused', { why });
  if (decision === 'returned' && reasons.trim() === '')
    throw problem('review_refused', { why: '退回要写明哪里要改' });
  const left = decision === 'approved' ? unticked(step, checks) : [];
  if (left.length > 0) throw problem('review_refused', { why: `还没有核对：${left.join('、')}` });
  if (decision === 'approved') await mayStillGo(work, setting, id);

  await work.tx.insert(PushReview, {
    ...{ id: newId(), pushId: id, round: push.round, step: step.id, decision, staffId: staff.id },
    ...{ checks: JSON.stringify(checks), reasons, at: work.now },
  });
  const done =
    decision === 'approved' && !openStep([...taken, { step: step.id, staffId: staff.id, decision }]);
  const to = decision === 'returned' ? 'returned' : done ? 'scheduled' : 'review';
  const after = await moveTo(work, push, to, { from: ['review'], version });
  const data = { id, number: numberOf(id), step: step.id, decision };
  work.emit('push.reviewed', { data });
  if (to === 'returned')
    work.emit('push.returned', {
      ...(push.authorOpenid !== null && { openid: push.authorOpenid }),
      data: { ...data, title: push.title, reasons: reasons.slice(0, 200) },
    });
  return changedOf(after);
}

/** What was fine when it was handed in may not be any more: its time went by, another push took its place. */
async function mayStillGo(work: Work, setting: Setting, id: string): Promise<void> {
  const push = await mustFindPush(work, id);
  if (!passes(await findingsOf(work, push)))
    throw problem('material_stopped', { detail: '内容检查没有通过，请退回修改' });
  const asked = { audience: audienceOf(push), reach: push.reach as Reach, template: templateOf(push)?.title };
  const count = await countAudience(work, asked, setting.accountType);
  const conflicts = await conflictsOfPush(work, setting, push, count);
  const against = conflicts.filter(({ level }) => level === 'stop').map(({ words }) => words);
  if (!mayGo(conflicts)) throw problem('plan_stopped', { detail: against.join('；') });
}
