import type { AddressInfo } from 'node:net';
import { Acts } from './acts.ts';
import { ApiServer } from './apiServer.ts';
import { Callback } from './callback.ts';
import { Calls } from './calls.ts';
import { Chat } from './chat.ts';
import { MessageCrypto } from './crypto.ts';
import type { Crowd, CrowdOptions } from './crowd.ts';
import { Faults } from './faults.ts';
import { Feed } from './feed.ts';
import { Ids } from './ids.ts';
import { Media } from './media.ts';
import { Menus } from './menus.ts';
import { Notices } from './notices.ts';
import { People } from './people.ts';
import type { Account, Platform } from './platform.ts';
import { Publications, type MassSend } from './publications.ts';
import { Quotas } from './quotas.ts';
import { serve } from './server.ts';
import { StateFile } from './state.ts';
import { Tags } from './tags.ts';
import { Tokens } from './tokens.ts';
import { Transcripts } from './transcripts.ts';
import type { Call, ChatLine, SimulatorOptions } from './types.ts';
import { Windows } from './windows.ts';

export type * from './types.ts';
export type { FaultSettings } from './faults.ts';
export type { Fields } from './fields.ts';
export { SUBSCRIPTIONS, TEMPLATES } from './notices.ts';
export type { Crowd, CrowdOptions } from './crowd.ts';

const ACCOUNT_ID = 'gh_simulated0001';
const ANSWER_WITHIN_MS = 5000;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** A running platform. The acts of people resolve once their push was answered or given up. */
export class Simulator extends Acts {
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  private readonly parts: Platform;
  private readonly shut: () => Promise<void>;

  constructor(parts: Platform, port: number, shut: () => Promise<void>) {
    super(parts);
    this.parts = parts;
    this.url = parts.url;
    this.port = port;
    this.faults = parts.faults;
    this.shut = shut;
  }

  /** Whether the callback address answered the platform's verification. */
  get verified(): boolean {
    return this.parts.callback.verified;
  }

  /** The last thousand pushes and API calls, oldest first. */
  get calls(): Call[] {
    return this.parts.calls.list();
  }

  transcript(openid: string): ChatLine[] {
    return this.parts.transcripts.of(openid);
  }

  /** The first line that matches, already there or yet to come; rejects after `ms`. */
  waitFor(openid: string, matches: (line: ChatLine) => boolean, ms: number): Promise<ChatLine> {
    return this.parts.transcripts.waitFor(openid, matches, ms);
  }

  /** Very many followers at once, for load; see {@link Crowd}. */
  addCrowd(options: CrowdOptions): Crowd {
    return this.parts.people.addCrowd(options, this.parts.clock());
  }

  /** Every mass send that the platform took, oldest first. */
  get massSends(): MassSend[] {
    return this.parts.publications.listSends();
  }

  /** API calls to a path that wait for their answer now. */
  inWork(path: string): number {
    return this.parts.inWork.get(path) ?? 0;
  }

  /** Gives the quotas of mass sends back, as a new month would; the jobs stay. */
  forgetMassSends(): void {
    this.parts.publications.forgetQuotas();
    for (const crowd of this.parts.people.crowds) crowd.forgetMass();
  }

  /** All access tokens given out so far become invalid (40001). */
  revokeTokens(): void {
    this.parts.tokens.revokeAll();
  }

  /** The administrator confirms the mass sends that wait for it. */
  confirmMassSends(): void {
    const { unconfirmed } = this.parts.publications;
    for (const go of unconfirmed.values()) go();
    unconfirmed.clear();
  }

  /** Stops serving and pushing; with a state file, keeps the last state. */
  close(): Promise<void> {
    return this.shut();
  }
}

/**
 * Starts the platform and its chat page; the callback address may come up later.
 * @throws in production, for an address other than loopback, and when the port is taken
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error(
      'the WeChat simulator refuses to start in production: set WECHAT_API_BASE to the real platform',
    );
  }
  if (!LOOPBACK.has(options.host)) {
    throw new Error(
      `the WeChat simulator listens on loopback only (127.0.0.1, ::1 or localhost), not ${options.host}`,
    );
  }
  const platform = buildPlatform(options);
  const state = options.statePath ? new StateFile(options.statePath, platform) : undefined;
  state?.load();
  for (const persona of options.people) platform.people.add(persona, platform.clock());

  const acts = new Acts(platform);
  const server = serve(platform, new ApiServer(platform, acts), new Chat(platform, acts));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, () => resolve());
  });
  const { port } = server.address() as AddressInfo;
  platform.url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  void platform.callback.verify(() => {
    platform.feed.emit('verified');
    options.log.info({ callback: options.callbackUrl }, 'the callback address answered the platform');
  });

  return new Simulator(platform, port, async () => {
    await platform.callback.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    state?.save();
  });
}

function buildPlatform(options: SimulatorOptions): Platform {
  const { appId, appSecret, token, mode, accountType, statePath, log } = options;
  const clock = options.clock ?? Date.now;
  const format = options.format ?? 'xml';
  const crypto = new MessageCrypto(options.aesKey, appId);
  const account: Account = {
    id: ACCOUNT_ID,
    name: options.accountName ?? '相城法律援助（演示）',
    appId,
    appSecret,
    token,
    crypto,
    mode,
    format,
    type: accountType,
  };
  const feed = new Feed();
  const people = new People(feed);
  const faults = new Faults();
  const calls = new Calls(feed);
  return {
    account,
    url: '',
    clock,
    log,
    feed,
    faults,
    calls,
    callback: new Callback({
      url: options.callbackUrl,
      token,
      crypto,
      mode,
      format,
      accountId: ACCOUNT_ID,
      answerWithinMs: options.answerWithinMs ?? ANSWER_WITHIN_MS,
      clock,
      calls,
      faults,
      log,
    }),
    ids: new Ids(),
    tokens: new Tokens(faults),
    quotas: new Quotas(options.quotas),
    windows: new Windows(),
    people,
    transcripts: new Transcripts(feed, clock, (openid) => people.crowdOf(openid)),
    tags: new Tags(),
    menus: new Menus(feed),
    media: new Media(clock, statePath && `${statePath}.media`),
    notices: new Notices(),
    publications: new Publications(accountType),
    scenes: new Map(),
    inWork: new Map(),
  };
}
