import { randomUUID } from 'node:crypto';
import { PushBatch, PushJob, type Push } from '../../../entities/index.ts';
import type { Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import { LIST_MOST } from '../audience/rules.ts';
import { selectionOf, withoutSpared, type Selection } from '../audience/select.ts';
import { countAudience, type AccountType } from '../audience/service.ts';
import { versionOf } from '../materials/reading.ts';
import { formOf } from '../materials/rules.ts';
import { placeOrder } from '../orders/service.ts';
import { audienceOf, mustFindPush, templateOf } from '../pushes/reading.ts';
import { orderPublication } from './publishing.ts';
import { BATCHES_AT_ONCE, BATCH_SIZE, PREPARE_LEASE_MS } from './settings.ts';

/**
 * Makes the next recipients of a running push that has none yet; true while there is more to do. The cursor, the batches
 * and their rows are one commit, so that a kill loses and doubles nobody. One process at a time prepares a push.
 */
export async function prepareSome(work: Work, accountType: AccountType, owner: string): Promise<boolean> {
  const next = await row<{ id: string }>(
    work.tx,
    `SELECT id FROM push WHERE status = 'running' AND prepared = 0 AND (leaseUntil < ? OR leaseToken = ?) ORDER BY dueAt, id LIMIT 1`,
    [work.now, owner],
  );
  if (!next) return false;
  const leased = await changed(
    work.tx,
    `UPDATE push SET leaseToken = ?, leaseUntil = ? WHERE id = ? AND status = 'running' AND prepared = 0
       AND (leaseUntil < ? OR leaseToken = ?)`,
    [owner, work.now + PREPARE_LEASE_MS, next.id, work.now, owner],
  );
  if (leased === 0) return false;
  const push = await mustFindPush(work, next.id);
  if (push.reach === 'subscription') await prepareNotices(work, push);
  else if (await isPut(work, push)) await prepareWhole(work, push, accountType);
  return true;
}

/** Who prepares: a name that no other process has. */
export const newOwner = (): string => randomUUID();

async function prepareNotices(work: Work, push: Push): Promise<void> {
  const audience = selectionOf(audienceOf(push), 'subscription', templateOf(push)?.title);
  const selection = await withoutSpared(work, audience, push.id);
  let cursor = push.cursorOpenid;
  for (let made = 0; made < BATCHES_AT_ONCE; made += 1) {
    const end = await endOfPage(work, selection, cursor, BATCH_SIZE);
    if (!end) return finishPreparing(work, push.id, cursor);
    const size = await insertRecipients(work, push.id, selection, cursor, end);
    const batch: PushBatch = {
      ...{ id: newId(), pushId: push.id, fromOpenid: cursor, toOpenid: end, size, status: 'open' },
      ...{
        dueAt: work.now,
        leaseToken: null,
        leaseUntil: 0,
        attempts: 0,
        sent: 0,
        refused: 0,
        failed: 0,
        unknown: 0,
      },
    };
    await work.tx.insert(PushBatch, batch);
    cursor = end;
  }
  await changed(work.tx, 'UPDATE push SET cursorOpenid = ? WHERE id = ?', [cursor, push.id]);
}

/** The last openid of the next page after `cursor`; undefined when there is none. */
async function endOfPage(
  { tx }: Work,
  selection: Selection,
  cursor: string,
  size: number,
): Promise<string | undefined> {
  const { from, where, values, openid } = selection;
  const page = await row<{ last: string | null }>(
    tx,
    `SELECT MAX(openid) AS last FROM (SELECT ${openid} AS openid FROM ${from} WHERE ${where} AND ${openid} > ?
     ORDER BY ${openid} LIMIT ${size}) page`,
    [...values, cursor],
  );
  return page?.last ?? undefined;
}

function insertRecipients(
  { tx, now }: Work,
  pushId: string,
  selection: Selection,
  after: string,
  to: string,
): Promise<number> {
  const { from, where, values, openid } = selection;
  return changed(
    tx,
    `INSERT INTO push_recipient (pushId, openid, status, problem, at)
     SELECT ?, ${openid}, 'queued', NULL, ? FROM ${from} WHERE ${where} AND ${openid} > ? AND ${openid} <= ?`,
    [pushId, now, ...values, after, to],
  );
}

const finishPreparing = async ({ tx }: Work, pushId: string, cursor: string): Promise<void> => {
  await changed(
    tx,
    'UPDATE push SET cursorOpenid = ?, prepared = 1, leaseToken = NULL, leaseUntil = 0 WHERE id = ?',
    [cursor, pushId],
  );
};

/** Whether the content is at WeChat, or needn't be; it is ordered to be put there. */
async function isPut(work: Work, push: Push): Promise<boolean> {
  const content = await versionOf(work, push.materialId, push.materialVersion);
  if (formOf(content.kind, content.picture) !== 'text' && push.mediaId === null) {
    await placeOrder(work, {
      onceKey: `putContent:${push.id}`,
      kind: 'putContent',
      pushId: push.id,
      body: {},
    });
    // Looked at again in a moment; meanwhile others are prepared.
    await changed(work.tx, 'UPDATE push SET leaseToken = NULL, leaseUntil = ? WHERE id = ?', [
      work.now + 900,
      push.id,
    ]);
    return false;
  }
  return true;
}

/** The article of a pack is published; a mass send is one job for everybody or a tag, or one for each 10,000 openids. */
async function prepareWhole(work: Work, push: Push, accountType: AccountType): Promise<void> {
  // The content could not be put there: no job is made, and the push ends as failed.
  if (push.mediaId === '') {
    return finishPreparing(work, push.id, '');
  }
  if (push.reach === 'pack') {
    await orderPublication(work, push);
    return finishPreparing(work, push.id, '');
  }
  const asked = { audience: audienceOf(push), reach: 'mass' as const };
  const count = await countAudience(work, asked, accountType, push.id);
  if (count.way !== 'list') await addJob(work, push.id, 0, '', '', count.people);
  else await addListJobs(work, push);
  await finishPreparing(work, push.id, '');
}

async function addListJobs(work: Work, push: Push): Promise<void> {
  const selection = await withoutSpared(work, selectionOf(audienceOf(push), 'mass', undefined), push.id);
  const { from, where, values, openid } = selection;
  for (let cursor = '', number = 0; ; number += 1) {
    const page = await rows<{ openid: string }>(
      work.tx,
      `SELECT ${openid} AS openid FROM ${from} WHERE ${where} AND ${openid} > ? ORDER BY ${openid} LIMIT ${LIST_MOST + 1}`,
      [...values, cursor],
    );
    if (page.length === 0) return;
    // WeChat takes no list of one: the last page must not be left with a single openid.
    const size = page.length > LIST_MOST ? LIST_MOST - 1 : page.length;
    const [first, last] = [page[0]!.openid, page[size - 1]!.openid];
    await addJob(work, push.id, number, first, last, size);
    cursor = last;
  }
}

async function addJob(
  work: Work,
  pushId: string,
  number: number,
  from: string,
  to: string,
  size: number,
): Promise<void> {
  const id = newId();
  const job: PushJob = {
    ...{ id, pushId, number, fromOpenid: from, toOpenid: to, size, status: 'queued' },
    ...{ msgId: null, problem: null, startedAt: null, askAt: null },
  };
  await work.tx.insert(PushJob, job);
  await placeOrder(work, { onceKey: `massSend:${id}`, kind: 'massSend', pushId, body: { jobId: id } });
}
