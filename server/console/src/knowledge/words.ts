import type { EntryContent } from '../../../answers/editing/contract.ts';

/** How sure a text is, as staff read it. */
export const certaintyNames: Record<EntryContent['entry']['certainty'], string> = {
  V: '已核对条文',
  P: '官方报道',
  S: '他人整理',
  M: '凭记忆，待核对',
  I: '推断，待确认',
};

export const sectionNames = {
  now: '现在怎么做',
  proof: '证据和材料',
  deadline: '期限多久',
  where: '去哪里办',
  payer: '费用谁出',
} as const;

export const sourceNames = {
  miss: '没听懂',
  unhelpful: '说没帮上',
  handoff: '人工答复',
  activity: '活动现场',
} as const;

export const statusNames: Record<string, string> = {
  draft: '起草中',
  submitted: '待审核',
  published: '已发布',
  dropped: '已放弃',
};

/**
 * 「劳动合同法 30,85」, 「劳动合同法第30、85条」 or 「《劳动合同法》第30条、第85条」 one a line → citations; a line that can't be
 * read is kept as a title, so that the check names it.
 */
export function readLaw(text: string): EntryContent['entry']['law'] {
  return linesOf(text).map((line) => {
    const [, title = line, articles = ''] =
      /^(\S+?)[\s：:]*((?:第\s*)?\d[\d第条、，,和及。；;\s]*)?$/.exec(line) ?? [];
    return { title: title.replace(/[《》]/g, ''), articles: (articles.match(/\d+/g) ?? []).map(Number) };
  });
}

export const writeLaw = (law: EntryContent['entry']['law']): string =>
  law.map(({ title, articles }) => `${title} ${articles.join('、')}`.trim()).join('\n');

/** Lines of a text without empty ones and repeats. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];
