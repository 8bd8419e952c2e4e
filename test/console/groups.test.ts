import { expect } from 'chai';
import { networkGroups } from '../../server/console/src/network/groups.ts';
import type { ServicePointView } from '../../server/network/contract.ts';
import type { ServicePointKind } from '../../server/vocabulary.ts';

const point = (kind: ServicePointKind, name: string, parent: string | null = null): ServicePointView => ({
  ...{ id: name, kind, kindName: '', name, parent },
  ...{ address: null, phone: null, hours: null, duties: [] },
});
const outline = (points: ServicePointView[]) =>
  networkGroups(points).map(({ kind, points }) => [
    kind,
    points.map(({ point, below }) => [point.name, ...below.map(({ name }) => name)].join(' > ')),
  ]);

describe('the network as the console lays it out', () => {
  it('stands from the centre downwards, contact points with their workstation', () => {
    expect(
      outline([
        point('firm', '甲所'),
        point('contactPoint', '依云水岸', '元和'),
        point('workstation', '元和', '中心'),
        point('workstation', '黄埭', '中心'),
        point('contactPoint', '洞字', '元和'),
        point('centre', '中心'),
      ]),
    ).to.deep.equal([
      ['centre', ['中心']],
      ['workstation', ['元和 > 依云水岸 > 洞字', '黄埭']],
      ['firm', ['甲所']],
    ]);
  });

  it('loses no contact point whose workstation is missing or was never named', () => {
    expect(outline([point('contactPoint', '一'), point('contactPoint', '二', '撤了的站')])).to.deep.equal([
      ['contactPoint', ['一', '二']],
    ]);
  });
});
