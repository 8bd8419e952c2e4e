import { join } from 'node:path';
import { listeningError, loadConfig, type Config } from '../server/config.ts';
import { createLog, type Logger } from '../server/platform/log.ts';

/** `npm start`: runs what SERVICES names in this process, by default everything. */
async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  const stops: (() => Promise<void>)[] = [];
  const { services } = config;

  if (services.has('simulator')) stops.unshift(await startSimulator(config, log));
  if (services.has('web') || services.has('worker')) {
    const { startServer } = await import('../server/main.ts');
    stops.unshift((await startServer(config, log)).stop);
  }
  if (services.has('bot')) {
    const { startBot } = await import('../bot/main.ts');
    stops.unshift((await startBot(config, log)).stop);
  }
  announce(config);
  stopOn(['SIGINT', 'SIGTERM'], stops, log);
  // After the chat answers: building takes the processor for half a minute.
  if (services.has('web') && !config.production) {
    const { buildConsoleIfChanged } = await import('../server/consoleFiles.ts');
    await buildConsoleIfChanged(log);
  }
}

async function startSimulator(config: Config, log: Logger): Promise<() => Promise<void>> {
  const [{ startSimulator: start }, { demoPeople }] = await Promise.all([
    import('../bot/simulator/index.ts'),
    import('../server/demo/centre.ts'),
  ]);
  const { wechat, host, simulatorPort, botPort, dataFolder } = config;
  const simulator = await start({
    ...{ host, port: simulatorPort, log, people: demoPeople() },
    ...{ appId: wechat.appId, appSecret: wechat.appSecret, token: wechat.token, aesKey: wechat.aesKey },
    ...{ mode: wechat.mode, accountType: wechat.accountType },
    callbackUrl: `http://${host}:${botPort}/wechat`,
    statePath: join(dataFolder, 'simulator.json'),
  }).catch((error: unknown) => {
    throw listeningError('SIMULATOR_PORT', simulatorPort, host, error);
  });
  return () => simulator.close();
}

function announce({ services, production, host, port, simulatorPort, database }: Config): void {
  if (production) return;
  const place = database.engine === 'sqlite' ? database.path : `${database.host}/${database.name}`;
  const lines = [
    '相城法律援助助手（演示）',
    services.has('simulator') && `  微信（模拟）  http://${host}:${simulatorPort}`,
    services.has('web') &&
      `  工作人员后台  http://${host}:${port}/console/   账号 shouli、shencha、shenpi，密码 yanshi-2026`,
    services.has('web') && `  接口文档      http://${host}:${port}/api/docs`,
    `  数据          ${place}`,
  ];
  process.stdout.write(`${lines.filter(Boolean).join('\n')}\n`);
}

/** Stops gracefully once, in the reverse order of starting; a second signal ends the process at once. */
function stopOn(signals: NodeJS.Signals[], stops: (() => Promise<void>)[], log: Logger): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    for (const one of stops) await one().catch((error: unknown) => log.error({ err: error }, 'stopping'));
    process.exit(0);
  };
  for (const signal of signals) process.on(signal, () => void stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
  process.exit(1);
});
