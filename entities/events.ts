import {
  Count,
  Entity,
  Indexed,
  Instant,
  Key,
  Long,
  NaturalKey,
  Ref,
  Sealed,
  Short,
  Unique,
} from './columns.ts';

/** What happened: the resident's progress, the audit trail and the outbox in one append-only table. Ids only, no facts. */
@Entity('event')
@Indexed('event_case', ['caseId', 'at'])
@Indexed('event_outbox', ['relay', 'id'])
export class Event {
  @Key() id!: string;
  @Short(48) type!: string;
  @Ref({ nullable: true }) caseId!: string | null;
  @Short(64, { nullable: true }) openid!: string | null;
  /** kind:id of who did it. */
  @Short(80) actor!: string;
  /** JSON without personal data. */
  @Long() data!: string;
  @Instant() at!: number;
  /** waiting until notices made their deliveries of it; none where nobody is told; failed where it found no words. */
  @Short(8) relay!: 'waiting' | 'done' | 'none' | 'failed';
}

/** One message to one person about one event. */
@Entity('delivery')
@Unique('delivery_once', ['eventId', 'recipient', 'textKey'])
@Indexed('delivery_queue', ['status', 'dueAt'])
@Indexed('delivery_waiting', ['recipient', 'status'])
@Indexed('delivery_lease', ['leaseToken'])
export class Delivery {
  @Key() id!: string;
  @Ref() eventId!: string;
  /** An openid. */
  @Short() recipient!: string;
  @Short(64) textKey!: string;
  /** JSON of the text's parameters. */
  @Sealed('delivery') params!: string;
  /** customer-service (客服消息, inside the window) or template (模板消息). */
  @Short(20) reach!: string;
  /** queued, leased, waiting (for the resident's next word), sent, refused, failed, unknown. */
  @Short(12) status!: string;
  @Instant() dueAt!: number;
  @Ref({ nullable: true }) leaseToken!: string | null;
  @Instant() leaseUntil!: number;
  @Count() attempts!: number;
  @Short(64, { nullable: true }) problem!: string | null;
  /** The sentence as it was sent. */
  @Sealed('delivery', { nullable: true }) sentText!: string | null;
  @Instant({ nullable: true }) finishedAt!: number | null;
}

/** One run of a scheduled job for one period: lease and watermark at once. */
@Entity('job_run')
@Unique('job_run_once', ['job', 'period'])
@Indexed('job_run_status', ['status', 'leaseUntil'])
export class JobRun {
  @Key() id!: string;
  @Short() job!: string;
  /** The due time that this run is for, as an ISO instant. */
  @Short(32) period!: string;
  @Short(8) status!: 'running' | 'done' | 'failed' | 'missed';
  @Ref() leaseToken!: string;
  @Instant() leaseUntil!: number;
  @Count() attempts!: number;
  @Long({ nullable: true }) problem!: string | null;
  @Instant({ nullable: true }) finishedAt!: number | null;
}

/** When a job was defined here first; periods before that are not missed. */
@Entity('job')
export class Job {
  @NaturalKey() name!: string;
  @Instant() knownSince!: number;
  @Instant() lastDueAt!: number;
}
