import { Command } from '../../entities/index.ts';
import type { Work } from './db.ts';

/**
 * Runs a command once per idempotency key. A repeat (the same turn handled again after a kill, a client's retry) gets
 * the answer of the first run and changes nothing. The key, the answer and the command's effects are one commit.
 */
export async function once<T>(work: Work, key: string, command: () => Promise<T>): Promise<T> {
  // Nobody's key can name somebody else's command.
  const id = `${work.actor.kind}:${work.actor.id}:${key}`;
  const [known] = (await work.tx.query('SELECT result FROM command WHERE id = ?', [id])) as {
    result: string;
  }[];
  if (known) return JSON.parse(work.sealer.open('command.result', known.result)) as T;
  const result = await command();
  await work.tx.insert(Command, {
    id,
    result: work.sealer.seal('command.result', JSON.stringify(result ?? null)),
    at: work.now,
  });
  return result;
}
