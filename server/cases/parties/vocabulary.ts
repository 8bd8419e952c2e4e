/** What the look-up notices; every one is for a person to check, none decides anything. */
export const partyFindings = [
  'repeat',
  'samePerson',
  'opponentIsAided',
  'applicantIsOpponent',
  'sameOpponent',
] as const;
export type PartyFinding = (typeof partyFindings)[number];

export const partyFindingNames: Record<PartyFinding, string> = {
  repeat: '可能重复：同一人、同一事项已有申请',
  samePerson: '同一人另有申请',
  opponentIsAided: '利益冲突：对方是另一件的申请人',
  applicantIsOpponent: '利益冲突：申请人是另一件的对方',
  sameOpponent: '对方相同，可能是集体诉求',
};

/** Those that must be cleared before the facts are read: conflicts of interest, and the same matter twice. */
export const alarming: ReadonlySet<PartyFinding> = new Set<PartyFinding>([
  'repeat',
  'opponentIsAided',
  'applicantIsOpponent',
]);
