import type { EntityManager } from 'typeorm';
import { row } from '../platform/sql.ts';

const tables: Record<string, string> = { staff: 'staff', lawyer: 'lawyer', volunteer: 'volunteer' };

/** Who a bound openid is: kind and name, or null when that person has left. */
export async function boundTo(
  tx: EntityManager,
  kind: string,
  personId: string,
): Promise<{ kind: string; name: string } | null> {
  const table = tables[kind];
  if (!table) return null;
  const person = await row<{ name: string }>(tx, `SELECT name FROM ${table} WHERE id = ? AND active = 1`, [
    personId,
  ]);
  return person ? { kind, name: person.name } : null;
}
