import { Command } from '../../entities/index.ts';
import type { Actor } from './actor.ts';
import type { Database, Reading, Work } from './db.ts';
import { row } from './sql.ts';

/**
 * Runs a command once per idempotency key. A repeat (the same turn handled again after a kill, a client's retry) gets
 * the answer of the first run and changes nothing. The key, the answer and the command's effects are one commit.
 */
export async function once<T>(
  db: Database,
  actor: Actor,
  key: string,
  command: (work: Work) => Promise<T>,
): Promise<T> {
  // Nobody's key can name somebody else's command.
  const id = `${actor.kind}:${actor.id}:${key}`;
  try {
    return await db.write(actor, async (work) => {
      const known = await answerOf<T>(work, id);
      if (known) return known.result;
      const result = await command(work);
      await work.tx.insert(Command, {
        id,
        result: work.sealer.seal('command.result', JSON.stringify(result ?? null)),
        at: work.now,
      });
      return result;
    });
  } catch (error) {
    // A repeat that came while the first run was still at work loses against it, and may have its answer.
    const known = await db.read((reading) => answerOf<T>(reading, id)).catch(() => undefined);
    if (known) return known.result;
    throw error;
  }
}

async function answerOf<T>({ tx, sealer }: Reading, id: string): Promise<{ result: T } | undefined> {
  const known = await row<{ result: string }>(tx, 'SELECT result FROM command WHERE id = ?', [id]);
  return known && { result: JSON.parse(sealer.open('command.result', known.result)) as T };
}
