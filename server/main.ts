import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import Koa from 'koa';
import { listeningError, type Config } from './config.ts';
import { dueSoon } from './cases/jobs.ts';
import { backfillParties } from './cases/parties/backfill.ts';
import { channelAlarms } from './channel/health.ts';
import { sweep } from './channel/jobs.ts';
import { escalateAlarms, remindCallBacks } from './contact/jobs.ts';
import { seedDemoCentre } from './demo/seed.ts';
import { duePapers, samples } from './eligibility/commitments/jobs.ts';
import { expireDrafts } from './eligibility/jobs.ts';
import { dropUnplaced } from './files/jobs.ts';
import type { Files } from './files/port.ts';
import { mustBeUsable } from './files/probe.ts';
import { openFiles } from './files/store.ts';
import { expireWaiting } from './notices/jobs.ts';
import { Arrival } from './notices/arrival.ts';
import { startRelay } from './notices/worker.ts';
import { publicitySetting } from './publicity/setting.ts';
import { startSending } from './publicity/sending/worker.ts';
import { openDatabase, watchesNesting, type Database } from './platform/db.ts';
import { answerErrors } from './platform/errors.ts';
import type { Logger } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { holdAlone } from './platform/onlyOne.ts';
import { serveOperator } from './platform/operator.ts';
import { serveRotation } from './platform/rotationRequest.ts';
import { startSchedule, type JobDefinition } from './platform/schedule.ts';
import { createSealer } from './platform/seal.ts';
import { mustOpenWhatIsStored } from './platform/sealCheck.ts';
import { syncFollowers } from './publicity/jobs.ts';
import { openSeries } from './publicity/series/opening.ts';
import type { Setting } from './publicity/plan/settings.ts';
import { rotateEverything } from './rotating.ts';

/** Everything that is due by itself. */
export const jobs = (files: Files, setting: Setting): readonly JobDefinition[] => [
  backfillParties,
  dueSoon,
  escalateAlarms,
  remindCallBacks,
  dropUnplaced(files),
  expireDrafts,
  expireWaiting,
  duePapers,
  openSeries(setting),
  samples,
  sweep,
  syncFollowers,
];

export interface RunningServer {
  db: Database;
  port: number;
  stop(): Promise<void>;
}

/** Starts the server's part of a process: `web` (API and console), `worker` (relay and schedule), or both. */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const release = config.database.engine === 'sqlite' ? holdDatabase(config.database.path) : () => undefined;
  const db = await openDatabase({
    setting: config.database,
    sealer: createSealer(config.dataKeys),
    watchNesting: watchesNesting(config.database.engine),
  });
  await migrate(db);
  await mustOpenWhatIsStored(db);
  await mustBeUsable(openFiles(config.filesUrl, db.sealer), config.filesUrl);
  if (!config.production) await seedDemoCentre(db);

  const arrival = new Arrival();
  const worker = config.services.has('worker')
    ? startWorker(db, config, log, () => arrival.wake())
    : undefined;
  const rotation =
    config.database.engine === 'sqlite'
      ? serveRotation(config.database.path, () => rotateEverything(db, config), log)
      : undefined;
  const app = config.services.has('web')
    ? // Half of the program, which a worker need not read.
      (await import('./app.ts')).createApp({ db, config, log, arrival })
    : operatorsApp(db, log);
  const http = await listen(app.callback(), config.port, config.host).catch((error: unknown) => {
    throw listeningError('PORT', config.port, config.host, error);
  });
  return {
    db,
    port: (http.address() as AddressInfo).port,
    async stop() {
      arrival.close();
      await close(http);
      await worker?.stop();
      await rotation?.stop();
      await db.close();
      release();
    },
  };
}

function holdDatabase(path: string): () => void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    throw new Error(`DATABASE_URL: ${dirname(path)} can't be written to (${(error as Error).message})`, {
      cause: error,
    });
  }
  return holdAlone(`${path}.lock`);
}

function startWorker(
  db: Database,
  config: Config,
  log: Logger,
  onDeliveries: () => void,
): { stop(): Promise<void> } {
  const relay = startRelay(db, log, onDeliveries);
  const schedule = startSchedule(
    db,
    jobs(openFiles(config.filesUrl, db.sealer), publicitySetting(config)),
    log,
  );
  const sending = startSending(db, publicitySetting(config), log);
  return {
    async stop() {
      await sending.stop();
      await schedule.stop();
      await relay.stop();
    },
  };
}

/** A process without `web` still tells its operator how it is. */
function operatorsApp(db: Database, log: Logger): Koa {
  const app = new Koa();
  app.use(answerErrors(log));
  serveOperator(app, db, channelAlarms);
  return app;
}

function listen(handler: RequestListener, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(handler);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Stops taking requests and waits for those in work. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });
}
