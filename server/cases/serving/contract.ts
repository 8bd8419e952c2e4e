import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../../platform/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const version = Type.Integer({ description: 'The version that was read' });
const servedOn = Type.String({ title: '送达日期', format: 'date' });

export const noteServed = endpoint({
  method: 'POST',
  path: '/cases/:id/served',
  summary:
    '登记送达: how and when a decision (不予, 终止) reached the applicant; the time to object runs from then',
  who: ['staff'],
  input: Type.Object({
    ...{ id, version, servedOn },
    note: Type.String({ title: '怎么送达的', minLength: 2, maxLength: 500 }),
  }),
  reply: nothing,
});

export const correctServed = endpoint({
  method: 'POST',
  path: '/cases/:id/served/correct',
  summary: '更正送达日期: another day than was noted, and why; what was noted before stays in the case',
  who: ['staff'],
  input: Type.Object({
    ...{ id, version, servedOn },
    reasons: Type.String({ title: '更正的理由', minLength: 2, maxLength: 500 }),
  }),
  reply: nothing,
});

const DecisionView = Type.Object({
  title: Type.String(),
  reference: Type.String(),
  /** The whole name: it is what is handed over. */
  applicant: Type.String(),
  matter: Type.String(),
  decided: Type.String(),
  reasons: Type.String(),
  remedy: Type.Array(Type.String()),
  centre: Type.String(),
  decidedOn: Type.String(),
});
export type DecisionView = Static<typeof DecisionView>;

export const readDecision = endpoint({
  method: 'GET',
  path: '/cases/:id/decision',
  summary: '决定书: a decision (不予, 终止) to be printed, sealed and served; the reading is recorded',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: DecisionView,
});
