import { Type } from 'typebox';
import { endpoint, nothing } from '../../platform/contract.ts';
import { partyFindings } from './vocabulary.ts';

/** Where the parties of a case appear in another one; for staff only, to be checked before the facts are read. */
export const PartyMatchView = Type.Object({
  finding: Type.Enum([...partyFindings]),
  findingName: Type.String(),
  alarming: Type.Boolean(),
  /** A person has checked it and noted what they found. */
  checked: Type.Boolean(),
  /** Whether the reader may open the other case; one of another station is checked by the centre. */
  visible: Type.Boolean(),
  /** By identity number; else by a name, which may be a namesake's. */
  certain: Type.Boolean(),
  reference: Type.String(),
  matterName: Type.String(),
  stateName: Type.String(),
});

export const checkParties = endpoint({
  method: 'POST',
  path: '/cases/:id/parties-checked',
  summary: '登记冲突核查: what a person found about the conflicts and repeats that alarm; they alarm no more',
  who: ['staff'],
  input: Type.Object({
    id: Type.String({ minLength: 36, maxLength: 36 }),
    version: Type.Integer({
      description: 'The version that was read: a case changed by others meanwhile is refused',
    }),
    note: Type.String({ title: '核查结果', minLength: 2, maxLength: 500 }),
    /** Those that were shown: what is found meanwhile isn't checked with them. */
    findings: Type.Array(Type.Object({ finding: Type.Enum([...partyFindings]), reference: Type.String() }), {
      maxItems: 200,
    }),
  }),
  reply: nothing,
});
