import { ownVolunteer } from '../../server/people/volunteers/contract.ts';
import { say } from '../../server/texts/say.ts';
import { spokenTime } from './lists.ts';
import { workMenu } from './work.ts';
import type { Said, Talk } from './talk.ts';

/** 时长: a volunteer's own hours and stars, and where they are awaited. */
export async function hours(talk: Talk, bound: NonNullable<Talk['bound']>): Promise<Said> {
  const { volunteer } = await talk.call(ownVolunteer, {});
  if (!volunteer) return workMenu(bound);
  const { name, kindName: kind, hoursThisYear, hours: all, trainingHours, stars } = volunteer;
  const toNext = volunteer.toNext === null ? '' : say('work.hoursToNext', { hours: volunteer.toNext });
  const lines = volunteer.next.map(({ title, startsAt, place }) =>
    say('work.hoursActivity', { title, place, time: spokenTime(startsAt) }),
  );
  const said = say('work.hours', {
    ...{ name, kind, thisYear: hoursThisYear, hours: all, training: trainingHours },
    stars: stars > 0 ? say('work.hoursStars', { stars, toNext }) : say('work.hoursNoStars', { toNext }),
    next: lines.length > 0 ? say('work.hoursNext', { lines: lines.join('\n') }) : '',
  });
  return { say: [said], state: talk.state };
}
