import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../../platform/contract.ts';
import { certainties } from '../vocabulary.ts';

const Day = Type.String({ title: '日期', format: 'date' });
const certainty = Type.Enum([...certainties]);

const Dated = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** What it says to the resident, or its figure in words. */
  tell: Type.Union([Type.Null(), Type.String()]),
  law: Type.String(),
  certainty,
  from: Type.String(),
  to: Type.Union([Type.Null(), Type.String()]),
  checkedOn: Type.String(),
  note: Type.Union([Type.Null(), Type.String()]),
  /** Read from neither statute nor official page, or noted so: 以中心确认为准. */
  toConfirm: Type.Boolean(),
  /** Switches that it depends on. */
  switches: Type.Array(Type.String()),
});
export type RuleView = Static<typeof Dated>;

export const RuleGroup = Type.Object({
  id: Type.String(),
  name: Type.String(),
  rules: Type.Array(Dated),
});
export type RuleGroup = Static<typeof RuleGroup>;

export const listRules = endpoint({
  method: 'GET',
  path: '/eligibility/rules',
  summary: 'Every rule in force on a day, with article and certainty; with `ended`, those of other days too',
  who: ['staff'],
  input: Type.Object({ on: Type.Optional(Day), ended: Type.Optional(Type.Boolean()) }),
  reply: Type.Object({
    on: Type.String(),
    version: Type.String(),
    groups: Type.Array(RuleGroup),
  }),
});

const DecisionView = Type.Object({
  number: Type.Integer(),
  value: Type.String(),
  fromDay: Type.String(),
  reason: Type.String(),
  document: Type.String(),
  by: Type.String(),
  at: Type.Integer(),
});

export const SwitchView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['choice', 'number', 'money']),
  /** What counts today, raw and in words; money in fen. */
  value: Type.Union([Type.String(), Type.Integer()]),
  said: Type.String(),
  defaultSaid: Type.String(),
  /** Whether the centre has decided it, or the default stands in. */
  decided: Type.Boolean(),
  /** Whether it is undecided today and the default leaves cases to a person (未定). */
  open: Type.Boolean(),
  tell: Type.String(),
  note: Type.String(),
  certainty,
  options: Type.Array(Type.Object({ value: Type.String(), label: Type.String() })),
  /** Newest first. */
  history: Type.Array(DecisionView),
});
export type SwitchView = Static<typeof SwitchView>;

export const listSwitches = endpoint({
  method: 'GET',
  path: '/eligibility/switches',
  summary: 'What the law or the centre has left open, its default, and who decided what when',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({ newest: Type.Integer(), items: Type.Array(SwitchView) }),
});

export const decideSwitch = endpoint({
  method: 'POST',
  path: '/eligibility/switches/:id/decide',
  summary: 'Decide an open switch from a day on; never edited, a later decision replaces it (中心负责人)',
  who: ['staff'],
  input: Type.Object({
    id: Type.String({ maxLength: 64 }),
    value: Type.Union([Type.Integer({ minimum: 0 }), Type.String({ maxLength: 64 })]),
    fromDay: Day,
    reason: Type.String({ title: '理由', minLength: 1, maxLength: 500 }),
    document: Type.String({ title: '文号', minLength: 1, maxLength: 100 }),
    /** The newest decision that was on the screen, so that nobody decides over another one unseen. */
    seen: Type.Integer({ minimum: 0 }),
  }),
  reply: nothing,
});
