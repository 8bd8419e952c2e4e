import { listServicePoints } from '../../server/network/contract.ts';
import { say } from '../../server/texts/say.ts';
import { home, type Said, type Talk } from './talk.ts';

/** The greeting after a follow, and 菜单. */
export function welcome({ bound }: Talk): Said {
  const greeting = bound?.kind === 'staff' ? say('menu.staff', { name: bound.name }) : say('menu.welcome');
  return { say: [greeting], state: home };
}

export const showHome = (): Said => ({ say: [say('menu.home')], state: home });

/** 网点: the centre and its stations with their duties of the week. */
export async function points(talk: Talk): Promise<Said> {
  const { items } = await talk.call(listServicePoints, {});
  const lines = items
    .filter(({ kind }) => kind !== 'contactPoint')
    .map(({ name, duties }) =>
      say('menu.point', {
        name,
        duty: duties.length > 0 ? say('menu.duty', { duties: duties.join('；') }) : '',
      }),
    );
  return { say: [say('menu.points', { points: lines.join('\n') })], state: talk.state };
}
