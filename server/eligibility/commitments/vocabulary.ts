/** Where an application stands with the commitment-notice scheme (告知承诺制); what leads where is in transitions.yaml. */
export const commitmentStatuses = [
  'NOT_OFFERED',
  'OFFERED',
  'SIGNED',
  'WITHDRAWN',
  'VERIFIED_OK',
  'FALSE',
  'EXCLUDED',
] as const;
export type CommitmentStatus = (typeof commitmentStatuses)[number];

export const commitmentStatusNames: Record<CommitmentStatus, string> = {
  NOT_OFFERED: '没有承诺',
  OFFERED: '待签名',
  SIGNED: '已签名',
  WITHDRAWN: '已撤回',
  VERIFIED_OK: '核查属实',
  FALSE: '核查不实',
  EXCLUDED: '不适用',
};

export const commitmentActs = ['offer', 'sign', 'withdraw', 'confirm', 'disprove', 'exclude'] as const;
export type CommitmentAct = (typeof commitmentActs)[number];

/** Who signs. */
export const signers = ['applicant', 'guardian', 'kin'] as const;
export type Signer = (typeof signers)[number];
export const signerNames: Record<Signer, string> = {
  applicant: '申请人本人',
  guardian: '法定代理人（监护人）',
  kin: '代为申请的家人',
};

/** What a check (核查) found. */
export const outcomes = ['true', 'false', 'unknown'] as const;
export type CheckOutcome = (typeof outcomes)[number];
export const outcomeNames: Record<CheckOutcome | 'open', string> = {
  open: '待核查',
  true: '属实',
  false: '不实',
  unknown: '无法核实',
};
