import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

const src = join(import.meta.dirname, '../../server/console/src');
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' });
const templates = sources
  .filter((path) => path.endsWith('.vue'))
  .map((path) => readFileSync(join(src, path), 'utf8'));
const used = new Set(templates.flatMap((text) => [...text.matchAll(/<(El\w+)/g)].map(([, name]) => name!)));
const element = readFileSync(join(src, 'element.ts'), 'utf8');
const registered = new Set([...element.matchAll(/^ {2}(El\w+),$/gm)].map(([, name]) => name!));
const styleOf = (name: string): string =>
  `el-${name
    .slice(2)
    .replace(/\B[A-Z]/g, '-$&')
    .toLowerCase()}.css`;

describe("Element Plus's components in the console", () => {
  it('are registered exactly where a page uses them', () => {
    expect(used.size).to.be.greaterThan(10);
    expect([...registered].sort()).to.deep.equal([...used].sort());
  });

  it('come with their style', () => {
    for (const name of used) expect(element, name).to.include(`/${styleOf(name)}'`);
  });
});
