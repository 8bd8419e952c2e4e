import { PlatformError } from '../errors.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';
import type { Routes } from './call.ts';
import { OK, openids, part } from './call.ts';
import { page } from './users.ts';

const PER_CALL = 50;
const PER_PERSON = 20;

function carriers({ people }: Platform, id: number): Person[] {
  return people.followers().filter(({ tags }) => tags.includes(id));
}

/** The tag and the followers of a tagging call, checked before anything changes. */
function tagging({ people, tags }: Platform, body: Record<string, unknown>) {
  const tag = tags.known(body['tagid']);
  const tagged = openids(body['openid_list'], PER_CALL).map((openid) => {
    const person = people.known(openid);
    if (!person.follows) throw new PlatformError(49003);
    return person;
  });
  return { tag, tagged };
}

export const tags: Routes = {
  'POST /cgi-bin/tags/create': (platform, { body }) => ({
    tag: platform.tags.create(part(body, 'tag')['name'] as string),
  }),
  'GET /cgi-bin/tags/get': (platform) => ({
    tags: platform.tags.list().map((tag) => ({ ...tag, count: platform.people.followerCount(tag.id) })),
  }),
  'POST /cgi-bin/tags/update': (platform, { body }) => {
    const { id, name } = part(body, 'tag');
    platform.tags.rename(Number(id), name as string);
    return OK;
  },
  'POST /cgi-bin/tags/delete': (platform, { body }) => {
    const id = Number(part(body, 'tag')['id']);
    platform.tags.remove(id);
    for (const person of carriers(platform, id)) person.tags = person.tags.filter((each) => each !== id);
    platform.feed.emit('menu');
    return OK;
  },
  'POST /cgi-bin/tags/members/batchtagging': (platform, { body }) => {
    const { tag, tagged } = tagging(platform, body);
    if (tagged.some((person) => !person.tags.includes(tag.id) && person.tags.length >= PER_PERSON)) {
      throw new PlatformError(45059);
    }
    for (const person of tagged) person.tags = [...new Set([...person.tags, tag.id])];
    platform.feed.emit('menu');
    return OK;
  },
  'POST /cgi-bin/tags/members/batchuntagging': (platform, { body }) => {
    const { tag, tagged } = tagging(platform, body);
    for (const person of tagged) person.tags = person.tags.filter((id) => id !== tag.id);
    platform.feed.emit('menu');
    return OK;
  },
  'POST /cgi-bin/tags/getidlist': ({ people }, { body }) => ({
    tagid_list: people.follower(body['openid']).tags,
  }),
  'POST /cgi-bin/user/tag/get': (platform, { body }) => {
    const tag = platform.tags.known(body['tagid']);
    return page(platform.people, String(body['next_openid'] ?? ''), tag.id);
  },
};
