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

/** A piece of publicity (宣传材料) in the library, as it stands now; what was sent keeps its version. */
@Entity('material')
@Indexed('material_list', ['status', 'updatedAt'])
export class Material {
  @Key() id!: string;
  /** See publicity/vocabulary: article, case, tip, poster, series. */
  @Short(16) kind!: string;
  @Short(64) title!: string;
  /** Summary (摘要). */
  @Short(120) summary!: string;
  @Long() text!: string;
  @Short(500) link!: string;
  /** Space-separated. */
  @Short(255) tags!: string;
  /** JSON list of the statutes or notices that it rests on. */
  @Long() sources!: string;
  /** The series that it belongs to (plan/series.yaml). */
  @Short(32, { nullable: true }) series!: string | null;
  /** JSON of its picture: key, mime, bytes, width, height. */
  @Short(255, { nullable: true }) picture!: string | null;
  /** The last day on which it may go out. */
  @Day({ nullable: true }) expiresOn!: string | null;
  @Short(12) status!: 'open' | 'withdrawn';
  @Count() version!: number;
  /** kind:id of who wrote it. */
  @Short(80) author!: string;
  @Instant() createdAt!: number;
  @Instant() updatedAt!: number;
}

/** One version of a material, never changed. */
@Entity('material_version')
@Unique('material_version_once', ['materialId', 'version'])
export class MaterialVersion {
  @Key() id!: string;
  @Ref() materialId!: string;
  @Count() version!: number;
  /** JSON of what the material held. */
  @Long() content!: string;
  @Short(80) author!: string;
  @Instant() at!: number;
}

/** One broadcast (推送): this version of a material, to this audience, by this reach, at this time. */
@Entity('push')
@Indexed('push_due', ['status', 'dueAt'])
@Indexed('push_calendar', ['dueAt'])
@Indexed('push_material', ['materialId'])
@Indexed('push_author', ['author'])
export class Push {
  @Key() id!: string;
  @Ref() materialId!: string;
  @Count() materialVersion!: number;
  @Short(64) title!: string;
  /** mass (群发), subscription (订阅通知), pack (转发包). */
  @Short(12) reach!: string;
  /** JSON, see publicity/audience. */
  @Long() audience!: string;
  /** How many it reached when it was counted last. */
  @Count({ nullable: true }) counted!: number | null;
  @Instant({ nullable: true }) countedAt!: number | null;
  /** JSON of the subscription notice's template and lines. */
  @Long({ nullable: true }) template!: string | null;
  @Instant() dueAt!: number;
  /** What becomes of it when nobody was there at its time: late, or missed. */
  @Short(8) whenMissed!: 'late' | 'missed';
  /** See publicity/vocabulary. */
  @Short(12) status!: string;
  /** Why it stands where it stands: a code of WeChat's, or a word of a person. */
  @Short(255, { nullable: true }) reason!: string | null;
  @Instant({ nullable: true }) pausedUntil!: number | null;
  /** How many times it was handed in for review. */
  @Count() round!: number;
  @Short(80) author!: string;
  /** Where its author hears of it. */
  @Short(64, { nullable: true }) authorOpenid!: string | null;
  /** The signed sheet (审签单) as a picture. */
  @Short(64, { nullable: true }) signoffKey!: string | null;
  @Short(32, { nullable: true }) signoffMime!: string | null;
  @Short(32, { nullable: true }) series!: string | null;
  /** The content at WeChat, once it is there. */
  @Short(128, { nullable: true }) mediaId!: string | null;
  /** Where the article of a pack is online. */
  @Short(500, { nullable: true }) articleUrl!: string | null;
  /** Recipients up to this openid have their rows. */
  @Short() cursorOpenid!: string;
  @Flag() prepared!: boolean;
  /** Who prepares it now. */
  @Ref({ nullable: true }) leaseToken!: string | null;
  @Instant() leaseUntil!: number;
  @Count() version!: number;
  @Instant() createdAt!: number;
  @Instant({ nullable: true }) startedAt!: number | null;
  /** Its last recipient was tried, or WeChat took the job. */
  @Instant({ nullable: true }) sentAt!: number | null;
  @Instant({ nullable: true }) finishedAt!: number | null;
  /** Final figures, written when it is finished. */
  @Count() wanted!: number;
  @Count() reached!: number;
  @Count() refused!: number;
  @Count() failed!: number;
  @Count() unknown!: number;
  /** Whom WeChat left out of a mass send: their month is used up, or they don't take such messages. */
  @Count() filtered!: number;
}

/** One person's word at one step of the review (三审三校). */
@Entity('push_review')
@Unique('push_review_once', ['pushId', 'round', 'step'])
export class PushReview {
  @Key() id!: string;
  @Ref() pushId!: string;
  @Count() round!: number;
  /** A step of review/chain.yaml. */
  @Short(16) step!: string;
  @Short(12) decision!: 'approved' | 'returned';
  @Ref() staffId!: string;
  /** JSON list of what was proofread. */
  @Long() checks!: string;
  @Long() reasons!: string;
  @Instant() at!: number;
}

