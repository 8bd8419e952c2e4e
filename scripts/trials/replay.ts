import { parseArgs } from 'node:util';
import { Application } from '../../entities/index.ts';
import { replayStored } from '../../server/eligibility/replaying/run.ts';
import { rulesAt } from '../../server/eligibility/rules.ts';
import { system } from '../../server/platform/actor.ts';
import { addDays } from '../../server/platform/calendar.ts';
import type { Database } from '../../server/platform/db.ts';
import { newId } from '../../server/platform/ids.ts';
import { anyWalk } from '../../test/eligibility/random.ts';
import { testDatabase } from '../../test/support/databases.ts';
import { say } from '../command.ts';

const DAY = '2026-11-24';
const BATCH = 250;
const LIMIT_SECONDS = 30;

/** Applications by random walks through the questionnaire, handed in over the year before. */
export async function storeGenerated(db: Database, count: number): Promise<void> {
  const rules = rulesAt(DAY);
  for (let at = 0; at < count; at += BATCH) {
    await db.write(system('trial.replay'), async ({ tx, sealer }) => {
      const seeds = Array.from({ length: Math.min(BATCH, count - at) }, (_, one) => at + one);
      const applications = seeds.map((seed) => ({
        id: newId(),
        draftId: newId(),
        applicantId: newId(),
        openid: `o-${seed}`,
        filledByKind: null,
        filledById: null,
        matter: 'wages',
        answers: sealer.seal(
          'application.answers',
          JSON.stringify({ answers: anyWalk(rules, seed), lines: [] }),
        ),
        verdict: sealer.seal('application.verdict', '{}'),
        rulesVersion: rules.version,
        proof: 'papers' as const,
        submittedOn: addDays(DAY, -(seed % 365)),
        submittedAt: 0,
      }));
      await tx.insert(Application, applications);
    });
  }
}

/** 7,500 generated applications through a changed rule set, with the time that it took. */
export async function run(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      applications: { type: 'string', default: '7500' },
      engine: { type: 'string', default: 'sqlite' },
    },
  });
  const count = Number(values.applications);
  const t = await testDatabase(values.engine === 'mysql' ? 'mysql' : 'sqlite');
  try {
    await storeGenerated(t.db, count);
    const began = performance.now();
    const before = process.memoryUsage().heapUsed;
    const trial = { switches: { NEW_ECONOMY_SCOPE: 'on', SZ_LABOUR_WAIVER: 'on' } };
    const { looked, changed } = await replayStored(t.db, trial, () => undefined);
    const seconds = (performance.now() - began) / 1000;
    const grown = (process.memoryUsage().heapUsed - before) / 2 ** 20;
    say(
      `${looked} applications in ${seconds.toFixed(1)} s, ${changed} would get another outcome, ` +
        `heap ${grown >= 0 ? '+' : ''}${grown.toFixed(0)} MB`,
    );
    return looked === count && changed > 0 && seconds < LIMIT_SECONDS;
  } finally {
    await t.drop();
  }
}
