import { Pool } from 'undici';
import { WechatError } from './errors.ts';

/** Requests that never reached WeChat: sending them again can not do anything twice. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
]);

export interface Request {
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string>;
  body?: string | Buffer;
  contentType?: string;
  /** Most bytes of an answer that is read. */
  limit?: number;
}

export interface Answer {
  body: Buffer;
  contentType: string;
  disposition: string;
}

const LIMIT = 8 * 1024 * 1024;

/** The keep-alive pool to WeChat's API. It knows about bytes and failures, not about error codes. */
export class Transport {
  readonly #url: URL;
  readonly #prefix: string;
  readonly #timeoutMs: number;
  readonly #connections: number;
  #pool: Pool | undefined;

  constructor(apiBase: string, timeoutMs: number, connections = 32) {
    this.#connections = connections;
    this.#url = new URL(apiBase);
    this.#prefix = this.#url.pathname.replace(/\/$/, '');
    this.#timeoutMs = timeoutMs;
  }

  /** @throws WechatError `temporary` when nothing was sent or a gateway answered, else `unknown-outcome` */
  async send(request: Request): Promise<Answer> {
    const { path } = request;
    try {
      const response = await this.#connected().request({
        method: request.method,
        path: this.#prefix + path,
        query: request.query ?? {},
        body: request.body ?? null,
        headers: request.contentType ? { 'content-type': request.contentType } : {},
      });
      const body = await readBounded(response.body, request.limit ?? LIMIT, path);
      if (response.statusCode >= 500) throw gatewayError(path, response.statusCode);
      return {
        body,
        contentType: String(response.headers['content-type'] ?? ''),
        disposition: String(response.headers['content-disposition'] ?? ''),
      };
    } catch (error) {
      if (error instanceof WechatError) throw error;
      const { code, message } = error as NodeJS.ErrnoException;
      const kind = NOT_SENT.has(code ?? '') ? 'temporary' : 'unknown-outcome';
      throw new WechatError({ path, kind, errmsg: code ?? message, cause: error });
    }
  }

  /** Ends the connections. The next request opens new ones. */
  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await pool?.close();
  }

  #connected(): Pool {
    this.#pool ??= new Pool(this.#url.origin, {
      connections: this.#connections,
      connect: { timeout: Math.min(this.#timeoutMs, 5000) },
      headersTimeout: this.#timeoutMs,
      bodyTimeout: this.#timeoutMs,
      keepAliveTimeout: 20_000,
    });
    return this.#pool;
  }
}

/** 502 and 503 say that the gateway found nobody to do the work; other 5xx leave open whether it was done. */
function gatewayError(path: string, status: number): WechatError {
  const kind = status === 502 || status === 503 ? 'temporary' : 'unknown-outcome';
  return new WechatError({ path, kind, errmsg: `HTTP ${status}` });
}

async function readBounded(body: AsyncIterable<Buffer>, limit: number, path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new WechatError({ path, kind: 'invalid', errmsg: `answer over ${limit} bytes` });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
