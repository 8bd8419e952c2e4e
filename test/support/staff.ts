import { ServicePoint } from '../../entities/index.ts';
import type { Staff } from '../../server/people/policies.ts';
import type { Role } from '../../server/vocabulary.ts';
import type { TestDatabase } from './databases.ts';

/** A member of staff in the console, still without a service point. */
export const staff = (id: string, ...roles: Role[]): Staff => ({
  ...{ kind: 'staff', id, name: id, roles, servicePointId: '', through: 'console' },
});

/** Puts people to the service point that is asked for: `{ kind: 'centre' }`, `{ code: 'ws-wangting' }`. */
export async function placedAt({ db }: TestDatabase, where: object, people: readonly Staff[]): Promise<void> {
  const { id } = await db.read(({ tx }) => tx.findOneByOrFail(ServicePoint, where));
  for (const one of people) Object.assign(one, { servicePointId: id });
}
