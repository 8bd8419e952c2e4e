import type { People, Person } from '../people.ts';
import type { Routes } from './call.ts';
import { OK, openids } from './call.ts';

const PAGE = 10_000;

function info(person: Person) {
  const { openid, follows, followedAt, remark, tags, scene } = person;
  if (!follows) return { subscribe: 0, openid };
  return {
    subscribe: 1,
    openid,
    language: 'zh_CN',
    subscribe_time: Math.floor(followedAt / 1000),
    remark,
    groupid: tags[0] ?? 0,
    tagid_list: tags,
    subscribe_scene: scene ? 'ADD_SCENE_QR_CODE' : 'ADD_SCENE_SEARCH',
    qr_scene: 0,
    qr_scene_str: scene,
  };
}

/** A page of at most 10,000 openids after `next`, of those who carry `tag` if given. */
export function page(people: People, next: string, tag?: number) {
  const openid = people.openidsAfter(next, PAGE, tag);
  return {
    count: openid.length,
    ...(openid.length && { data: { openid } }),
    next_openid: openid.at(-1) ?? '',
  };
}

/** Followers: no nickname, avatar or city, as since 2021-12-27. */
export const users: Routes = {
  'GET /cgi-bin/user/get': ({ people }, { query }) => {
    return { total: people.followerCount(), ...page(people, query.get('next_openid') ?? '') };
  },
  'GET /cgi-bin/user/info': ({ people }, { query }) => info(people.known(query.get('openid'))),
  'POST /cgi-bin/user/info/batchget': ({ people }, { body }) => {
    const list = Array.isArray(body['user_list']) ? (body['user_list'] as { openid: string }[]) : [];
    const wanted = openids(
      list.map(({ openid }) => openid),
      100,
    );
    return { user_info_list: wanted.map((openid) => info(people.known(openid))) };
  },
  'POST /cgi-bin/user/info/updateremark': ({ people }, { body }) => {
    people.follower(body['openid']).remark = String(body['remark'] ?? '').slice(0, 30);
    return OK;
  },
};
