import { narrow } from '../../eligibility/numbers.ts';
import type { Sealer } from '../../platform/seal.ts';
import { comparableName } from './names.ts';

/** An identity number as it is said: with blanks and dashes, full width, a small x. */
const numberIn = (said: string): string | undefined =>
  /^\d{17}[\dX]$/.exec(narrow(said).replace(/[\s-]/g, '').toUpperCase())?.[0];

/** The condition on a case `c` that its applicant has this whole name or identity number; nothing is opened for it. */
export function applicantIs(sealer: Sealer, said: string): { condition: string; index: string } {
  const number = numberIn(said);
  const column = number ? 'numberIndex' : 'nameIndex';
  const index = number
    ? sealer.index('case_party.number', number)
    : sealer.index('case_party.name', comparableName(said) ?? said);
  return {
    condition: `EXISTS (SELECT 1 FROM case_party q WHERE q.caseId = c.id AND q.role = 'applicant' AND q.${column} = ?)`,
    index,
  };
}
