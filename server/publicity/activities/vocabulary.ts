/** The closed lists of activities (线下活动). */

export const activityKinds = ['lecture', 'stall', 'visit', 'other'] as const;
export type ActivityKind = (typeof activityKinds)[number];

export const activityKindNames: Record<ActivityKind, string> = {
  lecture: '法治讲座',
  stall: '宣传摊位',
  visit: '走访（工地、骑手驿站等）',
  other: '其他',
};

export const activityStatuses = ['planned', 'held', 'cancelled'] as const;
export const activityStatusNames: Record<(typeof activityStatuses)[number], string> = {
  planned: '待举办',
  held: '已举办',
  cancelled: '已取消',
};
