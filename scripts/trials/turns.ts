import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { In } from 'typeorm';
import { buildIfChanged } from '../builtFrom.ts';
import { AidCase, Application, Delivery, Turn } from '../../entities/index.ts';
import { openDatabase, type Database } from '../../server/platform/db.ts';
import { createSealer } from '../../server/platform/seal.ts';
import { say } from '../../server/texts/say.ts';
import { mysqlReachable } from '../../test/support/databases.ts';
import { House, wordsOf } from '../../test/support/house.ts';
import { Resident } from './resident.ts';

const AT_ONCE = 60;

/**
 * Residents walk the whole questionnaire to a received application while pushes are delivered twice at the same time and
 * one process after the other is killed -9 and started again. Then the books are compared: one case per resident, answers
 * as given, every reply that was shown the stored one.
 */
export async function run(options: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: options,
    options: {
      residents: { type: 'string', default: '2000' },
      'kill-every': { type: 'string', default: '3' },
      repeat: { type: 'string', default: '0.05' },
      /** Kill the next process only when the last one is ready again: for slow machines and small splits. */
      patient: { type: 'boolean', default: false },
      engine: { type: 'string', default: (await mysqlReachable()) ? 'mysql' : 'sqlite' },
      split: { type: 'string', default: 'web web worker worker bot bot' },
      /** Run the sources instead of the compiled program: starts take twice the processor time. */
      sources: { type: 'boolean', default: false },
    },
  });
  if (!values.sources) buildIfChanged();
  const engine = values.engine === 'mysql' ? 'mysql' : 'sqlite';
  const house = await House.start(
    engine,
    engine === 'mysql' ? values.split.split(' ') : ['web,worker,bot'],
    {},
    values.sources ? 'sources' : 'compiled',
  );
  try {
    return await trial(house, {
      count: Number(values.residents),
      killEveryMs: Number(values['kill-every']) * 1000,
      patient: values.patient,
      repeat: Number(values.repeat),
    });
  } finally {
    await house.stop();
  }
}

interface Plan {
  count: number;
  killEveryMs: number;
  patient: boolean;
  /** Share of pushes that are delivered twice at the same time. */
  repeat: number;
}

async function trial(house: House, { count, repeat, ...kills }: Plan): Promise<boolean> {
  house.simulator.faults.set({ repeatRate: repeat });
  const residents = Array.from({ length: count }, (_, i) => new Resident(house.simulator, i));
  const killer = startKiller(house, kills);
  const started = performance.now();
  const waiting = residents.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const resident of waiting) await resident.apply();
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const killed = await killer.stop();
  house.simulator.faults.clear();
  return report(house, residents, { seconds, kills: killed });
}

