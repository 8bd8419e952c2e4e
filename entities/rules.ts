import { Count, Day, Entity, Indexed, Instant, Key, Long, Ref, Short, Unique } from './columns.ts';

/** What the centre decided on something that the law leaves open (开关). Append-only: a later decision replaces one before it. */
@Entity('switch_decision')
@Unique('switch_decision_number', ['number'])
@Indexed('switch_decision_switch', ['switchId', 'number'])
export class SwitchDecision {
  @Key() id!: string;
  /** 1, 2, 3 … over all switches. */
  @Count() number!: number;
  @Short() switchId!: string;
  /** A choice, or a number in words; money in fen. */
  @Short() value!: string;
  /** The first day on which it counts. */
  @Day() fromDay!: string;
  @Long() reason!: string;
  /** The document's number (文号). */
  @Short(128) document!: string;
  @Ref() decidedBy!: string;
  @Instant() decidedAt!: number;
}
