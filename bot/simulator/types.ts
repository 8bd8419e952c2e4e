/** Public types of the simulator: a local stand-in for the WeChat official-account platform. */

export type AccountType = 'service' | 'subscription';
export type Mode = 'plain' | 'compatible' | 'safe';
export type PushFormat = 'xml' | 'json';
export type Role = '居民' | '工作人员' | '志愿者' | '律师';

/** A pretend WeChat user. `follows` is the state on the first start; residents begin as strangers. */
export interface Persona {
  openid: string;
  name: string;
  role: Role;
  note?: string;
  follows?: boolean;
}

export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface SimulatorOptions {
  /** Loopback only. */
  host: string;
  /** 0 picks a free port. */
  port: number;
  /** Where the account's server listens, e.g. http://127.0.0.1:3001/wechat */
  callbackUrl: string;
  appId: string;
  appSecret: string;
  token: string;
  /** EncodingAESKey, 43 characters. */
  aesKey: string;
  mode: Mode;
  accountType: AccountType;
  people: Persona[];
  log: Log;
  /** Format of the pushes, a switch of the platform's own console; XML by default. */
  format?: PushFormat;
  accountName?: string;
  /** Epoch ms. Windows, quotas, tokens and media lifetimes follow it; the wait for an answer does not. */
  clock?: () => number;
  /** JSON file that lets chats, menu, tags and followers survive a restart; in memory without it. */
  statePath?: string;
  /** How long one try waits for an answer; the platform waits 5000 ms. */
  answerWithinMs?: number;
  /** Daily API quotas by path, e.g. { '/cgi-bin/message/custom/send': 3 }, over the platform's own. */
  quotas?: Record<string, number>;
}

export type Article = { title: string; description: string; picUrl: string; url: string };

/** What the account says, whichever way it comes. */
export type Reply =
  | { kind: 'text'; text: string }
  | { kind: 'image'; mediaId: string }
  | { kind: 'voice'; mediaId: string; recognition?: string }
  | { kind: 'video'; mediaId: string; title: string; description: string }
  | { kind: 'music'; title: string; description: string; url: string }
  | { kind: 'news'; articles: Article[] }
  | { kind: 'options'; head: string; list: { id: string; content: string }[]; tail: string }
  | { kind: 'card'; title: string; rows: { label: string; value: string }[]; url: string }
  | { kind: 'transfer' };

export type LineContent =
  | Reply
  | { kind: 'location'; latitude: number; longitude: number; label: string }
  | { kind: 'link'; title: string; description: string; url: string }
  | { kind: 'file'; title: string; size: number }
  | { kind: 'grey'; text: string };

export type Way = 'passive' | 'customerService' | 'template' | 'subscription' | 'mass' | 'preview';

/** One line of a chat as the person sees it. `way` tells how a line of the account travelled. */
export type ChatLine = LineContent & {
  id: number;
  /** Epoch ms. */
  at: number;
  from: 'person' | 'account' | 'platform';
  way?: Way;
};

/** What became of one push. `statuses` has one entry per delivery: an HTTP status or what went wrong. */
export interface PushResult {
  passive: Reply | undefined;
  tries: number;
  statuses: (number | string)[];
  /** 64-bit, so a string; events have none. */
  msgId: string | undefined;
  /** Why the answer was no valid passive reply; the person saw a grey line if it came from their own act. */
  problem: string | undefined;
}

/** One push try or API call, as it passed. */
export interface Call {
  id: number;
  at: number;
  kind: 'push' | 'api';
  /** Message type or event for a push, method and path for an API call. */
  what: string;
  openid?: string;
  try?: number;
  status: number | string;
  errcode?: number;
  ms: number;
  request: string;
  response: string;
}
