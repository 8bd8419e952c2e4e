import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../platform/contract.ts';

const weekdays = Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
  title: '星期',
  minItems: 1,
  maxItems: 7,
});
const minute = (title: string) => Type.Integer({ title, minimum: 0, maximum: 1440 });

/** Hours at which somebody answers, and the on-call chain; minutes count from midnight in Asia/Shanghai. */
export const Duty = Type.Object({
  hours: Type.Array(Type.Object({ weekdays, from: minute('开始'), to: minute('结束') }), { maxItems: 20 }),
  /** A call-back follows the next opening within this. */
  answerWithinMinutes: Type.Integer({ title: '多久内回复', minimum: 15, maximum: 1440 }),
  /** Each step of the chain has this long to confirm an alarm. */
  escalateAfterMinutes: Type.Integer({ title: '多久没人接手就找下一位', minimum: 1, maximum: 60 }),
  chain: Type.Array(
    Type.Object({
      staffId: Type.String({ minLength: 1, maxLength: 36 }),
      /** 1 is called first; people of one step are called together. */
      step: Type.Integer({ title: '顺序', minimum: 1, maximum: 9 }),
      weekdays,
      from: minute('开始'),
      to: minute('结束'),
    }),
    { maxItems: 60 },
  ),
});
export type Duty = Static<typeof Duty>;

export const readDuty = endpoint({
  method: 'GET',
  path: '/duty',
  summary: 'Hours of duty and the on-call chain',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({
    duty: Duty,
    /** 0 while the defaults hold. */
    version: Type.Integer(),
    candidates: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), bound: Type.Boolean() })),
    open: Type.Boolean(),
  }),
});

export const changeDuty = endpoint({
  method: 'PUT',
  path: '/duty',
  summary: 'Set the hours of duty and the on-call chain',
  who: ['staff'],
  input: Type.Object({ version: Type.Integer({ minimum: 0 }), duty: Duty }),
  reply: nothing,
});

const Message = Type.Object({
  /** A note is of staff for staff: the resident never saw it. */
  from: Type.Enum(['resident', 'staff', 'note', 'assistant']),
  name: Type.Union([Type.Null(), Type.String()]),
  text: Type.String(),
  at: Type.Integer(),
});

export const readThread = endpoint({
  method: 'GET',
  path: '/handoffs/:id',
  summary: 'The talk around a wish for a person, personal data masked; the reading is recorded',
  who: ['staff'],
  input: Type.Object({ id: Type.String() }),
  reply: Type.Object({
    /** What was said to and by the assistant before and after, oldest first. */
    transcript: Type.Array(Message),
    /** What the resident and staff wrote to each other. */
    thread: Type.Array(Message),
  }),
});

export const takeHandoff = endpoint({
  method: 'POST',
  path: '/handoffs/:id/take',
  summary: 'Take a waiting resident (接手), or over from a colleague; confirms an alarm',
  who: ['staff'],
  input: Type.Object({
    id: Type.String(),
    /** Who has it as far as the caller knows. */
    from: Type.Union([Type.Null(), Type.String()]),
  }),
  reply: nothing,
});

/** How a talk came to its end beside the chat. */
const Ending = Type.Enum(['phoned', 'referred', 'unreachable', 'later']);
export type Ending = Static<typeof Ending>;

export const closeHandoff = endpoint({
  method: 'POST',
  path: '/handoffs/:id/close',
  summary:
    'End a talk without another word; while something is owed to the resident, with how it ended. `later` keeps it open',
  who: ['staff'],
  input: Type.Object({
    id: Type.String(),
    how: Type.Optional(Ending),
    note: Type.Optional(Type.String({ title: '备注', maxLength: 200 })),
  }),
  reply: nothing,
});

export const suggestEntry = endpoint({
  method: 'POST',
  path: '/handoffs/:id/suggest',
  summary: 'Give question and answer of a talk to the editors (做成条目), personal data masked',
  who: ['staff'],
  input: Type.Object({ id: Type.String() }),
  reply: nothing,
});

export const ChatHandoff = Type.Object({
  id: Type.String(),
  said: Type.String(),
  danger: Type.Boolean(),
  /** A legal limit ends within a week. */
  deadline: Type.Boolean(),
  takenBy: Type.Union([Type.Null(), Type.String()]),
  waitedMinutes: Type.Integer(),
});

export const myHandoffs = endpoint({
  method: 'GET',
  path: '/my/handoffs',
  summary: 'Residents who wait, for a member of staff on WeChat; their words masked and short',
  who: ['boundStaff'],
  input: nothing,
  reply: Type.Object({ items: Type.Array(ChatHandoff) }),
});

export const answerFromChat = endpoint({
  method: 'POST',
  path: '/my/handoffs/:id/answer',
  summary: 'A member of staff answers a waiting resident from their own WeChat',
  who: ['boundStaff'],
  input: Type.Object({
    id: Type.String(),
    text: Type.String({ title: '回复内容', minLength: 1, maxLength: 600 }),
    close: Type.Boolean(),
  }),
  reply: nothing,
});

export const confirmAlarms = endpoint({
  method: 'POST',
  path: '/my/alarms/confirm',
  summary: 'A member of staff confirms every alarm that nobody has taken (收到)',
  who: ['boundStaff'],
  input: nothing,
  reply: Type.Object({ taken: Type.Integer() }),
});
