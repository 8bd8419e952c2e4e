import { PushJob, type Push } from '../../../entities/index.ts';
import type { Reading } from '../../platform/db.ts';
import { rows } from '../../platform/sql.ts';
import { selectionOf, withoutSpared } from '../audience/select.ts';
import { tagPeopleBody, type Chosen } from '../audience/tagging.ts';
import { formOf } from '../materials/rules.ts';
import { versionOf } from '../materials/reading.ts';
import { audienceOf, mustFindPush } from '../pushes/reading.ts';
import type { OrderBody, OrderContent, OrderKind } from './contract.ts';

/**
 * An order as a bot needs it: what stands in the row, and what is looked up at the moment it is claimed, such as ten
 * thousand openids. Undefined where its push has been stopped.
 */
export async function bodyFor(
  reading: Reading,
  kind: OrderKind,
  pushId: string | null,
  body: Record<string, unknown>,
): Promise<OrderBody | undefined> {
  if (kind === 'massSend') return massSendBody(reading, pushId!, String(body['jobId']));
  if (kind === 'putContent') return { material: await materialFor(reading, pushId!) };
  if (kind === 'massPreview') {
    const push = await mustFindPush(reading, pushId!);
    return { openid: String(body['openid']), content: await contentFor(reading, push) };
  }
  if (kind === 'publish') return publishBody(reading, pushId!);
  if (kind === 'tagPeople') return tagPeopleBody(reading, body as unknown as Chosen);
  const { msgId, next, tagId, speed } = body as OrderBody;
  return {
    ...(msgId !== undefined && { msgId }),
    ...(next !== undefined && { next }),
    ...(tagId !== undefined && { tagId }),
    ...(speed !== undefined && { speed }),
  };
}

async function massSendBody(reading: Reading, pushId: string, jobId: string): Promise<OrderBody | undefined> {
  const push = await mustFindPush(reading, pushId);
  const job = await reading.tx.findOneBy(PushJob, { id: jobId });
  if (!job || push.status !== 'running') return undefined;
  const audience = audienceOf(push);
  const about = { clientMsgId: jobId.replaceAll('-', ''), content: await contentFor(reading, push) };
  if (job.toOpenid !== '') return { ...about, openids: await openidsOf(reading, push, job) };
  return audience.tags?.length ? { ...about, tagId: audience.tags[0]! } : { ...about, toAll: true };
}

async function publishBody(reading: Reading, pushId: string): Promise<OrderBody | undefined> {
  const { status, mediaId } = await mustFindPush(reading, pushId);
  return status === 'running' && mediaId ? { mediaId } : undefined;
}

async function openidsOf(reading: Reading, push: Push, { fromOpenid, toOpenid }: PushJob): Promise<string[]> {
  const selection = await withoutSpared(reading, selectionOf(audienceOf(push), 'mass', undefined), push.id);
  const { from, where, values, openid } = selection;
  const found = await rows<{ openid: string }>(
    reading.tx,
    `SELECT ${openid} AS openid FROM ${from} WHERE ${where} AND ${openid} BETWEEN ? AND ? ORDER BY ${openid}`,
    [...values, fromOpenid, toOpenid],
  );
  return found.map((row) => row.openid);
}

/** A preview before its picture is at WeChat shows the words alone. */
async function contentFor(reading: Reading, push: Push): Promise<OrderContent> {
  const {
    picture,
    kind,
    title,
    text,
    link = '',
  } = await versionOf(reading, push.materialId, push.materialVersion);
  const form = formOf(kind, picture);
  if (form !== 'text' && push.mediaId !== null) return { form, mediaId: push.mediaId };
  return { form: 'text', text: [title, text, link].filter(Boolean).join('\n') };
}

async function materialFor(reading: Reading, pushId: string): Promise<NonNullable<OrderBody['material']>> {
  const push = await mustFindPush(reading, pushId);
  const content = await versionOf(reading, push.materialId, push.materialVersion);
  const { kind, picture, title, summary = '', text, link = '' } = content;
  if (!picture) throw new Error('only content with a picture is put at WeChat');
  return {
    ...{ id: push.materialId, version: push.materialVersion, form: kind === 'poster' ? 'image' : 'news' },
    ...{ mime: picture.mime, title, summary, text, link },
  };
}
