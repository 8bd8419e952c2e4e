import type { Database } from '../../platform/db.ts';
import { rows } from '../../platform/sql.ts';
import type { Replayed } from '../replay.ts';
import type { Answers } from '../vocabulary.ts';

/** Applications that one statement reads, so that memory stays flat however many there are. */
const BATCH = 500;

interface ApplicationRow {
  id: string;
  answers: string;
  submittedOn: string;
}

/**
 * Every stored application, a batch at a time in the order of its key: its id, the answers that counted and the day on
 * which it was handed in. Nothing else of it is read.
 */
export async function* storedApplications(db: Database): AsyncGenerator<Replayed[]> {
  let after = '';
  for (;;) {
    const batch = await db.read(async ({ tx, sealer }) => {
      const found = await rows<ApplicationRow>(
        tx,
        `SELECT id, answers, submittedOn FROM application WHERE id > ? ORDER BY id LIMIT ${BATCH}`,
        [after],
      );
      return found.map(({ id, answers, submittedOn }) => ({
        id,
        answers: (JSON.parse(sealer.open('application.answers', answers)) as { answers: Answers }).answers,
        on: submittedOn,
      }));
    });
    const last = batch.at(-1);
    if (!last) return;
    yield batch;
    after = last.id;
  }
}
