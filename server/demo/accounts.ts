import { DEMO_PASSWORD, demoCentre } from './centre.ts';
import type { Reading } from '../platform/db.ts';
import { rows } from '../platform/sql.ts';

/** The demo accounts that exist in this database, for the sign-in page of a demo. */
export async function demoAccounts({
  tx,
}: Reading): Promise<{ account: string; name: string; roles: string[]; password: string }[]> {
  const names = new Map(demoCentre().staff.map(({ account, name }) => [account, name]));
  const found = await rows<{ account: string; name: string; roles: string }>(
    tx,
    'SELECT account, name, roles FROM staff WHERE active = 1 ORDER BY id',
  );
  return found
    .filter(({ account, name }) => names.get(account) === name)
    .map(({ account, name, roles }) => ({ account, name, roles: roles.split(' '), password: DEMO_PASSWORD }));
}
