import { PlatformError } from '../errors.ts';
import type { Platform } from '../platform.ts';
import type { Routes } from './call.ts';
import { OK } from './call.ts';

function existing({ menus }: Platform) {
  const { basic, conditional } = menus.get();
  if (!basic) throw new PlatformError(46003);
  return { basic, conditional };
}

export const menu: Routes = {
  'POST /cgi-bin/menu/create': ({ menus }, { body }) => {
    menus.set(body['button']);
    return OK;
  },
  'GET /cgi-bin/menu/get': (platform) => {
    const { basic, conditional } = existing(platform);
    return { menu: basic, ...(conditional.length && { conditionalmenu: conditional }) };
  },
  'GET /cgi-bin/menu/delete': ({ menus }) => {
    menus.clear();
    return OK;
  },
  'POST /cgi-bin/menu/addconditional': ({ menus }, { body }) => ({
    menuid: String(menus.add(body['button'], body['matchrule'])),
  }),
  'POST /cgi-bin/menu/delconditional': ({ menus }, { body }) => {
    menus.removeConditional(body['menuid']);
    return OK;
  },
  'POST /cgi-bin/menu/trymatch': (platform, { body }) => {
    const { tags } = platform.people.follower(body['user_id']);
    return { button: (platform.menus.for(tags) ?? existing(platform).basic).button };
  },
  'GET /cgi-bin/get_current_selfmenu_info': ({ menus }) => {
    const { basic } = menus.get();
    if (!basic) return { is_menu_open: 0 };
    const button = basic.button.map(({ sub_button: sub, ...top }) =>
      sub?.length ? { ...top, sub_button: { list: sub } } : top,
    );
    return { is_menu_open: 1, selfmenu_info: { button } };
  },
  // Made by hand in the platform's console, which isn't simulated: none.
  'GET /cgi-bin/get_current_autoreply_info': () => ({ is_add_friend_reply_open: 0, is_autoreply_open: 0 }),
};
