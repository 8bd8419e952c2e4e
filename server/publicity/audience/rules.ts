import type { Reach } from '../vocabulary.ts';
import type { Audience, AudienceCount } from './contract.ts';

/** WeChat takes so many openids in one call of a mass send. */
export const LIST_MOST = 10_000;
/** And no fewer than these. */
export const LIST_LEAST = 2;

type Way = AudienceCount['way'];

const lists = ['tags', 'areas', 'points', 'groups', 'interests', 'topics'] as const;

/** The kinds of choice that an audience names, with their values. */
export const choicesOf = ({ areas, points, groups, interests, topics }: Audience) =>
  (
    [
      ['area', areas],
      ['point', points],
      ['group', groups],
      ['interest', interests],
      ['topic', topics],
    ] as const
  ).flatMap(([kind, values]) => (values?.length ? [{ kind, values }] : []));

export const isEverybody = (audience: Audience): boolean => lists.every((name) => !audience[name]?.length);

/**
 * How it goes out: to all in one call, to one tag in one call, else by lists of openids. `spared` people want less or
 * nothing: only lists leave them out.
 */
export function wayOf(
  audience: Audience,
  reach: Reach,
  spared: number,
  accountType: 'service' | 'subscription',
): Way {
  if (reach === 'pack') return 'people';
  if (reach === 'subscription') return 'each';
  const canList = accountType === 'service';
  if (spared > 0 && canList) return 'list';
  if (isEverybody(audience)) return 'all';
  if (audience.tags?.length === 1 && choicesOf(audience).length === 0) return 'tag';
  return 'list';
}

/** Calls at WeChat. */
export function callsOf(way: Way, people: number): number {
  if (way === 'people') return 0;
  if (way === 'each') return people;
  return way === 'list' ? Math.ceil(people / LIST_MOST) : 1;
}

const everybody: Record<Reach, string> = {
  mass: '全部粉丝',
  subscription: '全部同意接收这种通知的人',
  pack: '由志愿者自己转发',
};

/** The audience in words; `tagNames` by the tags' numbers. A notice goes to nobody but those who consented to it. */
export function wordsOf(audience: Audience, reach: Reach, tagNames: ReadonlyMap<string, string>): string {
  if (isEverybody(audience)) return everybody[reach];
  return `${reach === 'subscription' ? '同意接收这种通知，并且 ' : ''}${listsOf(audience, tagNames)}`;
}

function listsOf(audience: Audience, tagNames: ReadonlyMap<string, string>): string {
  const part = (label: string, values: readonly string[] | undefined) =>
    values?.length ? [`${label}${values.join('、')}`] : [];
  return [
    ...part(
      '标签：',
      audience.tags?.map((id) => tagNames.get(id) ?? id),
    ),
    ...part('区域：', audience.areas),
    ...part('网点：', audience.points),
    ...part('人群：', audience.groups),
    ...part('兴趣：', audience.interests),
    ...part('订阅：', audience.topics),
  ].join('；');
}
