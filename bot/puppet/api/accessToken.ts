import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Token, TokenStore } from '../store.ts';
import { WechatError } from './errors.ts';
import { parseAnswer } from './answer.ts';
import type { Transport } from './transport.ts';

const PATH = '/cgi-bin/stable_token';
const LEASE_MS = 15_000;
const POLL_MS = 100;
/** WeChat hands out the next token from five minutes before the old one ends; both work until then. */
const EARLY_MS = 240_000;
/** WeChat wants 30 s between forced refreshes and allows 20 a day. */
const FORCE_EVERY_MS = 30_000;

interface Options {
  appId: string;
  appSecret: string;
  transport: Transport;
  store: TokenStore;
  clock: () => number;
}

/** The account's access token: one fetch per expiry for all processes that share the store. */
export class AccessToken {
  readonly #options: Options;
  readonly #owner = randomUUID();
  #current: Token | undefined;
  #pending: Promise<string> | undefined;
  #forcedAt = -Infinity;
  #state: 'none' | 'ok' | 'failed' = 'none';

  constructor(options: Options) {
    this.#options = options;
  }

  get state(): 'none' | 'ok' | 'failed' {
    return this.#state;
  }

  /**
   * @param rejected a token that WeChat has just refused
   * @throws WechatError
   */
  async get(rejected?: string): Promise<string> {
    const token = this.#current;
    if (token && token.value !== rejected && token.useUntil > this.#options.clock()) return token.value;
    this.#pending ??= this.#renew(rejected ?? '')
      .then(
        (value) => {
          this.#state = 'ok';
          return value;
        },
        (error) => {
          this.#state = 'failed';
          // Due is not ended: the old token carries on while a new one can not be had.
          if (token && token.value !== rejected) return token.value;
          if (error instanceof WechatError) throw error;
          // The application's store failed, and nothing was sent yet: the same call may succeed later.
          throw new WechatError({
            path: PATH,
            kind: 'temporary',
            errmsg: 'the token store failed',
            cause: error,
          });
        },
      )
      .finally(() => {
        this.#pending = undefined;
      });
    return this.#pending;
  }

  async #renew(rejected: string): Promise<string> {
    const { store } = this.#options;
    for (let waited = 0; waited < 2 * LEASE_MS; waited += POLL_MS) {
      const shared = await this.#fromStore(rejected);
      if (shared) return shared;
      if (await store.lease(this.#owner, LEASE_MS)) return this.#fetchUnderLease(rejected);
      await sleep(POLL_MS);
    }
    throw new WechatError({ path: PATH, kind: 'temporary', errmsg: 'another process holds the lease' });
  }

  async #fetchUnderLease(rejected: string): Promise<string> {
    const { store, clock } = this.#options;
    let fetched: Token | undefined;
    try {
      // The token may have arrived between the look into the store and the lease.
      const shared = await this.#fromStore(rejected);
      if (shared) return shared;
      fetched = await this.#fetch(false);
      if (fetched.value === rejected && clock() - this.#forcedAt >= FORCE_EVERY_MS) {
        this.#forcedAt = clock();
        fetched = await this.#fetch(true);
      }
      return this.#use(fetched);
    } finally {
      await store.put(this.#owner, fetched);
    }
  }

  async #fromStore(rejected: string): Promise<string | undefined> {
    const token = await this.#options.store.get();
    if (!token || token.value === rejected || token.useUntil <= this.#options.clock()) return undefined;
    return this.#use(token);
  }

  async #fetch(force: boolean): Promise<Token> {
    const { appId, appSecret, transport, clock } = this.#options;
    const answer = await transport.send({
      method: 'POST',
      path: PATH,
      contentType: 'application/json',
      body: JSON.stringify({
        grant_type: 'client_credential',
        appid: appId,
        secret: appSecret,
        force_refresh: force,
      }),
    });
    const { access_token: value, expires_in: seconds } = parseAnswer(PATH, answer.body) as {
      access_token?: string;
      expires_in?: number;
    };
    if (!value || !seconds) {
      throw new WechatError({ path: PATH, kind: 'temporary', errmsg: 'no token in the answer' });
    }
    const lifeMs = seconds * 1000;
    // A tenth of a short life, so that a token is used at all.
    return { value, useUntil: clock() + lifeMs - Math.min(EARLY_MS, lifeMs / 10) };
  }

  #use(token: Token): string {
    this.#current = token;
    return token.value;
  }
}
