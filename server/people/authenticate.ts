import { timingSafeEqual } from 'node:crypto';
import type { Actor } from '../platform/actor.ts';
import type { Database, Reading } from '../platform/db.ts';
import type { Authenticate } from '../platform/http.ts';
import { problem } from '../platform/problems.ts';
import { staffInChat } from './bindings.ts';
import { staffOfSession } from './sessions.ts';

export const SESSION_COOKIE = 'session';
/** Of the pages that are opened from the chat. */
export const VISIT_COOKIE = 'visit';
/** As long as the columns that keep openids. */
const LONGEST_OPENID = 64;

/** Who a page's cookie is. */
export type VisitorOf = (reading: Reading, secret: string) => Promise<Actor | undefined>;

/**
 * Turns a request into an actor. The bot comes with its service token and names the openid it speaks for; in somebody's
 * name it may only do what a resident may. Staff come with a session cookie, and a header that other sites can't send.
 */
export function authenticator(db: Database, botToken: string, visitorOf: VisitorOf): Authenticate {
  const expected = Buffer.from(`Bearer ${botToken}`);
  return async (ctx, who): Promise<Actor> => {
    const given = Buffer.from(ctx.get('Authorization'));
    if (given.length === expected.length && timingSafeEqual(given, expected)) {
      const openid = ctx.get('X-Openid');
      if (openid.length > LONGEST_OPENID) throw problem('bad_input', { detail: 'X-Openid 太长' });
      if (who.includes('boundStaff')) return boundStaff(db, openid);
      if (who.includes('resident') && openid) return { kind: 'resident', id: openid };
      if (who.includes('bot')) return { kind: 'bot', id: openid || 'bot' };
      if (who.includes('anyone')) return { kind: 'bot', id: 'bot' };
      throw problem('not_allowed');
    }
    if (who.includes('anyone')) return { kind: 'system', id: 'anyone' };
    const visit = who.includes('visitor') ? ctx.cookies.get(VISIT_COOKIE) : undefined;
    const visitor = visit ? await db.read((reading) => visitorOf(reading, visit)) : undefined;
    if (visitor && (ctx.method === 'GET' || ctx.get('X-Requested-With'))) return visitor;
    const secret = ctx.cookies.get(SESSION_COOKIE);
    const staff = secret ? await db.read((reading) => staffOfSession(reading, secret)) : undefined;
    if (!staff) throw problem('signed_out');
    if (ctx.method !== 'GET' && !ctx.get('X-Requested-With')) throw problem('not_allowed');
    if (!who.includes('staff')) throw problem('not_allowed');
    return staff;
  };
}

async function boundStaff(db: Database, openid: string): Promise<Actor> {
  const staff = openid ? await db.read((reading) => staffInChat(reading, openid)) : undefined;
  if (!staff) throw problem('not_allowed');
  return staff;
}
