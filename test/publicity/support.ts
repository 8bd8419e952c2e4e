import { FollowerChoice, type Push } from '../../entities/index.ts';
import { system, type Actor } from '../../server/platform/actor.ts';
import type { Database } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Author } from '../../server/publicity/authors.ts';
import type { MaterialInput } from '../../server/publicity/materials/contract.ts';
import type { StoredPicture } from '../../server/publicity/materials/reading.ts';
import { addMaterial, setPicture } from '../../server/publicity/materials/service.ts';
import { planSettings, type Setting } from '../../server/publicity/plan/settings.ts';
import type { PushInput } from '../../server/publicity/pushes/contract.ts';
import { mustFindPush } from '../../server/publicity/pushes/reading.ts';
import { addPush, submitPush } from '../../server/publicity/pushes/service.ts';
import { chain } from '../../server/publicity/review/rules.ts';
import { reviewPush } from '../../server/publicity/review/service.ts';
import type { Staff } from '../../server/people/policies.ts';
import type { Role } from '../../server/vocabulary.ts';

export const setting: Setting = { accountType: 'service', plan: planSettings };
export const template = { title: '待办提醒', lines: { 待办事项: '普法活动', 截止时间: '2026年12月4日' } };

export const tip: MaterialInput = {
  kind: 'tip',
  title: '被欠工资怎么办',
  text: '先打 12333 投诉，也可以申请法律援助。',
  sources: ['《保障农民工工资支付条例》第十条'],
};

export const staffOf = (...roles: Role[]): Staff => ({
  ...{
    kind: 'staff',
    id: newId(),
    name: roles.join('+'),
    roles,
    servicePointId: newId(),
    through: 'console',
  },
});
export const editor = staffOf('editor');
export const author: Author = { kind: 'staff', id: editor.id, openid: null };
export const reviewers = [staffOf('reviewer'), staffOf('approver'), staffOf('director')] as const;

export async function act<T>(
  db: Database,
  actor: Actor,
  unit: Parameters<typeof db.write<T>>[1],
): Promise<T> {
  // The browser tests write beside a running program, which one file of SQLite isn't made for: the later one goes again.
  for (let left = 5; ; left--) {
    try {
      return await db.write(actor, unit);
    } catch (error) {
      if (left === 0 || !String(error).includes('database is locked')) throw error;
    }
  }
}

/** A push of a new material, as a draft. */
export async function drafted(
  db: Database,
  input: Partial<PushInput> & Pick<PushInput, 'dueAt'>,
  { picture, ...material }: Partial<MaterialInput> & { picture?: StoredPicture } = {},
  by: Setting = setting,
): Promise<string> {
  const { id: materialId } = await act(db, editor, (work) =>
    addMaterial(work, author, { ...tip, ...material }),
  );
  if (picture) await act(db, editor, (work) => setPicture(work, author, materialId, picture));
  const whole: PushInput = { materialId, reach: 'mass', audience: {}, whenMissed: 'late', ...input };
  return (await act(db, editor, (work) => addPush(work, by, author, whole))).id;
}

/** Hands a push in and takes it through the whole chain. */
export async function approved(db: Database, id: string, by: Setting = setting): Promise<void> {
  const { version } = await pushOf(db, id);
  await act(db, editor, (work) => submitPush(work, by, { id, version }));
  for (const [i, reviewer] of reviewers.entries()) {
    const now = await pushOf(db, id);
    const word = {
      id,
      version: now.version,
      decision: 'approved' as const,
      checks: chain[i]!.checks,
      reasons: '同意',
    };
    await act(db, reviewer, (work) => reviewPush(work, by, reviewer, word));
  }
}

export const pushOf = (db: Database, id: string): Promise<Push> =>
  db.read((reading) => mustFindPush(reading, id));

/** People who consented to the notice, in the order of their openids. */
export async function consents(db: Database, count: number, prefix = 'o-reader-'): Promise<string[]> {
  const openids = Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(7, '0')}`);
  for (let from = 0; from < count; from += 500) {
    const some = openids.slice(from, from + 500);
    await db.write(system('test'), ({ tx, now }) =>
      tx.insert(
        FollowerChoice,
        some.map((openid) => ({ openid, kind: 'notice', value: template.title, at: now })),
      ),
    );
  }
  return openids;
}
