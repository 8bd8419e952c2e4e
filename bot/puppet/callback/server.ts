import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import getRawBody from 'raw-body';
import type { Logger } from '../log.ts';
import { type Account, type Received, Refused } from './account.ts';

const MAX_BODY = 64 * 1024;
const MAX_ECHO = 128;
/** From the last byte we read of a refused request to the end of its connection. */
const LINGER_MS = 1000;
/** WeChat hangs up after 5 s; an abandoned request that is still there later is ended by us. */
const ABANDON_MS = 2000;

/** Takes requests that are not WeChat's: true when it took one. Why it refused one is logged as sparingly as here. */
export type OtherRequests = (
  request: IncomingMessage,
  response: ServerResponse,
  refused: (reason: string) => void,
) => Promise<boolean>;

export interface CallbackOptions {
  host: string;
  port: number;
  path: string;
  account: Account;
  log: Logger;
  clock: () => number;
  /** Called with each genuine push. It has to end the exchange. */
  onPush: (received: Received, exchange: Exchange) => void;
  onOther?: OtherRequests | undefined;
  /** What GET /health shows to anyone who asks. */
  health: () => object;
}

/** A request of WeChat that waits for its answer. */
export interface Exchange {
  /** When WeChat sent this try (ms), by WeChat's own clock. */
  readonly sentAt: number;
  respond(body: string): Promise<boolean>;
  abandon(): void;
  onGone(callback: () => void): void;
}

/** A client's fault, answered with its status and nothing else. */
class BadRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The HTTP side of the callback: reads bounded requests, refuses what is not WeChat's, never fails. */
export class CallbackServer {
  readonly #options: CallbackOptions;
  #server: Server | undefined;
  #refusals = { unlogged: 0, loggedAt: -Infinity };

  constructor(options: CallbackOptions) {
    this.#options = options;
  }

  get listening(): boolean {
    return this.#server?.listening ?? false;
  }

  /** The port in use, which is the system's choice when 0 was asked for. */
  get port(): number {
    return (this.#server?.address() as AddressInfo | null)?.port ?? this.#options.port;
  }

  /** @throws the listen error, such as EADDRINUSE */
  async start(): Promise<void> {
    const server = createServer(
      {
        headersTimeout: 5000,
        requestTimeout: 8000,
        connectionsCheckingInterval: 1000,
        keepAliveTimeout: 15_000,
        maxHeaderSize: 8192,
      },
      (request, response) => void this.#handle(request, response),
    );
    server.on('checkContinue', (request, response) => void this.#handle(request, response));
    server.on('clientError', (error, socket) => endBadConnection(error, socket as Socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#options.port, this.#options.host, () => {
        server.off('error', reject);
        server.on('error', (error) => this.#options.log.error({ err: error }, 'callback server'));
        resolve();
      });
    });
    this.#server = server;
  }

  /** Takes no new connections and gives open exchanges up to `graceMs` to be answered. */
  async stop(graceMs: number): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    await new Promise((closed) => {
      server.close(closed);
      server.closeIdleConnections();
    });
    clearTimeout(cut);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => {});
    try {
      const [path, search] = (request.url ?? '').split('?', 2);
      if (path === '/health' && request.method === 'GET') return this.#health(response);
      if (path !== this.#options.path && (await this.#other(request, response))) return;
      if (path !== this.#options.path) throw new BadRequest(404, 'not found');
      if (request.method !== 'GET' && request.method !== 'POST')
        throw new BadRequest(405, 'method not allowed');
      const query = new URLSearchParams(search);
      this.#options.account.checkAddress(query, this.#options.clock());
      if (request.method === 'GET') return echo(query, response);
      const body = await readBody(request, response);
      const received = this.#options.account.receive(query, body);
      const sentAt = Number(query.get('timestamp')) * 1000;
      this.#options.onPush(received, exchange(sentAt, request.socket, response));
    } catch (error) {
      this.#refuse(error, request, response);
    }
  }

  async #other(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const refused = (reason: string): void => this.#logRefusal(response.statusCode, reason, request);
    return (await this.#options.onOther?.(request, response, refused)) ?? false;
  }

  #health(response: ServerResponse): void {
    answer(response, 200, 'application/json', JSON.stringify(this.#options.health()));
  }

  #refuse(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    if (request.destroyed && !request.complete) return;
    const status = statusOf(error);
    if (isOurFault(error)) this.#options.log.error({ err: error }, 'callback request failed');
    else this.#logRefusal(status, (error as Error).message, request);
    if (response.headersSent) return;
    response.setHeader('connection', 'close');
    answer(response, status, 'text/plain', status === 403 ? 'forbidden' : 'bad request');
    if (request.complete) return;
    // Reading on for a moment lets the sender see the answer instead of a reset.
    request.resume();
    setTimeout(() => request.destroy(), LINGER_MS).unref();
  }

  /** One line a second, so that nobody fills the disk from outside. */
  #logRefusal(status: number, reason: string, request: IncomingMessage): void {
    const now = this.#options.clock();
    this.#refusals.unlogged += 1;
    if (now - this.#refusals.loggedAt < 1000) return;
    const { unlogged: count } = this.#refusals;
    this.#options.log.warn({ status, reason, count, from: request.socket.remoteAddress }, 'callback refused');
    this.#refusals = { unlogged: 0, loggedAt: now };
  }
}

function isOurFault(error: unknown): boolean {
  return !(error instanceof Refused || error instanceof BadRequest || error instanceof SyntaxError);
}

function statusOf(error: unknown): number {
  if (error instanceof Refused) return 403;
  if (error instanceof BadRequest) return error.status;
  return 400;
}

function echo(query: URLSearchParams, response: ServerResponse): void {
  const text = query.get('echostr') ?? '';
  if (text.length > MAX_ECHO) throw new BadRequest(400, 'echostr too long');
  answer(response, 200, 'text/plain', text);
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.statusCode = status;
  response.setHeader('content-type', `${type}; charset=utf-8`);
  response.setHeader('x-content-type-options', 'nosniff');
  response.end(body);
}

/** @throws BadRequest 411–415 before anything large was read */
async function readBody(request: IncomingMessage, response: ServerResponse): Promise<string> {
  const { 'content-encoding': encoding, 'content-length': length } = request.headers;
  if (encoding && encoding !== 'identity') throw new BadRequest(415, 'encoded body');
  if (Number(length) > MAX_BODY) throw new BadRequest(413, 'body too large');
  if (request.headers.expect) response.writeContinue();
  try {
    return await getRawBody(request, { limit: MAX_BODY, length: length ?? null, encoding: 'utf8' });
  } catch (error) {
    const status = (error as { status?: number }).status;
    throw new BadRequest(status === 413 ? 413 : 400, 'body not readable');
  }
}

function exchange(sentAt: number, socket: Socket, response: ServerResponse): Exchange {
  return {
    sentAt,
    respond: (body) =>
      new Promise((resolve) => {
        if (response.destroyed || socket.destroyed) return resolve(false);
        response.once('finish', () => resolve(true));
        response.once('close', () => resolve(response.writableFinished));
        const type = body.startsWith('<') ? 'application/xml' : body ? 'application/json' : 'text/plain';
        answer(response, 200, type, body || 'success');
      }),
    abandon: () => {
      const timer = setTimeout(() => socket.destroy(), ABANDON_MS);
      response.once('close', () => clearTimeout(timer));
    },
    onGone: (callback) => response.once('close', callback),
  };
}

function endBadConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
