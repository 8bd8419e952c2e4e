import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { holdAlone, isHeld } from '../../server/platform/onlyOne.ts';

describe("the sign of SQLite's one process", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'legal-aid-lock-'));
    file = join(folder, 'a.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What this process writes; the tests below put its parent's number in, which lives as well. */
  const written = (): string[] => {
    const release = holdAlone(file);
    const lines = readFileSync(file, 'utf8').split('\n');
    release();
    return lines;
  };

  it('is refused while another process lives, also one of an earlier version', () => {
    writeFileSync(file, String(process.ppid));
    expect(isHeld(file)).to.equal(true);
    expect(() => holdAlone(file)).to.throw(new RegExp(`process ${process.ppid} is using`));
  });

  it('is taken over from a process that is gone, and given up', () => {
    writeFileSync(file, '999999999');
    expect(isHeld(file)).to.equal(false);
    holdAlone(file)();
    expect(existsSync(file)).to.equal(false);
  });

  it('does not count for a program that got the old number after a restart of the machine', function () {
    const [, boot = '', started = ''] = written();
    if (!boot || !started) this.skip();
    const sign = (...lines: string[]): boolean => {
      writeFileSync(file, [String(process.ppid), ...lines].join('\n'));
      return isHeld(file);
    };
    expect(sign(boot, ''), 'same boot, start not known').to.equal(true);
    expect(sign('another-boot', '')).to.equal(false);
    expect(sign(boot, '1'), 'began at another moment').to.equal(false);
    holdAlone(file)();
  });
});
