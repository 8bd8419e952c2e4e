import { Count, Entity, Flag, Indexed, Key, Ref, Short, Unique } from './columns.ts';

/** A place where legal aid is given (服务网点): centre, workstation, contact point, themed or law-firm station. */
@Entity('service_point')
@Unique('service_point_code', ['code'])
@Indexed('service_point_parent', ['parentId'])
export class ServicePoint {
  @Key() id!: string;
  @Short(32) code!: string;
  @Short(16) kind!: string;
  @Short() name!: string;
  /** 统计用区划代码 of the town or subdistrict. */
  @Short(12, { nullable: true }) township!: string | null;
  /** For themed stations: which matters they are for. */
  @Short(32, { nullable: true }) theme!: string | null;
  @Ref({ nullable: true }) parentId!: string | null;
  @Short(255, { nullable: true }) address!: string | null;
  @Short(64, { nullable: true }) phone!: string | null;
  @Short(255, { nullable: true }) hours!: string | null;
  @Flag() active!: boolean;
}

@Entity('firm')
export class Firm {
  @Key() id!: string;
  @Short() name!: string;
  @Flag() active!: boolean;
}

@Entity('lawyer')
@Indexed('lawyer_firm', ['firmId'])
export class Lawyer {
  @Key() id!: string;
  @Short() name!: string;
  @Ref() firmId!: string;
  @Short(255) specialties!: string;
  @Flag() active!: boolean;
}

/** A weekly duty (值班) of a lawyer at a service point; minutes count from midnight, Asia/Shanghai. */
@Entity('duty_slot')
@Indexed('duty_slot_point', ['servicePointId', 'weekday'])
export class DutySlot {
  @Key() id!: string;
  @Ref() servicePointId!: string;
  @Ref() lawyerId!: string;
  /** 1 Monday … 7 Sunday. */
  @Count() weekday!: number;
  @Count() fromMinute!: number;
  @Count() toMinute!: number;
}
