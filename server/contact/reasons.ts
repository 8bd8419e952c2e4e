/** A legal limit ends within a week: as urgent as a danger in the list, but nobody is in danger and no alarm is raised. */
export const DEADLINE_REASON = '期限紧急';

/** Whether somebody may be in danger, and not only a limit near. */
export const isDanger = ({ urgency, reason }: { urgency: string; reason: string }): boolean =>
  urgency === 'danger' && reason !== DEADLINE_REASON;
