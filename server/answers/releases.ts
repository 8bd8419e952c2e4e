import type { Reading } from '../platform/db.ts';
import { row, rows } from '../platform/sql.ts';
import type { Entry } from './knowledge.ts';

/** The newest release of one entry: what stands in place of its text in the topic files. */
export interface Release {
  id: string;
  entryId: string;
  /** Null where it was withdrawn. */
  entry: Entry | null;
}

/** Names the state of all releases: the newest one's id, '' before the first. One small statement. */
export async function releaseState({ tx }: Reading): Promise<string> {
  const newest = await row<{ id: string }>(tx, 'SELECT id FROM entry_release ORDER BY number DESC LIMIT 1');
  return newest?.id ?? '';
}

/** Per entry its newest release. */
export async function releasesInForce({ tx }: Reading): Promise<Release[]> {
  const found = await rows<{ id: string; entryId: string; kind: string; content: string | null }>(
    tx,
    `SELECT id, entryId, kind, content FROM entry_release r
     WHERE number = (SELECT MAX(number) FROM entry_release o WHERE o.entryId = r.entryId) ORDER BY entryId`,
  );
  return found.map(({ id, entryId, content }) => ({
    id,
    entryId,
    entry: content === null ? null : (JSON.parse(content) as Entry),
  }));
}

/** The entries of the files with the releases in their place. */
export function withReleases(entries: readonly Entry[], releases: readonly Release[]): Entry[] {
  const byId = new Map(releases.map((release) => [release.entryId, release.entry]));
  const kept = entries.flatMap((entry) => {
    const released = byId.get(entry.id);
    byId.delete(entry.id);
    return released === undefined ? [entry] : (released ?? []);
  });
  return [...kept, ...[...byId.values()].filter((entry) => entry !== null)];
}
