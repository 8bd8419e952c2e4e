import Koa from 'koa';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import helmet from 'koa-helmet';
import { serveApiDocs } from './apiDocs.ts';
import { serveAnswers } from './answers/routes.ts';
import { serveCalculators } from './calculators/routes.ts';
import { serveEnding } from './cases/ending/routes.ts';
import { serveCases } from './cases/routes.ts';
import { serveServing } from './cases/serving/routes.ts';
import { channelAlarms } from './channel/health.ts';
import { serveChannel } from './channel/routes.ts';
import type { Config } from './config.ts';
import { serveContact } from './contact/routes.ts';
import { visitorOf } from './eligibility/commitments/visits.ts';
import { serveCommitments } from './eligibility/commitments/routes.ts';
import { serveOnPaper } from './eligibility/commitments/onPaper/routes.ts';
import { serveEligibility } from './eligibility/routes.ts';
import { serveSigning } from './eligibility/signing/routes.ts';
import { serveScreening } from './eligibility/screening/routes.ts';
import { serveSwitches } from './eligibility/switches/routes.ts';
import { serveFiles } from './files/routes.ts';
import { openFiles } from './files/store.ts';
import { serveNetwork } from './network/routes.ts';
import type { Arrival } from './notices/arrival.ts';
import { serveNotices } from './notices/routes.ts';
import { authenticator } from './people/authenticate.ts';
import { servePeople } from './people/routes.ts';
import { serveVolunteers } from './people/volunteers/routes.ts';
import type { Database } from './platform/db.ts';
import { answerErrors } from './platform/errors.ts';
import { served, serving } from './platform/http.ts';
import type { Logger } from './platform/log.ts';
import { openApi } from './platform/openapi.ts';
import { serveOperator } from './platform/operator.ts';
import { publicitySetting } from './publicity/setting.ts';
import { serveActivities } from './publicity/activities/routes.ts';
import { serveDrafts } from './publicity/drafts/routes.ts';
import { servePublicity } from './publicity/routes.ts';
import { serveScenes } from './publicity/scenes/routes.ts';
import { serveSubscriptions } from './publicity/subscriptions/routes.ts';
import { servePages } from './pageFiles.ts';
import { serveConsole } from './consoleFiles.ts';

export interface AppParts {
  db: Database;
  config: Config;
  log: Logger;
  arrival: Arrival;
}

/** The server as a Koa application: errors → operator's paths → API → console. */
export function createApp({ db, config, log, arrival }: AppParts): Koa {
  const app = new Koa({
    proxy: config.production,
    // The address that our own proxy saw; those before it are the caller's to invent.
    maxIpsCount: 1,
  });
  const router = new Router({ prefix: '/api' });
  const serve = serving(router, db, authenticator(db, config.botToken, visitorOf));
  serveChannel(serve, db);
  serveContact(serve, db);
  serveNotices(serve, db, arrival);
  servePeople(serve, db, config);
  serveVolunteers(serve, db);
  serveNetwork(serve, db);
  serveAnswers(serve, db, config, log);
  serveCalculators(serve, db);
  serveEligibility(serve, db);
  serveSigning(serve);
  serveSwitches(serve, db);
  serveScreening(serve, db);
  serveCommitments(serve, db, { files: openFiles(config.filesUrl, db.sealer), secure: config.production });
  serveCases(serve, db);
  serveEnding(serve, db);
  serveServing(serve);
  const files = openFiles(config.filesUrl, db.sealer);
  serveFiles(serve, db, { files, scanCommand: config.scanCommand });
  serveOnPaper(serve, { files, scanCommand: config.scanCommand });
  servePublicity(serve, db, { files, arrival, setting: publicitySetting(config) });
  serveDrafts(serve, db, files, publicitySetting(config));
  serveActivities(serve, db, files);
  serveScenes(serve, db);
  serveSubscriptions(serve, db);
  router.get('/openapi.json', (ctx) => {
    ctx.body = openApi(served(router), config.publicUrl);
  });

  serveApiDocs(router);

  // What goes wrong after the answer began: mostly somebody who hung up.
  app.on('error', (error: unknown) => log.warn({ err: error }, 'response not finished'));
  app.use(answerErrors(log));
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: { 'style-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null },
      },
    }),
  );
  serveOperator(app, db, channelAlarms);
  app.use(bodyParser({ enableTypes: ['json'], jsonLimit: '1mb' }));
  app.use(router.routes());
  app.use(router.allowedMethods());
  servePages(app);
  serveConsole(app);
  return app;
}
