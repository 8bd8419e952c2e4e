import { createHash } from 'node:crypto';
import Type, { type Static } from 'typebox';
import type { LegalDate } from '../platform/calendar.ts';
import { Day, loadRows, Text } from './load.ts';
import { certainties } from './vocabulary.ts';

const NoticeRow = Type.Object(
  {
    /** The first day in force, which is also its name. */
    version: Day,
    to: Type.Union([Day, Type.Null()]),
    law: Text,
    certainty: Type.Enum([...certainties]),
    checkedOn: Day,
    note: Type.Optional(Text),
    title: Text,
    summary: Type.Array(Text, { minItems: 1 }),
    text: Text,
    papers: Type.Array(Type.Object({ id: Text, title: Text, text: Text }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

/** A commitment notice (告知承诺书) as it is shown and signed. */
export interface CommitmentNotice {
  version: string;
  title: string;
  /** The full text, exactly as it is shown; paragraphs are separated by blank lines. */
  text: string;
  /** SHA-256 of exactly this text (UTF-8), in hex. */
  digest: string;
  /** What matters most, one sentence each. */
  summary: string[];
}

let rows: Static<typeof NoticeRow>[] | undefined;

/**
 * The notice in force on a day, or by its version (which is its first day).
 * @throws RangeError for a day before the first notice.
 */
export function commitmentNotice(dayOrVersion: LegalDate): CommitmentNotice {
  const { version, title, text, summary } = rowOf(dayOrVersion);
  return { version, title, text, digest: digestOf(text), summary };
}

/** The papers that are signed with the notice (核查授权书), each with the digest of its exact text. */
export function commitmentPapers(
  dayOrVersion: LegalDate,
): { id: string; title: string; text: string; digest: string }[] {
  return rowOf(dayOrVersion).papers.map((paper) => ({ ...paper, digest: digestOf(paper.text) }));
}

function rowOf(dayOrVersion: LegalDate): Static<typeof NoticeRow> {
  rows ??= loadRows('./commitment.yaml', NoticeRow);
  const row = rows.findLast(
    ({ version, to }) => version <= dayOrVersion && (to === null || dayOrVersion <= to),
  );
  if (!row) throw new RangeError(`no commitment notice is in force on ${dayOrVersion}`);
  return row;
}

/** SHA-256 of a notice's exact text, in hex: what a receipt is verified against. */
export const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Whether these are exactly the words 我承诺. White space around them, a pair of quotation marks and one closing full stop
 * or exclamation mark are let pass, since phone keyboards add them; 我不承诺, 我承诺书怎么写 and 我 承诺 are no.
 */
export function isCommitment(said: string): boolean {
  return /^(?:我承诺|“我承诺[。！]?”|"我承诺[。！]?"|「我承诺[。！]?」)[。.！!]?$/.test(said.trim());
}
