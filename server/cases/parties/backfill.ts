import { system } from '../../platform/actor.ts';
import type { Work } from '../../platform/db.ts';
import type { JobDefinition } from '../../platform/schedule.ts';
import { rows } from '../../platform/sql.ts';
import { opponentIn } from './opponent.ts';
import { recordParties } from './service.ts';

/** Cases that one unit takes, so that nobody waits behind it. */
const BATCH = 100;

interface Old {
  id: string;
  matter: string;
  name: string;
  identityNumber: string;
  answers: string;
}

/** Writes down the parties of cases from before they were kept; returns how many cases it took. Done twice, it changes nothing. */
export async function backfillBatch(work: Work): Promise<number> {
  const { tx, sealer } = work;
  const old = await rows<Old>(
    tx,
    `SELECT c.id, c.matter, p.name, p.identityNumber, a.answers FROM aid_case c JOIN applicant p ON p.id = c.applicantId
     JOIN application a ON a.id = c.applicationId
     WHERE NOT EXISTS (SELECT 1 FROM case_party q WHERE q.caseId = c.id) ORDER BY c.id LIMIT ${BATCH}`,
  );
  for (const { id, matter, name, identityNumber, answers } of old) {
    const kept = JSON.parse(sealer.open('application.answers', answers)) as {
      answers: Record<string, unknown>;
    };
    await recordParties(work, id, {
      matter,
      applicant: {
        name: sealer.open('applicant.name', name),
        number: sealer.open('applicant.identityNumber', identityNumber),
      },
      opponent: opponentIn(kept.answers),
    });
  }
  return old.length;
}

/** Each night, in batches: older cases get the blind indexes by which conflicts and repeats are noticed. */
export const backfillParties: JobDefinition = {
  name: 'cases.backfillParties',
  every: { dailyAt: '03:40' },
  whenMissed: 'make-up-once',
  async run(db) {
    while ((await db.write(system('cases.backfillParties'), backfillBatch)) === BATCH);
  },
};
