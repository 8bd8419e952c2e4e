import { Scene, SceneVisit } from '../../../entities/index.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import type { PublicActivity } from '../activities/contract.ts';
import { publicActivity } from '../activities/reading.ts';
import { sceneOf, type SceneKind } from './rules.ts';

/** A bot that was given a code and died gives it back after this time. */
const LEASE_MS = 60_000;

const tables: Record<SceneKind, { table: string; name: string }> = {
  point: { table: 'service_point', name: 'name' },
  volunteer: { table: 'volunteer', name: 'name' },
  activity: { table: 'activity', name: 'title' },
};

/** A QR code for something; a second order gives the same code. Throws `not_found`. */
export async function orderScene(work: Work, kind: SceneKind, refId: string): Promise<{ code: string }> {
  const { tx, now } = work;
  await nameOf(work, kind, refId);
  const code = sceneOf(kind, refId);
  if (!(await row(tx, 'SELECT code FROM scene WHERE code = ?', [code])))
    await tx.insert(Scene, { code, kind, refId, url: null, dueAt: now, createdAt: now });
  return { code };
}

/** What a scene's thing is called; throws `not_found`. */
export async function nameOf({ tx }: Reading, kind: SceneKind, refId: string): Promise<string> {
  const { table, name } = tables[kind];
  const found = await row<{ name: string }>(tx, `SELECT ${name} AS name FROM ${table} WHERE id = ?`, [refId]);
  if (!found) throw problem('not_found', { what: '这个二维码的对象' });
  return found.name;
}

/** Codes that WeChat is to make; given to one bot for a minute. */
export async function claimScenes({ tx, now }: Work, max: number): Promise<{ code: string }[]> {
  const waiting = await rows<{ code: string }>(
    tx,
    `SELECT code FROM scene WHERE url IS NULL AND dueAt <= ? ORDER BY dueAt LIMIT ${max}`,
    [now],
  );
  const got: { code: string }[] = [];
  for (const { code } of waiting) {
    const mine = await changed(
      tx,
      'UPDATE scene SET dueAt = ? WHERE code = ? AND url IS NULL AND dueAt <= ?',
      [now + LEASE_MS, code, now],
    );
    if (mine > 0) got.push({ code });
  }
  return got;
}

export async function sceneMade({ tx }: Work, code: string, url: string): Promise<void> {
  await changed(tx, 'UPDATE scene SET url = ? WHERE code = ?', [url, code]);
}

export interface CameBy {
  kind: SceneKind | null;
  name: string;
  activity: PublicActivity | null;
}

/** The caller came by a code: counted once a person and code, and told what it is. An unknown code counts nothing. */
export async function comeBy(work: Work, code: string, followed: boolean): Promise<CameBy> {
  const { tx, now, actor } = work;
  const scene = await row<{ kind: SceneKind; refId: string }>(
    tx,
    'SELECT kind, refId FROM scene WHERE code = ?',
    [code],
  );
  if (!scene) return { kind: null, name: '', activity: null };
  const known = await row<{ followed: number }>(
    tx,
    'SELECT followed FROM scene_visit WHERE code = ? AND openid = ?',
    [code, actor.id],
  );
  if (!known) await tx.insert(SceneVisit, { code, openid: actor.id, followed, at: now });
  else if (followed && !known.followed)
    await changed(tx, 'UPDATE scene_visit SET followed = 1 WHERE code = ? AND openid = ?', [code, actor.id]);
  return {
    kind: scene.kind,
    name: await nameOf(work, scene.kind, scene.refId),
    activity: scene.kind === 'activity' ? await publicActivity(work, scene.refId, actor.id) : null,
  };
}
