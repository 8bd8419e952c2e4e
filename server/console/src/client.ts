import {
  requestOf,
  type Endpoint,
  type ErrorReply,
  type InputOf,
  type ReplyOf,
} from '../../platform/contract.ts';

/** A call that failed, with a message that staff can read; `code` as in server/platform/problems.ts, or `unreachable`. */
export class CallError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 0,
  ) {
    super(message);
    this.name = 'CallError';
  }
}

let leave: () => void = () => {};

/** Says what to do when the session is over. */
export const whenSignedOut = (then: () => void): void => {
  leave = then;
};

/**
 * Calls an endpoint. A command that may be sent again after a lost answer carries a `key`: the server does it once.
 * Throws CallError; when the session is over, the page is left for the sign-in as well.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  { key }: { key?: string } = {},
): Promise<ReplyOf<E>> {
  const { method, path, body } = requestOf(endpoint, input);
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      'X-Requested-With': 'console',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
    },
    ...(body === undefined ? {} : { body }),
  }).catch(() => {
    throw new CallError('unreachable', '连不上服务器，请检查网络后再试。');
  });
  const reply: unknown = await response.json().catch(() => undefined);
  if (response.ok && reply !== undefined) return reply as ReplyOf<E>;
  const error = errorOf(response.status, reply);
  if (error.code === 'signed_out') leave();
  throw error;
}

/** Calls an endpoint whose body is a file's bytes; throws CallError. */
export async function upload<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  file: Blob,
): Promise<ReplyOf<E>> {
  const { method, path } = requestOf(endpoint, input);
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: { 'X-Requested-With': 'console', 'Content-Type': 'application/octet-stream' },
    body: file,
  }).catch(() => {
    throw new CallError('unreachable', '连不上服务器，请检查网络后再试。');
  });
  const reply: unknown = await response.json().catch(() => undefined);
  if (response.ok && reply !== undefined) return reply as ReplyOf<E>;
  throw errorOf(response.status, reply);
}

function errorOf(status: number, reply: unknown): CallError {
  const { code, message } = (reply ?? {}) as Partial<ErrorReply>;
  if (typeof code === 'string' && typeof message === 'string') return new CallError(code, message, status);
  return new CallError('unreachable', `服务器没有正常答复（${status}），请稍后再试。`, status);
}
