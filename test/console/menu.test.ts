import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { homeFor, menu, menuFor, rolesOf } from '../../server/console/src/shell/entries.ts';
import { isWorkOf, type Verb } from '../../server/people/policies.ts';
import { roles } from '../../server/vocabulary.ts';

describe('the main menu of the console', () => {
  const router = readFileSync(new URL('../../server/console/src/router.ts', import.meta.url), 'utf8');
  const names = new Set([...router.matchAll(/name: '([\w-]+)'/g)].map(([, name]) => name));
  const entries = menu.flatMap((group) => group.entries);

  it('leads to pages that exist, each once', () => {
    const routes = entries.flatMap(({ to, also = [] }) => [to, ...also]);
    expect(routes.filter((name) => !names.has(name))).to.deep.equal([]);
    expect(new Set(routes).size).to.equal(routes.length);
  });

  it('shows everybody something, and no empty group', () => {
    for (const role of roles) {
      const groups = menuFor([role]);
      expect(groups.length, role).to.be.greaterThan(0);
      for (const group of groups) expect(group.entries, `${role} ${group.title}`).not.to.be.empty;
    }
  });

  it('offers what asks for a right to those only who have it, and begins with a page that one may see', () => {
    for (const [page, verb] of [
      ['cases', 'cases.list'],
      ['handoffs', 'handoffs.answer'],
      ['knowledge', 'knowledge.read'],
    ] as [string, Verb][])
      expect(rolesOf(page), page).to.have.members(roles.filter((role) => isWorkOf([role], verb)));
    expect(roles.map((role) => `${role} ${homeFor([role])}`)).to.have.members([
      ...['intake cases', 'reviewer cases', 'approver cases', 'director cases'],
      ...['editor knowledge', 'admin pushes'],
    ]);
  });

  it('leaves room for 更多 on a phone', () => {
    expect(entries.filter(({ bar }) => bar).length).to.be.within(2, 4);
  });
});
