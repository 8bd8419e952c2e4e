import { Count, Entity, Flag, Indexed, Instant, Key, Ref, Sealed, Short } from './columns.ts';

/** A file that a resident sent in the chat: of an application in work, of a case, or of nothing yet. */
@Entity('attachment')
@Indexed('attachment_draft', ['draftId'])
@Indexed('attachment_case', ['caseId'])
@Indexed('attachment_openid', ['openid', 'status'])
@Indexed('attachment_queue', ['status', 'dueAt'])
export class Attachment {
  @Key() id!: string;
  @Short() openid!: string;
  @Ref({ nullable: true }) draftId!: string | null;
  @Ref({ nullable: true }) caseId!: string | null;
  /** WeChat's; it ends three days after the message. */
  @Short(255) mediaId!: string;
  @Short(8) kind!: 'image' | 'media';
  /** Its number among the files of the draft or case. */
  @Count() number!: number;
  /** Chinese, e.g. 「照片 2026-11-24 1.jpg」; empty until its type is known. */
  @Sealed('attachment') name!: string;
  @Short(64, { nullable: true }) mime!: string | null;
  @Count() bytes!: number;
  @Short(64, { nullable: true }) sha256!: string | null;
  /** Where it lies in the store of files. */
  @Short(64, { nullable: true }) fileKey!: string | null;
  /** A virus scanner has looked at it; else it is shown as 未扫描. */
  @Flag() scanned!: boolean;
  @Short(8) status!: 'pending' | 'stored' | 'rejected' | 'lost';
  /** Why it was rejected or lost: type, size, virus, ended. */
  @Short(64, { nullable: true }) problem!: string | null;
  @Count() attempts!: number;
  /** When a bot may fetch it, or fetch it again. */
  @Instant() dueAt!: number;
  @Instant() at!: number;
}
