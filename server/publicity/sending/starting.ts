import type { Push } from '../../../entities/index.ts';
import type { Work } from '../../platform/db.ts';
import { rows } from '../../platform/sql.ts';
import { formOf } from '../materials/rules.ts';
import { versionOf } from '../materials/reading.ts';
import { numberOf } from '../number.ts';
import { isQuiet } from '../plan/rules.ts';
import type { PlanSettings } from '../plan/settings.ts';
import { moveTo } from '../pushes/moving.ts';
import { mustFindPush } from '../pushes/reading.ts';
import { holdBatches, resumePush } from '../pushes/verbs.ts';
import { endOfQuiet, fate } from './rules.ts';

/** Scheduled pushes whose time has come: begun, or marked missed. Two workers may look; the version lets one do it. */
export async function startDue(work: Work, settings: PlanSettings): Promise<void> {
  for (const id of await idsOf(work, `status = 'scheduled' AND dueAt <= ?`)) {
    const push = await mustFindPush(work, id);
    const end = fate({ dueAt: Number(push.dueAt), whenMissed: push.whenMissed }, work.now, settings);
    if (end === 'wait') continue;
    if (end === 'missed') await miss(work, push);
    else await begin(work, push, end === 'late');
  }
}

async function begin(work: Work, push: Push, late: boolean): Promise<void> {
  const { now } = work;
  // A pack of words is ready for those who forward it: nothing is sent by itself. An article is published first.
  const pack = push.reach === 'pack' && !(await hasArticle(work, push));
  await moveTo(work, push, pack ? 'finished' : 'running', {
    from: ['scheduled'],
    set: {
      startedAt: now,
      reason: late ? 'late' : null,
      ...(pack && { finishedAt: now, sentAt: now, prepared: true }),
    },
  });
  work.emit('push.started', { data: { id: push.id, late } });
}

async function hasArticle(work: Work, push: Push): Promise<boolean> {
  const { kind, picture } = await versionOf(work, push.materialId, push.materialVersion);
  return formOf(kind, picture) === 'news';
}

async function miss(work: Work, push: Push): Promise<void> {
  await moveTo(work, push, 'missed', {
    from: ['scheduled'],
    set: { reason: 'missed', finishedAt: work.now },
  });
  work.emit('push.missed', {
    ...(push.authorOpenid !== null && { openid: push.authorOpenid }),
    data: { id: push.id, number: numberOf(push.id), title: push.title },
  });
}

/** Notices stop at the beginning of the quiet hours and go on after them; a used-up quota begins anew after midnight. */
export async function pauseAndResume(work: Work, settings: PlanSettings): Promise<void> {
  const { now } = work;
  if (isQuiet(now, settings)) {
    for (const id of await idsOf(work, `status = 'running' AND reach = 'subscription' AND dueAt <= ?`)) {
      const push = await mustFindPush(work, id);
      const set = { reason: 'quiet', pausedUntil: endOfQuiet(now, settings) };
      await moveTo(work, push, 'paused', { from: ['running'], set });
      await holdBatches(work, id);
    }
  }
  for (const id of await idsOf(work, `status = 'paused' AND pausedUntil <= ?`)) await resumePush(work, id);
}

async function idsOf({ tx, now }: Work, where: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT id FROM push WHERE ${where} ORDER BY dueAt, id LIMIT 20`,
    [now],
  );
  return found.map(({ id }) => id);
}
