import { Pool } from 'undici';
import type { Calls } from './calls.ts';
import type { MessageCrypto } from './crypto.ts';
import type { Faults } from './faults.ts';
import type { Log, Mode, PushFormat } from './types.ts';
import { opaqueId } from './ids.ts';
import { signedQuery, stamp } from './signing.ts';

const TRIES = 3;
const VERIFY_AGAIN_MS = 500;

export interface CallbackOptions {
  url: string;
  token: string;
  crypto: MessageCrypto;
  mode: Mode;
  format: PushFormat;
  /** The account's original id, gh_… */
  accountId: string;
  answerWithinMs: number;
  clock: () => number;
  calls: Calls;
  faults: Faults;
  log: Log;
}

export interface Delivery {
  /** The body of the answer that counted; undefined when no try was answered. */
  answer: string | undefined;
  tries: number;
  statuses: (number | string)[];
}

interface Attempt {
  status: number | string;
  answer?: string;
}

/** The account's server as the platform sees it: signed pushes, up to three tries of 5 s each. */
export class Callback {
  private readonly options: CallbackOptions;
  private readonly pool: Pool;
  private readonly path: string;
  private verifying: NodeJS.Timeout | undefined;
  /** Whether the address answered the verification GET. */
  verified = false;
  closed = false;

  constructor(options: CallbackOptions) {
    this.options = options;
    const { origin, pathname, search } = new URL(options.url);
    // No limit on connections: the platform keeps none of its pushes waiting for another.
    this.pool = new Pool(origin, { connections: null, pipelining: 1 });
    this.path = `${pathname}${search ? `${search}&` : '?'}`;
  }

  /**
   * Pushes one message or event. A try fails by silence, a broken connection or any status but 200; each
   * further try has the same message under a new timestamp, nonce and signature.
   */
  async push(openid: string, what: string, message: string): Promise<Delivery> {
    const copies = this.options.faults.strikes('repeatRate') ? 2 : 1;
    const statuses: (number | string)[] = [];
    for (let tries = 1; ; tries++) {
      const attempts = await Promise.all(
        Array.from({ length: tries === 1 ? copies : 1 }, () => this.attempt(openid, what, message, tries)),
      );
      statuses.push(...attempts.map(({ status }) => status));
      const answers = attempts.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
      if (answers.length) {
        return {
          answer: answers.find((each) => each !== '' && each !== 'success') ?? answers[0],
          tries,
          statuses,
        };
      }
      if (tries === TRIES || this.closed) return { answer: undefined, tries, statuses };
    }
  }

  /** Asks the address to echo, until it does: the bot may start later than the platform. */
  async verify(onVerified: () => void): Promise<void> {
    const { clock, token } = this.options;
    const echostr = String(BigInt(`0x${Buffer.from(opaqueId(7)).toString('hex').slice(0, 15)}`));
    const query = signedQuery(token, stamp(clock()), { echostr });
    const { answer } = await this.send('GET', 'verification', '', query);
    if (answer === echostr) {
      this.verified = true;
      onVerified();
    } else if (!this.closed) {
      this.verifying = setTimeout(() => void this.verify(onVerified), VERIFY_AGAIN_MS).unref();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.verifying);
    await this.pool.destroy();
  }

  private async attempt(openid: string, what: string, message: string, tried: number): Promise<Attempt> {
    const { body, query } = this.sealed(openid, message);
    const attempt = await this.send('POST', what, body, query, { openid, message, tried });
    if (attempt.status !== 200) return { status: attempt.status };
    return this.options.faults.strikes('lostAckRate') ? { status: 'lost' } : attempt;
  }

  private sealed(openid: string, message: string): { body: string; query: string } {
    const { mode, format, token, crypto, accountId, clock } = this.options;
    const at = stamp(clock());
    if (mode === 'plain') return { body: message, query: signedQuery(token, at, { openid }) };
    const encrypt = crypto.encrypt(message);
    const query = signedQuery(token, at, { openid }, encrypt);
    if (format === 'json') {
      const beside = mode === 'safe' ? `{"ToUserName":"${accountId}"` : message.replace(/\}\s*$/, '');
      return { body: `${beside},"Encrypt":"${encrypt}"}`, query };
    }
    const beside =
      mode === 'safe'
        ? `<xml><ToUserName><![CDATA[${accountId}]]></ToUserName>`
        : message.replace(/<\/xml>\s*$/, '');
    return { body: `${beside}<Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`, query };
  }

  private async send(
    method: 'GET' | 'POST',
    what: string,
    body: string,
    query: string,
    about?: { openid: string; message: string; tried: number },
  ): Promise<Attempt> {
    const { answerWithinMs, format, clock, calls, log } = this.options;
    const began = performance.now();
    const cut = new AbortController();
    const timer = setTimeout(() => cut.abort(), answerWithinMs);
    let attempt: Attempt;
    try {
      const response = await this.pool.request({
        method,
        path: this.path + query,
        signal: cut.signal,
        headers: {
          'content-type': format === 'json' ? 'application/json' : 'text/xml',
          'user-agent': 'Mozilla/4.0',
        },
        ...(body && { body }),
      });
      attempt = { status: response.statusCode, answer: await response.body.text() };
    } catch (error) {
      attempt = { status: cut.signal.aborted ? 'timeout' : ((error as { code?: string }).code ?? 'broken') };
    } finally {
      clearTimeout(timer);
    }
    const ms = Math.round(performance.now() - began);
    if (attempt.status !== 200 && about)
      log.warn({ what, status: attempt.status, try: about.tried }, 'push failed');
    if (about || attempt.status === 200) {
      calls.add({
        at: clock(),
        kind: 'push',
        what,
        ...(about && { openid: about.openid, try: about.tried }),
        status: attempt.status,
        ms,
        request: about?.message ?? `GET ${query}`,
        response: attempt.answer ?? '',
      });
    }
    return attempt;
  }
}
