import { expect } from 'chai';
import { createSealer, parseDataKey } from '../../server/platform/seal.ts';

const key = (byte: number) => Buffer.alloc(32, byte);
const old = createSealer([{ version: 'v1', key: key(1) }]);
const rotated = createSealer([
  { version: 'v2', key: key(2) },
  { version: 'v1', key: key(1) },
]);

describe('sealed columns', () => {
  it('opens what it sealed, differently each time', () => {
    const sealed = old.seal('applicant.name', '王某');
    expect(old.open('applicant.name', sealed)).to.equal('王某');
    expect(old.seal('applicant.name', '王某')).to.not.equal(sealed);
    expect(sealed).to.not.contain('王');
  });

  it('refuses a value that was changed or moved to another column', () => {
    const sealed = old.seal('applicant.name', '王某');
    expect(() => old.open('applicant.identityNumber', sealed)).to.throw();
    const changed = sealed.slice(0, -4) + (sealed.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    expect(() => old.open('applicant.name', changed)).to.throw();
  });

  it('opens old values after a rotation and seals with the new key', () => {
    const sealed = old.seal('applicant.name', '王某');
    expect(rotated.open('applicant.name', sealed)).to.equal('王某');
    expect(rotated.versionOf(rotated.seal('applicant.name', '王某'))).to.equal('v2');
    expect(() => old.open('applicant.name', rotated.seal('applicant.name', '王某'))).to.throw('no key v2');
  });

  it('finds by blind index under every known key', () => {
    const index = old.index('applicant.identityNumber', '320507199001011234');
    expect(rotated.indexes('applicant.identityNumber', '320507199001011234')).to.include(index);
    expect(old.index('applicant.identityNumber', '320507199001011235')).to.not.equal(index);
    expect(old.index('applicant.name', '320507199001011234')).to.not.equal(index);
  });

  it('says what a key must look like', () => {
    expect(
      parseDataKey(`v2:${key(2).toString('base64')},v1:${key(1).toString('base64')}`).map(
        ({ version }) => version,
      ),
    ).to.deep.equal(['v2', 'v1']);
    expect(() => parseDataKey('short')).to.throw('32 bytes');
  });
});
