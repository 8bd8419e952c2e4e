import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import type { ReplyOf } from '../../server/platform/contract.ts';
import type { listHandoffs } from '../../server/channel/contract.ts';
import { databaseSetting } from '../../server/settings/parsing.ts';
import { openDatabase, type Database } from '../../server/platform/db.ts';
import { createSealer } from '../../server/platform/seal.ts';
import { rows } from '../../server/platform/sql.ts';
import { House, wordsOf, type Staff } from '../../test/support/house.ts';

const TOKEN = 'POST /cgi-bin/stable_token';
const TOKEN_LIFE_MS = 5_000;
const MOST_GROWTH_MB = 100;
/** WeChat's three tries are over by then. */
const PASSIVE_WITHIN_MS = 15_000;

export interface OutageFigures {
  asked: number;
  answered: number;
  slowestMs: number;
  /** Answers of staff by what became of them: sent, or the named state. */
  outcomes: Record<string, number>;
  /** Answers that a resident read twice. */
  doubled: number;
  /** Answers that are neither read nor in a named state. */
  missing: number;
  tokenFetches: number;
  /** Fetches of a token while the one before was still good. */
  earlyFetches: number;
  growthMb: number;
}

/** `npm run trial -- outage [--seconds 300] [--residents 30]` */
export async function run(options: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: options,
    options: { seconds: { type: 'string', default: '300' }, residents: { type: 'string', default: '30' } },
  });
  const figures = await outage(Number(values.seconds), Number(values.residents));
  const checks = verdicts(figures);
  for (const [what, ok, figure] of checks)
    process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${what}: ${figure}\n`);
  return checks.every(([, ok]) => ok);
}

export function verdicts(figures: OutageFigures): [what: string, ok: boolean, figure: string][] {
  const { asked, answered, slowestMs, outcomes, doubled, missing, tokenFetches, earlyFetches, growthMb } =
    figures;
  return [
    ['passive answers while the API was down', asked > 0 && answered === asked, `${answered} of ${asked}`],
    ['slowest of them', slowestMs < PASSIVE_WITHIN_MS, `${Math.round(slowestMs)} ms`],
    ['messages of staff that arrived or ended in a named state', missing === 0, JSON.stringify(outcomes)],
    ['messages that arrived', (outcomes['sent'] ?? 0) > 0, String(outcomes['sent'] ?? 0)],
    ['messages that arrived twice', doubled === 0, String(doubled)],
    ['token fetches while the one before was good', earlyFetches === 0, `${earlyFetches} of ${tokenFetches}`],
    ['memory growth of the largest process', growthMb < MOST_GROWTH_MB, `${growthMb.toFixed(0)} MB`],
  ];
}

/**
 * The API cuts every connection for `seconds` while residents write and staff answer them; tokens end every five seconds
 * and every tenth customer-service message is refused with 45047. Afterwards staff answer on through `expiries` more tokens.
 */
export async function outage(seconds: number, count: number, expiries = 6): Promise<OutageFigures> {
  const house = await House.start('sqlite', ['web,worker,bot', 'bot']);
  const db = await openDatabase({
    setting: databaseSetting(house.databaseUrl),
    sealer: createSealer([{ version: 'v1', key: Buffer.alloc(32, 3) }]),
  });
  try {
    return await new Outage(house, db, count).walk(seconds, expiries);
  } finally {
    await db.close();
    await house.stop();
  }
}

class Outage {
  readonly #residents: string[];
  readonly #fetches = new Map<number, number>();
  readonly #sent: string[] = [];
  #asked = 0;
  #answered = 0;
  #slowestMs = 0;

  constructor(
    private readonly house: House,
    private readonly db: Database,
    count: number,
  ) {
    this.#residents = Array.from({ length: count }, (_, i) => `o-outage-${i}`);
  }

  async walk(seconds: number, expiries: number): Promise<OutageFigures> {
    const { simulator } = this.house;
    const staff = await this.house.signIn('shouli', DEMO_PASSWORD);
    const admin = setInterval(() => this.#noteFetches(), 200);
    try {
      for (const openid of this.#residents) await simulator.sendText(openid, '人工');
      const before = this.#memoryMb();
      simulator.faults.set({ tokenLifeMs: TOKEN_LIFE_MS, errorRates: { 45047: 0.1 } });
      await this.#answerAll(staff, '停前');
      await sleep(TOKEN_LIFE_MS);
      simulator.faults.set({ down: true });
      const until = Date.now() + seconds * 1000;
      let round = 0;
      do {
        await this.#answerAll(staff, `停中${(round += 1)}`);
        await this.#everybodyAsks();
        await sleep(Math.max(1_000, (seconds * 1000) / 6));
      } while (Date.now() < until);
      simulator.faults.set({ down: false });
      for (let expiry = 1; expiry <= expiries; expiry += 1) {
        for (const openid of this.#residents) await simulator.sendText(openid, '菜单');
        await this.#answerAll(staff, `停后${expiry}`);
        await sleep(TOKEN_LIFE_MS + 500);
      }
      await this.#settled();
      const growthMb = this.#memoryMb() - before;
      return {
        ...this.#fetchFigures(),
        ...(await this.#messageFigures()),
        ...this.#passiveFigures(),
        growthMb,
      };
    } finally {
      clearInterval(admin);
    }
  }

  /** Staff answer everybody who waits; each text is its own, so that it can be told apart in the chat. */
  async #answerAll(staff: Staff, round: string): Promise<void> {
    const { items } = (await staff.call<ReplyOf<typeof listHandoffs>>('GET', '/handoffs')).body;
    for (const { id } of items) {
      const text = `${round}答复${id.slice(-12)}`;
      this.#sent.push(text);
      await staff.call('POST', `/handoffs/${id}/answer`, { text, close: false });
    }
  }

  async #everybodyAsks(): Promise<void> {
    await Promise.all(
      this.#residents.map(async (openid) => {
        const started = performance.now();
        const { passive } = await this.house.simulator.sendText(openid, '网点');
        this.#asked += 1;
        if (passive?.kind === 'text' && passive.text.includes('可以去这些地方')) this.#answered += 1;
        this.#slowestMs = Math.max(this.#slowestMs, performance.now() - started);
      }),
    );
  }

  /** Waits until nothing is on its way; residents write again, so that what waits for their next word can go. */
  async #settled(): Promise<void> {
    for (let words = 0; words < 8; words += 1) {
      for (
        const until = Date.now() + 60_000;
        Date.now() < until && (await this.#count('queued', 'leased')) > 0;
      )
        await sleep(500);
      if ((await this.#count('waiting')) === 0) return;
      for (const openid of this.#residents) await this.house.simulator.sendText(openid, '菜单');
      await sleep(1_000);
    }
  }

  async #count(...statuses: string[]): Promise<number> {
    const outcomes = await this.#outcomes();
    return statuses.reduce((sum, status) => sum + (outcomes[status] ?? 0), 0);
  }

  async #outcomes(): Promise<Record<string, number>> {
    const found = await this.db.read(({ tx }) =>
      rows<{ status: string; count: number }>(
        tx,
        `SELECT status, COUNT(*) AS count FROM delivery WHERE textKey = 'notice.answer' GROUP BY status`,
      ),
    );
    return Object.fromEntries(found.map(({ status, count }) => [status, Number(count)]));
  }

  async #messageFigures(): Promise<Pick<OutageFigures, 'outcomes' | 'doubled' | 'missing'>> {
    const outcomes = await this.#outcomes();
    const read = this.#residents.flatMap((openid) =>
      this.house.simulator
        .transcript(openid)
        .flatMap((line) => (line.from === 'account' ? [wordsOf(line)] : [])),
    );
    const arrived = this.#sent.map((text) => read.filter((words) => words.includes(text)).length);
    const named = ['sent', 'waiting', 'refused', 'failed', 'unknown'];
    const settled = named.reduce((sum, status) => sum + (outcomes[status] ?? 0), 0);
    const lost = (outcomes['sent'] ?? 0) - arrived.filter((times) => times > 0).length;
    return {
      outcomes,
      doubled: arrived.filter((times) => times > 1).length,
      missing: this.#sent.length - settled + Math.max(0, lost),
    };
  }

  #passiveFigures(): Pick<OutageFigures, 'asked' | 'answered' | 'slowestMs'> {
    return { asked: this.#asked, answered: this.#answered, slowestMs: this.#slowestMs };
  }

  /** The platform's log keeps the last thousand calls only, so it is read as it goes. */
  #noteFetches(): void {
    for (const { id, what, status, at } of this.house.simulator.calls)
      if (what === TOKEN && status === 200) this.#fetches.set(id, at);
  }

  #fetchFigures(): Pick<OutageFigures, 'tokenFetches' | 'earlyFetches'> {
    const at = [...this.#fetches.values()].toSorted((a, b) => a - b);
    // The first token was fetched before tokens began to end early.
    const early = at.slice(1).filter((time, i) => time - at[i]! < TOKEN_LIFE_MS);
    return { tokenFetches: at.length, earlyFetches: early.length };
  }

  #memoryMb(): number {
    const pages = this.house.processes.map(({ child }) =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0),
    );
    return Math.max(...pages) / 1024;
  }
}
