import type { WechatApi } from './puppet/index.ts';

export interface Filled {
  title: string;
  /** What stands behind each label. */
  lines: Record<string, string>;
}

interface AccountTemplate {
  template_id: string;
  title: string;
  content: string;
}

/**
 * The account's template messages by title. Ids and keywords differ from account to account, so a template is found by
 * its title and its lines by their labels: 「编号：{{character_string2.DATA}}」.
 */
export class Templates {
  #list: Promise<AccountTemplate[]> | undefined;

  constructor(private readonly api: WechatApi) {}

  /** Template id and data for the API, or undefined when the account has no template of this title. */
  async find({
    title,
    lines,
  }: Filled): Promise<{ templateId: string; data: Record<string, string> } | undefined> {
    this.#list ??= this.#fetch();
    const template = (await this.#list).find((one) => one.title === title);
    if (!template) return undefined;
    return { templateId: template.template_id, data: fillKeywords(template.content, lines) };
  }

  async #fetch(): Promise<AccountTemplate[]> {
    try {
      const reply = await this.api.call('/cgi-bin/template/get_all_private_template', undefined, {
        method: 'GET',
      });
      return (reply as { template_list?: AccountTemplate[] }).template_list ?? [];
    } catch (error) {
      this.#list = undefined;
      throw error;
    }
  }
}

/** The data of a message by the template's keywords: 「编号：{{character_string2.DATA}}」 takes the line 编号. */
export function fillKeywords(content: string, lines: Record<string, string>): Record<string, string> {
  const data: Record<string, string> = {};
  for (const [, label, keyword] of content.matchAll(/([^\n：:]+)[：:]\s*\{\{(\w+)\.DATA\}\}/g)) {
    const value = lines[label!.trim()];
    if (value !== undefined) data[keyword!] = value;
  }
  return data;
}
