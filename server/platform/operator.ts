import type Koa from 'koa';
import type { Database, Reading } from './db.ts';
import { metrics, registry } from './metrics.ts';
import { row } from './sql.ts';

/**
 * /health: the process lives. /ready: it can do its work (the database answers); `degraded` with the codes of `alarms`
 * that a person has to look at, still 200, since taking the process away wouldn't help. /metrics: for Prometheus.
 */
export function serveOperator(
  app: Koa,
  db: Database,
  alarms: (reading: Reading) => Promise<string[]> = async () => [],
): void {
  app.use(async (ctx, next) => {
    if (ctx.path === '/health') {
      ctx.body = { status: 'ok' };
    } else if (ctx.path === '/ready') {
      const codes = await db.read((reading) => answers(reading, alarms)).catch(() => undefined);
      ctx.status = codes ? 200 : 503;
      if (!codes) ctx.body = { status: 'database does not answer' };
      else ctx.body = codes.length === 0 ? { status: 'ready' } : { status: 'degraded', alarms: codes };
    } else if (ctx.path === '/metrics') {
      // The process's own figures matter most when the database is away.
      await db.read(measureAges).catch(() => undefined);
      ctx.type = registry.contentType;
      ctx.body = await registry.metrics();
    } else {
      await next();
    }
  });
}

async function answers(reading: Reading, alarms: (reading: Reading) => Promise<string[]>): Promise<string[]> {
  await reading.tx.query('SELECT 1');
  return alarms(reading);
}

async function measureAges({ tx, now }: Reading): Promise<void> {
  const age = async (sql: string, values: unknown[] = []): Promise<number> => {
    const found = await row<{ at: number | string | null }>(tx, sql, values);
    return found?.at === null || found?.at === undefined ? 0 : Math.max(0, now - Number(found.at)) / 1000;
  };
  metrics.oldestTurn.set(await age(`SELECT MIN(receivedAt) AS at FROM turn WHERE status = 'open'`));
  metrics.oldestDelivery.set(
    await age(`SELECT MIN(dueAt) AS at FROM delivery WHERE status = 'queued' AND dueAt <= ?`, [now]),
  );
  metrics.oldestEvent.set(await age(`SELECT MIN(at) AS at FROM event WHERE relay = 'waiting'`));
  const job = await row<{ due: string | null }>(
    tx,
    `SELECT MIN(period) AS due FROM job_run WHERE status = 'running'`,
  );
  metrics.oldestJob.set(job?.due ? Math.max(0, now - Date.parse(job.due)) / 1000 : 0);
}
