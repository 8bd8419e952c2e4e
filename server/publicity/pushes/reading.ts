import { Push } from '../../../entities/index.ts';
import type { Reading } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import type { Audience } from '../audience/contract.ts';
import { audienceWords } from '../audience/service.ts';
import { namesOf } from '../authors.ts';
import { numberOf } from '../number.ts';
import { reasonWords } from '../reasons.ts';
import { pushStatusNames, reachNames, type PushStatus, type Reach } from '../vocabulary.ts';
import type { NoticeTemplate, Progress, PushItem } from './contract.ts';

const LIST = 100;

/** Throws `not_found`. */
export async function mustFindPush({ tx }: Reading, id: string): Promise<Push> {
  const push = await tx.findOneBy(Push, { id });
  if (!push) throw problem('not_found', { what: '这次推送' });
  return push;
}

export const audienceOf = ({ audience }: Pick<Push, 'audience'>): Audience =>
  JSON.parse(audience) as Audience;

export const templateOf = ({ template }: Pick<Push, 'template'>): NoticeTemplate | null =>
  template === null ? null : (JSON.parse(template) as NoticeTemplate);

export interface PushFilter {
  status?: PushStatus;
  materialId?: string;
  author?: string;
}

/** Pushes by time, the latest first. */
export async function findPushes({ tx }: Reading, filter: PushFilter): Promise<Push[]> {
  const query = tx.createQueryBuilder(Push, 'p').orderBy('p.dueAt', 'DESC').limit(LIST);
  for (const [name, value] of Object.entries(filter))
    if (value !== undefined) query.andWhere(`p.${name} = :${name}`, { [name]: value });
  return query.getMany();
}

export async function itemsOf(reading: Reading, pushes: readonly Push[]): Promise<PushItem[]> {
  const names = await namesOf(
    reading,
    pushes.map(({ author }) => author),
  );
  const items: PushItem[] = [];
  for (const push of pushes) {
    const { id, version, title, materialId, reason, pausedUntil, dueAt, counted, author, series } = push;
    const [reach, status] = [push.reach as Reach, push.status as PushStatus];
    items.push({
      ...{ id, version, number: numberOf(id), title, materialId, reach, reachName: reachNames[reach] },
      ...{
        status,
        statusName: pushStatusNames[status],
        reason: reason === null ? null : reasonWords(reason),
      },
      ...{ pausedUntil: pausedUntil === null ? null : Number(pausedUntil), dueAt: Number(dueAt) },
      audienceWords: await audienceWords(reading, audienceOf(push), reach),
      ...{ counted, authorName: names.get(author) ?? '', series },
    });
  }
  return items;
}

/** How far a push is, from the sums of its batches or of its mass jobs. */
export async function progressOf({ tx }: Reading, push: Push): Promise<Progress> {
  const { id, reach, prepared } = push;
  if (push.finishedAt !== null && push.status === 'finished') {
    const { wanted, reached: sent, refused, failed, unknown, filtered } = push;
    return { wanted, prepared: true, sent, refused, failed, unknown, waiting: 0, filtered };
  }
  const sums =
    reach === 'mass'
      ? await row<Sums>(
          tx,
          `SELECT SUM(j.size) AS wanted, SUM(o.sent) AS sent, 0 AS refused, SUM(o.errors) AS failed, 0 AS unknown,
             SUM(o.total - o.filtered) AS filtered
           FROM push_job j LEFT JOIN mass_outcome o ON o.msgId = j.msgId WHERE j.pushId = ?`,
          [id],
        )
      : await row<Sums>(
          tx,
          `SELECT SUM(size) AS wanted, SUM(sent) AS sent, SUM(refused) AS refused, SUM(failed) AS failed,
             SUM(unknown) AS unknown, 0 AS filtered FROM push_batch WHERE pushId = ?`,
          [id],
        );
  const [wanted, sent, refused, failed, unknown, filtered] = (
    ['wanted', 'sent', 'refused', 'failed', 'unknown', 'filtered'] as const
  ).map((name) => Number(sums?.[name] ?? 0)) as [number, number, number, number, number, number];
  const waiting = Math.max(0, wanted - sent - refused - failed - unknown - filtered);
  return { wanted, prepared: Boolean(prepared), sent, refused, failed, unknown, waiting, filtered };
}

type Sums = Record<'wanted' | 'sent' | 'refused' | 'failed' | 'unknown' | 'filtered', number | null>;
