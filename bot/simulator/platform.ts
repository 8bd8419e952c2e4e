import type { Callback } from './callback.ts';
import type { Calls } from './calls.ts';
import type { MessageCrypto } from './crypto.ts';
import type { Faults } from './faults.ts';
import type { Feed } from './feed.ts';
import type { Ids } from './ids.ts';
import type { Media } from './media.ts';
import type { Menus } from './menus.ts';
import type { Notices } from './notices.ts';
import type { People } from './people.ts';
import type { Publications } from './publications.ts';
import type { Quotas } from './quotas.ts';
import type { Tags } from './tags.ts';
import type { Tokens } from './tokens.ts';
import type { Transcripts } from './transcripts.ts';
import type { AccountType, Log, Mode, PushFormat } from './types.ts';
import type { Windows } from './windows.ts';

/** The one official account that this platform carries. */
export interface Account {
  /** Original id, gh_… */
  id: string;
  name: string;
  appId: string;
  appSecret: string;
  token: string;
  crypto: MessageCrypto;
  mode: Mode;
  format: PushFormat;
  type: AccountType;
}

/** All that the platform knows; acts of people and API calls work on it. */
export interface Platform {
  account: Account;
  /** Where this platform is reached, without a slash at the end. */
  url: string;
  clock: () => number;
  log: Log;
  feed: Feed;
  faults: Faults;
  calls: Calls;
  callback: Callback;
  ids: Ids;
  tokens: Tokens;
  quotas: Quotas;
  windows: Windows;
  people: People;
  transcripts: Transcripts;
  tags: Tags;
  menus: Menus;
  media: Media;
  notices: Notices;
  publications: Publications;
  /** QR code ticket → scene. */
  scenes: Map<string, string>;
  /** API path → calls that wait for their answer. */
  inWork: Map<string, number>;
}
