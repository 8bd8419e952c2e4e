import { Type, type Static } from 'typebox';
import { endpoint, nullable } from '../../platform/contract.ts';
import { pushStatuses } from '../vocabulary.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
/** One word of one person at one step. */
export const ReviewRecord = Type.Object({
  round: Type.Integer(),
  step: Type.String(),
  stepName: Type.String(),
  decision: Type.Enum(['approved', 'returned']),
  staffName: Type.String(),
  reasons: Type.String(),
  checks: Type.Array(Type.String()),
  at: Type.Integer(),
});
export type ReviewRecord = Static<typeof ReviewRecord>;

/** A step of the chain in this round. */
export const ReviewStepView = Type.Object({
  step: Type.String(),
  /** 初审, 复审, 终审. */
  stepName: Type.String(),
  roleNames: Type.Array(Type.String()),
  /** What is proofread at this step; all must be ticked. */
  checks: Type.Array(Type.String()),
  record: nullable(ReviewRecord),
  /** It is this step's turn. */
  open: Type.Boolean(),
  /** Why the caller may not take it, though it is open; null if the caller may. */
  hindrance: nullable(Type.String()),
});
export type ReviewStepView = Static<typeof ReviewStepView>;

export const reviewPush = endpoint({
  method: 'POST',
  path: '/publicity/pushes/:id/review',
  summary: 'A word at the open step of the review: approve with everything ticked, or return with reasons',
  who: ['staff'],
  input: Type.Object({
    id,
    version: Type.Integer({ minimum: 1 }),
    decision: Type.Enum(['approved', 'returned']),
    checks: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 20 }),
    reasons: Type.String({ title: '意见', maxLength: 1000 }),
  }),
  reply: Type.Object({ id, version: Type.Integer(), status: Type.Enum([...pushStatuses]) }),
});
