/** How sure a fact is: V statute text read, P press or official page, S third party, M from memory, I own reading. */
export const certainties = ['V', 'P', 'S', 'M', 'I'] as const;
export type Certainty = (typeof certainties)[number];

export const certaintyNames: Record<Certainty, string> = {
  V: '已对照法条',
  P: '官方公布或报道',
  S: '第三方整理，待核对',
  M: '凭记忆，待核对',
  I: '本系统的理解',
};

/** An inclusive range, for what people say roughly (三千多). */
export interface Range {
  min: number;
  max: number;
}

/**
 * One answer as it is stored: a choice's value, several values, a text, a number, money in fen (or a range of either),
 * or a day 'YYYY-MM-DD', with a trailing '~' when it was given roughly (EDTF). 'unknown' (不知道) never counts as no.
 */
export type AnswerValue = string | number | string[] | Range;
export type Answers = Record<string, AnswerValue>;

export const unknown = 'unknown';

/** Facts that conditions read: the answers that count and what follows from them. `undefined`: not known. */
export interface Facts {
  get(name: string): AnswerValue | undefined;
}

/** Whether the matter is one that legal aid takes: LOCAL is taken by local practice and confirmed by a person. */
export const scopes = ['IN', 'LOCAL', 'OUT', 'UNKNOWN'] as const;
export type Scope = (typeof scopes)[number];

/** NC no hardship condition, EX exempt from the check, PASS / FAIL the income comparison. */
export const moneyResults = ['NC', 'EX', 'PASS', 'FAIL', 'UNKNOWN'] as const;
export type MoneyResult = (typeof moneyResults)[number];

/** soon: a legal limit ends within 30 days; E: within 7 days, so that aid first (先行援助) is offered. */
export const urgencies = ['none', 'soon', 'E'] as const;
export type Urgency = (typeof urgencies)[number];

/** How hardship is proved, by the applicant's own choice: 书面承诺 or 交材料. */
export type Proof = 'commitment' | 'papers';

export const opinions = ['可能符合', '免经济审查', '需人工', '不在范围但可咨询'] as const;
export type Opinion = (typeof opinions)[number];

export const questionKinds = ['choice', 'multi', 'text', 'number', 'money', 'date'] as const;
export type QuestionKind = (typeof questionKinds)[number];
