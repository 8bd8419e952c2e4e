import type { LegalDate } from '../../platform/calendar.ts';
import type { Reading } from '../../platform/db.ts';
import { factsRead } from '../condition.ts';
import { allRules, allSwitches, type DatedTables, type RuleSet } from '../rules.ts';
import type { RuleGroup, RuleView } from './contract.ts';
import { rulesFor } from './decisions.ts';
import { sayParameter, saySpan } from './saying.ts';

type Table = keyof DatedTables;
type Row = DatedTables[Table][number];

const groups: Record<Table, string> = {
  scope: '援助范围',
  money: '经济困难与免核查',
  green: '绿色通道',
  person: '转人工的情形',
  where: '申请地点与申请人',
  aidFirst: '先行援助',
  limits: '时效与期限',
  clocks: '办案时限',
  parameters: '金额与参数',
  materials: '要带的材料',
  doors: '还有哪些路',
};

/** The rules in force on a day by group; with `ended`, also those that begin later or are over. */
export async function listRules(
  reading: Reading,
  on: LegalDate = reading.today,
  ended = false,
): Promise<{ on: string; version: string; groups: RuleGroup[] }> {
  const rules = await rulesFor(reading, on);
  return { on, version: rules.version, groups: groupsOf(rules, ended) };
}

function groupsOf(rules: RuleSet, ended: boolean): RuleGroup[] {
  return (Object.keys(groups) as Table[]).map((id) => {
    const inForce: readonly Row[] = rules[id];
    const known = new Set(inForce.map((row) => `${row.id} ${row.from}`));
    const others = ended ? allRules()[id].filter((row) => !known.has(`${row.id} ${row.from}`)) : [];
    return { id, name: groups[id], rules: [...inForce, ...others].map(viewOf) };
  });
}

function viewOf(row: Row): RuleView {
  const { id, name, law, certainty, from, to, checkedOn, note = null } = row;
  return {
    ...{ id, name, law, certainty, from, to, checkedOn, note },
    tell: tellOf(row),
    toConfirm: certainty !== 'V' && (certainty !== 'P' || note?.includes('以中心确认为准') === true),
    switches: switchesOf(row),
  };
}

function tellOf(row: Row): string | null {
  if ('value' in row) return sayParameter(row);
  if ('startsAt' in row) {
    const length = 'unlimited' in row && row.unlimited ? '不受期限限制' : saySpan(row.span);
    return `${row.startsAt} → ${length ?? '未定天数'}`;
  }
  return row.tell ?? null;
}

/** Switches in its condition, its effect and its figure. */
function switchesOf(row: Row): string[] {
  const read = [
    ...('when' in row ? factsRead(row.when) : []),
    ...('unless' in row ? factsRead(row.unless) : []),
    ...('switch' in row && row.switch ? [row.switch] : []),
    ...('replacedBy' in row && row.replacedBy ? [row.replacedBy] : []),
    ...('daysFrom' in row && row.daysFrom ? [row.daysFrom] : []),
  ];
  return [...new Set(read)].filter((fact) => allSwitches().some(({ id }) => id === fact));
}