/** Kills one process after the other, and starts it again. */
function startKiller(
  house: House,
  { killEveryMs, patient }: Pick<Plan, 'killEveryMs' | 'patient'>,
): { stop(): Promise<number> } {
  let stopped = false;
  let kills = 0;
  const loop = (async () => {
    for (let turn = 0; killEveryMs > 0; turn += 1) {
      await sleep(killEveryMs);
      if (stopped) return;
      const index = turn % house.processes.length;
      await house.kill(index);
      kills += 1;
      if (patient) await house.restart(index);
      else house.respawn(index);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await loop;
      return kills;
    },
  };
}

async function report(
  house: House,
  residents: Resident[],
  { seconds, kills }: { seconds: number; kills: number },
): Promise<boolean> {
  const db = await openDatabase({
    setting: house.database,
    sealer: createSealer([{ version: 'v1', key: Buffer.alloc(32, 3) }]),
  });
  await settled(db);
  const books = await readBooks(db, residents);
  await db.close();
  const steps = residents.reduce((sum, { sent }) => sum + sent, 0);
  const outside = residents.reduce((sum, { outsideTries }) => sum + outsideTries, 0);
  const unfinished = residents.filter(({ reference }) => reference === undefined);
  const surplus = residents.reduce((sum, { openid }) => sum + surplusMessages(house, openid), 0);
  const checks: [string, boolean, string][] = [
    [
      'residents with a received application',
      unfinished.length === 0,
      `${residents.length - unfinished.length} of ${residents.length}`,
    ],
    [
      'one case per resident',
      books.cases === residents.length && books.doubled === 0,
      `${books.cases} cases, ${books.doubled} doubled`,
    ],
    ['answers as given, in order', books.wrongAnswers === 0, `${books.wrongAnswers} wrong`],
    ['each reply shown is the stored one', books.otherReplies === 0, `${books.otherReplies} others`],
    ['turns left open', books.openTurns === 0, String(books.openTurns)],
    [
      'surplus customer-service messages',
      surplus <= kills * AT_ONCE,
      `${surplus} (at most ${AT_ONCE} in flight at each of ${kills} kills)`,
    ],
  ];
  const lines = [
    `${residents.length} residents, ${steps} messages in ${seconds.toFixed(0)} s (${(steps / seconds).toFixed(0)} a second), ${kills} kills`,
    `answered outside WeChat's three tries, by a later message: ${outside}`,
    ...checks.map(([what, ok, figure]) => `${ok ? 'ok  ' : 'FAIL'} ${what}: ${figure}`),
    ...unfinished
      .slice(0, 5)
      .map((resident) => `     ${resident.openid} stopped at: ${resident.lastHeard.slice(-120)}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return checks.every(([, ok]) => ok);
}

/** Waits for what still comes by itself: turns that are adopted, replies that wait for WeChat's repeats to be over. */
async function settled(db: Database): Promise<void> {
  const until = Date.now() + 60_000;
  const busy = (): Promise<boolean> =>
    db.read(async ({ tx }) => {
      const unsent = await tx.countBy(Delivery, {
        status: In(['queued', 'leased']),
        reach: 'customer-service',
      });
      return unsent + (await tx.countBy(Turn, { status: 'open' })) > 0;
    });
  while (Date.now() < until && (await busy())) await sleep(500);
}

interface Books {
  cases: number;
  doubled: number;
  wrongAnswers: number;
  otherReplies: number;
  openTurns: number;
}

/** Compares what the database holds with what residents said and read. */
async function readBooks(db: Database, residents: Resident[]): Promise<Books> {
  return db.read(async ({ tx, sealer }) => {
    const books: Books = { cases: 0, doubled: 0, wrongAnswers: 0, otherReplies: 0, openTurns: 0 };
    books.openTurns = await tx.countBy(Turn, { status: 'open' });
    for (const resident of residents) {
      const cases = await tx.findBy(AidCase, { openid: resident.openid });
      books.cases += cases.length > 0 ? 1 : 0;
      books.doubled += Math.max(0, cases.length - 1);
      const application = cases[0] && (await tx.findOneByOrFail(Application, { id: cases[0].applicationId }));
      const answers = application ? sealer.open('application.answers', application.answers) : '';
      if (application && !resident.said.every((words) => answers.includes(words))) books.wrongAnswers += 1;
      const turns = await tx.findBy(Turn, { openid: resident.openid });
      const stored = new Set(
        turns.flatMap(({ reply }) =>
          reply === null ? [] : (JSON.parse(sealer.open('turn.reply', reply)) as string[]),
        ),
      );
      books.otherReplies += resident.passives.filter(
        (text) => !stored.has(text) && !resident.isApology(text),
      ).length;
    }
    return books;
  });
}

const overtaken = (text: string): string => say('turn.replyOvertaken', { text });

/** Customer-service messages that repeat what was already shown on a callback, with or without the word that they are late. */
function surplusMessages(house: House, openid: string): number {
  const lines = house.simulator.transcript(openid).filter(({ from }) => from === 'account');
  const passive = lines.filter(({ way }) => way === 'passive').map(wordsOf);
  const late = lines.filter(({ way }) => way === 'customerService').map(wordsOf);
  return late.filter((words) => passive.some((shown) => words === shown || words === overtaken(shown)))
    .length;
}
