import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Config } from '../config.ts';
import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import { problem } from '../platform/problems.ts';
import { SESSION_COOKIE } from './authenticate.ts';
import { bind, bindable, deactivate, makeBindingCode, ownBinding, unbind, unbindOwn } from './bindings.ts';
import * as contract from './contract.ts';
import { demoAccounts } from '../demo/accounts.ts';
import { mustBeAllowed } from './policies.ts';
import { presentMe, signIn, signOut } from './sessions.ts';

/** Tries to sign in per address and minute, before the account's own counter is even asked. */
const perAddress = { points: 30, duration: 60 };

export function servePeople(serve: Serve, db: Database, config: Config): void {
  const limiter = new RateLimiterMemory(perAddress);

  serve(contract.signIn, async ({ account, password }, { ctx }) => {
    await limiter.consume(ctx.ip).catch(() => {
      throw problem('slow_down', { minutes: 1 });
    });
    const { secret, staff } = await signIn(db, account, password);
    ctx.cookies.set(SESSION_COOKIE, secret, {
      httpOnly: true,
      sameSite: 'strict',
      secure: config.production,
      path: '/',
    });
    return db.read((reading) => presentMe(reading, staff.id));
  });

  serve(contract.signOut, async (_, { actor, ctx }) => {
    const secret = ctx.cookies.get(SESSION_COOKIE);
    if (secret) await signOut(db, actor, secret);
    ctx.cookies.set(SESSION_COOKIE, null);
    return {};
  });

  serve(contract.me, (_, { actor }) => db.read((reading) => presentMe(reading, actor.id)));

  serve(contract.demoAccounts, async () => ({ items: config.production ? [] : await db.read(demoAccounts) }));

  serve(contract.makeBindingCode, ({ kind, id }, { write }) => {
    if ((kind === undefined) !== (id === undefined))
      throw problem('bad_input', { detail: '为别人取绑定码，要同时写明类别和是谁' });
    return write((work) => makeBindingCode(work, kind && id ? { kind, id } : undefined));
  });
  serve(contract.listBindable, async (_, { actor }) => {
    mustBeAllowed(actor, 'people.bind');
    return { items: await db.read(bindable) };
  });
  serve(contract.ownBinding, (_, { actor }) => db.read((reading) => ownBinding(reading, actor.id)));
  serve(contract.unbindOwn, async (_, { write }) => {
    await write(unbindOwn);
    return {};
  });
  serve(contract.deactivate, async ({ kind, id }, { write }) => {
    await write((work) => deactivate(work, kind, id));
    return {};
  });
  serve(contract.bindWechat, ({ code }, { write }) => write((work) => bind(work, code)));
  serve(contract.unbindWechat, async (_, { write }) => ({ ended: await write(unbind) }));
}
