import type { DraftInput, readDraft, SavedDraft } from '../../server/publicity/drafts/contract.ts';
import type { ReplyOf } from '../../server/platform/contract.ts';
import { say } from '../../server/texts/say.ts';
import { spokenTime } from './lists.ts';
import type { PublicityState, Step } from './publicityState.ts';
import { numbered } from './talk.ts';

type Finding = SavedDraft['findings'][number];

const fieldNames: Record<Finding['field'], string> = {
  title: '标题',
  summary: '摘要',
  text: '正文',
  link: '链接',
  sources: '依据',
  picture: '配图',
  expiresOn: '有效期',
};

/** The question of a step. */
export function asking(step: Step, { links, times, areas, topics }: PublicityState): string {
  switch (step) {
    case 'title':
      return say('work.pubTitle');
    case 'text':
      return say('work.pubText');
    case 'source':
      return say('work.pubSource');
    case 'link':
      return say('work.pubLink', { choices: numbered(links.map(({ title }) => title)) });
    case 'photo':
      return say('work.pubPhoto');
    case 'reach':
      return say('work.pubReach');
    case 'audience':
      return say('work.pubAudience');
    case 'areas':
      return say('work.pubPick', { choices: numbered(areas) });
    case 'topics':
      return say('work.pubPick', { choices: numbered(topics) });
    case 'time':
      return say('work.pubTime', { choices: numbered(times.map(spokenTime)) });
  }
}

/** 「正文第 2 行「138****」：…」 */
const findingLine = ({ field, line, found, advice }: Finding): string =>
  say('work.pubFinding', {
    ...{ found, advice },
    where: line === null ? fieldNames[field] : say('work.pubWhere', { field: fieldNames[field], line }),
  });

/** What stands against it, or how it will look; `stopped` tells which. */
export function sayDraft(saved: SavedDraft, draft: DraftInput): { stopped: boolean; text: string } {
  const { findings, conflicts, preview, audienceWords: audience, people, photoPending } = saved;
  const lines = (level: 'stop' | 'look'): string[] => [
    ...findings.filter((one) => one.level === level).map(findingLine),
    ...conflicts.filter((one) => one.level === level).map(({ words }) => say('work.pubConflict', { words })),
  ];
  const stops = lines('stop');
  if (stops.length > 0)
    return {
      stopped: true,
      text: say('work.pubStops', { lines: stops.join('\n'), ask: say('work.pubMend') }),
    };
  const looks = lines('look');
  const photo = preview.picture ? say('work.pubPhotoThere') : photoPending ? say('work.pubPhotoPending') : '';
  return {
    stopped: false,
    text: say('work.pubPreview', {
      ...{ title: preview.title, text: preview.paragraphs.join('\n'), photo, audience },
      people: draft.reach === 'pack' ? '' : say('work.pubPeople', { people }),
      link: preview.link ? `\n${preview.link}` : '',
      reach: reachNames[draft.reach],
      time: spokenTime(draft.dueAt),
      look: looks.length > 0 ? say('work.pubLook', { lines: looks.join('\n') }) : '',
    }),
  };
}

const reachNames = { mass: '公众号群发', pack: '转发包' } as const;

/** One of the own pushes: where it stands, who said what, what came of it, and what can be done. */
export function sayOne({ item, articleUrl, steps, figures }: ReplyOf<typeof readDraft>): string {
  const stepLines = steps.map(({ name, decision, reasons }) =>
    say('work.pubStep', {
      name,
      decision: decision ?? say('work.pubStepOpen'),
      reasons: reasons ? `（${reasons}）` : '',
    }),
  );
  return say('work.pubOne', {
    ...{ title: item.title, number: item.number, status: item.statusName },
    steps:
      item.status !== 'draft' && steps.some(({ decision }) => decision !== null) ? stepLines.join('') : '',
    reason: item.reason ? say('work.pubReason', { reason: item.reason }) : '',
    link: articleUrl === null ? '' : say('work.pubArticle', { url: articleUrl }),
    figures: figures
      ? say('work.pubFigures', { ...figures, unfinished: figures.finished ? '' : say('work.pubUnfinished') })
      : '',
    ways: waysFrom(item.status),
  });
}

function waysFrom(status: string): string {
  if (status === 'draft' || status === 'returned') return say('work.pubMayMend');
  return status === 'review' || status === 'scheduled' ? say('work.pubMayWithdraw') : say('work.pubNoMore');
}
