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
  Ref,
  Sealed,
  Short,
  Unique,
  BlindIndex,
} from './columns.ts';

/** A member of the centre's staff or of a workstation, with a console account. */
@Entity('staff')
@Unique('staff_account', ['account'])
export class Staff {
  @Key() id!: string;
  @Short() account!: string;
  @Short() name!: string;
  @Long() passwordHash!: string;
  /** Space-separated roles, see server/vocabulary.ts. */
  @Short(255) roles!: string;
  @Ref() servicePointId!: string;
  @Flag() active!: boolean;
  @Count() wrongPasswords!: number;
  @Instant() lockedUntil!: number;
}

/** A console session; the cookie holds the secret, the row its digest, so it can be revoked and not be read off a backup. */
@Entity('session')
@Indexed('session_staff', ['staffId'])
export class Session {
  @NaturalKey() digest!: string;
  @Ref() staffId!: string;
  @Instant() createdAt!: number;
  @Instant() expiresAt!: number;
}

/** An openid that belongs to a member of staff, a lawyer or a volunteer; a person may end it at any time. */
@Entity('binding')
@Indexed('binding_person', ['kind', 'personId'])
export class Binding {
  @NaturalKey() openid!: string;
  @Short(16) kind!: 'staff' | 'lawyer' | 'volunteer';
  @Ref() personId!: string;
  @Instant() boundAt!: number;
}

/** A one-time code (绑定码) that binds the openid which sends it; the row keeps its keyed digest only. */
@Entity('binding_code')
@Indexed('binding_code_person', ['kind', 'personId'])
export class BindingCode {
  @NaturalKey() digest!: string;
  @Short(16) kind!: Binding['kind'];
  @Ref() personId!: string;
  @Instant() expiresAt!: number;
}

/** Wrong binding codes that an openid has sent since `since`. */
@Entity('binding_try')
export class BindingTry {
  @NaturalKey() openid!: string;
  @Count() wrong!: number;
  @Instant() since!: number;
}

/** Somebody who applies for legal aid (申请人). An openid is not a person: one phone may serve a whole family. */
@Entity('applicant')
@Indexed('applicant_identity', ['identityIndex'])
@Indexed('applicant_openid', ['openid'])
export class Applicant {
  @Key() id!: string;
  @Short() openid!: string;
  @Sealed('applicant') name!: string;
  @Sealed('applicant') identityNumber!: string;
  @BlindIndex('applicant', 'identityNumber') identityIndex!: string;
  @Sealed('applicant', { nullable: true }) phone!: string | null;
  /** Why there is no telephone number, in the applicant's words. */
  @Sealed('applicant', { nullable: true }) phoneReason!: string | null;
  @Instant() createdAt!: number;
}

/** A volunteer (志愿者) or 法律明白人 of a service point. `active` ends with an exclusion or an exit. */
@Entity('volunteer')
export class Volunteer {
  @Key() id!: string;
  @Short() name!: string;
  @Ref() servicePointId!: string;
  @Flag() legalLiterate!: boolean;
  @Flag() active!: boolean;
  /** Village or community (村、社区) in the point's township. */
  @Short(64, { nullable: true }) area!: string | null;
  @Sealed('volunteer', { nullable: true }) phone!: string | null;
  @Day({ nullable: true }) joinedOn!: string | null;
  /** active, excluded or left; empty on rows of before there were any. */
  @Short(12, { nullable: true }) standing!: 'active' | 'excluded' | 'left' | null;
  @Short(200, { nullable: true }) standingReason!: string | null;
  @Day({ nullable: true }) standingOn!: string | null;
}

/** One line in a volunteer's book: a training (培训), a missed service (爽约) or a complaint (投诉). */
@Entity('volunteer_record')
@Indexed('volunteer_record_of', ['volunteerId', 'onDay'])
export class VolunteerRecord {
  @Key() id!: string;
  @Ref() volunteerId!: string;
  @Short(12) kind!: 'training' | 'missed' | 'complaint';
  @Day() onDay!: string;
  @Sealed('volunteer_record') note!: string;
  /** Training in minutes. */
  @Count() minutes!: number;
  /** Set aside (不成立): it no longer counts. */
  @Flag() void!: boolean;
  @Ref() byId!: string;
  @Instant() at!: number;
}
