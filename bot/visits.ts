import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openVisit } from '../server/eligibility/commitments/pages/contract.ts';
import type { Backend } from './backend.ts';
import type { WechatApi } from './puppet/index.ts';

const COOKIE = 'visit_state';

/** A login that this browser did not begin. */
class WrongState extends Error {
  override readonly name = 'WrongState';
}

type Refused = (reason: string) => void;

interface Addresses {
  /** Where phones reach this bot, without a slash at the end. */
  botUrl: string;
  /** Where phones reach the pages. */
  publicUrl: string;
}

/** Who taps a link to a page, made for one resident's chat. */
export interface PageLinks {
  /** The link to the signature page of a commitment, for this openid. */
  signing(commitmentId: string, openid: string): Promise<string>;
}

/**
 * Page login for the pages that residents open from the chat. The bot alone holds the app secret, so both ends of the login
 * are here: `/wechat/visit/ID` sends the browser to WeChat, `/wechat/visited` takes the code back, learns the openid, and
 * asks the server for a one-time ticket in that openid's name. A link that was forwarded brings its new reader's openid,
 * for which there is no ticket: the page then shows nothing.
 */
export class Visits implements PageLinks {
  constructor(
    private readonly backend: Backend,
    private readonly api: () => WechatApi,
    private readonly accountType: 'service' | 'subscription',
    private readonly addresses: Addresses,
  ) {}

  /** A 订阅号 has no page login: there the link itself carries the ticket, and the page asks for four characters more. */
  async signing(commitmentId: string, openid: string): Promise<string> {
    if (this.accountType === 'service') return `${this.addresses.botUrl}/wechat/visit/${commitmentId}`;
    const { ticket } = await this.backend.call(
      openVisit,
      { target: commitmentId, through: 'chat' },
      { openid },
    );
    return this.#page(ticket);
  }

  /** True when the request was one of ours. `refused` is told why a page was not opened. */
  async handle(request: IncomingMessage, response: ServerResponse, refused: Refused): Promise<boolean> {
    const address = request.url ?? '/';
    if (!URL.canParse(address, 'http://bot')) return false;
    const url = new URL(address, 'http://bot');
    const target = /^\/wechat\/visit\/([0-9a-f-]{36})$/.exec(url.pathname)?.[1];
    if (request.method !== 'GET' || (target === undefined && url.pathname !== '/wechat/visited'))
      return false;
    if (target !== undefined) this.#begin(response, target);
    else
      await this.#come(request, response, url.searchParams).catch((error: unknown) => {
        redirect(response, this.#page(''));
        refused(`a page was not opened: ${(error as Error).name}`);
      });
    return true;
  }

  #begin(response: ServerResponse, target: string): void {
    const nonce = randomBytes(16).toString('hex');
    const address = this.api().pageLogin.authorizeUrl(
      `${this.addresses.botUrl}/wechat/visited`,
      nonce + target.replaceAll('-', ''),
    );
    const secure = this.addresses.botUrl.startsWith('https:') ? '; Secure' : '';
    redirect(response, address, {
      'set-cookie': `${COOKIE}=${nonce}; Path=/wechat; Max-Age=600; HttpOnly; SameSite=Lax${secure}`,
    });
  }

  /** Only the browser that began may end the login, or somebody could be made to sign in another one's name. */
  async #come(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    const [nonce, target] = [query.get('state')?.slice(0, 32) ?? '', query.get('state')?.slice(32) ?? ''];
    const own = new RegExp(`(?:^|; )${COOKIE}=([0-9a-f]{32})`).exec(request.headers.cookie ?? '')?.[1];
    if (own === undefined || own !== nonce || !/^[0-9a-f]{32}$/.test(target)) throw new WrongState();
    const openid = await this.api().pageLogin.openidOf(query.get('code') ?? '');
    const id = target.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const { ticket } = await this.backend.call(openVisit, { target: id, through: 'login' }, { openid });
    redirect(response, this.#page(ticket));
  }

  #page = (ticket: string): string => `${this.addresses.publicUrl}/pages/sign#${ticket}`;
}

function redirect(response: ServerResponse, location: string, headers: Record<string, string> = {}): void {
  response.writeHead(302, { ...headers, location, 'cache-control': 'no-store', 'content-length': 0 }).end();
}
