import { parseAnswer } from './answer.ts';
import { WechatError } from './errors.ts';
import type { Transport } from './transport.ts';

const PATH = '/sns/oauth2/access_token';

interface Options {
  transport: Transport;
  appId: string;
  appSecret: string;
  /** https://open.weixin.qq.com, or a stand-in for it. */
  openBase: string;
}

/** Page login (网页授权) in its silent form, snsapi_base: who opens a page inside WeChat, by openid and nothing more. */
export class PageLogin {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Where a page sends its visitor. @param state comes back unchanged: at most 128 letters and digits */
  authorizeUrl(redirectUri: string, state: string): string {
    const { openBase, appId } = this.#options;
    const query = new URLSearchParams({
      appid: appId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'snsapi_base',
      state,
    });
    return `${openBase}/connect/oauth2/authorize?${query.toString()}#wechat_redirect`;
  }

  /**
   * The openid behind a one-time code.
   * @throws WechatError for a code that is unknown, used or over
   */
  async openidOf(code: string): Promise<string> {
    const { transport, appId, appSecret } = this.#options;
    const query = { appid: appId, secret: appSecret, code, grant_type: 'authorization_code' };
    const answer = parseAnswer(PATH, (await transport.send({ method: 'GET', path: PATH, query })).body);
    const openid = answer['openid'];
    if (typeof openid === 'string' && openid !== '') return openid;
    throw new WechatError({ path: PATH, kind: 'invalid', errmsg: 'no openid' });
  }
}
