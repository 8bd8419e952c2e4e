import { legalDateOf, type Calendar } from '../../platform/calendar.ts';
import type { Reach } from '../vocabulary.ts';
import type { Conflict } from './contract.ts';
import type { PlanSettings } from './settings.ts';

/** A push as the plan sees it. */
export interface Planned {
  id: string;
  title: string;
  reach: Reach;
  dueAt: number;
  /** It goes to every follower. */
  toAll: boolean;
}

export interface Proposal extends Omit<Planned, 'id' | 'title'> {
  /** Its audience, where it was counted. */
  people: number | undefined;
  /** One call at WeChat can't carry this audience: it needs openid lists. */
  byList: boolean;
  hasTemplate: boolean;
  /** Of a mass send: people whose month is full by the others, where it was counted. */
  full?: number | undefined;
  /** The last day on which its material may go out. */
  expiresOn: string | null;
}

export interface PlanContext {
  now: number;
  accountType: 'service' | 'subscription';
  calendar: Calendar;
  settings: PlanSettings;
  /** What counts beside it: in review, scheduled, running or sent; without the push itself. */
  others: readonly Planned[];
}

const HOUR = 3_600_000;
const SHANGHAI = 8 * HOUR;

/** Everything that stands against a push at its time. Pure, so that the calendar shows the same as the hand-in. */
export function conflictsOf(proposal: Proposal, context: PlanContext): Conflict[] {
  return [
    ...timeConflicts(proposal, context),
    ...audienceConflicts(proposal, context),
    ...(proposal.reach === 'mass' ? massConflicts(proposal, context) : []),
  ];
}

export const mayGo = (conflicts: readonly Conflict[]): boolean =>
  conflicts.every(({ level }) => level !== 'stop');

/** Whether an instant lies in the quiet hours, which may go over midnight. */
export function isQuiet(instant: number, { quietFrom, quietTo }: PlanSettings): boolean {
  if (quietFrom === quietTo) return false;
  const time = new Date(instant + SHANGHAI).toISOString().slice(11, 16);
  return quietFrom > quietTo ? time >= quietFrom || time < quietTo : time >= quietFrom && time < quietTo;
}

const conflict = (
  level: Conflict['level'],
  rule: Conflict['rule'],
  words: string,
  other?: Planned,
): Conflict => ({
  ...{ level, rule, words },
  with: other?.id ?? null,
});

function timeConflicts({ dueAt, expiresOn }: Proposal, context: PlanContext): Conflict[] {
  const { now, settings, calendar } = context;
  const found: Conflict[] = [];
  const day = legalDateOf(dueAt);
  if (dueAt <= now) found.push(conflict('stop', 'past', '发送时间已经过了，请改一个时间'));
  if (isQuiet(dueAt, settings))
    found.push(
      conflict('stop', 'quiet', `${settings.quietFrom} 到次日 ${settings.quietTo} 不打扰居民，请换个时间`),
    );
  const workday = calendar.isWorkday(day);
  if (workday === undefined)
    found.push(conflict('look', 'unknownCalendar', `${day.slice(0, 4)} 年的放假安排还没有录入，请核对`));
  if (workday === false) found.push(conflict('look', 'holiday', '这一天是休息日，居民来问时可能没人值班'));
  if (expiresOn !== null && day > expiresOn)
    found.push(conflict('stop', 'expired', `材料有效期到 ${expiresOn}，发送时已经过期`));
  return found;
}

function audienceConflicts(
  { reach, people, byList, hasTemplate }: Proposal,
  { accountType }: PlanContext,
): Conflict[] {
  const found: Conflict[] = [];
  if (people === 0 && reach !== 'pack') found.push(conflict('stop', 'nobody', '现在没有人在这个范围里'));
  if (reach === 'subscription' && !hasTemplate)
    found.push(conflict('stop', 'noTemplate', '订阅通知要选一个模板，并写好每一行'));
  if (reach === 'subscription' && accountType === 'subscription')
    found.push(conflict('stop', 'accountType', '订阅号不能发订阅通知，请改用群发'));
  if (reach === 'mass' && byList && accountType === 'subscription')
    found.push(conflict('stop', 'accountType', '订阅号只能发给全部粉丝或一个标签，请改发送对象'));
  return found;
}

function massConflicts(proposal: Proposal, { accountType, settings, others }: PlanContext): Conflict[] {
  const mass = others.filter(({ reach }) => reach === 'mass');
  const day = legalDateOf(proposal.dueAt);
  const sameDay = mass.filter(({ dueAt }) => legalDateOf(dueAt) === day);
  const found: Conflict[] = [];
  if (accountType === 'subscription' && sameDay.length >= settings.subscriptionPerDay)
    found.push(
      conflict(
        'stop',
        'budgetDay',
        `订阅号一天只能群发 ${settings.subscriptionPerDay} 次，这天已有「${sameDay[0]!.title}」`,
        sameDay[0],
      ),
    );
  if (accountType === 'service') found.push(...monthConflicts(proposal, mass, settings));
  const toAll = sameDay.filter((one) => one.toAll);
  if (accountType === 'service' && proposal.toAll && toAll.length >= settings.toAllPerDay)
    found.push(
      conflict(
        'stop',
        'allOncePerDay',
        `一天只能向全部粉丝群发 ${settings.toAllPerDay} 次，这天已有「${toAll[0]!.title}」`,
        toAll[0],
      ),
    );
  const near = mass.find(({ dueAt }) => Math.abs(dueAt - proposal.dueAt) < settings.spacingHours * HOUR);
  if (near)
    found.push(
      conflict(
        'look',
        'spacing',
        `和「${near.title}」相隔不到 ${settings.spacingHours} 小时，居民会觉得太密`,
        near,
      ),
    );
  return found;
}

/** Each follower gets four a month: four to everybody leave nothing, four in all may leave some people out. */
function monthConflicts(
  { dueAt, people, full }: Proposal,
  mass: readonly Planned[],
  { servicePerMonth }: PlanSettings,
): Conflict[] {
  const month = legalDateOf(dueAt).slice(0, 7);
  const sameMonth = mass.filter((one) => legalDateOf(one.dueAt).slice(0, 7) === month);
  const toAll = sameMonth.filter((one) => one.toAll);
  if (toAll.length >= servicePerMonth)
    return [
      conflict(
        'stop',
        'budgetMonth',
        `${month} 已有 ${toAll.length} 次面向全部粉丝的群发，每位粉丝每月最多收 ${servicePerMonth} 次`,
      ),
    ];
  if (full !== undefined && full > 0)
    return [
      conflict(
        full === people ? 'stop' : 'look',
        'budgetMonth',
        `${month} 已有 ${sameMonth.length} 次群发，有 ${full} 人已收满 ${servicePerMonth} 次，这次收不到`,
      ),
    ];
  if (full === undefined && sameMonth.length >= servicePerMonth)
    return [
      conflict(
        'look',
        'budgetMonth',
        `${month} 已有 ${sameMonth.length} 次群发，每月最多收 ${servicePerMonth} 次，部分粉丝会收不到`,
      ),
    ];
  return [];
}
