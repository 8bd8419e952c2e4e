import { mustBeAllowed, type Staff } from '../../people/policies.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { rows } from '../../platform/sql.ts';
import type { CaseView } from '../contract.ts';
import { readReference } from '../reference.ts';
import { addPaper, move, type Step } from '../service.ts';
import { seenBy, visibleTo } from '../visibility.ts';
import { partyMatches, type PartyMatch } from './service.ts';

/** A finding as it was checked: the same two parties may meet on the other side later, which is another one. */
type Checked = Pick<PartyMatch, 'finding' | 'reference'>;

const same = (one: Checked, other: Checked): boolean =>
  one.finding === other.finding && one.reference === other.reference;

/**
 * The parties of these cases as they meet in others, each marked when a person has checked it; what was found since then
 * is not.
 */
export async function checkedMatches(
  reading: Pick<Reading, 'tx' | 'sealer'>,
  caseIds: readonly string[],
): Promise<Map<string, (PartyMatch & { checked: boolean })[]>> {
  const found = await partyMatches(reading, caseIds);
  const checked = await checksOf(reading, [...found.keys()]);
  return new Map(
    [...found].map(([id, matches]) => [
      id,
      matches.map((match) => ({
        ...match,
        checked: (checked.get(id) ?? []).some((one) => same(one, match)),
      })),
    ]),
  );
}

async function checksOf(
  { tx, sealer }: Pick<Reading, 'tx' | 'sealer'>,
  caseIds: readonly string[],
): Promise<Map<string, Checked[]>> {
  const checks = new Map<string, Checked[]>();
  if (caseIds.length === 0) return checks;
  const papers = await rows<{ caseId: string; content: string }>(
    tx,
    `SELECT caseId, content FROM case_paper WHERE kind = 'partyCheck' AND caseId IN (${caseIds.map(() => '?').join(', ')})`,
    [...caseIds],
  );
  for (const { caseId, content } of papers) {
    const { findings } = JSON.parse(sealer.open('case_paper.content', content)) as { findings: Checked[] };
    checks.set(caseId, [...(checks.get(caseId) ?? []), ...findings]);
  }
  return checks;
}

/** The same for one case as a member of staff reads it: `visible` is whether they may open the other case too. */
export async function matchesFor(work: Work, staff: Staff, caseId: string): Promise<CaseView['parties']> {
  const matches = (await checkedMatches(work, [caseId])).get(caseId) ?? [];
  if (matches.length === 0) return [];
  const references = matches.map(({ reference }) => readReference(reference)!);
  const seen = await rows<{ reference: string }>(
    work.tx,
    `SELECT c.reference FROM aid_case c WHERE c.reference IN (${references.map(() => '?').join(', ')}) AND ${visibleTo}`,
    [...references, ...seenBy(staff)],
  );
  const visible = new Set(seen.map(({ reference }) => reference));
  return matches.map((match, at) => ({ ...match, visible: visible.has(references[at]!) }));
}

/**
 * What a person found when they checked everything that alarms: it alarms no more, the note stays in the file. `findings`
 * are those that they were shown.
 * @throws Problem `stale` when there are others by now, `parties_elsewhere` when another station's case is among them
 */
export async function checkParties(
  work: Work,
  { note, findings, ...step }: Step & { note: string; findings: readonly Checked[] },
): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'cases.checkParties');
  const open = (await matchesFor(work, staff, step.id)).filter(alarms);
  const aidCase = await move(work, 'checkParties', step);
  if (open.length === 0) throw problem('parties_checked');
  if (!open.every((one) => findings.some((shown) => same(shown, one)))) throw problem('stale');
  if (!open.every(({ visible }) => visible)) throw problem('parties_elsewhere');
  await addPaper(work, aidCase, 'partyCheck', {
    items: open.map(({ findingName, reference }) => `${findingName}（${reference}）`),
    note,
    findings: open.map(({ finding, reference }) => ({ finding, reference })),
  });
}

/** Whether somebody must look at it before the facts are read. */
export const alarms = ({
  alarming,
  checked,
}: Pick<CaseView['parties'][number], 'alarming' | 'checked'>): boolean => alarming && !checked;
