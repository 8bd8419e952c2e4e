import Type, { type Static } from 'typebox';
import { readYaml } from '../../platform/data.ts';
import { checkRows } from '../load.ts';
import type { Answers } from '../vocabulary.ts';
import {
  commitmentActs,
  commitmentStatuses,
  type CommitmentAct,
  type CommitmentStatus,
  type Signer,
} from './vocabulary.ts';

const Transition = Type.Object(
  {
    act: Type.Enum([...commitmentActs]),
    from: Type.Array(Type.Enum([...commitmentStatuses])),
    to: Type.Enum([...commitmentStatuses]),
  },
  { additionalProperties: false },
);

export const commitmentTransitions: readonly Static<typeof Transition>[] = checkRows(
  'transitions.yaml',
  readYaml(import.meta.url, './transitions.yaml'),
  Transition,
);

/** Where an act leads from a status; undefined where it can't be done. */
export function after(act: CommitmentAct, status: CommitmentStatus): CommitmentStatus | undefined {
  const found = commitmentTransitions.find((one) => one.act === act);
  return found?.from.includes(status) ? found.to : undefined;
}

/** The statuses that an act starts from. */
export const startsOf = (act: CommitmentAct): readonly CommitmentStatus[] =>
  commitmentTransitions.find((one) => one.act === act)?.from ?? [];

/** Whether a decision may rest on a commitment: typed words alone are no reliable signature. */
export const carriesDecision = (status: CommitmentStatus): boolean =>
  status === 'SIGNED' || status === 'VERIFIED_OK';

/** From what age people act for themselves (民法典第17条), and up to what age the guardian consents apart (个保法第31条). */
const ADULT = 18;
const CHILD = 14;

const ageOf = ({ age }: Answers): number | undefined => (typeof age === 'number' ? age : undefined);

/** A child under 14: the guardian's separate consent is needed. */
export const isChild = (answers: Answers): boolean => (ageOf(answers) ?? CHILD) < CHILD;

/** Papers that let a relative act for an adult (代理权证明), as the questionnaire asks for them. */
const mandates: ReadonlySet<unknown> = new Set(['mandate', 'register']);

/**
 * Who has to sign: minors through their 法定代理人, others whom a relative applies for through that relative where the
 * authority is recorded, and without it themselves.
 */
export function signerOf(answers: Answers): Signer {
  if (answers['applicant'] === 'guardian' || (ageOf(answers) ?? ADULT) < ADULT) return 'guardian';
  return answers['applicant'] === 'kin' && mandates.has(answers['authority']) ? 'kin' : 'applicant';
}

/**
 * Whether 我承诺 is whose it should be: the applicant's from their own WeChat, or that of a 法定代理人 or a relative with
 * recorded relation and authority. Whoever fills in for another person (代填), or has no authority, can't commit for them:
 * they read the notice to the applicant, who signs by hand.
 */
export const ownWords = ({ filledBy, answers }: { filledBy: unknown; answers: Answers }): boolean =>
  filledBy === null && (answers['applicant'] !== 'kin' || signerOf(answers) !== 'applicant');
