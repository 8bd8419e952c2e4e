import type Router from '@koa/router';
import type { Context } from 'koa';
import type { TObject, TSchema } from 'typebox';
import type { Actor } from './actor.ts';
import { once } from './commands.ts';
import type { Endpoint, InputOf, ReplyOf, Visitor } from './contract.ts';
import type { Database, Work } from './db.ts';
import { problem } from './problems.ts';
import { checker } from './validate.ts';

/** Finds out who is calling; `undefined` where an endpoint for anyone is called by nobody known. */
export type Authenticate = (ctx: Context, who: readonly Visitor[]) => Promise<Actor>;

export interface Call {
  actor: Actor;
  ctx: Context;
  /**
   * Opens a unit of work for the caller. With an `Idempotency-Key` header the unit happens once: a repeat gets the
   * stored answer.
   */
  write<T>(unit: (work: Work) => Promise<T>): Promise<T>;
}

export type Serve = <I extends TObject, R extends TSchema>(
  endpoint: Endpoint<I, R>,
  handle: (input: InputOf<Endpoint<I, R>>, call: Call) => Promise<ReplyOf<Endpoint<I, R>>>,
) => void;

/** With the kind and id of its owner as long as the column that keeps the keys of commands. */
const LONGEST_KEY = 110;

/** Every endpoint that is served, for OpenAPI and for the test that walks route × role. */
export const served = (router: Router): readonly Endpoint[] => endpointsOf.get(router) ?? [];
const endpointsOf = new WeakMap<Router, Endpoint[]>();

/** Ties endpoints to a router: who may call → is the input right → handle → reply. */
export function serving(router: Router, db: Database, authenticate: Authenticate): Serve {
  const endpoints: Endpoint[] = [];
  endpointsOf.set(router, endpoints);
  return (endpoint, handle) => {
    endpoints.push(endpoint);
    const check = checker(endpoint.input, { coerce: endpoint.method === 'GET' });
    router.register(endpoint.path, [endpoint.method], async (ctx: Context) => {
      const actor = await authenticate(ctx, endpoint.who);
      const input = { ...inputOf(ctx, endpoint), ...(ctx['params'] as object) };
      check(input);
      const key = ctx.get('Idempotency-Key');
      if (key.length > LONGEST_KEY) throw problem('bad_input', { detail: 'Idempotency-Key 太长' });
      ctx.body = await handle(input as InputOf<typeof endpoint>, {
        actor,
        ctx,
        write: (unit) => (key ? once(db, actor, key, unit) : db.write(actor, unit)),
      });
    });
  };
}

function inputOf(ctx: Context, { method }: Endpoint): object {
  if (method === 'GET') return { ...ctx.query };
  const { body } = ctx.request as { body?: unknown };
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body))
    throw problem('bad_input', { detail: '请求内容应为 JSON 对象' });
  return body;
}
