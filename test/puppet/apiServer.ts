import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export interface Call {
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  raw: Buffer;
  json: Record<string, unknown>;
}

/** An object is answered as JSON; `hangUp` loses the answer; a function writes it itself. */
export type Behaviour =
  object | 'hangUp' | ((call: Call) => object | 'hangUp') | ((response: ServerResponse) => void)[];

/** A stand-in for WeChat's API: a token that can end, and for each path what it should answer next. */
export class ApiServer {
  readonly calls: Call[] = [];
  /** Tokens that are accepted. The last one is handed out. */
  tokens = ['token-1'];
  expiresIn = 7200;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #next = new Map<string, Behaviour[]>();
  readonly #always = new Map<string, Behaviour>();

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The answers to the next calls of this path, one after the other. */
  next(path: string, ...behaviours: Behaviour[]): void {
    this.#next.set(path, behaviours);
  }

  always(path: string, behaviour: Behaviour): void {
    this.#always.set(path, behaviour);
  }

  to(path: string): Call[] {
    return this.calls.filter((call) => call.path === path);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', search] = request.url!.split('?');
    const raw = Buffer.concat(await request.toArray());
    const call: Call = { path, query: new URLSearchParams(search), headers: request.headers, raw, json: {} };
    if (raw.length > 0 && String(request.headers['content-type']).includes('json')) {
      call.json = JSON.parse(raw.toString());
    }
    this.calls.push(call);
    let behaviour: Behaviour | undefined = this.#next.get(path)?.shift() ?? this.#always.get(path);
    if (typeof behaviour === 'function') behaviour = behaviour(call);
    if (behaviour === 'hangUp') return void request.socket.destroy();
    if (Array.isArray(behaviour)) return behaviour[0]!(response);
    response.end(JSON.stringify(behaviour ?? this.#usual(call)));
  }

  #usual({ path, query }: Call): object {
    if (path === '/cgi-bin/stable_token')
      return { access_token: this.tokens.at(-1), expires_in: this.expiresIn };
    if (!this.tokens.includes(query.get('access_token') ?? ''))
      return { errcode: 40001, errmsg: 'invalid credential' };
    return { errcode: 0, errmsg: 'ok' };
  }
}
