import type { EntryContent } from '../../../answers/editing/contract.ts';
import type { listSuggestions } from '../../../answers/suggestions/contract.ts';
import type { ReplyOf } from '../../../platform/contract.ts';
import { dayOf } from '../publicity/month.ts';

export type Group = ReplyOf<typeof listSuggestions>['items'][number];

/** How residents put what a group asks, each wording once. */
export const wordingsOf = ({ items }: Group): string[] => [
  ...new Set(items.map(({ said }) => said.slice(0, 80))),
];

/**
 * A new entry that begins with what was asked, and with what a person answered where one did. Its topic is that of the entry
 * nearest to it, since a draft can't be kept without one; its editor may choose another.
 */
export function newEntry(group: Group, nearest: EntryContent | undefined): EntryContent {
  const wordings = wordingsOf(group);
  const answer = group.items.find((item) => item.answer)?.answer;
  const today = dayOf(Date.now());
  return {
    ...{ topic: nearest?.topic ?? 'T99', title: nearest?.title ?? '其他' },
    entry: {
      // Each new entry has its own id until its editor names it: an id has one open edit.
      id: `new.${group.items[0]!.id.slice(-8)}`,
      question: wordings.find((said) => said.length > 1)?.slice(0, 60) ?? '（请写标准问法）',
      phrasings: wordings,
      answer: answer?.slice(0, 120) || '（请写回答）',
      ...{ sections: {}, slots: [], law: [], related: [], next: ['person', 'hotline:12348'] },
      ...{ from: today, certainty: 'I', checkedOn: today },
    },
  };
}
