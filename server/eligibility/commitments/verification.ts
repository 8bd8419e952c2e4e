import { randomBytes } from 'node:crypto';
import { Applicant, CommitmentExclusion, SamplePeriod, Verification } from '../../../entities/index.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import { addMonths, startOf } from '../../platform/calendar.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { problem } from '../../platform/problems.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import { rulesFor } from '../switches/decisions.ts';
import type { DrawnSample, SampleView } from './contract.ts';
import { drawSample, inOrder, publicKeyOf } from './sampling.ts';
import { about, act, forStaff, ordinaryRoute, papersDue } from './service.ts';
import type { CommitmentCase } from './row.ts';
import type { CheckOutcome } from './vocabulary.ts';

/** 'YYYY-MM' of a legal day. */
const monthOf = (day: string): string => day.slice(0, 7);
const monthAfter = (period: string): string => monthOf(addMonths(`${period}-01`, 1));

/**
 * Publishes seed and rate of the coming month's sample, before any of its commitments exist, and on a new installation
 * those of the month that runs, which then count from their publication on. A month that is published stays as it is.
 */
export async function publishPeriods(work: Work): Promise<void> {
  const month = monthOf(work.today);
  for (const period of [month, monthAfter(month)]) {
    const known = await row(work.tx, 'SELECT period FROM sample_period WHERE period = ?', [period]);
    if (known) continue;
    await work.tx.insert(SamplePeriod, {
      ...{ period, seed: randomBytes(16).toString('hex'), publishedAt: work.now },
      percent: Number((await rulesFor(work)).switches['COMMITMENT_SAMPLE_PERCENT']),
      ...{ drawnAt: null, population: null, drawnFrom: null },
    });
  }
}

/** What is published of each month. */
export async function listSamples({ tx }: Reading): Promise<SampleView[]> {
  const found = await rows<SamplePeriod>(tx, 'SELECT * FROM sample_period ORDER BY period DESC LIMIT 24');
  return found.map(({ period, seed, percent, publishedAt, drawnAt, population }) => ({
    ...{ period, seed, percent: Number(percent), publishedAt: Number(publishedAt) },
    drawnAt: drawnAt === null ? null : Number(drawnAt),
    population: population === null ? null : Number(population),
  }));
}

/** What is published of a month that was drawn: whoever has it can draw the same (`npm run draw-sample`). */
export async function readSample({ tx }: Reading, period: string): Promise<DrawnSample> {
  const found = await row<SamplePeriod>(tx, 'SELECT * FROM sample_period WHERE period = ?', [period]);
  if (!found?.drawnFrom) throw problem('not_found', { what: '这个月的抽查结果' });
  const { seed } = found;
  const percent = Number(found.percent);
  const keys = JSON.parse(found.drawnFrom) as string[];
  return {
    period,
    seed,
    percent,
    publishedAt: Number(found.publishedAt),
    drawnAt: Number(found.drawnAt),
    keys,
    drawn: drawSample(seed, percent, keys),
  };
}

/**
 * 抽查: draws the sample of a month that is over, by its published seed, from the cases whose commitment was completed in
 * it. Drawn twice, it is the same sample.
 */
export async function drawPeriod(work: Work, period: string): Promise<{ drawn: number }> {
  if (work.actor.kind !== 'system') mustBeAllowed(work.actor, 'commitments.draw');
  const found = await row<SamplePeriod>(work.tx, 'SELECT * FROM sample_period WHERE period = ?', [period]);
  if (!found) throw problem('not_found', { what: '这个月的抽查种子' });
  if (monthOf(work.today) <= period) throw problem('sample_early');
  // What was checked since then is out of the count: the sample is the one that was published.
  if (found.drawnFrom !== null) return { drawn: (await readSample(work, period)).drawn.length };
  const cases = await rows<{ id: string; caseId: string }>(
    work.tx,
    `SELECT m.id, c.id AS caseId FROM commitment m JOIN aid_case c ON c.applicationId = m.applicationId
     WHERE m.completedAt >= ? AND m.completedAt < ? AND m.status IN ('SIGNED', 'VERIFIED_OK')`,
    // None of those that were there before seed and rate were known.
    [Math.max(startOf(`${period}-01`), Number(found.publishedAt)), startOf(`${monthAfter(period)}-01`)],
  );
  const keyed = cases.map(({ id, caseId }) => ({ id, key: publicKeyOf(caseId) }));
  const keys = keyed.map(({ key }) => key);
  const drawn = new Set(drawSample(found.seed, Number(found.percent), keys));
  // Drawn before keys were published: there is nothing to open twice.
  if (found.drawnAt !== null) return { drawn: drawn.size };
  for (const { id, key } of keyed) if (drawn.has(key)) await openCheck(work, id, `sample:${period}`, null);
  await changed(
    work.tx,
    'UPDATE sample_period SET drawnAt = ?, population = ?, drawnFrom = ? WHERE period = ? AND drawnAt IS NULL',
    [work.now, cases.length, JSON.stringify(inOrder(found.seed, keys)), period],
  );
  return { drawn: drawn.size };
}

