import type { Audience } from '../../../publicity/audience/contract.ts';

/** What an audience can be made of; the account's tags, then what followers chose themselves. */
export const audienceLists = [
  { name: 'tags', kind: 'tag', label: '公众号标签（都不选就是全部粉丝）' },
  { name: 'areas', kind: 'area', label: '订阅了哪些镇（街道）的人' },
  { name: 'topics', kind: 'topic', label: '订阅了哪些内容的人' },
  { name: 'points', kind: 'point', label: '选了哪些网点的人' },
  { name: 'groups', kind: 'group', label: '想听哪些人群的事的人' },
  { name: 'interests', kind: 'interest', label: '有哪些兴趣的人' },
] as const;
export type AudienceChoice = Record<(typeof audienceLists)[number]['name'], string[]>;

export const choiceOf = (audience: Audience = {}): AudienceChoice =>
  Object.fromEntries(audienceLists.map(({ name }) => [name, audience[name] ?? []])) as AudienceChoice;

/** Without the lists in which nothing is chosen. */
export const audienceOf = (choice: AudienceChoice): Audience =>
  Object.fromEntries(Object.entries(choice).filter(([, values]) => values.length > 0));
