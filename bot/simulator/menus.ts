import { PlatformError } from './errors.ts';
import type { Feed } from './feed.ts';

export interface Button {
  name: string;
  type?: string;
  key?: string;
  url?: string;
  media_id?: string;
  appid?: string;
  pagepath?: string;
  sub_button?: Button[];
}

export interface ConditionalMenu {
  menuid: number;
  button: Button[];
  matchrule: { tag_id?: string | number; client_platform_type?: string | number };
}

const KEYED = new Set([
  'click',
  'scancode_push',
  'scancode_waitmsg',
  'pic_sysphoto',
  'pic_photo_or_album',
  'pic_weixin',
  'location_select',
]);
const BY_MEDIA = new Set(['media_id', 'view_limited', 'article_id', 'article_view_limited']);

/** The menu that everybody sees and those for a tag, the latest matching one first. */
export class Menus {
  private readonly feed: Feed;
  private basic: { menuid: number; button: Button[] } | undefined;
  private conditional: ConditionalMenu[] = [];
  private lastId = 400_000_000;

  constructor(feed: Feed) {
    this.feed = feed;
  }

  get() {
    return { basic: this.basic, conditional: this.conditional };
  }

  /** @throws PlatformError 40016–40023 */
  set(button: unknown): void {
    this.basic = { menuid: ++this.lastId, button: checked(button, 3, 16) };
    this.feed.emit('menu');
  }

  /** @throws PlatformError 65301, 65304 and those of the buttons */
  add(button: unknown, matchrule: unknown): number {
    if (!this.basic) throw new PlatformError(65301);
    const rule = matchrule as ConditionalMenu['matchrule'] | undefined;
    if (!rule?.tag_id && !rule?.client_platform_type) throw new PlatformError(65304);
    const menuid = ++this.lastId;
    this.conditional.unshift({ menuid, button: checked(button, 3, 16), matchrule: rule });
    this.feed.emit('menu');
    return menuid;
  }

  removeConditional(menuid: unknown): void {
    this.conditional = this.conditional.filter((menu) => menu.menuid !== Number(menuid));
    this.feed.emit('menu');
  }

  clear(): void {
    this.basic = undefined;
    this.conditional = [];
    this.feed.emit('menu');
  }

  /** What someone with these tags sees; the simulated phones are Android (2). */
  for(tags: number[]): { menuid: number; button: Button[] } | undefined {
    const fits = ({ matchrule }: ConditionalMenu) =>
      (!matchrule.tag_id || tags.includes(Number(matchrule.tag_id))) &&
      (!matchrule.client_platform_type || Number(matchrule.client_platform_type) === 2);
    return this.conditional.find(fits) ?? this.basic;
  }

  toJSON() {
    return { basic: this.basic, conditional: this.conditional, lastId: this.lastId };
  }

  restore(saved: ReturnType<Menus['toJSON']>): void {
    this.basic = saved.basic;
    this.conditional = saved.conditional;
    this.lastId = saved.lastId;
  }
}

function checked(list: unknown, most: number, nameBytes: number): Button[] {
  const isTop = most === 3;
  if (!Array.isArray(list) || !list.length || list.length > most)
    throw new PlatformError(isTop ? 40016 : 40023);
  return (list as Button[]).map((button) => {
    const name = Buffer.byteLength(button.name ?? '');
    if (!name || name > nameBytes) throw new PlatformError(40018, button.name);
    if (isTop && button.sub_button?.length) {
      return { name: button.name, sub_button: checked(button.sub_button, 5, 40) };
    }
    checkAction(button);
    return { ...button, sub_button: [] };
  });
}

function checkAction({ type = '', key = '', url = '', media_id: mediaId, ...button }: Button): void {
  if (KEYED.has(type)) {
    if (!key || Buffer.byteLength(key) > 128) throw new PlatformError(40019, button.name);
  } else if (type === 'view' || type === 'miniprogram') {
    if (!/^https?:\/\//.test(url) || Buffer.byteLength(url) > 1024)
      throw new PlatformError(40020, button.name);
  } else if (BY_MEDIA.has(type)) {
    if (!mediaId && !('article_id' in button)) throw new PlatformError(40007, button.name);
  } else {
    throw new PlatformError(40017, button.name);
  }
}
