import { system } from '../platform/actor.ts';
import type { JobDefinition } from '../platform/schedule.ts';
import { changed, rows } from '../platform/sql.ts';
import type { Files } from './port.ts';
import { UNPLACED_KEPT_MS } from './rules.ts';

/** Every hour: files that nobody said the place of within a day are removed, content first. */
export const dropUnplaced = (files: Files): JobDefinition => ({
  name: 'files.dropUnplaced',
  every: { minutes: 60 },
  whenMissed: 'make-up-once',
  async run(db) {
    const old = await db.read(({ tx, now }) =>
      rows<{ id: string; fileKey: string | null }>(
        tx,
        'SELECT id, fileKey FROM attachment WHERE draftId IS NULL AND caseId IS NULL AND at < ?',
        [now - UNPLACED_KEPT_MS],
      ),
    );
    for (const { id, fileKey } of old) {
      if (fileKey) await files.remove(fileKey);
      await db.write(system('files.dropUnplaced'), ({ tx }) =>
        changed(tx, 'DELETE FROM attachment WHERE id = ? AND draftId IS NULL AND caseId IS NULL', [id]),
      );
    }
  },
});
