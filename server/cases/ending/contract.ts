import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../../platform/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const version = Type.Integer({ description: 'The version that was read' });
const ground = Type.String({ title: '终止的情形', minLength: 1, maxLength: 16 });
const reasons = Type.String({ title: '理由', minLength: 2, maxLength: 2000 });
const day = Type.String({ title: '日期', format: 'date' });
const money = Type.Integer({ minimum: 0, maximum: 100_000_000, description: 'In fen' });

const GroundView = Type.Object({ id: Type.String(), name: Type.String(), law: Type.String() });
export type GroundView = Static<typeof GroundView>;

export const listGrounds = endpoint({
  method: 'GET',
  path: '/ending-grounds',
  summary: 'Grounds for ending aid that are in force today (法律援助法第48条)',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({ items: Type.Array(GroundView) }),
});

export const proposeEnding = endpoint({
  method: 'POST',
  path: '/cases/:id/propose-ending',
  summary: '提请终止: the written opinion that aid should end, after the recipient was heard',
  who: ['staff'],
  input: Type.Object({
    id,
    version,
    ground,
    heard: Type.String({ title: '受援人的说明', minLength: 2, maxLength: 1000 }),
    reasons,
  }),
  reply: nothing,
});

export const endAid = endpoint({
  method: 'POST',
  path: '/cases/:id/end',
  summary:
    '终止法律援助决定: in writing, with reasons and the way to object, by somebody other than the proposer',
  who: ['staff'],
  input: Type.Object({ id, version, ground, reasons }),
  reply: nothing,
});

export const proposeRecovery = endpoint({
  method: 'POST',
  path: '/cases/:id/propose-recovery',
  summary:
    '提请追偿: put the costs of aid that was obtained by deception before the bureau of justice, which decides',
  who: ['staff'],
  input: Type.Object({ id, version, costs: money, reasons }),
  reply: nothing,
});

export const noteRecovery = endpoint({
  method: 'POST',
  path: '/cases/:id/recovery',
  summary:
    "司法局的处理决定: what the bureau's people decided on repayment and fine; nothing is computed here",
  who: ['staff'],
  input: Type.Object({
    ...{ id, version, decidedOn: day },
    number: Type.String({ title: '文号', minLength: 1, maxLength: 100 }),
    /** Costs to repay and fine, in fen; both 0 where the bureau asks for nothing. */
    ...{ repay: money, fine: money, reasons },
  }),
  reply: nothing,
});

export const noteRepaid = endpoint({
  method: 'POST',
  path: '/cases/:id/repaid',
  summary: '登记支付: what was paid of it',
  who: ['staff'],
  input: Type.Object({
    id,
    version,
    paid: money,
    paidOn: day,
    note: Type.String({ title: '说明', minLength: 2, maxLength: 500 }),
  }),
  reply: nothing,
});
