import { sayMoney } from '../../eligibility/money.ts';
import { rulesFor } from '../../eligibility/switches/decisions.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import { AidCase } from '../../../entities/index.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import { spokenReference } from '../reference.ts';
import { addPaper, type Step } from '../service.ts';
import { mustSee } from '../visibility.ts';
import { finedAtMost } from './rules.ts';

/*
 * 追偿 (法律援助法第64条): whoever obtained aid by deception repays its cost and may be fined, by a decision of the bureau of
 * justice (司法局). The centre proposes, records what the bureau's people decided, and what was paid. The program decides,
 * computes and collects nothing.
 */

export type RecoveryAct = 'proposeRecovery' | 'noteRecovery' | 'noteRepaid';

/** 提请追偿: the costs so far, as a person reckons them, put before the bureau. */
export async function proposeRecovery(
  work: Work,
  { costs, reasons, ...step }: Step & { costs: number; reasons: string },
): Promise<void> {
  const aidCase = await recovering(work, step, 'proposeRecovery');
  const items = [`已实施的法律援助费用：${sayMoney(costs)}`, '提请区司法局依法处理（法律援助法第64条）'];
  await addPaper(work, aidCase, 'recoveryProposal', { items, reasons, costs });
  work.emit('case.recoveryProposed', about(aidCase));
}

/** 司法局的处理决定, as its paper says it. */
export async function noteRecovery(
  work: Work,
  {
    decidedOn,
    number,
    repay,
    fine,
    reasons,
    ...step
  }: Step & { decidedOn: string; number: string; repay: number; fine: number; reasons: string },
): Promise<void> {
  if (decidedOn > work.today) throw problem('bad_input', { detail: '决定的日子还没到' });
  const most = finedAtMost(await rulesFor(work, decidedOn));
  if (fine > 0 && most === undefined) throw problem('bad_input', { detail: '那一天还没有罚款的规定' });
  if (most !== undefined && fine > most)
    throw problem('bad_input', { detail: `罚款不能超过${sayMoney(most)}（法律援助法第64条）` });
  const aidCase = await recovering(work, step, 'noteRecovery');
  const items = [
    `区司法局 ${decidedOn} 决定，文号 ${number}`,
    repay > 0 ? `支付已实施的法律援助费用：${sayMoney(repay)}` : '不用支付援助费用',
    fine > 0 ? `罚款：${sayMoney(fine)}` : '不罚款',
  ];
  await addPaper(work, aidCase, 'recoveryDecision', { items, reasons, repay, fine });
  work.emit('case.recoveryDecided', about(aidCase));
}

/** 登记支付: part or all of it. */
export async function noteRepaid(
  work: Work,
  { paid, paidOn, note, ...step }: Step & { paid: number; paidOn: string; note: string },
): Promise<void> {
  if (paidOn > work.today) throw problem('bad_input', { detail: '支付的日子还没到' });
  const aidCase = await recovering(work, step, 'noteRepaid');
  await addPaper(work, aidCase, 'repayment', { items: [`${paidOn} 支付 ${sayMoney(paid)}`], note, paid });
  work.emit('case.repaid', about(aidCase));
}

/** What of it can be recorded now, whoever asks. */
export async function recoveryActs(
  { tx, sealer }: Pick<Reading, 'tx' | 'sealer'>,
  caseId: string,
): Promise<RecoveryAct[]> {
  const found = await row<{ state: string; disproved: number }>(
    tx,
    `SELECT c.state, (SELECT COUNT(*) FROM commitment m WHERE m.applicationId = c.applicationId AND m.status = 'FALSE')
     AS disproved FROM aid_case c WHERE c.id = ?`,
    [caseId],
  );
  // Aid that was never granted cost nothing.
  if (!found || (found.state !== 'GRANTED' && found.state !== 'TERMINATED')) return [];
  const papers = await rows<{ kind: string; content: string }>(
    tx,
    `SELECT kind, content FROM case_paper WHERE caseId = ? AND kind IN ('ending', 'recoveryProposal', 'recoveryDecision')`,
    [caseId],
  );
  const has = (kind: string): boolean => papers.some((one) => one.kind === kind);
  if (has('recoveryDecision')) return ['noteRepaid'];
  if (has('recoveryProposal')) return ['noteRecovery'];
  // Only aid that was obtained by deception (法律援助法第64条), as a check or the decision to end it found.
  const endedFor = papers
    .filter(({ kind }) => kind === 'ending')
    .map(({ content }) => JSON.parse(sealer.open('case_paper.content', content)) as { groundId?: string });
  const deceived = Number(found.disproved) > 0 || endedFor.some(({ groundId }) => groundId === 'deception');
  return deceived ? ['proposeRecovery'] : [];
}

/** The case of a step of the recovery, under the version that was read. */
async function recovering(work: Work, { id, version }: Step, act: RecoveryAct): Promise<AidCase> {
  const staff = mustBeAllowed(work.actor, 'cases.recover');
  await mustSee(work, staff, id);
  if (!(await recoveryActs(work, id)).includes(act)) throw problem('recovery_refused');
  const moved = await changed(
    work.tx,
    'UPDATE aid_case SET version = version + 1 WHERE id = ? AND version = ?',
    [id, version],
  );
  if (moved === 0) throw problem('stale');
  return work.tx.findOneByOrFail(AidCase, { id });
}

const about = ({ id, reference }: AidCase) => ({
  caseId: id,
  data: { reference: spokenReference(reference) },
});
