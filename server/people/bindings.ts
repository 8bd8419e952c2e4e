import { randomInt } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Binding, BindingCode, BindingTry } from '../../entities/index.ts';
import type { Actor } from '../platform/actor.ts';
import type { Reading, Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { changed, row, rows } from '../platform/sql.ts';
import type { Role } from '../vocabulary.ts';
import type { BindableView, BindingKind, BindOutcome } from './contract.ts';
import { mustBeAllowed } from './policies.ts';

const CODE_LIVES_MS = 10 * 60_000;
/** Wrong codes of one openid in an hour, after which it has to wait. */
const MOST_WRONG = 5;
const HOUR = 3_600_000;

const tables: Record<BindingKind, string> = { staff: 'staff', lawyer: 'lawyer', volunteer: 'volunteer' };

/** Who a bound openid is: kind and name, or null when that person has left. */
export async function boundTo(
  tx: EntityManager,
  kind: string,
  personId: string,
): Promise<{ kind: string; name: string } | null> {
  const table = tables[kind as BindingKind];
  if (!table) return null;
  const person = await row<{ name: string }>(tx, `SELECT name FROM ${table} WHERE id = ? AND active = 1`, [
    personId,
  ]);
  return person ? { kind, name: person.name } : null;
}

/** A person's name, in service or not. */
export async function personName(
  tx: EntityManager,
  kind: BindingKind,
  id: string,
): Promise<string | undefined> {
  return (await row<{ name: string }>(tx, `SELECT name FROM ${tables[kind]} WHERE id = ?`, [id]))?.name;
}

/** Whose account, still in service, an openid is bound to. */
export async function boundPerson(
  tx: EntityManager,
  openid: string,
): Promise<{ kind: BindingKind; id: string } | undefined> {
  const found = await row<Binding>(tx, 'SELECT kind, personId FROM binding WHERE openid = ?', [openid]);
  const person = found && (await boundTo(tx, found.kind, found.personId));
  return person ? { kind: found.kind, id: found.personId } : undefined;
}

/** The member of staff that an openid is bound to, as an actor who speaks through the chat. */
export async function staffInChat(
  { tx }: Reading,
  openid: string,
): Promise<Extract<Actor, { kind: 'staff' }> | undefined> {
  const found = await row<{ id: string; name: string; roles: string; servicePointId: string }>(
    tx,
    `SELECT p.id, p.name, p.roles, p.servicePointId FROM binding b JOIN staff p ON p.id = b.personId
     WHERE b.openid = ? AND b.kind = 'staff' AND p.active = 1`,
    [openid],
  );
  if (!found) return undefined;
  return { kind: 'staff', ...found, roles: found.roles.split(' ') as Role[], through: 'chat' };
}

/**
 * A one-time code (绑定码) of eight digits for a person; the one before it ends. Staff make their own; for lawyers and
 * volunteers whoever looks after people makes it.
 */
export async function makeBindingCode(
  work: Work,
  person?: { kind: BindingKind; id: string },
): Promise<{ code: string; expiresAt: number }> {
  const { tx, now, actor, sealer } = work;
  if (actor.kind !== 'staff') throw problem('not_allowed');
  const { kind, id } = person ?? { kind: 'staff' as const, id: actor.id };
  if (kind !== 'staff' || id !== actor.id) {
    mustBeAllowed(actor, 'people.bind');
    // A colleague's account is theirs alone to bind: whoever holds it acts in their name.
    if (kind === 'staff') throw problem('not_allowed');
  }
  if (!(await boundTo(tx, kind, id))) throw problem('not_found', { what: '这个人' });
  await changed(tx, 'DELETE FROM binding_code WHERE (kind = ? AND personId = ?) OR expiresAt <= ?', [
    kind,
    id,
    now,
  ]);
  const code = String(randomInt(100_000_000)).padStart(8, '0');
  const expiresAt = now + CODE_LIVES_MS;
  await tx.insert(BindingCode, { digest: sealer.index('binding_code', code), kind, personId: id, expiresAt });
  work.emit('person.codeMade', { data: { kind, personId: id } });
  return { code, expiresAt };
}

/** 绑定: the openid that sends a valid code is bound to its person. A wrong code is counted, so it answers and never throws. */
export async function bind(work: Work, code: string): Promise<BindOutcome> {
  const { tx, now, actor, sealer } = work;
  const openid = actor.id;
  const bound = await bindingOf(tx, openid);
  if (bound) return { outcome: 'already', person: bound };
  const waitMs = await waitOf(work, openid);
  if (waitMs > 0) return { outcome: 'slow', minutes: Math.ceil(waitMs / 60_000) };
  const digests = sealer.indexes('binding_code', code);
  const found = await row<BindingCode>(
    tx,
    `SELECT digest, kind, personId FROM binding_code WHERE digest IN (${digests.map(() => '?').join(', ')}) AND expiresAt > ?`,
    [...digests, now],
  );
  const person = found && (await boundTo(tx, found.kind, found.personId));
  // Only one of two phones that send the same code at the same moment takes it away.
  if (
    !found ||
    !person ||
    (await changed(tx, 'DELETE FROM binding_code WHERE digest = ?', [found.digest])) === 0
  ) {
    await countWrong(work, openid);
    return { outcome: 'wrong' };
  }
  await changed(tx, 'DELETE FROM binding WHERE openid = ? OR (kind = ? AND personId = ?)', [
    openid,
    found.kind,
    found.personId,
  ]);
  await tx.insert(Binding, { openid, kind: found.kind, personId: found.personId, boundAt: now });
  await changed(tx, 'DELETE FROM binding_try WHERE openid = ?', [openid]);
  work.emit('person.bound', { openid, data: { kind: found.kind, personId: found.personId } });
  return { outcome: 'bound', person };
}

/** 解绑: ends the binding of the openid that asks for it; false when there was none. */
export async function unbind(work: Work): Promise<boolean> {
  return endBindings(work, 'openid = ?', [work.actor.id]);
}

/** A member of staff ends the binding of their own WeChat from the console. */
export async function unbindOwn(work: Work): Promise<boolean> {
  return endBindings(work, `kind = 'staff' AND personId = ?`, [work.actor.id]);
}

/** Somebody leaves: account, sessions, codes and bindings end at once, and work notices that wait are not sent any more. */
export async function deactivate(work: Work, kind: BindingKind, id: string): Promise<void> {
  mustBeAllowed(work.actor, 'people.deactivate');
  const { tx } = work;
  // Nobody locks out the last one who could undo it.
  if (kind === 'staff' && id === work.actor.id) throw problem('not_allowed');
  const left = await changed(tx, `UPDATE ${tables[kind]} SET active = 0 WHERE id = ? AND active = 1`, [id]);
  if (left === 0) throw problem('not_found', { what: '这个人' });
  if (kind === 'staff') await changed(tx, 'DELETE FROM session WHERE staffId = ?', [id]);
  await changed(tx, 'DELETE FROM binding_code WHERE kind = ? AND personId = ?', [kind, id]);
  await endBindings(work, 'kind = ? AND personId = ?', [kind, id]);
  work.emit('person.left', { data: { kind, personId: id } });
}

async function endBindings(work: Work, where: string, values: string[]): Promise<boolean> {
  const { tx } = work;
  const ended = await rows<Binding>(tx, `SELECT openid, kind, personId FROM binding WHERE ${where}`, values);
  for (const { openid, kind, personId } of ended) {
    await changed(tx, 'DELETE FROM binding WHERE openid = ?', [openid]);
    await changed(
      tx,
      `DELETE FROM delivery WHERE recipient = ? AND textKey LIKE 'notice.staff%' AND status IN ('queued', 'waiting')`,
      [openid],
    );
    work.emit('person.unbound', { openid, data: { kind, personId } });
  }
  return ended.length > 0;
}

/** Since when a member of staff's own WeChat is bound; null when it isn't. */
export async function ownBinding({ tx }: Reading, staffId: string): Promise<{ boundAt: number | null }> {
  const found = await row<{ boundAt: number }>(
    tx,
    `SELECT boundAt FROM binding WHERE kind = 'staff' AND personId = ?`,
    [staffId],
  );
  return { boundAt: found ? Number(found.boundAt) : null };
}

/** Lawyers and volunteers in service, and whether their WeChat is bound. */
export async function bindable({ tx }: Reading): Promise<BindableView[]> {
  const found = await rows<{ kind: BindingKind; id: string; name: string; openid: string | null }>(
    tx,
    `SELECT p.kind, p.id, p.name, b.openid FROM (
       SELECT 'lawyer' AS kind, id, name FROM lawyer WHERE active = 1
       UNION ALL SELECT 'volunteer' AS kind, id, name FROM volunteer WHERE active = 1
     ) p LEFT JOIN binding b ON b.kind = p.kind AND b.personId = p.id ORDER BY p.kind, p.id`,
  );
  return found.map(({ kind, id, name, openid }) => ({ kind, id, name, bound: openid !== null }));
}

async function bindingOf(tx: EntityManager, openid: string): Promise<{ kind: string; name: string } | null> {
  const found = await row<Binding>(tx, 'SELECT kind, personId FROM binding WHERE openid = ?', [openid]);
  return found ? boundTo(tx, found.kind, found.personId) : null;
}

async function waitOf({ tx, now }: Work, openid: string): Promise<number> {
  const tried = await row<BindingTry>(tx, 'SELECT wrong, since FROM binding_try WHERE openid = ?', [openid]);
  if (!tried || tried.wrong < MOST_WRONG) return 0;
  return Number(tried.since) + HOUR - now;
}

async function countWrong({ tx, now }: Work, openid: string): Promise<void> {
  await changed(tx, 'DELETE FROM binding_try WHERE openid = ? AND since <= ?', [openid, now - HOUR]);
  const counted = await changed(tx, 'UPDATE binding_try SET wrong = wrong + 1 WHERE openid = ?', [openid]);
  if (counted === 0) await tx.insert(BindingTry, { openid, wrong: 1, since: now });
}
