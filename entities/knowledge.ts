import {
  Count,
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
} from './columns.ts';

/** Something that residents asked and the answers lacked, or staff answered well, for the editors to work on. Masked. */
@Entity('suggestion')
@Indexed('suggestion_status', ['status', 'at'])
export class Suggestion {
  @Key() id!: string;
  @Short(12) source!: 'miss' | 'unhelpful' | 'handoff' | 'activity';
  /** What was asked, with personal data masked. */
  @Sealed('suggestion') said!: string;
  /** What a person answered, masked; null where nobody did. */
  @Sealed('suggestion', { nullable: true }) answer!: string | null;
  /** The entry that was shown and didn't help. */
  @Short(64, { nullable: true }) entryId!: string | null;
  @Short(12) status!: 'open' | 'used' | 'dismissed';
  /** The edit that it went into. */
  @Ref({ nullable: true }) editId!: string | null;
  @Ref({ nullable: true }) closedBy!: string | null;
  @Instant({ nullable: true }) closedAt!: number | null;
  @Instant() at!: number;
}

/** An entry of the knowledge base in work at the console: from draft over review by another person to its publication. */
@Entity('entry_edit')
@Indexed('entry_edit_status', ['status', 'updatedAt'])
@Indexed('entry_edit_entry', ['entryId'])
export class EntryEdit {
  @Key() id!: string;
  @Short() entryId!: string;
  @Short(12) status!: 'draft' | 'submitted' | 'published' | 'dropped';
  /** JSON: topic, title and the entry's fields as in a topic file. */
  @Long() content!: string;
  /** The entry's newest release when the edit was begun; null for a text of the files or a new entry. */
  @Ref({ nullable: true }) baseReleaseId!: string | null;
  @Ref() authorId!: string;
  /** What the reviewer wrote when it was given back. */
  @Long({ nullable: true }) remark!: string | null;
  /** JSON: what the regression set said, and the digest of the content that it was asked about. */
  @Long({ nullable: true }) checked!: string | null;
  @Count() version!: number;
  @Instant() createdAt!: number;
  @Instant() updatedAt!: number;
}

/** What is served beside the topic files, append-only: per entry the newest release counts. */
@Entity('entry_release')
@Unique('entry_release_number', ['number'])
@Indexed('entry_release_entry', ['entryId', 'number'])
export class EntryRelease {
  @Key() id!: string;
  /** 1, 2, 3 … over all entries. */
  @Count() number!: number;
  @Short() entryId!: string;
  @Short(12) kind!: 'published' | 'withdrawn';
  /** JSON as in the edit; null where it was withdrawn. */
  @Long({ nullable: true }) content!: string | null;
  @Ref({ nullable: true }) editId!: string | null;
  /** Why it was withdrawn. */
  @Short(255, { nullable: true }) reason!: string | null;
  @Ref() authorId!: string;
  /** Who reviewed it (published) or took it back (withdrawn). */
  @Ref() byId!: string;
  @Instant() at!: number;
}

/** Something that a person switched on or off at the console for the whole program. */
@Entity('toggle')
export class Toggle {
  @NaturalKey() name!: string;
  @Flag() isOn!: boolean;
  @Ref() byId!: string;
  @Instant() at!: number;
}
