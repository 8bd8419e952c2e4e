import { listServicePoints, type ServicePointView } from '../../server/network/contract.ts';
import { say } from '../../server/texts/say.ts';
import { home, type Said, type Talk } from './talk.ts';
import { workMenu } from './work.ts';

/** The greeting after a follow. */
export const welcome = ({ bound }: Talk): Said =>
  bound ? workMenu(bound) : { say: [say('menu.welcome')], state: home };

export const showHome = (): Said => ({ say: [say('menu.home')], state: home });

/** 网点: the centre and its stations with their duties of the week. */
export async function points(talk: Talk): Promise<Said> {
  const { items } = await talk.call(listServicePoints, {});
  const lines = items.filter(({ kind }) => kind !== 'contactPoint').map(pointLine);
  return { say: [say('menu.points', { points: lines.join('\n') })], state: talk.state };
}

/** One service point with its duties. */
export const pointLine = ({ name, duties }: ServicePointView): string =>
  say('menu.point', {
    name,
    duty: duties.length > 0 ? say('menu.duty', { duties: duties.join('；') }) : '',
  });
