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
  Short,
  Unique,
} from './columns.ts';

/** Publicity where people meet (线下活动): a lecture, a stall, a visit to a construction site or riders' station. */
@Entity('activity')
@Indexed('activity_time', ['startsAt'])
@Indexed('activity_code', ['code'])
export class Activity {
  @Key() id!: string;
  /** See publicity/activities/vocabulary. */
  @Short(12) kind!: string;
  @Short(64) title!: string;
  /** Town or subdistrict (镇、街道) that the yearly figures count it under. */
  @Short(64) township!: string;
  @Short(200) place!: string;
  @Instant() startsAt!: number;
  @Instant() endsAt!: number;
  /** How many may sign up; null for as many as come. */
  @Count({ nullable: true }) seats!: number | null;
  @Short(12) status!: 'planned' | 'held' | 'cancelled';
  /** Six digits, shown at the place, by which people check in. */
  @Short(8) code!: string;
  /** People who came without a phone, counted by hand. */
  @Count() others!: number;
  /** JSON list of what was given out: { what, count }. */
  @Long() given!: string;
  @Short(255, { nullable: true }) reason!: string | null;
  @Ref() byId!: string;
  @Count() version!: number;
  @Instant() createdAt!: number;
}

/** Somebody who signed up for an activity or checked in; an openid and nothing about the person. */
@Entity('activity_guest')
@Indexed('activity_guest_openid', ['openid'])
export class ActivityGuest {
  @NaturalKey(36) activityId!: string;
  @NaturalKey() openid!: string;
  /** Signed up; null for who came without. */
  @Instant({ nullable: true }) signedUpAt!: number | null;
  @Instant({ nullable: true }) cameAt!: number | null;
  @Flag() cancelled!: boolean;
}

/** A volunteer's service at an activity; hours are counted from these. */
@Entity('activity_volunteer')
@Indexed('activity_volunteer_of', ['volunteerId', 'onDay'])
export class ActivityVolunteer {
  @NaturalKey(36) activityId!: string;
  @NaturalKey(36) volunteerId!: string;
  @Short(12) status!: 'asked' | 'came' | 'missed' | 'excused';
  @Count() minutes!: number;
  @Day() onDay!: string;
}

@Entity('activity_photo')
@Indexed('activity_photo_of', ['activityId'])
export class ActivityPhoto {
  @Key() id!: string;
  @Ref() activityId!: string;
  @Short(64) fileKey!: string;
  @Short(32) mime!: string;
  @Ref() byId!: string;
  @Instant() at!: number;
}

/** A QR code of the account (带参数二维码) for a service point, a volunteer or an activity. */
@Entity('scene')
@Indexed('scene_of', ['kind', 'refId'])
@Indexed('scene_queue', ['url', 'dueAt'])
export class Scene {
  /** WeChat's scene_str. */
  @NaturalKey(32) code!: string;
  @Short(12) kind!: 'point' | 'volunteer' | 'activity';
  @Ref() refId!: string;
  /** What the code leads to, once WeChat has made it. */
  @Short(255, { nullable: true }) url!: string | null;
  @Instant() dueAt!: number;
  @Instant() createdAt!: number;
}

/** Somebody came by a QR code first. Read in sums only; nobody is shown. */
@Entity('scene_visit')
@Indexed('scene_visit_openid', ['openid'])
@Indexed('scene_visit_at', ['at'])
export class SceneVisit {
  @NaturalKey(32) code!: string;
  @NaturalKey() openid!: string;
  /** Followed the account by it. */
  @Flag() followed!: boolean;
  @Instant() at!: number;
}

/** What somebody answered to WeChat's question for subscription notices, and consents to one message that it used up. */
@Entity('subscription_consent')
@Unique('subscription_consent_once', ['eventKey'])
@Indexed('subscription_consent_openid', ['openid'])
export class SubscriptionConsent {
  @Key() id!: string;
  @Short() openid!: string;
  @Short(64) templateId!: string;
  @Short(64) template!: string;
  @Short(12) decided!: 'accept' | 'reject' | 'sent';
  /** WeChat's own key of the event, so that a repeat counts once. */
  @Short(160) eventKey!: string;
  @Instant() at!: number;
}
