/**
 * What a failed call means for the one who made it:
 * - `temporary`: it was not done; the same call may succeed later
 * - `unknown-outcome`: it may have been done; the answer was lost
 * - `window`: no customer-service message can be sent now; wait for the person's next message
 * - `refused`: this person does not follow, has blocked the account or refused
 * - `quota`: nothing more of this kind today
 * - `token`: the access token was not accepted, even a new one
 * - `right`: the account lacks the right for this interface
 * - `configuration`: address, appid or secret are wrong: a person has to act
 * - `already-sent`: a message with this client id went out before
 * - `invalid`: the request itself is wrong
 */
export type ErrorKind =
  | 'temporary'
  | 'unknown-outcome'
  | 'window'
  | 'refused'
  | 'quota'
  | 'token'
  | 'right'
  | 'configuration'
  | 'already-sent'
  | 'invalid';

const KINDS: Readonly<Record<number, ErrorKind>> = {
  [-1]: 'temporary',
  45011: 'temporary',
  40001: 'token',
  40014: 'token',
  42001: 'token',
  45015: 'window',
  45047: 'window',
  40003: 'refused',
  43004: 'refused',
  43019: 'refused',
  43101: 'refused',
  45009: 'quota',
  45028: 'quota',
  48001: 'right',
  40013: 'configuration',
  40125: 'configuration',
  40164: 'configuration',
  45065: 'already-sent',
};

/** A call to WeChat that did not succeed. */
export class WechatError extends Error {
  override readonly name = 'WechatError';
  /** WeChat's code; undefined when there was no answer. */
  readonly errcode: number | undefined;
  readonly errmsg: string;
  readonly kind: ErrorKind;
  readonly path: string;
  /** All that WeChat answered. */
  readonly answer: Readonly<Record<string, unknown>>;

  constructor(failure: {
    path: string;
    kind: ErrorKind;
    errmsg: string;
    errcode?: number;
    answer?: Record<string, unknown>;
    cause?: unknown;
  }) {
    const code = failure.errcode === undefined ? failure.kind : failure.errcode;
    super(`${failure.path}: ${code} ${failure.errmsg}`, { cause: failure.cause });
    this.errcode = failure.errcode;
    this.errmsg = failure.errmsg;
    this.kind = failure.kind;
    this.path = failure.path;
    this.answer = failure.answer ?? {};
  }

  static ofCode(path: string, errcode: number, answer: Record<string, unknown>): WechatError {
    const errmsg = String(answer['errmsg'] ?? '');
    return new WechatError({ path, errcode, errmsg, kind: KINDS[errcode] ?? 'invalid', answer });
  }
}
