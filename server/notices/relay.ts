import { CasePaper, type Event } from '../../entities/index.ts';
import { isLegalDate, legalDateOf } from '../platform/calendar.ts';
import type { Work } from '../platform/db.ts';
import { changed, row, rows } from '../platform/sql.ts';
import { legalDay } from '../texts/days.ts';
import { fill } from '../texts/say.ts';
import type { EventType } from '../vocabulary.ts';
import { queueDeliveries, type Message } from './queue.ts';
import { rulesOf, type NoticeRule } from './rules.ts';

/** Events that one unit takes out of the outbox. */
const BATCH = 100;

/** What a relay did: how many events it took, and those of which nobody could be told, by their ids. */
export interface Relayed {
  taken: number;
  failed: { event: string; type: string; reason: string }[];
}

/**
 * Turns waiting events into deliveries. Two workers may take the same event: the deliveries are unique, so nobody is told
 * twice. An event that can't be put into words is set aside as `failed`, so that it holds up no other.
 */
export async function relayEvents(work: Work): Promise<Relayed> {
  const events = await rows<Event>(
    work.tx,
    `SELECT id, type, caseId, openid, data, at FROM event WHERE relay = 'waiting' ORDER BY id LIMIT ${BATCH}`,
  );
  const failed: Relayed['failed'] = [];
  for (const event of events) {
    const messages = await messagesOf(work, event).catch((error: Error) => {
      failed.push({ event: event.id, type: event.type, reason: error.message });
      return [];
    });
    await queueDeliveries(work, messages);
  }
  const broken = new Set(failed.map(({ event }) => event));
  await mark(work, 'failed', [...broken]);
  await mark(
    work,
    'done',
    events.map(({ id }) => id).filter((id) => !broken.has(id)),
  );
  return { taken: events.length, failed };
}

async function mark({ tx }: Work, relay: Event['relay'], ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  const marks = ids.map(() => '?').join(', ');
  await changed(tx, `UPDATE event SET relay = ? WHERE id IN (${marks})`, [relay, ...ids]);
}

async function messagesOf(work: Work, event: Event): Promise<Message[]> {
  const messages: Message[] = [];
  const data = JSON.parse(event.data) as Record<string, unknown>;
  for (const rule of rulesOf(event.type as EventType)) {
    if (Object.entries(rule.when ?? {}).some(([name, value]) => data[name] !== value)) continue;
    const params = await paramsOf(work, event, rule);
    for (const recipient of await recipientsOf(work, event, rule)) {
      messages.push({
        eventId: event.id,
        recipient,
        textKey: rule.text,
        params,
        reach: rule.reach,
        ...(rule.template && { template: fillTemplate(rule.template, params) }),
      });
    }
  }
  return messages;
}

async function recipientsOf(work: Work, event: Event, rule: NoticeRule): Promise<string[]> {
  if (rule.to === 'resident') return !event.openid ? [] : [event.openid];
  const staff = await rows<{ openid: string; roles: string }>(
    work.tx,
    `SELECT b.openid, p.roles FROM binding b JOIN staff p ON p.id = b.personId JOIN service_point s ON s.id = p.servicePointId
     WHERE b.kind = 'staff' AND p.active = 1 AND (s.kind = 'centre' OR s.id = ?)`,
    [rule.to === 'pointStaff' ? await pointOf(work, event) : ''],
  );
  return staff
    .filter(({ roles }) =>
      roles.split(' ').some((role) => (rule.roles as string[] | undefined)?.includes(role)),
    )
    .map(({ openid }) => openid);
}

async function pointOf({ tx }: Work, { caseId }: Event): Promise<string> {
  const found = await row<{ servicePointId: string }>(
    tx,
    'SELECT servicePointId FROM aid_case WHERE id = ?',
    [caseId],
  );
  return found?.servicePointId ?? '';
}

/** The event's own data, the case's nearest date, and for a supplement what is missing. */
async function paramsOf(work: Work, event: Event, rule: NoticeRule): Promise<Record<string, string>> {
  const today = legalDateOf(Number(event.at));
  const params: Record<string, string> = { today, dueOn: today, provisional: '' };
  if (event.caseId) Object.assign(params, await caseDates(work, event.caseId));
  for (const [name, value] of Object.entries(JSON.parse(event.data) as Record<string, unknown>))
    params[name] = String(value);
  // As people read dates, and as the platform's date lines want them.
  for (const [name, value] of Object.entries(params)) if (isLegalDate(value)) params[name] = legalDay(value);
  if (rule.text === 'notice.supplement') params['items'] = await missingItems(work, event.caseId!);
  return params;
}

async function caseDates({ tx }: Work, caseId: string): Promise<Record<string, string>> {
  const clocks = await rows<{ rule: string; dueOn: string; provisional: number }>(
    tx,
    `SELECT rule, dueOn, provisional FROM case_clock WHERE caseId = ? AND status = 'running' ORDER BY dueOn`,
    [caseId],
  );
  const nearest = clocks[0];
  const assign = clocks.find(({ rule }) => rule === 'D3');
  return {
    ...(nearest && { dueOn: nearest.dueOn, provisional: nearest.provisional ? '（以中心确认为准）' : '' }),
    ...(assign && { assignBy: assign.dueOn }),
  };
}

async function missingItems({ tx, sealer }: Work, caseId: string): Promise<string> {
  const paper = await tx.findOne(CasePaper, { where: { caseId, kind: 'supplement' }, order: { id: 'DESC' } });
  if (!paper) return '';
  const { items } = JSON.parse(sealer.open('case_paper.content', paper.content)) as { items: string[] };
  return items.map((item, i) => `${'①②③④⑤⑥⑦⑧⑨⑩'[i] ?? `${i + 1}.`} ${item}`).join('\n');
}

function fillTemplate(
  { title, lines }: NonNullable<NoticeRule['template']>,
  params: Record<string, string>,
): NonNullable<Message['template']> {
  const filled = Object.entries(lines).map(([label, line]) => [label, fill(line, params)] as const);
  return { title, lines: Object.fromEntries(filled) };
}
