import { nearPoints } from '../../server/network/contract.ts';
import { say } from '../../server/texts/say.ts';
import { pointLine } from './menu.ts';
import type { Said, Talk } from './talk.ts';

/** A location: the service points of the town or subdistrict that its address names. */
export async function place(talk: Talk): Promise<Said> {
  const { matched, items } = await talk.call(nearPoints, {
    address: (talk.push.payload['label'] ?? '').slice(0, 500),
  });
  const points = items.map(pointLine).join('\n');
  return { say: [say(matched ? 'place.near' : 'place.all', { points })], state: talk.state };
}
