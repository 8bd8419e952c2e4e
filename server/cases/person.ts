import { AidCase, Applicant } from '../../entities/index.ts';
import { mustBeAllowed } from '../people/policies.ts';
import type { Work } from '../platform/db.ts';
import type { PersonView } from './contract.ts';
import { mustSee } from './visibility.ts';

/**
 * 查看姓名和电话: whoever works on a case has to telephone the applicant before a decision. The case itself shows both
 * masked; opening them is an act of its own that its history names.
 */
export async function readPerson(work: Work, id: string): Promise<PersonView> {
  const staff = mustBeAllowed(work.actor, 'cases.person');
  await mustSee(work, staff, id);
  const { applicantId } = await work.tx.findOneByOrFail(AidCase, { id });
  const { name, phone, phoneReason } = await work.tx.findOneByOrFail(Applicant, { id: applicantId });
  work.emit('case.personRead', { caseId: id, data: { staffId: staff.id } });
  const { sealer } = work;
  return {
    name: sealer.open('applicant.name', name),
    phone: phone === null ? null : sealer.open('applicant.phone', phone),
    phoneReason: phoneReason === null ? null : sealer.open('applicant.phoneReason', phoneReason),
  };
}
