import { rulesFor } from '../../eligibility/switches/decisions.ts';
import { mustBeAllowed, type Verb } from '../../people/policies.ts';
import { builtInCalendar, type LegalDate } from '../../platform/calendar.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import { legalDay } from '../../texts/days.ts';
import { clockDays, clockDue } from '../rules.ts';
import { addPaper, move, type Step } from '../service.ts';
import { mustSee } from '../visibility.ts';
import { decisionOf } from './decision.ts';

/** 登记送达: the decision has reached the applicant, and the time to object runs from that day. Noted once. */
export async function noteServed(
  work: Work,
  { servedOn, note, ...step }: Step & { servedOn: string; note: string },
): Promise<void> {
  await mustBePossible(work, 'cases.served', step.id, servedOn);
  const before = await servedBefore(work, step.id);
  const aidCase = await move(work, 'served', step, {}, servedOn);
  if (before !== undefined) throw problem('already_served');
  const items = [`送达日期：${servedOn}`, await lastDay(work, servedOn)];
  await addPaper(work, aidCase, 'served', { items, note });
}

/** 更正送达日期: the clock runs from the right day; the line that was noted first stays, the new one says why. */
export async function correctServed(
  work: Work,
  { servedOn, reasons, ...step }: Step & { servedOn: string; reasons: string },
): Promise<void> {
  await mustBePossible(work, 'cases.correctServed', step.id, servedOn);
  const before = await servedBefore(work, step.id);
  const aidCase = await move(work, 'correctServed', step, {}, servedOn);
  if (before === undefined) throw problem('not_served');
  if (before === servedOn) throw problem('bad_input', { detail: `原来登记的就是 ${legalDay(before)}` });
  const items = [`送达日期更正为：${servedOn}`, `原来登记的是：${before}`, await lastDay(work, servedOn)];
  await addPaper(work, aidCase, 'served', { items, reasons: `更正的理由：${reasons}` });
}

/** What of it can be noted now, whoever asks: `served` while a decision waits, `correctServed` afterwards. */
export async function servingVerb(
  reading: Pick<Reading, 'tx' | 'sealer'>,
  caseId: string,
): Promise<'served' | 'correctServed' | undefined> {
  if (!(await decisionOf(reading, caseId))) return undefined;
  return (await servedBefore(reading, caseId)) === undefined ? 'served' : 'correctServed';
}

/** How many days there will be to object, from receipt, by the rules on the day of the decision. */
export async function daysToObject(reading: Reading, caseId: string): Promise<number> {
  const decision = await decisionOf(reading, caseId);
  return clockDays('D10', await rulesFor(reading, decision?.decidedOn));
}

/** Throws where the day can't be that of the service: before the decision, or still to come. */
async function mustBePossible(work: Work, verb: Verb, id: string, servedOn: LegalDate): Promise<void> {
  await mustSee(work, mustBeAllowed(work.actor, verb), id);
  if (servedOn > work.today) throw problem('bad_input', { detail: '送达的日子还没到' });
  const decision = await decisionOf(work, id);
  if (decision && servedOn < decision.decidedOn)
    throw problem('bad_input', {
      detail: `决定是 ${legalDay(decision.decidedOn)} 作出的，送达日期不能早于这一天`,
    });
}

/** The day that was noted last; undefined before it was served. */
async function servedBefore(
  { tx, sealer }: Pick<Reading, 'tx' | 'sealer'>,
  caseId: string,
): Promise<LegalDate | undefined> {
  const found = await row<{ content: string }>(
    tx,
    "SELECT content FROM case_paper WHERE caseId = ? AND kind = 'served' ORDER BY id DESC LIMIT 1",
    [caseId],
  );
  if (!found) return undefined;
  const { items } = JSON.parse(sealer.open('case_paper.content', found.content)) as { items: string[] };
  return /\d{4}-\d{2}-\d{2}/.exec(items[0]!)![0];
}

async function lastDay(work: Work, servedOn: LegalDate): Promise<string> {
  const rules = await rulesFor(work, servedOn);
  const { date, provisional } = clockDue('D10', rules, builtInCalendar);
  const mark = provisional ? '，以中心确认为准' : '';
  return `提出异议到：${date}（自收到之日起${clockDays('D10', rules)}日${mark}）`;
}
