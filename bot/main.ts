import { hostname } from 'node:os';
import { WechatyBuilder } from 'wechaty';
import type { Config } from '../server/config.ts';
import { accountMenu } from './accountMenu.ts';
import { createBackend } from './backend.ts';
import { Bot, type BotLog } from './bot.ts';
import { Consents } from './consents.ts';
import { Deliveries } from './deliveries.ts';
import { HealthReporter } from './health.ts';
import { incomingEvent, incomingMessage } from './incoming.ts';
import { MediaFetcher } from './media.ts';
import { NoticeTemplates } from './noticeTemplates.ts';
import { OfficialAccountPuppet } from './puppet/index.ts';
import { startPushing } from './pushing/index.ts';
import { SceneMaker } from './scenes.ts';
import { Visits } from './visits.ts';
import { serverStore } from './store.ts';

export interface RunningBot {
  port: number;
  ready(): boolean;
  stop(): Promise<void>;
}

/** Events that begin a turn. */
const turns = ['follow', 'unfollow', 'scan', 'menu'] as const;

/** Starts the assistant: puppet → Wechaty → bot, and the loops for deliveries and abandoned turns. */
export async function startBot(config: Config, log: BotLog): Promise<RunningBot> {
  const { wechat } = config;
  const backend = createBackend(config.serverUrls, config.botToken);
  const { aesKeyOld, ...account } = wechat;
  const visits = new Visits(backend, () => puppet.api, wechat.accountType, config);
  const puppet: OfficialAccountPuppet = new OfficialAccountPuppet({
    onOther: (request, response, refused) => visits.handle(request, response, refused),
    ...account,
    ...(aesKeyOld !== undefined && { aesKeyOld }),
    host: config.host,
    port: config.botPort,
    path: '/wechat',
    // Beside the notices of a push, answers must not wait for a connection.
    connections: config.push.inFlight + 32,
    store: serverStore(backend, wechat.appId),
    log,
  });
  const bot = new Bot(backend, (key, text) => puppet.reply(key, text), log, visits);

  const wechaty = WechatyBuilder.build({ puppet });
  // Without a listener an error would end the process.
  wechaty.on('error', (error) => log.error({ err: error }, 'wechaty'));
  wechaty.on('message', (message) => {
    const push = puppet.pushOf(message.id);
    if (push) void bot.hear(incomingMessage(push));
  });
  for (const name of turns) {
    puppet.events.on(name, (event) => {
      const push = incomingEvent(event);
      return push && bot.hear(push);
    });
  }
  const templates = new NoticeTemplates(puppet.api);
  const consents = new Consents(backend, templates);
  puppet.events.on('subscribeMessage', (event) => consents.hear(event));
  await wechaty.start();
  if (!puppet.health().listening)
    throw new Error(
      `BOT_PORT: the bot does not listen on port ${config.botPort} of ${config.host}. ` +
        'It is taken by another program, or HOST is no address of this machine.',
    );

  const deliveries = new Deliveries(backend, puppet.api, log);
  void deliveries.run();
  const media = new MediaFetcher(backend, puppet.api, log);
  void media.run();
  const pushing = startPushing(backend, puppet, templates, log, config.push);
  const scenes = new SceneMaker(backend, puppet.api, log);
  void scenes.run();
  const health = new HealthReporter(backend, `${hostname()}:${config.botPort}`, () => puppet.health(), log);
  void bot.adoptAbandoned();
  if (!config.production && isSimulated(wechat.apiBase)) void offerMenu(puppet, log);

  return {
    port: puppet.port,
    ready: () => puppet.health().listening && puppet.health().loggedIn,
    async stop() {
      deliveries.stop();
      media.stop();
      await pushing.stop();
      scenes.stop();
      health.stop();
      await bot.stop();
      await wechaty.stop();
      await backend.close();
    },
  };
}

/** The real platform is never on this machine. */
const isSimulated = (apiBase: string): boolean =>
  /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(apiBase);

/** Gives the simulated account its menu; a real account's menu is changed by `npm run menu` only. */
async function offerMenu({ api }: OfficialAccountPuppet, log: BotLog): Promise<void> {
  try {
    await api.menu.create(accountMenu);
  } catch (error) {
    log.warn({ err: error }, 'the menu could not be set');
  }
}
