import type { NoticeTemplate } from '../../server/publicity/pushes/contract.ts';
import type { WechatApi } from '../puppet/index.ts';
import { fillKeywords } from '../templates.ts';

interface AccountTemplate {
  priTmplId: string;
  title: string;
  content: string;
}

interface Found {
  templateId: string;
  data: Record<string, string>;
}

/** The account's subscription-notice templates by title, fetched once; each push's data is filled in once. */
export class NoticeTemplates {
  #list: Promise<AccountTemplate[]> | undefined;
  readonly #filled = new WeakMap<NoticeTemplate, Found>();

  constructor(private readonly api: WechatApi) {}

  /** Undefined when the account has no template of this title. */
  async find(template: NoticeTemplate): Promise<Found | undefined> {
    const filled = this.#filled.get(template);
    if (filled) return filled;
    this.#list ??= this.#fetch();
    const known = (await this.#list).find(({ title }) => title === template.title);
    // One that was added meanwhile is found at the next try.
    if (!known) this.#list = undefined;
    if (!known) return undefined;
    const found = { templateId: known.priTmplId, data: fillKeywords(known.content, template.lines) };
    this.#filled.set(template, found);
    return found;
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
