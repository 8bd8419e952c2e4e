import { readdirSync } from 'node:fs';
import { House } from '../support/house.ts';
import { play, readTranscript } from './player.ts';

const folder = new URL('transcripts/', import.meta.url);

/** Each transcript is played over the signed, encrypted callback of the whole house, by somebody new. */
describe('dialogues', function () {
  this.timeout(60_000);
  let house: House;
  before(async () => {
    house = await House.start('sqlite');
  });
  after(() => house?.stop());

  for (const [i, file] of readdirSync(folder).toSorted().entries()) {
    it(file.replace(/^\d+-|\.txt$/g, ''), async () => {
      await play(house, `resident-of-transcript-${i}`, readTranscript(new URL(file, folder)));
    });
  }
});
