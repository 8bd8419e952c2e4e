import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import type { AccessToken } from './accessToken.ts';
import { parseAnswer } from './answer.ts';
import { WechatError } from './errors.ts';
import { Quotas, type Usage } from './quotas.ts';
import type { Answer, Request, Transport } from './transport.ts';

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 200;

/** A trouble that a person has to look at. */
export interface Alarm {
  kind: 'configuration' | 'quota';
  errcode: number | undefined;
  errmsg: string;
  path: string;
  at: number;
}

export interface CallOptions {
  method?: 'GET' | 'POST';
  query?: Record<string, string>;
  /** Doing it twice is the same as doing it once, so a lost answer may be asked for again. */
  idempotent?: boolean;
}

interface Options {
  transport: Transport;
  token: AccessToken;
  log: Logger;
  clock: () => number;
}

/** Calls with a token: retries what may be retried, renews a refused token once, respects used-up quotas. */
export class Caller {
  readonly #options: Options;
  readonly #alarms = new Map<string, Alarm>();
  readonly #quotas: Quotas;

  constructor(options: Options) {
    this.#options = options;
    this.#quotas = new Quotas(options.clock);
  }

  get alarms(): Alarm[] {
    return [...this.#alarms.values()].filter(
      ({ kind, path }) => kind !== 'quota' || this.#quotas.isUsedUp(path),
    );
  }

  get usage(): Record<string, Usage> {
    return this.#quotas.usage;
  }

  async warmUp(): Promise<void> {
    try {
      await this.#options.token.get();
      this.#recovered();
    } catch (error) {
      if (!(error instanceof WechatError)) throw error;
      this.#note(error);
    }
  }

  /** @throws WechatError */
  async json(path: string, body?: unknown, options: CallOptions = {}): Promise<Record<string, unknown>> {
    const method = options.method ?? 'POST';
    const request: Request = {
      method,
      path,
      ...(options.query ? { query: options.query } : {}),
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}), contentType: 'application/json' } : {}),
    };
    return this.send(request, options.idempotent ?? method === 'GET', (answer) =>
      parseAnswer(path, answer.body),
    );
  }

  /** Like `json`, but a message whose client id was sent before counts as sent; its `errcode` tells. */
  async once(path: string, body: unknown, options: CallOptions): Promise<Record<string, unknown>> {
    try {
      return await this.json(path, body, options);
    } catch (error) {
      if (error instanceof WechatError && error.kind === 'already-sent') return error.answer;
      throw error;
    }
  }

  /**
   * @param read turns the answer into the result or throws its WechatError
   * @throws WechatError
   */
  async send<T>(request: Request, idempotent: boolean, read: (answer: Answer) => T): Promise<T> {
    const { path } = request;
    if (this.#quotas.isUsedUp(path)) {
      throw new WechatError({ path, kind: 'quota', errmsg: 'used up until midnight in China' });
    }
    let rejected: string | undefined;
    for (let attempt = 1; ; attempt += 1) {
      let token: string | undefined;
      try {
        token = await this.#options.token.get(rejected);
        this.#quotas.count(path);
        const query = { ...request.query, access_token: token };
        const result = read(await this.#options.transport.send({ ...request, query }));
        this.#recovered();
        return result;
      } catch (error) {
        if (!(error instanceof WechatError)) throw error;
        this.#note(error);
        const again =
          error.kind === 'temporary' || (error.kind === 'unknown-outcome' && (idempotent || !token));
        if (error.kind === 'token' && token && rejected === undefined) rejected = token;
        else if (!again || attempt >= ATTEMPTS) throw token ? error : notSent(error);
        else await sleep(FIRST_PAUSE_MS * 4 ** (attempt - 1) * (0.75 + Math.random() / 2));
      }
    }
  }

  #note({ path, errcode, errmsg, kind }: WechatError): void {
    this.#options.log.warn({ path, errcode, errmsg, kind }, 'WeChat call failed');
    if (kind === 'quota') this.#quotas.usedUp(path);
    if (kind !== 'configuration' && kind !== 'quota') return;
    this.#alarms.set(`${errcode} ${path}`, { kind, errcode, errmsg, path, at: this.#options.clock() });
  }

  /** A call that succeeds shows that address, appid and secret are right again. */
  #recovered(): void {
    for (const [key, { kind }] of this.#alarms) if (kind === 'configuration') this.#alarms.delete(key);
  }
}

/** Without a token the call itself was never made, whatever became of fetching one. */
function notSent(error: WechatError): WechatError {
  const { path, kind, errmsg } = error;
  return kind === 'unknown-outcome'
    ? new WechatError({ path, kind: 'temporary', errmsg, cause: error })
    : error;
}
