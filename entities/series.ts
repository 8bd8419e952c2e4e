import { Count, Day, Entity, Indexed, Instant, Key, Long, Ref, Short, Unique } from './columns.ts';

/** A recurring series (系列): a draft push is opened for each of its occasions, days ahead, and goes the whole way of review. */
@Entity('push_series')
@Indexed('push_series_status', ['status'])
export class PushSeries {
  @Key() id!: string;
  @Short() name!: string;
  /** JSON, see publicity/series. */
  @Short(255) rhythm!: string;
  /** 'HH:MM' in Shanghai. */
  @Short(5) time!: string;
  @Count() daysAhead!: number;
  @Short(12) reach!: string;
  /** JSON, see publicity/audience. */
  @Long() audience!: string;
  /** JSON of the subscription notice's template and lines. */
  @Long({ nullable: true }) template!: string | null;
  /** Which materials of the library it takes: a kind, a tag; empty for any. */
  @Short(16) kind!: string;
  @Short(64) tag!: string;
  @Short(8) status!: 'active' | 'paused' | 'ended';
  /** No occasion before this day. */
  @Day() startsOn!: string;
  /** kind:id of its editor, in whose name pushes are opened. */
  @Short(80) author!: string;
  @Count() version!: number;
  @Instant() createdAt!: number;
}

/** One day of a series that was taken in hand; `pushId` is missing while the library has no material for it. */
@Entity('series_occasion')
@Unique('series_occasion_once', ['seriesId', 'day'])
export class SeriesOccasion {
  @Key() id!: string;
  @Ref() seriesId!: string;
  @Day() day!: string;
  @Ref({ nullable: true }) pushId!: string | null;
  @Instant() at!: number;
}
