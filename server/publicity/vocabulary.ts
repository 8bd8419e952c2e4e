/** The closed lists of publicity (宣传). */

export const materialKinds = ['article', 'case', 'tip', 'poster', 'series'] as const;
export type MaterialKind = (typeof materialKinds)[number];

export const materialKindNames: Record<MaterialKind, string> = {
  article: '文章',
  case: '以案说法',
  tip: '法律小贴士',
  poster: '海报',
  series: '系列',
};

/** How a push travels. A pack (转发包) is forwarded by people: three lines, link and poster; no API sends it. */
export const reaches = ['mass', 'subscription', 'pack'] as const;
export type Reach = (typeof reaches)[number];

export const reachNames: Record<Reach, string> = {
  mass: '群发',
  subscription: '订阅通知',
  pack: '转发包',
};

export const pushStatuses = [
  'draft',
  'review',
  'returned',
  'scheduled',
  'running',
  'paused',
  'reconciling',
  'finished',
  'withdrawn',
  'stopped',
  'missed',
  'failed',
] as const;
export type PushStatus = (typeof pushStatuses)[number];

export const pushStatusNames: Record<PushStatus, string> = {
  draft: '草稿',
  review: '审核中',
  returned: '退回修改',
  scheduled: '已排期',
  running: '发送中',
  paused: '已暂停',
  reconciling: '对账中',
  finished: '已完成',
  withdrawn: '已撤回',
  stopped: '已紧急停止',
  missed: '已错过',
  failed: '未能发出',
};

/** What a follower may choose to hear of; `notice` is the consent to subscription notices of a template, by its title. */
export const choiceKinds = ['area', 'point', 'group', 'interest', 'topic', 'notice', 'pace'] as const;
export type ChoiceKind = (typeof choiceKinds)[number];

/** How often at most somebody wants to be written to, in days between; `stop` is 退订 of everything. */
export const paces = { week: 7, month: 30, stop: Infinity } as const;
export type Pace = keyof typeof paces;

/** Where a recurring series (系列) stands. */
export const seriesStatuses = ['active', 'paused', 'ended'] as const;
export type SeriesStatus = (typeof seriesStatuses)[number];

export const seriesStatusNames: Record<SeriesStatus, string> = {
  active: '进行中',
  paused: '已暂停',
  ended: '已结束',
};
