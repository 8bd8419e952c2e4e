import { LRUCache } from 'lru-cache';

/** An access token and until when (ms) it is to be used, which is a little before its end. */
export interface Token {
  readonly value: string;
  readonly useUntil: number;
}

/** The access token, shared between all processes of one account, and the lease to fetch a new one. */
export interface TokenStore {
  get(): Promise<Token | undefined>;
  /** True for one owner at a time, until it puts a token or `forMs` have passed. */
  lease(owner: string, forMs: number): Promise<boolean>;
  /** Keeps the token and ends the owner's lease. Without a token only the lease ends. */
  put(owner: string, token: Token | undefined): Promise<void>;
}

/** What opened a window: a message (5 sends in 48 h) or a tap on the menu, a follow, a scan (3 in 1 min). */
export type WindowKind = 'message' | 'tap';

/** How many customer-service messages WeChat still takes for a person. Times are in ms. */
export interface BudgetStore {
  /** Fills the window again. An `at` that is not later than the last one changes nothing: it is a repeat. */
  opened(openid: string, kind: WindowKind, at: number): Promise<void>;
  /** Takes one send out of the window that closes first. False when no window is open or all are used up. */
  take(openid: string, at: number): Promise<boolean>;
  /** Puts back a send that certainly did not happen. */
  giveBack(openid: string, at: number): Promise<void>;
  /** WeChat says that nothing is left, whatever was counted. */
  exhausted(openid: string, at: number): Promise<void>;
}

/** The replies that were given, by push key, for repeated pushes. The empty string is an acknowledgement. */
export interface ReplyStore {
  recall(key: string): Promise<string | undefined>;
  keep(key: string, reply: string): Promise<void>;
}

/** What the puppet has to remember. The memory version forgets at a restart and serves one process. */
export interface Store {
  readonly token: TokenStore;
  readonly budget: BudgetStore;
  readonly replies: ReplyStore;
}

export const WINDOWS = {
  message: { sends: 5, ms: 48 * 3600_000 },
  tap: { sends: 3, ms: 60_000 },
} as const satisfies Record<WindowKind, { sends: number; ms: number }>;

/** WeChat repeats a push within 15 s; this also covers one that was delayed on its way. */
const REPLY_TTL_MS = 15 * 60_000;
const MOST_REPLIES = 5_000;
const MOST_BUDGETS = 50_000;

export function memoryStore(clock: () => number = Date.now): Store {
  return { token: memoryToken(clock), budget: memoryBudget(), replies: memoryReplies() };
}

function memoryToken(clock: () => number): TokenStore {
  let token: Token | undefined;
  let lease = { owner: '', until: 0 };
  return {
    get: async () => token,
    lease: async (owner, forMs) => {
      if (lease.until > clock() && lease.owner !== owner) return false;
      lease = { owner, until: clock() + forMs };
      return true;
    },
    put: async (owner, next) => {
      if (lease.owner !== owner) return;
      token = next ?? token;
      lease = { owner: '', until: 0 };
    },
  };
}

type Window = { sends: number; left: number; until: number };

function memoryBudget(): BudgetStore {
  const people = new LRUCache<string, Partial<Record<WindowKind, Window>>>({ max: MOST_BUDGETS });
  const open = (openid: string, at: number) =>
    Object.values(people.get(openid) ?? {})
      .filter((window) => window.until > at)
      .sort((a, b) => a.until - b.until);
  return {
    opened: async (openid, kind, at) => {
      const { sends, ms } = WINDOWS[kind];
      const windows = people.get(openid);
      if ((windows?.[kind]?.until ?? 0) >= at + ms) return;
      people.set(openid, { ...windows, [kind]: { sends, left: sends, until: at + ms } });
    },
    take: async (openid, at) => {
      const window = open(openid, at).find(({ left }) => left > 0);
      if (window) window.left -= 1;
      return window !== undefined;
    },
    giveBack: async (openid, at) => {
      const window = open(openid, at).findLast(({ left, sends }) => left < sends);
      if (window) window.left += 1;
    },
    exhausted: async (openid, at) => {
      for (const window of open(openid, at)) window.left = 0;
    },
  };
}

function memoryReplies(): ReplyStore {
  const replies = new LRUCache<string, { reply: string }>({ max: MOST_REPLIES, ttl: REPLY_TTL_MS });
  return {
    recall: async (key) => replies.get(key)?.reply,
    keep: async (key, reply) => {
      replies.set(key, { reply });
    },
  };
}
