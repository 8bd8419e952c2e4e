import { Type, type Static } from 'typebox';
import { checkRows, dated } from '../../eligibility/load.ts';
import type { RuleSet } from '../../eligibility/rules.ts';
import type { LegalDate } from '../../platform/calendar.ts';
import { readYaml } from '../../platform/data.ts';

const Row = Type.Object(dated, { additionalProperties: false });
export type Ground = Static<typeof Row>;

let rows: readonly Ground[] | undefined;

/** The grounds for ending aid (法律援助法第48条) that are in force on a day. */
export const groundsOn = (day: LegalDate): Ground[] =>
  (rows ??= checkRows('grounds.yaml', readYaml(import.meta.url, './grounds.yaml'), Row)).filter(
    ({ from, to }) => from <= day && (to === null || day <= to),
  );

/** The most that can be fined (法律援助法第64条), in fen; undefined on a day without that rule. */
export function finedAtMost({ parameters }: Pick<RuleSet, 'parameters'>): number | undefined {
  const value = parameters.find(({ id }) => id === 'FINE_MOST')?.value;
  return typeof value === 'number' ? value : undefined;
}
