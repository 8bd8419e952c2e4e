import { expect } from 'chai';
import type { OfficialAccountPuppet } from '../../bot/puppet/index.ts';
import { startPuppet } from './platform.ts';
import { Attacker } from './trials/attacks.ts';

/** The small version of `trials/hostile.ts`. */
describe('hostile input', () => {
  let puppet: OfficialAccountPuppet;
  let attacker: Attacker;

  before(async () => {
    puppet = await startPuppet();
    puppet.on('message', ({ messageId }) => {
      const { key, fields } = puppet.pushOf(messageId)!;
      void puppet.reply(key, `收到：${String(fields['Content'])}`);
    });
    attacker = new Attacker(puppet.port);
  });

  after(async () => {
    await attacker.close();
    await puppet.stop();
  });

  for (const name of Object.keys(new Attacker(0).groups(0))) {
    it(`${name}: no 5xx, no crash, and a genuine message is answered after it`, async () => {
      const statuses = await attacker.groups(300)[name]!();
      expect(Object.keys(statuses)).not.to.be.empty;
      expect(Object.keys(statuses).filter((status) => Number(status) >= 500)).to.deep.equal([]);
      expect(await attacker.controlAnswered()).to.equal(true);
    });
  }
});