/** 举报: somebody tells that a commitment is false; it is always checked. */
export async function takeTip(work: Work, id: string, told: string): Promise<void> {
  const { found } = await forStaff(work, 'commitments.tip', id);
  await openCheck(work, found.id, `tip:${newId()}`, told);
}

async function openCheck(
  work: Work,
  commitmentId: string,
  occasion: string,
  told: string | null,
): Promise<void> {
  await work.tx.insert(Verification, {
    ...{ id: newId(), commitmentId, occasion, outcome: 'open', findings: null, staffId: null },
    told: told === null ? null : work.sealer.seal('verification.told', told),
    ...{ openedAt: work.now, closedAt: null },
  });
}

/**
 * A person records what a check found. False: the application goes on with papers, the person may not commit again until
 * it is repaired; after a grant, ending the aid and the repayment are proposed to people (法律援助法第48、64条), and nothing
 * is decided here.
 */
export async function closeCheck(
  work: Work,
  { id, outcome, findings }: { id: string; outcome: CheckOutcome; findings: string },
): Promise<void> {
  mustBeAllowed(work.actor, 'commitments.verify');
  const check = await row<Verification>(work.tx, 'SELECT * FROM verification WHERE id = ?', [id]);
  if (!check) throw problem('not_found', { what: '这次核查' });
  const { staff, found } = await forStaff(work, 'commitments.verify', check.commitmentId);
  const closed = await changed(
    work.tx,
    "UPDATE verification SET outcome = ?, findings = ?, staffId = ?, closedAt = ? WHERE id = ? AND outcome = 'open'",
    [outcome, work.sealer.seal('verification.findings', findings), staff.id, work.now, id],
  );
  if (closed === 0) throw problem('stale');
  if (outcome === 'true') await act(work, found, 'confirm');
  if (outcome === 'false') await disprove(work, found);
}

async function disprove(work: Work, found: CommitmentCase): Promise<void> {
  // Also of aid that has ended since: what follows of the cost knows no stage.
  const granted = found.state === 'GRANTED' || found.state === 'TERMINATED';
  await act(work, found, 'disprove', {
    papersDueOn: found.state === 'GRANTED' ? await papersDue(work) : null,
  });
  await ordinaryRoute(work, found);
  const person = await work.tx.findOneByOrFail(Applicant, { id: found.applicantId });
  const number = work.sealer.open('applicant.identityNumber', person.identityNumber);
  await work.tx.insert(CommitmentExclusion, {
    ...{
      id: newId(),
      commitmentId: found.id,
      since: work.now,
      repairedAt: null,
      repairedBy: null,
      note: null,
    },
    identityNumber: work.sealer.seal('commitment_exclusion.identityNumber', number),
    identityIndex: work.sealer.index('commitment_exclusion.identityNumber', number),
  });
  work.emit('commitment.disproved', about(found, { granted: String(granted) }));
}

/** 信用修复: the person may commit again. */
export async function repair(work: Work, id: string, note: string): Promise<void> {
  const { staff } = await forStaff(work, 'commitments.repair', id);
  const done = await changed(
    work.tx,
    'UPDATE commitment_exclusion SET repairedAt = ?, repairedBy = ?, note = ? WHERE commitmentId = ? AND repairedAt IS NULL',
    [work.now, staff.id, work.sealer.seal('commitment_exclusion.note', note), id],
  );
  if (done === 0) throw problem('not_found', { what: '这次不适用的记录' });
}
