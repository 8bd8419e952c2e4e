import { Type, type Static } from 'typebox';
import { readYaml } from '../../platform/data.ts';
import { grouped } from '../../platform/grouped.ts';
import { checker } from '../../platform/validate.ts';
import type { TownshipFigures } from './contract.ts';

const ActivitySettings = Type.Object({
  checkInBeforeMinutes: Type.Integer(),
  checkInAfterMinutes: Type.Integer(),
  codeTries: Type.Integer(),
  townships: Type.Array(Type.String()),
});

/** The centre's manners for activities (settings.yaml). */
export const activitySettings: Static<typeof ActivitySettings> = (() => {
  const data = readYaml(import.meta.url, './settings.yaml');
  checker(ActivitySettings)(data);
  return data as Static<typeof ActivitySettings>;
})();

const MINUTE = 60_000;

/** Whether people may check in now: some time before the start until some time after the end. */
export function checkInOpen(
  { startsAt, endsAt, status }: { startsAt: number; endsAt: number; status: string },
  now: number,
  settings = activitySettings,
): boolean {
  if (status === 'cancelled') return false;
  return (
    now >= startsAt - settings.checkInBeforeMinutes * MINUTE &&
    now <= endsAt + settings.checkInAfterMinutes * MINUTE
  );
}

export interface HeldActivity {
  township: string;
  signedUp: number;
  checkedIn: number;
  others: number;
  services: number;
  minutes: number;
  given: number;
}

/** Sums by township, the busiest first; hours in tenths. */
export function figuresByTownship(held: readonly HeldActivity[]): TownshipFigures[] {
  const sums = [...grouped(held, ({ township }) => township)].map(([township, of]) => {
    const sum = (pick: (one: HeldActivity) => number): number => of.reduce((all, one) => all + pick(one), 0);
    return {
      township,
      activities: of.length,
      signedUp: sum((one) => one.signedUp),
      checkedIn: sum((one) => one.checkedIn),
      others: sum((one) => one.others),
      services: sum((one) => one.services),
      hours: Math.floor(sum((one) => one.minutes) / 6) / 10,
      given: sum((one) => one.given),
    };
  });
  return sums.toSorted((a, b) => b.activities - a.activities || a.township.localeCompare(b.township, 'zh'));
}
