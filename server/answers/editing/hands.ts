import type { Reading } from '../../platform/db.ts';
import { rows } from '../../platform/sql.ts';
import type { EntryContent } from './content.ts';

/** Who had a hand in an edit since it was begun; it is kept beside the content, in the same column. */
interface Hands {
  /** Who wrote something of it, the last one last. */
  wrote: string[];
  submitted: string[];
}

export interface Handled {
  /** Who began it. */
  authorId: string;
  hands: Hands;
}

/** Content and hands as the column has them. */
export const columnOf = (content: EntryContent, hands: Hands): string =>
  JSON.stringify({ ...content, hands });

/** The column read again; in one that was written before hands were kept, only the author is known. */
export function readColumn(column: string, authorId: string): Handled & { content: EntryContent } {
  const { hands, ...content } = JSON.parse(column) as EntryContent & { hands?: Hands };
  return { content, authorId, hands: hands ?? { wrote: [authorId], submitted: [] } };
}

/** The hands after one more person wrote or handed it in. */
export const withHand = (hands: Hands, how: keyof Hands, staffId: string): Hands => ({
  ...hands,
  [how]: [...hands[how].filter((id) => id !== staffId), staffId],
});

/** Whose text it is, the last one last; of one that nobody changed, who began it. */
export const writersOf = ({ hands, authorId }: Handled): string[] =>
  hands.wrote.length > 0 ? hands.wrote : [authorId];

/** Whether somebody began, wrote or handed it in, and so may not be the one who reviews it. */
export const hadHand = ({ hands, authorId }: Handled, staffId: string): boolean =>
  [authorId, ...hands.wrote, ...hands.submitted].includes(staffId);

/** Says names of staff for lists of their ids, like 林编辑、郑主任; somebody who is gone has none. */
export async function namesOfAll(
  { tx }: Reading,
  lists: readonly string[][],
): Promise<(ids: readonly string[]) => string> {
  const ids = [...new Set(lists.flat())];
  const found =
    ids.length === 0
      ? []
      : await rows<{ id: string; name: string }>(
          tx,
          `SELECT id, name FROM staff WHERE id IN (${ids.map(() => '?').join(', ')})`,
          ids,
        );
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return (some) => some.flatMap((id) => names.get(id) ?? []).join('、');
}
