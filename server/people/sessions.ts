import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Session, Staff } from '../../entities/index.ts';
import { system, type Actor } from '../platform/actor.ts';
import type { Database, Reading } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { problem } from '../platform/problems.ts';
import { changed, row } from '../platform/sql.ts';
import type { Role } from '../vocabulary.ts';
import type { Me } from './contract.ts';

const SESSION_MS = 12 * 3_600_000;
/** Wrong passwords before an account has to wait, and for how long; the wait doubles with each further five. */
const TRIES = 5;
const FIRST_WAIT_MS = 5 * 60_000;

/** Argon2id with the package's defaults (19 MiB, 2 rounds), OWASP's recommendation. */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** Verified against when an account doesn't exist, so that the answer takes as long. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/**
 * Signs a member of staff in; returns the cookie's secret. Throws `wrong_password`, for unknown accounts alike, or
 * `slow_down` after five wrong ones.
 */
export async function signIn(
  db: Database,
  account: string,
  password: string,
): Promise<{ secret: string; staff: Staff }> {
  const staff = await db.read(({ tx }) => tx.findOneBy(Staff, { account, active: true }));
  if (staff && staff.lockedUntil > db.clock()) {
    throw problem('slow_down', { minutes: Math.ceil((staff.lockedUntil - db.clock()) / 60_000) });
  }
  const right = await verify(staff?.passwordHash ?? (await nobody), password);
  if (!staff || !right) {
    if (staff) await countWrongPassword(db, staff.id);
    throw problem('wrong_password');
  }
  const secret = randomBytes(32).toString('base64url');
  await db.write({ kind: 'system', id: staff.id }, async (work) => {
    await changed(work.tx, 'UPDATE staff SET wrongPasswords = 0, lockedUntil = 0 WHERE id = ?', [staff.id]);
    await work.tx.insert(Session, {
      digest: digestOf(secret),
      staffId: staff.id,
      createdAt: work.now,
      expiresAt: work.now + SESSION_MS,
    });
    work.emit('staff.signedIn', { data: { staffId: staff.id } });
  });
  return { secret, staff };
}

async function countWrongPassword(db: Database, id: string): Promise<void> {
  await db.write(system('sign-in'), async ({ tx, now }) => {
    await changed(tx, 'UPDATE staff SET wrongPasswords = wrongPasswords + 1 WHERE id = ?', [id]);
    const { wrongPasswords } = (await row<{ wrongPasswords: number }>(
      tx,
      'SELECT wrongPasswords FROM staff WHERE id = ?',
      [id],
    ))!;
    if (wrongPasswords % TRIES !== 0) return;
    const wait = FIRST_WAIT_MS * 2 ** (wrongPasswords / TRIES - 1);
    await changed(tx, 'UPDATE staff SET lockedUntil = ? WHERE id = ?', [now + wait, id]);
  });
}

interface SessionRow {
  id: string;
  account: string;
  name: string;
  roles: string;
  servicePointId: string;
}

/** The member of staff whose session a cookie holds, or undefined when it is unknown, expired or revoked. */
export async function staffOfSession(
  { tx, now }: Reading,
  secret: string,
): Promise<(Actor & { kind: 'staff' }) | undefined> {
  const found = await row<SessionRow>(
    tx,
    `SELECT p.id, p.account, p.name, p.roles, p.servicePointId FROM session s JOIN staff p ON p.id = s.staffId
     WHERE s.digest = ? AND s.expiresAt > ? AND p.active = 1`,
    [digestOf(secret), now],
  );
  if (!found) return undefined;
  const { id, name, roles, servicePointId } = found;
  return { kind: 'staff', id, name, roles: roles.split(' ') as Role[], servicePointId, through: 'console' };
}

export async function signOut(db: Database, actor: Actor, secret: string): Promise<void> {
  await db.write(actor, async ({ tx }) =>
    changed(tx, 'DELETE FROM session WHERE digest = ?', [digestOf(secret)]),
  );
}

/** How a member of staff is shown to themselves. */
export async function presentMe({ tx }: Reading, staffId: string): Promise<Me> {
  const found = await row<SessionRow & { point: string | null }>(
    tx,
    `SELECT p.id, p.account, p.name, p.roles, s.name AS point FROM staff p
     LEFT JOIN service_point s ON s.id = p.servicePointId WHERE p.id = ?`,
    [staffId],
  );
  if (!found) throw problem('signed_out');
  const { id, account, name, roles, point } = found;
  return { id, account, name, roles: roles.split(' '), servicePoint: point ?? '' };
}

/** Adds a member of staff; the password is hashed before a unit of work opens. */
export async function staffRow(input: {
  account: string;
  name: string;
  password: string;
  roles: Role[];
  servicePointId: string;
}): Promise<Staff> {
  return {
    id: newId(),
    account: input.account,
    name: input.name,
    passwordHash: await hashPassword(input.password),
    roles: input.roles.join(' '),
    servicePointId: input.servicePointId,
    active: true,
    wrongPasswords: 0,
    lockedUntil: 0,
  };
}

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
