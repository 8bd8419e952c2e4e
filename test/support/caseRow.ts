import { AidCase, ServicePoint } from '../../entities/index.ts';
import { newReference } from '../../server/cases/reference.ts';
import { system } from '../../server/platform/actor.ts';
import type { Database } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import type { CaseState } from '../../server/vocabulary.ts';

/** Puts a case in some state straight into the table, for tests of what hangs on cases; returns it. */
export async function caseRow(
  db: Database,
  openid: string,
  state: CaseState,
  more: Partial<AidCase> = {},
): Promise<AidCase> {
  const aidCase: AidCase = {
    ...{ id: newId(), reference: newReference(2026), applicationId: newId(), applicantId: newId(), openid },
    ...{ matter: 'wages', matterName: '请求支付劳动报酬', state, greenChannel: false, urgent: false },
    ...{
      dueOn: null,
      dueProvisional: false,
      servicePointId: newId(),
      reviewerId: null,
      version: 1,
      createdAt: db.clock(),
    },
    ...more,
  };
  await db.write(system('test'), ({ tx }) => tx.insert(AidCase, aidCase));
  return aidCase;
}

/** A service point of a kind, by its code. */
export async function pointRow(db: Database, code: string, kind: string, name = code): Promise<ServicePoint> {
  const point: ServicePoint = {
    ...{ id: newId(), code, kind, name, township: null, theme: null, parentId: null },
    ...{ address: null, phone: null, hours: null, active: true },
  };
  await db.write(system('test'), ({ tx }) => tx.insert(ServicePoint, point));
  return point;
}
