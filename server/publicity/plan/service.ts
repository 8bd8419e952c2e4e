import type { Push } from '../../../entities/index.ts';
import { addDays, builtInCalendar, legalDateOf, startOf } from '../../platform/calendar.ts';
import type { Reading } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { rows } from '../../platform/sql.ts';
import type { Audience } from '../audience/contract.ts';
import { isEverybody } from '../audience/rules.ts';
import { countFull, selectionOf } from '../audience/select.ts';
import { audienceWords, type AccountType } from '../audience/service.ts';
import { numberOf } from '../number.ts';
import { plannedBetween } from '../series/reading.ts';
import { pushStatusNames, reachNames, type PushStatus, type Reach } from '../vocabulary.ts';
import type { Budget, Conflict, PlanEntry } from './contract.ts';
import { conflictsOf, type Planned, type Proposal } from './rules.ts';
import { seasonsBetween } from './series.ts';
import { planSettings, type Setting } from './settings.ts';

/** What takes a place in the plan: handed in, scheduled, on its way or sent. */
const counting: PushStatus[] = [
  'review',
  'scheduled',
  'running',
  'paused',
  'reconciling',
  'finished',
  'stopped',
];
const WINDOW_DAYS = 45;
const LONGEST_DAYS = 100;

type Row = Pick<Push, 'id' | 'title' | 'reach' | 'dueAt' | 'audience' | 'status' | 'counted' | 'reached'> & {
  series: string | null;
};

/** What stands against a push; `id` is its own, once it has one. */
export async function conflictsFor(
  reading: Reading,
  proposal: Proposal & { id?: string | undefined; audience?: Audience },
  { accountType, plan: settings }: Setting,
): Promise<Conflict[]> {
  const near = await between(
    reading,
    startOf(addDays(legalDateOf(proposal.dueAt), -WINDOW_DAYS)),
    startOf(addDays(legalDateOf(proposal.dueAt), WINDOW_DAYS)),
  );
  const others = near.filter(
    ({ id, status }) => id !== proposal.id && counting.includes(status as PushStatus),
  );
  const full = await fullOf(reading, proposal, others);
  return conflictsOf(
    { ...proposal, full },
    {
      ...{ now: reading.now, accountType, calendar: builtInCalendar, settings },
      others: others.map(plannedOf),
    },
  );
}

/** People of a mass send's audience whose calendar month is full by the others; undefined without an audience. */
async function fullOf(
  reading: Reading,
  { reach, dueAt, audience }: Proposal & { audience?: Audience },
  others: readonly Row[],
): Promise<number | undefined> {
  if (reach !== 'mass' || !audience) return undefined;
  const month = legalDateOf(dueAt).slice(0, 7);
  const audiences = others
    .filter((one) => one.reach === 'mass' && legalDateOf(Number(one.dueAt)).startsWith(month))
    .map((one) => JSON.parse(one.audience) as Audience);
  const selection = selectionOf(audience, 'mass', undefined);
  return countFull(reading, selection, audiences, planSettings.servicePerMonth);
}

/** The calendar between two legal days, both included; throws `bad_input` beyond a hundred days. */
export async function readPlan(
  reading: Reading,
  { from, to }: { from: string; to: string },
  { accountType, plan }: Setting,
) {
  const days = daysOf(from, to);
  const found = await between(reading, startOf(from), startOf(addDays(to, 1)));
  const entries: PlanEntry[] = [];
  for (const push of found) entries.push(await entryOf(reading, push));
  const seasons = seasonsBetween(from, to);
  return {
    accountType,
    entries,
    planned: await plannedBetween(reading, from, to),
    budgets: await budgetsOf(reading, days, accountType),
    days: days.flatMap((day) => {
      const workday = builtInCalendar.isWorkday(day);
      return workday === true
        ? []
        : [{ day, kind: workday === false ? ('holiday' as const) : ('unknown' as const) }];
    }),
    suggestions: seasons.map((season) => ({
      ...season,
      pushes: found.filter(
        ({ series, dueAt }) =>
          series === season.series &&
          legalDateOf(Number(dueAt)) >= season.from &&
          legalDateOf(Number(dueAt)) <= season.to,
      ).length,
    })),
    quietHours: { from: plan.quietFrom, to: plan.quietTo },
  };
}

function daysOf(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    days.push(day);
    if (days.length > LONGEST_DAYS)
      throw problem('bad_input', { detail: `日历一次最多看 ${LONGEST_DAYS} 天` });
  }
  return days;
}

async function budgetsOf(reading: Reading, days: string[], accountType: AccountType): Promise<Budget[]> {
  const length = accountType === 'service' ? 7 : 10;
  const limit = accountType === 'service' ? planSettings.servicePerMonth : planSettings.subscriptionPerDay;
  const periods = [...new Set(days.map((day) => day.slice(0, length)))];
  const first = accountType === 'service' ? `${periods[0]}-01` : periods[0]!;
  const last = days.at(-1)!;
  const until = accountType === 'service' ? addDays(`${last.slice(0, 7)}-28`, 4) : addDays(last, 1);
  const mass = (await between(reading, startOf(first), startOf(until))).filter(
    ({ reach, status }) => reach === 'mass' && counting.includes(status as PushStatus),
  );
  return periods.map((period) => {
    const mine = mass.filter(({ dueAt }) => legalDateOf(Number(dueAt)).startsWith(period));
    const planned = mine.filter(({ status }) => status === 'review' || status === 'scheduled').length;
    return { period, limit, used: mine.length - planned, planned };
  });
}

const between = ({ tx }: Reading, from: number, to: number): Promise<Row[]> =>
  rows<Row>(
    tx,
    `SELECT id, title, reach, dueAt, audience, status, counted, reached, series FROM push
     WHERE dueAt >= ? AND dueAt < ? AND status <> 'withdrawn' ORDER BY dueAt, id`,
    [from, to],
  );

const plannedOf = ({ id, title, reach, dueAt, audience }: Row): Planned => ({
  ...{ id, title, reach: reach as Reach, dueAt: Number(dueAt) },
  toAll: isEverybody(JSON.parse(audience) as Audience),
});

async function entryOf(reading: Reading, push: Row): Promise<PlanEntry> {
  const { id, title, dueAt, counted, reached } = push;
  const [reach, status] = [push.reach as Reach, push.status as PushStatus];
  return {
    ...{ id, number: numberOf(id), title, reach, reachName: reachNames[reach] },
    ...{ status, statusName: pushStatusNames[status], dueAt: Number(dueAt), day: legalDateOf(Number(dueAt)) },
    people: status === 'finished' ? Number(reached) : counted === null ? null : Number(counted),
    audienceWords: await audienceWords(reading, JSON.parse(push.audience) as Audience, reach),
  };
}