/** A run of neighbouring recipients of one push, leased as one. */
@Entity('push_batch')
@Indexed('push_batch_queue', ['status', 'dueAt'])
@Indexed('push_batch_push', ['pushId', 'status'])
export class PushBatch {
  @Key() id!: string;
  @Ref() pushId!: string;
  @Short() fromOpenid!: string;
  @Short() toOpenid!: string;
  @Count() size!: number;
  /** held while its push is paused or stopped. */
  @Short(8) status!: 'open' | 'held' | 'done';
  @Instant() dueAt!: number;
  @Ref({ nullable: true }) leaseToken!: string | null;
  @Instant() leaseUntil!: number;
  @Count() attempts!: number;
  @Count() sent!: number;
  @Count() refused!: number;
  @Count() failed!: number;
  @Count() unknown!: number;
}

/** One recipient of one push; small, since there are a hundred thousand. An openid and nothing about the person. */
@Entity('push_recipient')
export class PushRecipient {
  @NaturalKey(36) pushId!: string;
  @NaturalKey() openid!: string;
  @Short(8) status!: 'queued' | 'sent' | 'refused' | 'failed' | 'unknown';
  @Short(32, { nullable: true }) problem!: string | null;
  @Instant() at!: number;
}

/** One mass send at WeChat: one call, one MsgID, one outcome. */
@Entity('push_job')
@Unique('push_job_once', ['pushId', 'number'])
@Indexed('push_job_message', ['msgId'])
@Indexed('push_job_status', ['status', 'askAt'])
export class PushJob {
  @Key() id!: string;
  @Ref() pushId!: string;
  @Count() number!: number;
  /** By openid list: its recipients; empty for a tag or for all. */
  @Short() fromOpenid!: string;
  @Short() toOpenid!: string;
  @Count() size!: number;
  @Short(12) status!: 'queued' | 'started' | 'finished' | 'failed' | 'stopped';
  @Short(32, { nullable: true }) msgId!: string | null;
  @Short(64, { nullable: true }) problem!: string | null;
  @Instant({ nullable: true }) startedAt!: number | null;
  /** When WeChat is asked how far it is, if its event doesn't come. */
  @Instant({ nullable: true }) askAt!: number | null;
}

/** What WeChat's event MASSSENDJOBFINISH told; it may come before the answer to the call. */
@Entity('mass_outcome')
export class MassOutcome {
  @NaturalKey(32) msgId!: string;
  @Short(64) status!: string;
  @Count() total!: number;
  @Count() filtered!: number;
  @Count() sent!: number;
  @Count() errors!: number;
  @Instant() at!: number;
}

/** Something that a bot is to do at the official account: claimed, done once, answered. */
@Entity('account_order')
@Unique('account_order_once', ['onceKey'])
@Indexed('account_order_queue', ['status', 'dueAt'])
@Indexed('account_order_push', ['pushId'])
export class AccountOrder {
  @Key() id!: string;
  /** The same wish is ordered once. */
  @Short(120) onceKey!: string;
  /** See publicity/orders/contract. */
  @Short(24) kind!: string;
  @Ref({ nullable: true }) pushId!: string | null;
  /** JSON. */
  @Long() body!: string;
  @Short(8) status!: 'queued' | 'leased' | 'done' | 'failed';
  @Instant() dueAt!: number;
  @Ref({ nullable: true }) leaseToken!: string | null;
  @Instant() leaseUntil!: number;
  @Count() attempts!: number;
  @Short(64, { nullable: true }) problem!: string | null;
  /** JSON of the answer. */
  @Long({ nullable: true }) result!: string | null;
  @Instant() createdAt!: number;
  @Instant({ nullable: true }) finishedAt!: number | null;
}

/** Something that WeChat told of the account as a whole, such as the speed of mass sends. */
@Entity('account_fact')
export class AccountFact {
  @NaturalKey() name!: string;
  /** JSON. */
  @Short(255) value!: string;
  @Instant() at!: number;
}

/** A follower of the account, as WeChat's own list and the events tell. */
@Entity('follower')
@Indexed('follower_following', ['following', 'openid'])
@Indexed('follower_gone', ['following', 'changedAt'])
export class Follower {
  @NaturalKey() openid!: string;
  @Flag() following!: boolean;
  /** When the last synchronisation saw the person. */
  @Instant() seenAt!: number;
  /** When the person followed or left last, as far as it is known. */
  @Instant() changedAt!: number;
}

/** A tag (标签) of the account at WeChat. */
@Entity('account_tag')
export class AccountTag {
  /** WeChat's number as text. */
  @NaturalKey(16) id!: string;
  @Short() name!: string;
  @Count() members!: number;
  @Instant() syncedAt!: number;
}

@Entity('follower_tag')
@Indexed('follower_tag_openid', ['openid'])
export class FollowerTag {
  @NaturalKey(16) tagId!: string;
  @NaturalKey() openid!: string;
  @Instant() seenAt!: number;
}

/** What a follower chose to hear of (订阅). Audiences are made of this and never of anybody's case. */
@Entity('follower_choice')
@Indexed('follower_choice_value', ['kind', 'value', 'openid'])
export class FollowerChoice {
  @NaturalKey() openid!: string;
  /** area, point, group, interest, topic, notice (consent to a subscription notice), pace. */
  @NaturalKey(12) kind!: string;
  @NaturalKey(64) value!: string;
  @Instant() at!: number;
}
