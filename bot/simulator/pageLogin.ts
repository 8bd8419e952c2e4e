import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PlatformError } from './errors.ts';
import { HttpError, send, sendJson } from './http.ts';
import type { Platform } from './platform.ts';

const CODE_LIFE_MS = 5 * 60_000;
const PHONE_COOKIE = 'simulated_phone';

interface Code {
  openid: string;
  until: number;
}

/**
 * WeChat's page login (网页授权, snsapi_base): a link that a person taps opens in their phone, which is a cookie of this
 * browser; `authorize` sends the browser back with a one-time code, and the account's server trades it for the openid.
 */
export class PageLogin {
  readonly #platform: Platform;
  readonly #codes = new Map<string, Code>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  serves(path: string): boolean {
    return path === '/open' || path === '/connect/oauth2/authorize' || path === '/sns/oauth2/access_token';
  }

  handle(request: IncomingMessage, response: ServerResponse, { pathname, searchParams }: URL): void {
    if (request.method !== 'GET') throw new HttpError(405, 'GET only');
    if (pathname === '/open') return this.#open(response, searchParams);
    if (pathname === '/connect/oauth2/authorize') return this.#authorize(request, response, searchParams);
    this.#exchange(response, searchParams);
  }

  /** A tap on a link in somebody's chat: from now on this browser is their phone. */
  #open(response: ServerResponse, query: URLSearchParams): void {
    const [openid, url] = [query.get('openid') ?? '', query.get('url') ?? ''];
    if (!this.#platform.people.get(openid) || !/^https?:\/\//.test(url))
      throw new HttpError(400, 'openid, url');
    redirect(response, url, { 'set-cookie': `${PHONE_COOKIE}=${openid}; Path=/; HttpOnly; SameSite=Lax` });
  }

  #authorize(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
    const { account, people, clock } = this.#platform;
    const target = query.get('redirect_uri') ?? '';
    const openid = phoneOf(request);
    const wrong =
      query.get('appid') !== account.appId ||
      query.get('response_type') !== 'code' ||
      query.get('scope') !== 'snsapi_base' ||
      !/^[a-zA-Z0-9]{0,128}$/.test(query.get('state') ?? '') ||
      !URL.canParse(target) ||
      account.type !== 'service';
    if (wrong) return notice(response, '链接参数有误');
    if (openid === undefined || !people.get(openid)) return notice(response, '请在微信客户端打开链接');
    const code = randomBytes(16).toString('hex');
    this.#codes.set(code, { openid, until: clock() + CODE_LIFE_MS });
    const url = new URL(target);
    url.searchParams.set('code', code);
    url.searchParams.set('state', query.get('state') ?? '');
    redirect(response, url.href);
  }

  #exchange(response: ServerResponse, query: URLSearchParams): void {
    const { account, clock, calls } = this.#platform;
    let answer: object;
    try {
      if (query.get('appid') !== account.appId) throw new PlatformError(40013);
      if (query.get('secret') !== account.appSecret) throw new PlatformError(40125);
      if (query.get('grant_type') !== 'authorization_code') throw new PlatformError(40002);
      const code = query.get('code') ?? '';
      const found = this.#codes.get(code);
      this.#codes.delete(code);
      if (!found || found.until < clock()) throw new PlatformError(40029);
      answer = {
        ...{ access_token: randomBytes(24).toString('base64url'), expires_in: 7200 },
        ...{
          refresh_token: randomBytes(24).toString('base64url'),
          openid: found.openid,
          scope: 'snsapi_base',
        },
      };
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      answer = { errcode: error.errcode, errmsg: error.message };
    }
    const errcode = (answer as { errcode?: number }).errcode;
    calls.add({
      ...{ at: clock(), kind: 'api', what: 'GET /sns/oauth2/access_token', status: 200, ms: 0 },
      ...{ request: '', response: '' },
      ...(errcode !== undefined && { errcode }),
    });
    sendJson(response, answer);
  }
}

function phoneOf({ headers }: IncomingMessage): string | undefined {
  return new RegExp(`(?:^|; )${PHONE_COOKIE}=([^;]+)`).exec(headers.cookie ?? '')?.[1];
}

function redirect(response: ServerResponse, location: string, headers: Record<string, string> = {}): void {
  send(response, 302, '', { ...headers, location, 'cache-control': 'no-store' });
}

function notice(response: ServerResponse, words: string): void {
  const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words}</title><p style="margin:30vh 20px;text-align:center;font:18px sans-serif">${words}</p></html>`;
  send(response, 200, page, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  });
}
