import {
  Count,
  Entity,
  Flag,
  Indexed,
  Instant,
  Key,
  Long,
  NaturalKey,
  Sealed,
  Short,
  Unique,
} from './columns.ts';

/** One push of WeChat (a message or an event) and what was answered: the inbox. */
@Entity('turn')
@Unique('turn_push', ['pushKey'])
@Indexed('turn_queue', ['openid', 'status', 'id'])
@Indexed('turn_open', ['status', 'receivedAt'])
export class Turn {
  @Key() id!: string;
  /** MsgId, or openid + time + event: the same for each of WeChat's repeats. */
  @Short(160) pushKey!: string;
  @Short() openid!: string;
  @Short(16) kind!: string;
  @Sealed('turn') payload!: string;
  @Short(8) status!: 'open' | 'done';
  /** JSON list of texts as first said; the same bytes for every repeat. */
  @Sealed('turn', { nullable: true }) reply!: string | null;
  @Instant() receivedAt!: number;
  @Instant({ nullable: true }) finishedAt!: number | null;
}

/** Where the talk with one openid stands, and who is working on it. */
@Entity('conversation')
@Indexed('conversation_lease', ['leaseUntil'])
export class Conversation {
  @NaturalKey() openid!: string;
  @Sealed('conversation', { nullable: true }) state!: string | null;
  @Count() version!: number;
  /** Fencing token: raised at each lease, so that a process that lost its lease can't save any more. */
  @Count() fence!: number;
  @Instant() leaseUntil!: number;
  @Flag() following!: boolean;
  @Instant() lastSeenAt!: number;
  /** The platform's windows for customer-service messages: after a message, and after a tap, a follow or a scan. */
  @Count() messageLeft!: number;
  @Instant() messageUntil!: number;
  @Count() tapLeft!: number;
  @Instant() tapUntil!: number;
  /** Deliveries wait for this resident's next word. */
  @Flag() owed!: boolean;
}

/** What a domain command answered, by idempotency key: a repeated command gets the same answer and changes nothing. */
@Entity('command')
@Indexed('command_age', ['at'])
export class Command {
  @NaturalKey(190) id!: string;
  @Sealed('command') result!: string;
  @Instant() at!: number;
}

/** The account's access token and the lease of the process that fetches the next one. */
@Entity('channel_token')
export class ChannelToken {
  @NaturalKey() appId!: string;
  @Sealed('channel_token', { nullable: true }) token!: string | null;
  @Instant() expiresAt!: number;
  @Short(36, { nullable: true }) leaseToken!: string | null;
  @Instant() leaseUntil!: number;
}

/** What a bot told last about its channel to WeChat. */
@Entity('channel_health')
export class ChannelHealth {
  /** Host and port of the bot. */
  @NaturalKey(120) bot!: string;
  /** JSON: listening, token, alarms. */
  @Long() report!: string;
  @Instant() at!: number;
}

/** A resident's wish to talk with a person (人工), until somebody has answered. */
@Entity('handoff')
@Indexed('handoff_status', ['status', 'askedAt'])
@Indexed('handoff_openid', ['openid', 'status'])
@Indexed('handoff_alarm', ['alarmDueAt'])
export class Handoff {
  @Key() id!: string;
  @Short() openid!: string;
  @Short(32) reason!: string;
  @Short(8) status!: 'open' | 'taken' | 'closed';
  @Short(8) urgency!: 'normal' | 'danger';
  @Sealed('handoff') said!: string;
  @Short(36, { nullable: true }) takenBy!: string | null;
  @Instant() askedAt!: number;
  @Instant({ nullable: true }) closedAt!: number | null;
  /** Asked out of hours: the call-back (待回电) promised by then, until somebody answered. */
  @Instant({ nullable: true }) callBackBy!: number | null;
  /** When intake was reminded of it. */
  @Instant({ nullable: true }) remindedAt!: number | null;
  @Instant({ nullable: true }) answeredAt!: number | null;
  /** Since when something of the resident waits unanswered. */
  @Instant({ nullable: true }) unreadSince!: number | null;
  /** A danger that nobody took: when the next of the on-call chain is called. */
  @Instant({ nullable: true }) alarmDueAt!: number | null;
  /** When the first message of the alarm was really sent: only then the resident hears 已通知. */
  @Instant({ nullable: true }) toldAt!: number | null;
  /** When the chain ended without anybody. */
  @Instant({ nullable: true }) unconfirmedAt!: number | null;
}
