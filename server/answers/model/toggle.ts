import { Toggle } from '../../../entities/index.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import { againOnDuplicate, type Reading, type Work } from '../../platform/db.ts';
import { row } from '../../platform/sql.ts';

const NAME = 'answers.model';

/** Whether the model may be asked: only after somebody has switched it on here. */
export async function modelIsOn({ tx }: Reading): Promise<boolean> {
  const found = await row<{ isOn: number }>(tx, 'SELECT isOn FROM toggle WHERE name = ?', [NAME]);
  return Boolean(found?.isOn);
}

/** Switches the model on or off for everybody at once. */
export async function switchModel(work: Work, on: boolean): Promise<void> {
  const staff = mustBeAllowed(work.actor, 'knowledge.release');
  const { tx, now } = work;
  const set = { isOn: on, byId: staff.id, at: now };
  const { affected } = await tx.update(Toggle, { name: NAME }, set);
  if (!affected) await tx.insert(Toggle, { name: NAME, ...set }).catch(againOnDuplicate);
  work.emit('knowledge.modelSwitched', { data: { on, staffId: staff.id } });
}
