import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSimulator, type ChatLine, type Simulator } from '../../bot/simulator/index.ts';
import { isBuilt } from '../../scripts/builtFrom.ts';
import { demoPeople } from '../../server/demo/centre.ts';
import { buildConsoleIfChanged } from '../../server/consoleFiles.ts';
import type { DatabaseSetting } from '../../server/platform/sources.ts';
import { balance } from './balancer.ts';
import { emptyDatabase } from './databases.ts';
import { freePort } from './ports.ts';

/** The account that the house and its simulated platform share. */
export const account = {
  appId: 'wx0123456789abcdef',
  appSecret: '0123456789abcdef0123456789abcdef',
  token: 'testtoken',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};

/** Three processes that start at once on a busy machine take their time. */
const STARTS_WITHIN_MS = 60_000;

/** Asked once a process. */
let built: boolean | undefined;

const commands = {
  sources: ['--import', '@oxc-node/core/register', 'scripts/start.ts'],
  compiled: ['dist/scripts/start.js'],
};

/** One process of the house and its ports. */
interface Process {
  services: string;
  port: number;
  botPort: number;
  child: ChildProcess;
  /** What it wrote to its outputs, for a failing test's reader. */
  output: string[];
}

/**
 * The whole program as real processes against the simulated platform, which lives in the test's own process, so that
 * any part of the house can be killed under it.
 */
export class House {
  readonly processes: Process[] = [];

  private constructor(
    readonly simulator: Simulator,
    readonly database: DatabaseSetting,
    private readonly environment: Record<string, string>,
    private readonly program: 'sources' | 'compiled',
    private readonly remove: () => Promise<void>,
  ) {}

  /** Starts one process per item of `split`; each item is a SERVICES list without the simulator. */
  static async start(
    engine: 'sqlite' | 'mysql',
    split: string[] = ['web,worker,bot'],
    extra: Record<string, string> = {},
    /** The compiled program under dist/ starts in half the time: it is taken where it is built from today's sources. */
    program: 'sources' | 'compiled' = (built ??= isBuilt()) ? 'compiled' : 'sources',
  ): Promise<House> {
    // Once here, or each process with `web` would build it for itself, and again after each kill.
    await buildConsoleIfChanged({ info: () => undefined });
    const { setting, remove } = await emptyDatabase(engine);
    const planned: { services: string; port: number; botPort: number }[] = [];
    for (const services of split)
      planned.push({ services, port: await freePort(), botPort: await freePort() });
    const portsOf = (service: string, of: 'port' | 'botPort'): number[] =>
      planned.filter(({ services }) => services.includes(service)).map((one) => one[of]);
    const botPorts = portsOf('bot', 'botPort');
    const bots = botPorts.length === 1 ? undefined : await balance(botPorts);
    const callbackPort = bots?.port ?? botPorts[0]!;
    const simulator = await startSimulator({
      ...account,
      host: '127.0.0.1',
      port: 0,
      callbackUrl: `http://127.0.0.1:${callbackPort}/wechat`,
      mode: 'safe',
      accountType: 'service',
      people: demoPeople(),
      log: { info: () => undefined, warn: () => undefined },
    });
    const environment = {
      DATABASE_URL: databaseUrl(setting),
      WECHAT_API_BASE: simulator.url,
      WECHAT_APP_ID: account.appId,
      WECHAT_APP_SECRET: account.appSecret,
      WECHAT_TOKEN: account.token,
      WECHAT_AES_KEY: account.aesKey,
      BOT_URL: `http://127.0.0.1:${callbackPort}`,
      BOT_TOKEN: 'test-bot-token',
      DATA_KEY: Buffer.alloc(32, 3).toString('base64'),
      SERVER_URL: portsOf('web', 'port')
        .map((port) => `http://127.0.0.1:${port}`)
        .join(','),
      ...extra,
    };
    const house = new House(simulator, setting, environment, program, async () => {
      bots?.close();
      await remove();
    });
    house.processes.push(
      ...planned.map(({ services, port, botPort }) => house.spawn(services, port, botPort)),
    );
    try {
      await Promise.all(house.processes.map((one) => house.ready(one)));
      await waitUntil(() => simulator.verified, 'the callback was not verified');
    } catch (error) {
      // One that didn't come up leaves none of the others behind.
      await house.stop();
      throw error;
    }
    return house;
  }

