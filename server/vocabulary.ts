/** The closed lists of the domain. Words as in the field: see README, "Words". */

export const roles = ['intake', 'reviewer', 'approver', 'director', 'editor', 'admin'] as const;
export type Role = (typeof roles)[number];

export const roleNames: Record<Role, string> = {
  intake: '受理',
  reviewer: '审查',
  approver: '审批',
  director: '中心负责人',
  editor: '宣传编辑',
  admin: '系统管理',
};

/** States of a case (FACTS §9, the part that is built). */
export const caseStates = [
  'RECEIVED',
  'SUPPLEMENT',
  'REVIEW',
  'GRANTED',
  'REFUSED',
  'TERMINATED',
  'WITHDRAWN',
] as const;
export type CaseState = (typeof caseStates)[number];

export const caseStateNames: Record<CaseState, string> = {
  RECEIVED: '申请已收到',
  SUPPLEMENT: '待补充材料',
  REVIEW: '审查中',
  GRANTED: '已给予援助',
  REFUSED: '不予援助',
  TERMINATED: '已终止援助',
  WITHDRAWN: '已撤回',
};

export const servicePointKinds = ['centre', 'workstation', 'contactPoint', 'themed', 'firm'] as const;
export type ServicePointKind = (typeof servicePointKinds)[number];

export const servicePointKindNames: Record<ServicePointKind, string> = {
  centre: '区中心',
  workstation: '镇（街道）工作站',
  contactPoint: '村（社区）联络点',
  themed: '专业工作站',
  firm: '律所工作站',
};

/** Everything that is written to the event table. */
export const eventTypes = [
  'case.submitted',
  'case.accepted',
  'case.reviewed',
  'case.supplementRequested',
  'case.supplied',
  'case.granted',
  'case.refused',
  'case.withdrawn',
  'case.endingProposed',
  'case.ended',
  'case.served',
  'case.recoveryProposed',
  'case.recoveryDecided',
  'case.repaid',
  'case.read',
  'case.dueSoon',
  'case.filesArrived',
  'commitment.signed',
  'commitment.read',
  'commitment.scanned',
  'commitment.withdrawn',
  'commitment.papersDueSoon',
  'commitment.papersOverdue',
  'commitment.papersIn',
  'commitment.disproved',
  'attachment.stored',
  'attachment.rejected',
  'attachment.lost',
  'attachment.read',
  'person.asked',
  'person.answered',
  'person.taken',
  'person.closed',
  'person.threadRead',
  'person.callBackDue',
  'danger.delivered',
  'danger.unconfirmed',
  'duty.changed',
  'person.codeMade',
  'person.bound',
  'person.unbound',
  'person.left',
  'staff.signedIn',
  'rules.decided',
  'volunteer.changed',
  'activity.changed',
  'activity.cancelled',
  'material.changed',
  'series.changed',
  'series.opened',
  'series.waiting',
  'push.changed',
  'push.submitted',
  'push.reviewed',
  'push.returned',
  'push.withdrawn',
  'push.stopped',
  'account.speedChanged',
  'knowledge.released',
  'knowledge.modelSwitched',
  'push.started',
  'push.missed',
  'push.paused',
  'push.finished',
  'push.failed',
] as const;
export type EventType = (typeof eventTypes)[number];

/** Events that are kept as an audit trail only: nobody is told of them. */
export const auditOnly: ReadonlySet<EventType> = new Set<EventType>([
  'case.read',
  'case.served',
  'case.recoveryProposed',
  'case.recoveryDecided',
  'case.repaid',
  'commitment.read',
  'commitment.scanned',
  'commitment.papersIn',
  'attachment.stored',
  'attachment.read',
  'person.taken',
  'person.closed',
  'person.threadRead',
  'duty.changed',
  'person.codeMade',
  'person.bound',
  'person.unbound',
  'person.left',
  'staff.signedIn',
  'rules.decided',
  'volunteer.changed',
  'activity.changed',
  'material.changed',
  'series.changed',
  'push.changed',
  'push.reviewed',
  'push.withdrawn',
  'push.stopped',
  'account.speedChanged',
  'knowledge.released',
  'knowledge.modelSwitched',
  'push.started',
]);
