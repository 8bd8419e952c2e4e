import type { Push } from '../../../entities/index.ts';
import { may as mayDo, type Staff } from '../../people/policies.ts';
import type { Reading } from '../../platform/db.ts';
import { countAudience } from '../audience/service.ts';
import { mustFind, previewOf, versionOf } from '../materials/reading.ts';
import { reviewView } from '../review/reading.ts';
import type { PushStatus, Reach } from '../vocabulary.ts';
import type { PushItem, PushView } from './contract.ts';
import {
  audienceOf,
  findPushes,
  itemsOf,
  mustFindPush,
  progressOf,
  templateOf,
  type PushFilter,
} from './reading.ts';
import { conflictsOfPush, findingsOf } from './service.ts';
import type { Setting } from '../plan/settings.ts';

/** The list; `mine` keeps those whose open step of the review the caller may take. */
export async function listPushes(
  reading: Reading,
  staff: Staff,
  { mine, ...filter }: PushFilter & { mine?: boolean },
): Promise<PushItem[]> {
  const found = await findPushes(reading, mine ? { ...filter, status: 'review' } : filter);
  if (!mine) return itemsOf(reading, found);
  const open: Push[] = [];
  for (const push of found) {
    const { review } = await reviewView(reading, push, staff);
    if (review.some((step) => step.open && step.hindrance === null)) open.push(push);
  }
  return itemsOf(reading, open);
}

/** One push as its page shows it. Throws `not_found`. */
export async function readPush(
  reading: Reading,
  setting: Setting,
  staff: Staff,
  id: string,
): Promise<PushView> {
  const push = await mustFindPush(reading, id);
  const [item] = await itemsOf(reading, [push]);
  const audience = audienceOf(push);
  const template = templateOf(push);
  const content = await versionOf(reading, push.materialId, push.materialVersion);
  const { version: newest } = await mustFind(reading, push.materialId);
  const open = ['draft', 'returned', 'review', 'scheduled'].includes(push.status);
  const count = { audience, reach: push.reach as Reach, template: template?.title };
  const path = `/publicity/materials/${push.materialId}/picture?version=${push.materialVersion}`;
  return {
    ...item!,
    ...{ audience, template, whenMissed: push.whenMissed, materialVersion: push.materialVersion },
    newerVersion: open && newest > push.materialVersion ? newest : null,
    countedAt: numberOrNull(push.countedAt),
    preview: previewOf(content, content.picture && path),
    findings: await findingsOf(reading, push),
    conflicts: open
      ? await conflictsOfPush(
          reading,
          setting,
          push,
          await countAudience(reading, count, setting.accountType),
        )
      : [],
    ...(await reviewView(reading, push, staff)),
    hasSignoff: push.signoffKey !== null,
    progress: await progressOf(reading, push),
    may: mayNow(push, staff),
    warning: warningOf(push.reach as Reach),
    articleUrl: push.articleUrl,
    ...{ startedAt: numberOrNull(push.startedAt), finishedAt: numberOrNull(push.finishedAt) },
  };
}

const numberOrNull = (value: number | null): number | null => (value === null ? null : Number(value));

function mayNow(push: Push, staff: Staff): PushView['may'] {
  const status = push.status as PushStatus;
  const write = mayDo(staff, 'publicity.write');
  const stop = mayDo(staff, 'publicity.stop');
  const able: [PushView['may'][number], boolean][] = [
    ['change', write && ['draft', 'returned'].includes(status)],
    ['submit', write && ['draft', 'returned'].includes(status)],
    ['review', mayDo(staff, 'publicity.review') && status === 'review'],
    ['withdraw', stop && ['draft', 'returned', 'review', 'scheduled'].includes(status)],
    ['stop', stop && ['running', 'paused', 'reconciling'].includes(status)],
    ['pause', stop && status === 'running' && push.reach === 'subscription'],
    ['resume', stop && status === 'paused'],
    ['signoff', write && !['withdrawn', 'missed'].includes(status)],
    ['preview', write && push.reach === 'mass'],
  ];
  return able.flatMap(([name, can]) => (can ? [name] : []));
}

/** What can't be taken back, said before it goes. */
function warningOf(reach: Reach): string {
  if (reach === 'mass')
    return '群发开始后不能撤回；紧急停止会在微信删除图文，但已经看到的人无法收回，本月次数也不退还。';
  if (reach === 'subscription') return '已经送达的订阅通知不能收回；一次性授权用掉就没有了。';
  return '转发包由志愿者自己转发，发出去以后收不回来。';
}