  get url(): string {
    return `http://127.0.0.1:${this.processes.find(({ services }) => services.includes('web'))!.port}`;
  }

  /** DATABASE_URL of the house, for tests that look at its rows. */
  get databaseUrl(): string {
    return this.environment['DATABASE_URL']!;
  }

  private spawn(services: string, port: number, botPort: number): Process {
    const output: string[] = [];
    const child = spawn(process.execPath, commands[this.program], {
      env: {
        PATH: process.env['PATH'],
        ...this.environment,
        SERVICES: services,
        PORT: String(port),
        BOT_PORT: String(botPort),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => output.push(data.toString()));
    return { services, port, botPort, child, output };
  }

  private async ready({ services, port, botPort, child, output }: Process): Promise<void> {
    const answers = async (url: string): Promise<boolean> => {
      if (child.exitCode !== null)
        throw new Error(`${services} ended with ${child.exitCode}:\n${output.join('')}`);
      return fetch(url).then(
        (response) => response.ok,
        () => false,
      );
    };
    const what = (): string => `${services} did not become ready:\n${output.join('')}`;
    if (/web|worker/.test(services))
      await waitUntil(() => answers(`http://127.0.0.1:${port}/ready`), what, STARTS_WITHIN_MS);
    if (services.includes('bot'))
      await waitUntil(() => answers(`http://127.0.0.1:${botPort}/health`), what, STARTS_WITHIN_MS);
  }

  /** kill -9, without a word, or another signal; resolves when the process is gone. */
  async kill(index = 0, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { child } = this.processes[index]!;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  /** Starts a killed process again on its ports; resolves when it is ready. */
  async restart(index = 0): Promise<void> {
    await this.ready(this.respawn(index));
  }

  /** Starts a killed process again without waiting for it. */
  respawn(index: number): Process {
    const { services, port, botPort } = this.processes[index]!;
    return (this.processes[index] = this.spawn(services, port, botPort));
  }

  /** SIGTERM to every process; resolves with their exit codes. */
  async stop(): Promise<(number | null)[]> {
    const codes = await Promise.all(
      this.processes.map(({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
        const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        return ended;
      }),
    );
    await this.simulator.close();
    await this.remove();
    return codes;
  }

  /** Sends a text as this person and returns what the account said until it fell silent. */
  async say(openid: string, text: string, quietMs = 0): Promise<string> {
    const before = this.lines(openid).length;
    const { passive } = await this.simulator.sendText(openid, text);
    if (quietMs > 0) await sleep(quietMs);
    const said = this.lines(openid).slice(before);
    return said.length > 0 ? said.join('\n') : passive?.kind === 'text' ? passive.text : '';
  }

  /** All texts that the account has said to this person. */
  lines(openid: string): string[] {
    return this.simulator
      .transcript(openid)
      .flatMap((line) => (line.from === 'account' ? [wordsOf(line)] : []));
  }

  /** Calls the API as a member of staff; signs in first. */
  async signIn(account: string, password: string): Promise<Staff> {
    const response = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password }),
    });
    if (!response.ok) throw new Error(`sign-in: ${await response.text()}`);
    return new Staff(
      this.url,
      response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';')[0])
        .join('; '),
    );
  }
}

export class Staff {
  constructor(
    private readonly url: string,
    readonly cookie: string,
  ) {}

  async call<T>(method: string, path: string, body?: object): Promise<{ status: number; body: T }> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: { cookie: this.cookie, 'content-type': 'application/json', 'x-requested-with': 'test' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  }
}

/** The words of a chat line, whatever its kind. */
export function wordsOf(line: ChatLine): string {
  if (line.kind === 'text' || line.kind === 'grey') return line.text;
  if (line.kind === 'card')
    return [line.title, ...line.rows.map(({ label, value }) => `${label}：${value}`)].join('\n');
  return `[${line.kind}]`;
}

export function databaseUrl(setting: DatabaseSetting): string {
  if (setting.engine === 'sqlite') return `sqlite:${setting.path}`;
  const { user, password, host, port, name } = setting;
  return `mysql://${user}${password ? `:${encodeURIComponent(password)}` : ''}@${host}:${port}/${name}`;
}

export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  message: string | (() => string),
  ms = 60_000,
): Promise<void> {
  for (const until = Date.now() + ms; !(await condition()); await sleep(50)) {
    if (Date.now() > until) throw new Error(typeof message === 'string' ? message : message());
  }
}
