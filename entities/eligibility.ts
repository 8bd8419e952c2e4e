import { Count, Day, Entity, Indexed, Instant, Key, Ref, Sealed, Short, Unique } from './columns.ts';

/** A questionnaire that somebody is filling in. It lives here and not in the bot, so that nothing dies with a process. */
@Entity('draft')
@Indexed('draft_openid', ['openid', 'status', 'updatedAt'])
@Indexed('draft_filler', ['filledByKind', 'filledById'])
export class Draft {
  @Key() id!: string;
  /** The applicant's; empty where somebody fills in for a person whose WeChat isn't known. */
  @Short() openid!: string;
  /** Who fills in for a person who can't (代填), by their own account. */
  @Short(12, { nullable: true }) filledByKind!: 'staff' | 'lawyer' | 'volunteer' | null;
  @Ref({ nullable: true }) filledById!: string | null;
  @Short(12) status!: 'answering' | 'submitted' | 'left' | 'expired';
  /** JSON of all answers given, also those that no longer count. */
  @Sealed('draft') answers!: string;
  /** The question that was asked last. */
  @Short(64, { nullable: true }) asked!: string | null;
  /** JSON of what was typed on the way to signing: name and identity number. */
  @Sealed('draft', { nullable: true }) identity!: string | null;
  /** Where the draft stands after the last question: notice shown, committed, … */
  @Short(16) stage!: string;
  /** The exact version of the notice that was shown. */
  @Short(32, { nullable: true }) noticeVersion!: string | null;
  @Count() version!: number;
  @Instant() startedAt!: number;
  @Instant() updatedAt!: number;
}

/** An application for legal aid (申请) as it was handed in: what counted, what the screening said, by which rules. */
@Entity('application')
@Unique('application_draft', ['draftId'])
@Indexed('application_applicant', ['applicantId'])
export class Application {
  @Key() id!: string;
  @Ref() draftId!: string;
  @Ref() applicantId!: string;
  /** The applicant's; empty where it isn't known (代填). */
  @Short() openid!: string;
  /** Who filled it in for the applicant. */
  @Short(12, { nullable: true }) filledByKind!: 'staff' | 'lawyer' | 'volunteer' | null;
  @Ref({ nullable: true }) filledById!: string | null;
  @Short(32) matter!: string;
  /** JSON: the answers that counted, and each question with its answer in the words that were shown. */
  @Sealed('application') answers!: string;
  @Sealed('application') verdict!: string;
  @Short(64) rulesVersion!: string;
  /** Whether hardship is shown by commitment (告知承诺) or by papers (交材料). */
  @Short(12) proof!: 'commitment' | 'papers';
  @Day() submittedOn!: string;
  @Instant() submittedAt!: number;
}
