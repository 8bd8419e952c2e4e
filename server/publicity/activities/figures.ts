import writeXlsxFile, { type Row } from 'write-excel-file/node';
import { startOf } from '../../platform/calendar.ts';
import type { Reading } from '../../platform/db.ts';
import { rows } from '../../platform/sql.ts';
import type { TownshipFigures } from './contract.ts';
import { figuresByTownship, type HeldActivity } from './rules.ts';

type HeldRow = Omit<HeldActivity, 'given'> & { given: string };

/** A year's held activities by township, in calendar years of Asia/Shanghai. */
export async function activityFigures({ tx }: Reading, year: string): Promise<TownshipFigures[]> {
  const found = await rows<HeldRow>(
    tx,
    `SELECT a.township, a.others, a.given,
       (SELECT COUNT(*) FROM activity_guest g WHERE g.activityId = a.id AND g.signedUpAt IS NOT NULL AND g.cancelled = 0) AS signedUp,
       (SELECT COUNT(*) FROM activity_guest g WHERE g.activityId = a.id AND g.cameAt IS NOT NULL) AS checkedIn,
       (SELECT COUNT(*) FROM activity_volunteer s WHERE s.activityId = a.id AND s.status = 'came') AS services,
       (SELECT COALESCE(SUM(s.minutes), 0) FROM activity_volunteer s WHERE s.activityId = a.id AND s.status = 'came') AS minutes
     FROM activity a WHERE a.status = 'held' AND a.startsAt >= ? AND a.startsAt < ?`,
    [startOf(`${year}-01-01`), startOf(`${Number(year) + 1}-01-01`)],
  );
  return figuresByTownship(
    found.map((one) => ({
      township: one.township,
      signedUp: Number(one.signedUp),
      checkedIn: Number(one.checkedIn),
      others: Number(one.others),
      services: Number(one.services),
      minutes: Number(one.minutes),
      given: (JSON.parse(one.given) as { count: number }[]).reduce((sum, { count }) => sum + count, 0),
    })),
  );
}

const heads = [
  '镇（街道）',
  '活动场次',
  '报名人数',
  '扫码签到',
  '其他到场',
  '志愿服务人次',
  '志愿服务小时',
  '发放份数',
];

/** The figures as an .xlsx file with a line of sums. */
export async function activitySheet(year: string, items: readonly TownshipFigures[]): Promise<Buffer> {
  const line = (name: string, of: Omit<TownshipFigures, 'township'>): Row => [
    ...[name, of.activities, of.signedUp, of.checkedIn, of.others, of.services, of.hours, of.given],
  ];
  const sum = (pick: (one: TownshipFigures) => number): number =>
    Math.round(items.reduce((all, one) => all + pick(one), 0) * 10) / 10;
  const total = {
    ...{ activities: sum((one) => one.activities), signedUp: sum((one) => one.signedUp) },
    ...{ checkedIn: sum((one) => one.checkedIn), others: sum((one) => one.others) },
    ...{
      services: sum((one) => one.services),
      hours: sum((one) => one.hours),
      given: sum((one) => one.given),
    },
  };
  const data: Row[] = [
    [{ value: `${year} 年线下普法活动（按镇、街道）`, fontWeight: 'bold' }],
    [],
    heads.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...items.map((one) => line(one.township, one)),
    line('合计', total),
  ];
  const columns = [{ width: 18 }, ...heads.slice(1).map(() => ({ width: 14 }))];
  return writeXlsxFile(data, { columns, sheet: `${year}` }).toBuffer();
}
