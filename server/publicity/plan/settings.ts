import { Type, type Static } from 'typebox';
import { readYaml } from '../../platform/data.ts';
import { checker } from '../../platform/validate.ts';

const time = Type.String({ pattern: '^\\d{2}:\\d{2}$' });
const PlanSettings = Type.Object({
  servicePerMonth: Type.Integer(),
  subscriptionPerDay: Type.Integer(),
  toAllPerDay: Type.Integer(),
  quietFrom: time,
  quietTo: time,
  spacingHours: Type.Number(),
  lateHours: Type.Number(),
  graceMinutes: Type.Number(),
  reportWindowHours: Type.Integer(),
});
export type PlanSettings = Static<typeof PlanSettings>;

/** The account's budget and the centre's manners (settings.yaml). */
export const planSettings: PlanSettings = (() => {
  const data = readYaml(import.meta.url, './settings.yaml');
  checker(PlanSettings)(data);
  return data as PlanSettings;
})();

/** The same with other quiet hours: 「21:00-08:00」, or `off` for none. */
export function withQuietHours(quietHours: string | undefined): PlanSettings {
  if (quietHours === undefined) return planSettings;
  if (quietHours === 'off') return { ...planSettings, quietFrom: '00:00', quietTo: '00:00' };
  const [quietFrom, quietTo] = quietHours.split('-') as [string, string];
  return { ...planSettings, quietFrom, quietTo };
}

/** What publicity needs to know of the account and the centre. */
export interface Setting {
  accountType: 'service' | 'subscription';
  plan: PlanSettings;
}
