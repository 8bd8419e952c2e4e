import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { buildConsole, consoleSourcesDigest } from '../../server/console/build.ts';

describe('the build of the console', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'console-'));
  const outDir = join(folder, 'console');
  const lines: string[] = [];
  const read = (path: string): string => readFileSync(join(outDir, path), 'utf8');

  before(async () => {
    mkdirSync(outDir);
    writeFileSync(join(outDir, 'index.html'), 'of an earlier build');
    await buildConsole({ outDir, log: (line) => lines.push(line) });
  });
  after(() => rmSync(folder, { recursive: true }));

  it('takes the place of an earlier build and leaves nothing beside it', () => {
    expect(read('index.html')).to.include('<div id="app">');
    expect(readdirSync(folder)).to.deep.equal(['console']);
    expect(lines).to.have.length(1);
  });

  it('says from which sources it was made', () => {
    expect(read('.digest')).to.equal(consoleSourcesDigest());
  });

  it('refers only to files under /console/assets that exist', () => {
    const named = [...read('index.html').matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path!);
    expect(named).to.not.be.empty;
    for (const path of named.filter((one) => !one.startsWith('data:'))) {
      expect(path).to.match(/^\/console\/assets\//);
      expect(existsSync(join(outDir, path.replace('/console/', ''))), path).to.be.true;
    }
  });

  it('keeps the first page, with the list of cases, below 250 kB', () => {
    const first = [...read('index.html').matchAll(/assets\/[\w.-]+/g)].map(([path]) => path);
    const pages = readdirSync(join(outDir, 'assets')).filter((name) => /^(Cases|Loaded|StateTag)/.test(name));
    const files = new Set([...first, ...pages.map((name) => `assets/${name}`)]);
    const size = [...files].reduce((sum, path) => sum + gzipSync(readFileSync(join(outDir, path))).length, 0);
    expect(size).to.be.within(50_000, 250_000);
  });

  it('carries the digest and nothing of what only a build needs', () => {
    expect(readdirSync(outDir).sort()).to.deep.equal(['.digest', 'assets', 'index.html']);
  });

  it('leaves an earlier build alone, and nothing beside it, when it fails', async () => {
    const before = read('index.html');
    // In the way of the folder that it is built in.
    writeFileSync(`${outDir}.${process.pid}`, '');
    const error: unknown = await buildConsole({ outDir }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(Error);
    expect(read('index.html')).to.equal(before);
    expect(readdirSync(folder)).to.deep.equal(['console']);
  });
});
