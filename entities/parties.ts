import { BlindIndex, Entity, Indexed, Key, Ref, Sealed, Short } from './columns.ts';

/** Somebody who stands on one side of a case, so that conflicts of interest and repeats are found on sealed data. */
@Entity('case_party')
@Indexed('case_party_case', ['caseId'])
@Indexed('case_party_name', ['nameIndex'])
@Indexed('case_party_number', ['numberIndex'])
export class CaseParty {
  @Key() id!: string;
  @Ref() caseId!: string;
  @Short(12) role!: 'applicant' | 'opponent';
  /** Normalised for comparing (full width, spaces and company suffixes don't matter), never for showing. */
  @Sealed('case_party', { nullable: true }) name!: string | null;
  @BlindIndex('case_party', 'name', { nullable: true }) nameIndex!: string | null;
  @Sealed('case_party', { nullable: true }) number!: string | null;
  @BlindIndex('case_party', 'number', { nullable: true }) numberIndex!: string | null;
  @Short(32) matter!: string;
}
