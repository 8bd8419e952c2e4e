import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { mustBeUsable } from '../../server/files/probe.ts';
import { openFiles } from '../../server/files/store.ts';
import { testSealer } from '../support/databases.ts';

describe('the place of files at a start', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'legal-aid-probe-'))));
  after(() => rmSync(folder, { recursive: true }));

  const refusal = (setting: string): Promise<string> =>
    mustBeUsable(openFiles(setting, testSealer()), setting).then(
      () => 'was not refused',
      (error: Error) => error.message,
    );

  it('is tried, and nothing stays behind', async () => {
    expect(await refusal(join(folder, 'files'))).to.equal('was not refused');
    expect(readdirSync(join(folder, 'files', 'probe'))).to.deep.equal([]);
  });

  it('is refused where it can not be used, by the name of the setting and without its secret', async () => {
    writeFileSync(join(folder, 'no-folder'), '');
    expect(await refusal(join(folder, 'no-folder'))).to.match(
      /^FILES_URL: in .*no-folder a file can't be written/,
    );
    const bucket = await refusal('http://KEY:SECRET@127.0.0.1:9/bucket');
    expect(bucket)
      .to.match(/^FILES_URL: in http:\/\/127\.0\.0\.1:9\/bucket/)
      .and.not.include('SECRET');
  });
});
