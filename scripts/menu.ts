import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { accountMenu } from '../bot/accountMenu.ts';
import {
  menuDifference,
  memoryStore,
  type Menu,
  type MenuButton,
  type MenuSet,
} from '../bot/puppet/index.ts';
import { WechatApi } from '../bot/puppet/api/client.ts';
import { loadConfig, type Config } from '../server/config.ts';
import { runCommand, say } from './command.ts';

/** What the account had, kept before anything is changed. */
interface Copy {
  appId: string;
  at: string;
  /** Null where the account had no menu made over the API. */
  menus: MenuSet | null;
  /** What it showed, also when it was made by hand in WeChat's console. */
  shown: Record<string, unknown>;
  /** Keyword replies made by hand, which stop while a server answers; they can be entered again by hand only. */
  autoReplies: Record<string, unknown>;
}

/** `npm run menu [-- --yes] [-- --restore FILE]`: makes the account's menu the one in bot/accountMenu.ts, or that of a copy. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { yes: { type: 'boolean', default: false }, restore: { type: 'string' } },
  });
  // It speaks to the account only, with the settings of the bot.
  const config = loadConfig(process.env, {
    secrets: ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_API_BASE'],
  });
  const wanted = values.restore ? menusOf(values.restore) : { menu: accountMenu, conditional: [] };
  const api = apiOf(config);
  try {
    const has = await api.menu.get();
    const difference = menuDifference(has, wanted ?? { menu: { button: [] }, conditional: [] });
    if (difference.length === 0) {
      say('The account has this menu already.');
      return 0;
    }
    say(`What changes for ${config.wechat.appId}:`);
    for (const line of difference) say(`  ${line}`);
    if (!values.yes && !(await agreed())) {
      say('Nothing was changed.');
      return 1;
    }
    const file = await keepCopy(api, config, has);
    if (wanted) await api.menu.replace(wanted);
    else await api.menu.delete();
    say(`Done. What the account had is kept; the way back: npm run menu -- --restore ${file}`);
    return 0;
  } finally {
    await api.close();
  }
}

function apiOf({ wechat }: Config): WechatApi {
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const { token, budget } = memoryStore();
  const { apiBase, appId, appSecret, accountType } = wechat;
  return new WechatApi({
    apiBase,
    appId,
    appSecret,
    accountType,
    token,
    budget,
    log: quiet,
    clock: Date.now,
  });
}

async function agreed(): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = terminal.question('Change it? Type yes: ');
    // Without a terminal nobody answers: that is a no.
    const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
    return /^(yes|是)$/.test((await Promise.race([answer, ended])).trim());
  } finally {
    terminal.close();
  }
}

async function keepCopy(
  api: WechatApi,
  { wechat, dataFolder }: Config,
  menus: MenuSet | undefined,
): Promise<string> {
  const copy: Copy = {
    appId: wechat.appId,
    at: new Date().toISOString(),
    menus: menus ?? null,
    shown: await api.menu.current(),
    autoReplies: await api.menu.autoReplies(),
  };
  const folder = join(dataFolder, 'menus');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${copy.at.replaceAll(':', '-')}.json`);
  writeFileSync(file, JSON.stringify(copy, null, 2), { flag: 'wx' });
  return file;
}

/** The menus of a copy; undefined where the account had none. */
function menusOf(file: string): MenuSet | undefined {
  const { menus, shown } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Copy>;
  if (menus) return menus;
  if (menus === undefined || shown === undefined)
    throw new Error(`${file} is no copy that this command made`);
  const byHand = (shown['selfmenu_info'] as { button?: HandmadeButton[] } | undefined)?.button;
  return byHand && { menu: menuMadeByHand(byHand), conditional: [] };
}

type HandmadeButton = Omit<MenuButton, 'sub_button'> & { sub_button?: { list: MenuButton[] } };

/** A menu that was made in WeChat's console, as far as the API can make it. */
function menuMadeByHand(buttons: HandmadeButton[]): Menu {
  const button = buttons.map(({ sub_button: below, ...top }) => ({
    ...top,
    ...(below && { sub_button: below.list }),
  }));
  const replies = button
    .flatMap((top): MenuButton[] => [top, ...(top.sub_button ?? [])])
    .filter(({ type = '' }) => ['text', 'img', 'photo', 'video', 'voice', 'news'].includes(type));
  if (replies.length > 0)
    throw new Error(
      `These entries were made by hand and can only be made by hand again, in WeChat's console: ${replies.map(({ name }) => name).join(', ')}`,
    );
  return { button };
}

runCommand(main);
