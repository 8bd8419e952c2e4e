import { Push } from '../../../entities/index.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import type { AudienceCount } from '../audience/contract.ts';
import { isEverybody } from '../audience/rules.ts';
import { countAudience } from '../audience/service.ts';
import { authorKey, type Author } from '../authors.ts';
import { inputOf, mustFind, versionOf } from '../materials/reading.ts';
import { check, passes } from '../materials/rules.ts';
import { numberOf } from '../number.ts';
import type { Conflict } from '../plan/contract.ts';
import { mayGo } from '../plan/rules.ts';
import { conflictsFor } from '../plan/service.ts';
import type { Setting } from '../plan/settings.ts';
import type { Changed, PushInput } from './contract.ts';
import { audienceOf, mustFindPush, templateOf } from './reading.ts';
import { moveTo } from './moving.ts';

export type Saved = Changed & { count: AudienceCount; conflicts: Conflict[] };

/** A new push of the current version of a material; counted at once, conflicts are told. Throws `not_found`. */
export async function addPush(
  work: Work,
  setting: Setting,
  author: Author,
  input: PushInput,
): Promise<Saved> {
  const { tx, now } = work;
  const { columns, count } = await columnsOf(work, setting, input);
  const push: Push = {
    ...columns,
    ...{ id: newId(), status: 'draft', reason: null, pausedUntil: null, round: 0, version: 1 },
    ...{
      author: authorKey(author),
      authorOpenid: author.openid,
      articleUrl: null,
      signoffKey: null,
      signoffMime: null,
      mediaId: null,
    },
    ...{ cursorOpenid: '', prepared: false, leaseToken: null, leaseUntil: 0 },
    ...{ createdAt: now, startedAt: null, sentAt: null, finishedAt: null },
    ...{ wanted: 0, reached: 0, refused: 0, failed: 0, unknown: 0, filtered: 0 },
  };
  await tx.insert(Push, push);
  work.emit('push.changed', { data: { id: push.id, status: 'draft' } });
  return saved(work, setting, push, count);
}

/** Changes a push that is not in review; what was returned becomes a draft again. Throws `stale`, `push_state`. */
export async function changePush(
  work: Work,
  setting: Setting,
  { id, version, ...input }: PushInput & { id: string; version: number },
): Promise<Saved> {
  const before = await mustFindPush(work, id);
  const { columns, count } = await columnsOf(work, setting, input);
  const after = await moveTo(work, before, 'draft', {
    from: ['draft', 'returned'],
    version,
    set: { ...columns },
  });
  return saved(work, setting, after, count);
}

/**
 * 提交: hands in for review. Throws `material_newer` where the push carries an earlier version than the library has, so that
 * nobody reviews what its author has mended already; `material_stopped` or `plan_stopped` with what stands against it;
 * `stale`, `push_state`.
 */
export async function submitPush(
  work: Work,
  setting: Setting,
  { id, version }: { id: string; version: number },
): Promise<Changed> {
  const push = await mustFindPush(work, id);
  const { version: newest } = await mustFind(work, push.materialId);
  if (newest > push.materialVersion) throw problem('material_newer', { newest });
  const findings = await findingsOf(work, push);
  const stopped = findings.filter(({ level }) => level === 'stop');
  if (!passes(findings))
    throw problem('material_stopped', {
      detail: stopped.map(({ found, advice }) => `${found}：${advice}`).join('；'),
    });
  const count = await countAudience(
    work,
    {
      audience: audienceOf(push),
      reach: push.reach as PushInput['reach'],
      template: templateOf(push)?.title,
    },
    setting.accountType,
  );
  const conflicts = await conflictsOfPush(work, setting, push, count);
  if (!mayGo(conflicts)) {
    const against = conflicts.filter(({ level }) => level === 'stop').map(({ words }) => words);
    throw problem('plan_stopped', { detail: against.join('；') });
  }
  const round = push.round + 1;
  const set = { round, counted: count.people, countedAt: work.now, reason: null };
  const after = await moveTo(work, push, 'review', { from: ['draft', 'returned'], version, set });
  work.emit('push.submitted', { data: { id, number: numberOf(id), round } });
  return changedOf(after);
}

/** What the check finds in the version that the push carries. */
export async function findingsOf(reading: Reading, { materialId, materialVersion }: Push) {
  const { picture, ...input } = await versionOf(reading, materialId, materialVersion);
  return check(input, picture, reading.today);
}

export async function conflictsOfPush(reading: Reading, setting: Setting, push: Push, count: AudienceCount) {
  const { id, reach, dueAt, template } = push;
  const content = await versionOf(reading, push.materialId, push.materialVersion);
  const audience = audienceOf(push);
  return conflictsFor(
    reading,
    {
      ...{ id, reach: reach as PushInput['reach'], dueAt: Number(dueAt), people: count.people },
      ...{
        audience,
        toAll: isEverybody(audience),
        byList: count.way === 'list',
        hasTemplate: template !== null,
      },
      expiresOn: content.expiresOn ?? null,
    },
    setting,
  );
}

export const changedOf = ({ id, version, status }: Push): Changed => ({
  ...{ id, version, status: status as Changed['status'] },
});

async function columnsOf(work: Work, { accountType }: Setting, input: PushInput) {
  const { materialId, reach, audience, dueAt, whenMissed, template } = input;
  const material = await mustFind(work, materialId);
  if (material.status !== 'open') throw problem('not_found', { what: '这份材料' });
  const count = await countAudience(work, { audience, reach, template: template?.title }, accountType);
  const { title, series } = inputOf(material);
  return {
    count,
    columns: {
      ...{ materialId, materialVersion: material.version, title, series: series ?? null },
      ...{ reach, audience: JSON.stringify(audience), counted: count.people, countedAt: work.now },
      ...{ template: template ? JSON.stringify(template) : null, dueAt, whenMissed },
    },
  };
}

async function saved(work: Work, setting: Setting, push: Push, count: AudienceCount): Promise<Saved> {
  return { ...changedOf(push), count, conflicts: await conflictsOfPush(work, setting, push, count) };
}
