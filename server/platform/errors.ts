import type { Middleware } from 'koa';
import { isUnavailable } from './db.ts';
import { metrics } from './metrics.ts';
import type { ErrorReply } from './contract.ts';
import type { Logger } from './log.ts';
import { Problem, problem } from './problems.ts';

/** The outermost handler: a problem becomes its status and Chinese text; anything else is logged and hidden. */
export function answerErrors(log: Logger): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined && ctx.path.startsWith('/api/')) {
        throw problem('not_found', { what: '这个接口' });
      }
    } catch (error) {
      const known = asProblem(error);
      metrics.errors.inc({ code: known.code });
      if (known.code === 'internal')
        log.error({ err: error, method: ctx.method, path: ctx.path }, 'unexpected');
      if (known.code === 'not_encrypted')
        log.error(
          { path: ctx.path },
          'a cookie could not be set: the proxy in front must serve https and set X-Forwarded-Proto: https',
        );
      ctx.status = known.status;
      ctx.body = { code: known.code, message: known.message, params: known.params } satisfies ErrorReply;
    }
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isUnavailable(error)) return problem('busy');
  // Koa's cookies say it in these words only (test/platform/errors.test.ts).
  if ((error as Error).message === 'Cannot send secure cookie over unencrypted connection')
    return problem('not_encrypted');
  const { status, name, code = '' } = error as { status?: number; name?: string; code?: unknown };
  if (status === 413) return problem('bad_input', { detail: '内容太大' });
  if (status === 415) return problem('bad_input', { detail: '请求应为 JSON' });
  // Z_…: a packed body that can't be unpacked.
  if (status === 400 || name === 'SyntaxError' || String(code).startsWith('Z_'))
    return problem('bad_input', { detail: '请求不是有效的 JSON' });
  return problem('internal');
}
