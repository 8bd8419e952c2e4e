import { expect } from 'chai';
import { choicesOf } from '../../server/answers/choices.ts';
import type { Scored } from '../../server/answers/finder.ts';

const scored = (id: string, score: number): Scored =>
  ({ entry: { id, topic: id.split('.')[0] }, score }) as unknown as Scored;
const offered = (...ranking: Scored[]): string[] => choicesOf(ranking).map(({ id }) => id);

describe('choices', () => {
  it('begin with the best entry of each of the three nearest topics', () => {
    expect(
      offered(scored('a.1', 9), scored('a.2', 8), scored('b.1', 7), scored('a.3', 6), scored('c.1', 5)),
    ).to.deep.equal(['a.1', 'b.1', 'c.1', 'a.2', 'a.3']);
  });

  it('put a fourth topic where its score puts it', () => {
    expect(
      offered(scored('a.1', 9), scored('b.1', 8), scored('c.1', 7), scored('c.2', 6), scored('d.1', 5)),
    ).to.deep.equal(['a.1', 'b.1', 'c.1', 'c.2', 'd.1']);
  });

  it('leave out what is far behind, and are none of nothing', () => {
    expect(offered(scored('a.1', 9), scored('b.1', 4))).to.deep.equal(['a.1']);
    expect(offered()).to.deep.equal([]);
  });
});
