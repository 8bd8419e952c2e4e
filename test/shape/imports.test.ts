import { createRequire } from 'node:module';
import { expect } from 'chai';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';

interface Rules {
  forbidden: { name: string; severity: string }[];
  options: ICruiseOptions;
}

const { options, ...ruleSet } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Rules;
const { tsConfig: _, ...rest } = options as ICruiseOptions & { tsConfig: unknown };

describe('who imports whom', function () {
  this.timeout(60_000);
  let result: ICruiseResult;
  before(async () => {
    const { output } = await cruise(['bot', 'server', 'entities', 'scripts'], {
      ...rest,
      ruleSet: ruleSet as never,
      validate: true,
    });
    result = output as ICruiseResult;
  });

  it('has been looked at: every capability was found with its imports', () => {
    const modules = new Map(result.modules.map((module) => [module.source, module]));
    for (const file of ['bot/bot.ts', 'server/app.ts', 'server/cases/service.ts', 'entities/index.ts'])
      expect(modules.get(file)?.dependencies.length, file).to.be.greaterThan(3);
    // Packages are resolved by Node itself; a file of the project that isn't found would hide its imports.
    const lost = result.modules.filter(
      ({ source, couldNotResolve }) => couldNotResolve && /^\.|\.ts$/.test(source),
    );
    expect(lost.map(({ source }) => source)).to.deep.equal([]);
  });

  for (const { name } of ruleSet.forbidden) {
    it(`keeps the rule ${name}`, () => {
      const broken = result.summary.violations.filter(({ rule }) => rule.name === name);
      expect(broken.map(({ from, to }) => `${from} → ${to}`)).to.deep.equal([]);
    });
  }
});
