import {
  Count,
  Day,
  Entity,
  Flag,
  Indexed,
  Instant,
  Key,
  Long,
  NaturalKey,
  BlindIndex,
  Ref,
  Sealed,
  Short,
  Unique,
} from './columns.ts';

/** A signed commitment (承诺), with the digest of exactly the notice that was shown. */
@Entity('commitment')
@Unique('commitment_application', ['applicationId'])
@Indexed('commitment_status', ['status', 'completedAt'])
@Indexed('commitment_papers', ['papersDueOn', 'papersInAt'])
export class Commitment {
  @Key() id!: string;
  @Ref() applicationId!: string;
  @Short(32) noticeVersion!: string;
  @Short(64) noticeDigest!: string;
  @Long() noticeText!: string;
  /** See eligibility/commitments/transitions.yaml. */
  @Short(16) status!: string;
  /** The exact words that were sent. */
  @Short(16) words!: string;
  @Short() channel!: string;
  /** When the words were sent. */
  @Instant() signedAt!: number;
  /** How it was completed: by handwriting on the page, or on paper at a window. Null: not yet, or by words alone. */
  @Short(8, { nullable: true }) method!: 'page' | 'paper' | null;
  @Instant({ nullable: true }) completedAt!: number | null;
  /** JSON of the three papers exactly as they were shown for the signature. */
  @Sealed('commitment', { nullable: true }) documents!: string | null;
  /** SHA-256 over these papers, in hex. */
  @Short(64, { nullable: true }) documentsDigest!: string | null;
  /** The picture of the signature, or the scan of the signed paper. */
  @Short(64, { nullable: true }) fileKey!: string | null;
  @Short(64, { nullable: true }) fileMime!: string | null;
  @Short(64, { nullable: true }) fileSha256!: string | null;
  /** Where the page was opened. */
  @Sealed('commitment', { nullable: true }) ip!: string | null;
  /** Who signs: the applicant, the 法定代理人 (guardian), or a relative. */
  @Short(12, { nullable: true }) signer!: 'applicant' | 'guardian' | 'kin' | null;
  @Sealed('commitment', { nullable: true }) signerName!: string | null;
  /** Who read it aloud: 'staff:ID', or 'text' for the numbered parts in the chat. */
  @Short(80, { nullable: true }) reader!: string | null;
  @Ref({ nullable: true }) helperId!: string | null;
  /** The member of staff who confirmed the signed paper. */
  @Ref({ nullable: true }) confirmedBy!: string | null;
  /** What staff wrote about it: the confirmation, the withdrawal. */
  @Sealed('commitment', { nullable: true }) note!: string | null;
  @Instant({ nullable: true }) withdrawnAt!: number | null;
  /** Withdrawn or false after the decision: by when the papers should be there. */
  @Day({ nullable: true }) papersDueOn!: string | null;
  /** When the resident was reminded of them, and when staff and resident were told that the day is over. */
  @Instant({ nullable: true }) papersRemindedAt!: number | null;
  @Instant({ nullable: true }) papersOverdueAt!: number | null;
  /** The papers came in, noted by this member of staff. */
  @Instant({ nullable: true }) papersInAt!: number | null;
  @Ref({ nullable: true }) papersInBy!: string | null;
}

/** A page of the signed paper, scanned or photographed at a window (扫描件). */
@Entity('commitment_scan')
@Unique('commitment_scan_number', ['commitmentId', 'number'])
export class CommitmentScan {
  @Key() id!: string;
  @Ref() commitmentId!: string;
  @Count() number!: number;
  @Short(64) mime!: string;
  @Count() bytes!: number;
  @Short(64) sha256!: string;
  @Short(64) fileKey!: string;
  /** A virus scanner has looked at it. */
  @Flag() scanned!: boolean;
  @Ref() staffId!: string;
  @Instant() at!: number;
}

/** A separate consent (单独同意), given or refused, with the digest of exactly the text that was shown. Append-only. */
@Entity('consent')
@Indexed('consent_draft', ['draftId', 'id'])
export class Consent {
  @Key() id!: string;
  @Ref() draftId!: string;
  @Short() openid!: string;
  /** Its id in eligibility/commitments/consents.yaml. */
  @Short(16) kind!: string;
  @Short(32) version!: string;
  @Short(64) digest!: string;
  @Flag() given!: boolean;
  @Short() channel!: string;
  @Instant() at!: number;
}

/** A person whose commitment was false may not commit again until it is repaired (信用修复). */
@Entity('commitment_exclusion')
@Indexed('commitment_exclusion_identity', ['identityIndex', 'repairedAt'])
@Unique('commitment_exclusion_once', ['commitmentId'])
export class CommitmentExclusion {
  @Key() id!: string;
  @Sealed('commitment_exclusion') identityNumber!: string;
  @BlindIndex('commitment_exclusion', 'identityNumber') identityIndex!: string;
  @Ref() commitmentId!: string;
  @Instant() since!: number;
  @Instant({ nullable: true }) repairedAt!: number | null;
  @Ref({ nullable: true }) repairedBy!: string | null;
  @Sealed('commitment_exclusion', { nullable: true }) note!: string | null;
}

/** The rule of one month's sample (抽查): seed and rate, published before the month's commitments exist. */
@Entity('sample_period')
export class SamplePeriod {
  /** 'YYYY-MM' */
  @NaturalKey(7) period!: string;
  @Short(64) seed!: string;
  @Count() percent!: number;
  @Instant() publishedAt!: number;
  @Instant({ nullable: true }) drawnAt!: number | null;
  /** How many commitments were completed in the month. */
  @Count({ nullable: true }) population!: number | null;
  /** Their published keys in the order of the draw, as JSON; null before it. */
  @Long({ nullable: true }) drawnFrom!: string | null;
}

/** One check of a commitment (核查), by sample or on a tip (举报). */
@Entity('verification')
@Unique('verification_once', ['commitmentId', 'occasion'])
@Indexed('verification_open', ['outcome', 'id'])
export class Verification {
  @Key() id!: string;
  @Ref() commitmentId!: string;
  /** 'sample:YYYY-MM', or 'tip:ID'. */
  @Short(48) occasion!: string;
  /** What was told, for a tip. */
  @Sealed('verification', { nullable: true }) told!: string | null;
  /** open, true (属实), false (不实), unknown (无法核实). */
  @Short(8) outcome!: 'open' | 'true' | 'false' | 'unknown';
  /** How it was checked and what was found. */
  @Sealed('verification', { nullable: true }) findings!: string | null;
  @Ref({ nullable: true }) staffId!: string | null;
  @Instant() openedAt!: number;
  @Instant({ nullable: true }) closedAt!: number | null;
}

/** Somebody who opens a page from the chat: first a one-time ticket, then the browser that redeemed it. */
@Entity('page_visit')
@Indexed('page_visit_expiry', ['expiresAt'])
export class PageVisit {
  /** Keyed digest of the ticket or of the cookie. */
  @NaturalKey() digest!: string;
  @Short(8) kind!: 'ticket' | 'browser';
  @Short() openid!: string;
  /** What may be seen: a commitment's id. */
  @Ref() target!: string;
  /** Asked before anything is shown where the platform can't tell who opens a link: wrong answers so far; null: not asked. */
  @Count({ nullable: true }) wrong!: number | null;
  @Instant() expiresAt!: number;
}
