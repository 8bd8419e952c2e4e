import { Day, Entity, Flag, Indexed, Instant, Key, Ref, Sealed, Short, Unique, Count } from './columns.ts';

/** A case (案件) from receipt to archive. */
@Entity('aid_case')
@Unique('aid_case_reference', ['reference'])
@Unique('aid_case_application', ['applicationId'])
@Indexed('aid_case_openid', ['openid'])
@Indexed('aid_case_list', ['state', 'greenChannel', 'dueOn'])
export class AidCase {
  @Key() id!: string;
  /** Nine digits with a check digit, read over the phone in threes. */
  @Short(16) reference!: string;
  @Ref() applicationId!: string;
  @Ref() applicantId!: string;
  @Short() openid!: string;
  @Short(32) matter!: string;
  /** The matter's name when the case was opened, as on the forms. */
  @Short(64) matterName!: string;
  @Short(16) state!: string;
  @Flag() greenChannel!: boolean;
  @Flag() urgent!: boolean;
  /** The nearest legal date that is still running; null when none is. */
  @Day({ nullable: true }) dueOn!: string | null;
  /** The calendar didn't cover that day (以中心确认为准). */
  @Flag() dueProvisional!: boolean;
  @Ref() servicePointId!: string;
  @Ref({ nullable: true }) reviewerId!: string | null;
  @Count() version!: number;
  @Instant() createdAt!: number;
}

/** A legal clock (期限) that an event started; day counts and articles come from cases/clocks.yaml. */
@Entity('case_clock')
@Indexed('case_clock_case', ['caseId'])
@Indexed('case_clock_due', ['status', 'dueOn'])
export class CaseClock {
  @Key() id!: string;
  @Ref() caseId!: string;
  @Short(16) rule!: string;
  @Short(12) status!: 'running' | 'paused' | 'met' | 'stopped';
  @Day() startedOn!: string;
  @Day() dueOn!: string;
  /** The calendar didn't cover the last day (以中心确认为准). */
  @Flag() provisional!: boolean;
  /** While paused (补正): since when. */
  @Day({ nullable: true }) pausedOn!: string | null;
  /** Days that it stood still before; they are added to its end before holidays move that. */
  @Count({ nullable: true }) stoodDays!: number | null;
}

/** What a person decided or asked for: an opinion (审查意见), a supplement request (补正), a decision (决定). */
@Entity('case_paper')
@Indexed('case_paper_case', ['caseId', 'at'])
export class CasePaper {
  @Key() id!: string;
  @Ref() caseId!: string;
  @Short(24) kind!:
    | 'opinion'
    | 'supplement'
    | 'supplied'
    | 'grant'
    | 'refusal'
    | 'endingOpinion'
    | 'ending'
    | 'served'
    | 'partyCheck'
    | 'recoveryProposal'
    | 'recoveryDecision'
    | 'repayment';
  /** JSON: reasons, items, remedies. */
  @Sealed('case_paper') content!: string;
  @Ref({ nullable: true }) staffId!: string | null;
  @Day({ nullable: true }) dueOn!: string | null;
  @Instant() at!: number;
}
