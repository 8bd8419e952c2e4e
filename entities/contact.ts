import { Count, Entity, Indexed, Instant, Key, Long, NaturalKey, Ref, Sealed, Short } from './columns.ts';

/** One message of the talk between a resident and a person (人工): what they wrote, and what staff answered. */
@Entity('handoff_message')
@Indexed('handoff_message_thread', ['handoffId', 'id'])
export class HandoffMessage {
  @Key() id!: string;
  @Ref() handoffId!: string;
  /** A note is for staff only. */
  @Short(8) author!: 'resident' | 'staff' | 'note';
  @Ref({ nullable: true }) staffId!: string | null;
  @Sealed('handoff_message') text!: string;
  @Instant() at!: number;
}

/** One step of an alarm: whom the chain told of a danger. Its id is the event of the deliveries, which carry the receipts. */
@Entity('alarm_step')
@Indexed('alarm_step_handoff', ['handoffId'])
export class AlarmStep {
  @Key() id!: string;
  @Ref() handoffId!: string;
  /** 0 the first to be called. */
  @Count() level!: number;
  /** How many people's WeChat it went to. */
  @Count() people!: number;
  @Instant() at!: number;
}

/** How the centre can be reached and who is on call (值班), as the director set it; without a row duty.yaml holds. */
@Entity('duty_setting')
export class DutySetting {
  @NaturalKey(16) id!: string;
  /** JSON of a Duty (server/contact/contract.ts). */
  @Long() value!: string;
  @Count() version!: number;
  @Ref() changedBy!: string;
  @Instant() changedAt!: number;
}
