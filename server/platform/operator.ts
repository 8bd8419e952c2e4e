import type Koa from 'koa';
import type { Database, Reading } from './db.ts';
import { metrics, registry } from './metrics.ts';
import { row } from './sql.ts';

/** /health: the process lives. /ready: it can do its work (the database answers). /metrics: for Prometheus. */
export function serveOperator(app: Koa, db: Database): void {
  app.use(async (ctx, next) => {
    if (ctx.path === '/health') {
      ctx.body = { status: 'ok' };
    } else if (ctx.path === '/ready') {
      const ready = await answers(db);
      ctx.status = ready ? 200 : 503;
      ctx.body = { status: ready ? 'ready' : 'database does not answer' };
    } else if (ctx.path === '/metrics') {
      await db.read(measureAges);
      ctx.type = registry.contentType;
      ctx.body = await registry.metrics();
    } else {
      await next();
    }
  });
}

async function answers(db: Database): Promise<boolean> {
  try {
    await db.read(({ tx }) => tx.query('SELECT 1'));
    return true;
  } catch {
    return false;
  }
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
  metrics.oldestJob.set(await age(`SELECT MIN(leaseUntil) AS at FROM job_run WHERE status = 'running'`));
}
