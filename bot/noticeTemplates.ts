import type { NoticeTemplate } from '../server/publicity/pushes/contract.ts';
import type { WechatApi } from './puppet/index.ts';
import { fillKeywords } from './templates.ts';

interface AccountTemplate {
  priTmplId: string;
  title: string;
  content: string;
  /** 2: one message for each consent; 3: until it is taken back. */
  type: number;
}

interface Found {
  templateId: string;
  data: Record<string, string>;
}

/** How long the account is believed to lack a template that it lacked. */
const MISS_MS = 30_000;

/** The account's subscription-notice templates, fetched once; each push's data is filled in once. */
export class NoticeTemplates {
  #list: Promise<AccountTemplate[]> | undefined;
  #askedAt = -Infinity;
  readonly #filled = new WeakMap<NoticeTemplate, Found>();

  constructor(
    private readonly api: WechatApi,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Id and data of a template by its title; undefined when the account has none of this title. */
  async find(template: NoticeTemplate): Promise<Found | undefined> {
    const filled = this.#filled.get(template);
    if (filled) return filled;
    const known = await this.#known(({ title }) => title === template.title);
    if (!known) return undefined;
    const found = { templateId: known.priTmplId, data: fillKeywords(known.content, template.lines) };
    this.#filled.set(template, found);
    return found;
  }

  /** Title and term of a template by its id, which events name. */
  async byId(id: string): Promise<{ title: string; term: 'once' | 'longTerm' } | undefined> {
    const known = await this.#known(({ priTmplId }) => priTmplId === id);
    return known && { title: known.title, term: known.type === 3 ? 'longTerm' : 'once' };
  }

  async #known(is: (one: AccountTemplate) => boolean): Promise<AccountTemplate | undefined> {
    const known = (await (this.#list ??= this.#fetch())).find(is);
    // Another one may have been added meanwhile, but is not looked for anew for each of a push's recipients.
    if (known || this.clock() - this.#askedAt < MISS_MS) return known;
    this.#list = this.#fetch();
    return (await this.#list).find(is);
  }

  async #fetch(): Promise<AccountTemplate[]> {
    this.#askedAt = this.clock();
    try {
      const reply = await this.api.call('/wxaapi/newtmpl/gettemplate', undefined, { method: 'GET' });
      return (reply as { data?: AccountTemplate[] }).data ?? [];
    } catch (error) {
      this.#list = undefined;
      throw error;
    }
  }
}
