import type { Caller } from './caller.ts';
import { WechatError } from './errors.ts';

export interface MenuButton {
  name: string;
  type?: string;
  key?: string;
  url?: string;
  appid?: string;
  pagepath?: string;
  media_id?: string;
  article_id?: string;
  sub_button?: MenuButton[];
}

export interface Menu {
  button: MenuButton[];
}

/** A menu for the followers with a tag, as `{ tag_id: '101' }`. */
export interface ConditionalMenu extends Menu {
  matchrule: Record<string, string>;
  menuid?: string | number;
}

/** All menus of an account, as they can be kept in a file. */
export interface MenuSet {
  menu: Menu;
  conditional: ConditionalMenu[];
}

const NO_MENU = 46003;

/** The account's menus. */
export class Menus {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async create(menu: Menu): Promise<void> {
    await this.#caller.json('/cgi-bin/menu/create', menu, { idempotent: true });
  }

  /** The menus made over the API; undefined when there are none. */
  async get(): Promise<MenuSet | undefined> {
    try {
      const answer = await this.#caller.json('/cgi-bin/menu/get', undefined, { method: 'GET' });
      return {
        menu: answer['menu'] as Menu,
        conditional: (answer['conditionalmenu'] ?? []) as ConditionalMenu[],
      };
    } catch (error) {
      if (error instanceof WechatError && error.errcode === NO_MENU) return undefined;
      throw error;
    }
  }

  /** Deletes the default menu and all conditional ones. */
  async delete(): Promise<void> {
    await this.#caller.json('/cgi-bin/menu/delete', undefined, { method: 'GET' });
  }

  /** @returns the menuid */
  async addConditional(menu: ConditionalMenu): Promise<string> {
    return String((await this.#caller.json('/cgi-bin/menu/addconditional', menu))['menuid']);
  }

  async deleteConditional(menuId: string): Promise<void> {
    await this.#caller.json('/cgi-bin/menu/delconditional', { menuid: menuId }, { idempotent: true });
  }

  /** What the account shows now, also when it was made by hand in WeChat's console. */
  async current(): Promise<Record<string, unknown>> {
    return this.#caller.json('/cgi-bin/get_current_selfmenu_info', undefined, { method: 'GET' });
  }

  /** The keyword replies made by hand, which stop while a server answers. */
  async autoReplies(): Promise<Record<string, unknown>> {
    return this.#caller.json('/cgi-bin/get_current_autoreply_info', undefined, { method: 'GET' });
  }

  /**
   * Makes the account's menus these and no others. The default menu changes first and in one step, so that
   * followers are never without one.
   * @throws WechatError `invalid` before anything is changed when WeChat would refuse a menu
   */
  async replace({ menu, conditional }: MenuSet): Promise<void> {
    const problems = [menu, ...conditional].flatMap(menuProblems);
    if (problems.length > 0) {
      throw new WechatError({ path: '/cgi-bin/menu/create', kind: 'invalid', errmsg: problems.join('; ') });
    }
    const had = await this.get();
    await this.create(menu);
    for (const { menuid } of had?.conditional ?? []) await this.deleteConditional(String(menuid));
    for (const { button, matchrule } of conditional) await this.addConditional({ button, matchrule });
  }
}

/** What WeChat would refuse in a menu, in words; empty when it is fine. */
export function menuProblems({ button }: Menu): string[] {
  const problems: string[] = [];
  if (button.length < 1 || button.length > 3)
    problems.push(`a menu has 1 to 3 buttons, not ${button.length}`);
  for (const top of button) {
    const below = top.sub_button ?? [];
    if (below.length > 5) problems.push(`「${top.name}」 has ${below.length} entries; 5 fit`);
    if (below.length === 0 && !top.type) problems.push(`「${top.name}」 does nothing`);
    problems.push(...tooLong(top, 16), ...below.flatMap((entry) => tooLong(entry, 40)));
    for (const entry of below) if (!entry.type) problems.push(`「${entry.name}」 does nothing`);
  }
  return problems;
}

function tooLong({ name, key = '' }: MenuButton, nameBytes: number): string[] {
  return [
    ...(Buffer.byteLength(name) > nameBytes ? [`「${name}」 is longer than ${nameBytes} bytes`] : []),
    ...(Buffer.byteLength(key) > 128 ? [`the key of 「${name}」 is longer than 128 bytes`] : []),
  ];
}

/** The lines that leave (`-`) and come (`+`) when the account's menus become the wanted ones. */
export function menuDifference(has: MenuSet | undefined, wanted: MenuSet): string[] {
  const before = new Set(has ? menuLines(has) : []);
  const after = new Set(menuLines(wanted));
  return [
    ...[...before].filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
  ];
}

function menuLines({ menu, conditional }: MenuSet): string[] {
  return [
    ...buttonLines(menu, ''),
    ...conditional.flatMap((one) => buttonLines(one, `${JSON.stringify(sorted(one.matchrule))} `)),
  ];
}

function buttonLines({ button }: Menu, prefix: string): string[] {
  return button.flatMap((top, index) => [
    `${prefix}${index + 1} ${describe(top)}`,
    ...(top.sub_button ?? []).map((entry, below) => `${prefix}${index + 1}.${below + 1} ${describe(entry)}`),
  ]);
}

function describe({ name, sub_button: _, ...what }: MenuButton): string {
  return [name, ...Object.entries(sorted(what)).map(([field, value]) => `${field}=${String(value)}`)].join(
    ' ',
  );
}

/** WeChat gives back empty fields for what was not set. */
function sorted(fields: object): Record<string, unknown> {
  const set = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(set.sort(([a], [b]) => a.localeCompare(b)));
}
