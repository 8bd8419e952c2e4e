import type { Caller } from './caller.ts';

export interface Tag {
  id: number;
  name: string;
  count?: number;
}

/** Up to 10,000 openids. */
export interface Page {
  openids: string[];
  /** Ask for the next page with this; empty after the last. */
  nextOpenid: string;
}

/** WeChat takes 50 openids in one tagging call. */
const BATCH = 50;

/** Tags (标签) on followers; 20 a follower. */
export class Tags {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async create(name: string): Promise<Tag> {
    return (await this.#caller.json('/cgi-bin/tags/create', { tag: { name } }))['tag'] as Tag;
  }

  async list(): Promise<Tag[]> {
    const answer = await this.#caller.json('/cgi-bin/tags/get', undefined, { method: 'GET' });
    return (answer['tags'] ?? []) as Tag[];
  }

  async delete(id: number): Promise<void> {
    await this.#caller.json('/cgi-bin/tags/delete', { tag: { id } }, { idempotent: true });
  }

  async add(tagId: number, openids: readonly string[]): Promise<void> {
    await this.#inBatches('/cgi-bin/tags/members/batchtagging', tagId, openids);
  }

  async remove(tagId: number, openids: readonly string[]): Promise<void> {
    await this.#inBatches('/cgi-bin/tags/members/batchuntagging', tagId, openids);
  }

  /** The ids of one follower's tags. */
  async of(openid: string): Promise<number[]> {
    const answer = await this.#caller.json('/cgi-bin/tags/getidlist', { openid }, { idempotent: true });
    return (answer['tagid_list'] ?? []) as number[];
  }

  async members(tagId: number, nextOpenid = ''): Promise<Page> {
    const body = { tagid: tagId, next_openid: nextOpenid };
    return pageOf(await this.#caller.json('/cgi-bin/user/tag/get', body, { idempotent: true }));
  }

  async #inBatches(path: string, tagId: number, openids: readonly string[]): Promise<void> {
    for (let from = 0; from < openids.length; from += BATCH) {
      const batch = openids.slice(from, from + BATCH);
      await this.#caller.json(path, { openid_list: batch, tagid: tagId }, { idempotent: true });
    }
  }
}

/** The account's followers. WeChat tells openids, no names. */
export class Users {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async getPage(nextOpenid = ''): Promise<Page> {
    const query: Record<string, string> = nextOpenid ? { next_openid: nextOpenid } : {};
    return pageOf(await this.#caller.json('/cgi-bin/user/get', undefined, { method: 'GET', query }));
  }

  /** All followers, page by page. */
  async *each(): AsyncGenerator<string[]> {
    let next = '';
    do {
      const { openids, nextOpenid } = await this.getPage(next);
      if (openids.length > 0) yield openids;
      next = nextOpenid;
    } while (next);
  }

  async info(openid: string): Promise<Record<string, unknown>> {
    const query = { openid, lang: 'zh_CN' };
    return this.#caller.json('/cgi-bin/user/info', undefined, { method: 'GET', query });
  }

  async remark(openid: string, remark: string): Promise<void> {
    await this.#caller.json('/cgi-bin/user/info/updateremark', { openid, remark }, { idempotent: true });
  }
}

function pageOf(answer: Record<string, unknown>): Page {
  const openids = (answer['data'] as { openid?: string[] } | undefined)?.openid ?? [];
  return { openids, nextOpenid: openids.length > 0 ? String(answer['next_openid'] ?? '') : '' };
}
