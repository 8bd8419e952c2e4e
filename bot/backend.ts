import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import {
  requestOf,
  type Endpoint,
  type ErrorReply,
  type InputOf,
  type ReplyOf,
} from '../server/platform/contract.ts';

/** The server's answer to a call that it refused or failed at; `code` is from its closed list. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly params: Record<string, unknown>,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** The server can't be reached, or can't reach its database: worth another try. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

export interface CallOptions {
  /** The openid that the bot speaks for. */
  openid?: string;
  /** Idempotency key: a repeat of the call gets the first one's answer. */
  key?: string;
  /** How long one try may take, in ms. */
  timeoutMs?: number;
  tries?: number;
}

export interface Backend {
  call<E extends Endpoint>(endpoint: E, input: InputOf<E>, options?: CallOptions): Promise<ReplyOf<E>>;
  /** Calls an endpoint whose body is a file's bytes. */
  upload<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    bytes: Buffer,
    options?: CallOptions,
  ): Promise<ReplyOf<E>>;
  /** Calls an endpoint that answers with a file's bytes. */
  download<E extends Endpoint>(endpoint: E, input: InputOf<E>, options?: CallOptions): Promise<Buffer>;
  close(): Promise<void>;
}

/** An address that didn't answer is left out so long: else every other call would find that out again. */
const AWAY_MS = 1_000;

/**
 * The server as the bot sees it: typed by the server's contracts, over pools of kept-alive connections. `serverUrls` are
 * one or more addresses of the same server, used in turn; a call that one of them doesn't answer goes to the next.
 */
export function createBackend(serverUrls: readonly string[], botToken: string): Backend {
  const pools = serverUrls.map(
    (url) => new Pool(url, { connections: 64, pipelining: 1, keepAliveTimeout: 30_000 }),
  );
  const awayUntil = new WeakMap<Pool, number>();
  let turn = 0;

  /** The next address in turn; one that didn't answer a moment ago only where no other is left. */
  function nextPool(): Pool {
    turn += 1;
    const inTurn = pools.map((_, i) => pools[(turn + i) % pools.length]!);
    return inTurn.find((pool) => Date.now() >= (awayUntil.get(pool) ?? 0)) ?? inTurn[0]!;
  }

  async function attempt<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    options: CallOptions,
    bytes?: Buffer,
  ): Promise<ReplyOf<E>> {
    const { method, path, body } = requestOf(endpoint, input);
    const timeout = options.timeoutMs ?? 4_000;
    let status: number;
    let reply: unknown;
    const pool = nextPool();
    try {
      const response = await pool.request({
        method,
        path,
        body: bytes ?? body ?? null,
        headersTimeout: timeout,
        bodyTimeout: timeout,
        headers: {
          authorization: `Bearer ${botToken}`,
          'content-type': bytes ? 'application/octet-stream' : 'application/json',
          ...(options.openid !== undefined && { 'x-openid': options.openid }),
          ...(options.key !== undefined && { 'idempotency-key': options.key }),
        },
      });
      status = response.statusCode;
      const json = String(response.headers['content-type']).startsWith('application/json');
      reply = json ? await response.body.json() : Buffer.from(await response.body.arrayBuffer());
    } catch (error) {
      awayUntil.set(pool, Date.now() + AWAY_MS);
      throw new Unreachable(`${endpoint.path}: ${(error as Error).message}`, { cause: error });
    }
    if (status < 300) return reply as ReplyOf<E>;
    const { code, message, params } = reply as Partial<ErrorReply>;
    // Not the server's own answer either: a balancer says 502 or 504 with a page while the server behind it restarts.
    if (status === 503 || (status > 500 && code === undefined))
      throw new Unreachable(`${endpoint.path}: ${code ?? status}`);
    throw new Refused(code ?? 'internal', message ?? `${endpoint.path}: ${status}`, params ?? {});
  }

  /**
   * Every call may be repeated: pushes, commands, files and receipts are unique on the server's side. The next address is
   * tried at once, or every other call would wait while one of two is away; a pause comes when all of them failed.
   */
  async function repeated<T>(
    { tries = pools.length + 1 }: CallOptions,
    action: () => Promise<T>,
  ): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await action();
      } catch (error) {
        if (!(error instanceof Unreachable) || tried >= tries) throw error;
        if (tried % pools.length === 0) await sleep(100);
      }
    }
  }

  return {
    call: (endpoint, input, options = {}) => repeated(options, () => attempt(endpoint, input, options)),
    upload: (endpoint, input, bytes, options = {}) =>
      repeated(options, () => attempt(endpoint, input, options, bytes)),
    download: async (endpoint, input, options = {}) => {
      const reply: unknown = await repeated(options, () => attempt(endpoint, input, options));
      if (!Buffer.isBuffer(reply)) throw new Unreachable(`${endpoint.path}: no file`);
      return reply;
    },
    close: async () => void (await Promise.all(pools.map((pool) => pool.close()))),
  };
}
