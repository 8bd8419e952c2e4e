import type { Routes } from './call.ts';
import { OK } from './call.ts';
import { contentOf } from './content.ts';

export const customerService: Routes = {
  'POST /cgi-bin/message/custom/send': (platform, { body }) => {
    const { people, windows, transcripts, clock, feed } = platform;
    const person = people.follower(body['touser']);
    const content = contentOf(platform, body);
    windows.spend(person.openid, clock());
    feed.emit('typing', person.openid, false);
    transcripts.add(person.openid, { ...content, from: 'account', way: 'customerService' });
    return OK;
  },
  'POST /cgi-bin/message/custom/typing': ({ people, feed }, { body }) => {
    feed.emit('typing', people.follower(body['touser']).openid, body['command'] === 'Typing');
    return OK;
  },
};
