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

/** The account's subscription-notice templates, fetched once; each push's data is filled in once. */
export class NoticeTemplates {
  #list: Promise<AccountTemplate[]> | undefined;
  readonly #filled = new WeakMap<NoticeTemplate, Found>();

  constructor(private readonly api: WechatApi) {}

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
    this.#list ??= this.#fetch();
    const known = (await this.#list).find(is);
    // One that was added meanwhile is found at the next try.
    if (!known) this.#list = undefined;
    return known;
  }

  async #fetch(): Promise<AccountTemplate[]> {
    try {
      const reply = await this.api.call('/wxaapi/newtmpl/gettemplate', undefined, { method: 'GET' });
      return (reply as { data?: AccountTemplate[] }).data ?? [];
    } catch (error) {
      this.#list = undefined;
      throw error;
    }
  }
}
