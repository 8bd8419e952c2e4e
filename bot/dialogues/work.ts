import { readTodo, type Todo } from '../../server/cases/contract.ts';
import { bindWechat, unbindWechat } from '../../server/people/contract.ts';
import { legalDay } from '../../server/texts/days.ts';
import { say } from '../../server/texts/say.ts';
import { home, type Said, type Talk } from './talk.ts';

type Bound = NonNullable<Talk['bound']>;

/** The greeting of somebody whose WeChat is bound: what their account can do here. */
export function greet({ kind, name }: Bound): string {
  if (kind === 'lawyer') return say('work.lawyer', { name });
  if (kind === 'volunteer') return say('work.volunteer', { name });
  return say('work.staff', { name });
}

export const workMenu = (bound: Bound): Said => ({ say: [greet(bound)], state: home });

/** 「绑定 12345678」, typed; undefined for anything else. */
export const codeIn = (text: string): string | undefined =>
  /^绑定[\s:：]*(\d{4})\s?(\d{4})$/.exec(text.normalize('NFKC').trim())?.slice(1).join('');

export async function bind(talk: Talk, code: string): Promise<Said> {
  const result = await talk.call(bindWechat, { code });
  switch (result.outcome) {
    case 'bound':
      return { say: [say('work.bound', { greeting: greet(result.person) })], state: home };
    case 'already':
      return { say: [say('work.alreadyBound', { name: result.person.name })], state: talk.state };
    case 'wrong':
      return { say: [say('work.codeWrong')], state: talk.state };
    case 'slow':
      return { say: [say('work.codeSlow', { minutes: result.minutes })], state: talk.state };
  }
}

export async function unbind(talk: Talk): Promise<Said> {
  const { ended } = await talk.call(unbindWechat, {});
  return { say: [say(ended ? 'work.unbound' : 'work.notBound')], state: ended ? home : talk.state };
}

/** 居民: from now on as any resident, until 工作. */
export const asResident = (): Said => ({
  say: [say('work.asResident')],
  state: { ...home, asResident: true },
});

/** 待办: what waits for this member of staff. */
export async function todo(talk: Talk, { name }: Bound): Promise<Said> {
  const { cases, more, persons } = await talk.call(readTodo, {});
  const lines = [
    ...cases.map(sayCase),
    more > 0 && say('work.todoMore', { count: more }),
    ...sayPersons(persons),
  ];
  const said = lines.filter(Boolean).join('\n');
  return {
    say: [said ? say('work.todo', { name, lines: said }) : say('work.todoNothing', { name })],
    state: talk.state,
  };
}

const sayCase = ({ reference, what, dueOn }: Todo['cases'][number]): string =>
  say('work.todoCase', {
    reference,
    what,
    due: dueOn ? say('work.todoDue', { dueOn: legalDay(dueOn) }) : '',
  });

function sayPersons(persons: Todo['persons']): string[] {
  if (!persons || persons.count === 0) return [];
  const { count, danger, callBacks, waitedMinutes } = persons;
  const waited = waitedMinutes < 120 ? `${waitedMinutes} 分钟` : `${Math.floor(waitedMinutes / 60)} 小时`;
  return [
    say('work.todoPersons', { count, waited }),
    ...(callBacks > 0 ? [say('work.todoCallBacks', { count: callBacks })] : []),
    ...(danger > 0 ? [say('work.todoDanger', { count: danger })] : []),
  ];
}
