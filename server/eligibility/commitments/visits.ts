import { randomBytes } from 'node:crypto';
import { PageVisit } from '../../../entities/index.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { changed, row } from '../../platform/sql.ts';
import { commitmentCase } from './row.ts';

/** A ticket leads from WeChat's page login to the page within minutes; one that is sent in the chat itself lives longer. */
const TICKET_MS = 5 * 60_000;
const CHAT_TICKET_MS = 24 * 3_600_000;
const BROWSER_MS = 2 * 3_600_000;
/** Wrong answers to the question after the last four characters of the identity number. */
const MOST_WRONG = 5;

const secretOf = (): string => randomBytes(24).toString('base64url');
const digestOf = ({ sealer }: Pick<Reading, 'sealer'>, secret: string): string =>
  sealer.index('page_visit.digest', secret);

/**
 * A one-time ticket for the signature page of the caller's own commitment. `chat`: the platform doesn't tell who opens the
 * link, so that the page asks for the last four characters of the identity number before it shows anything.
 * @throws `not_found` for anybody else's commitment
 */
export async function openVisit(
  work: Work,
  { target, through }: { target: string; through: 'login' | 'chat' },
): Promise<{ ticket: string }> {
  const found = await commitmentCase(work, target);
  if (found.openid === '' || found.openid !== work.actor.id) throw problem('not_found', { what: '这份承诺' });
  await changed(work.tx, 'DELETE FROM page_visit WHERE expiresAt < ?', [work.now]);
  const ticket = secretOf();
  await work.tx.insert(PageVisit, {
    ...{ digest: digestOf(work, ticket), kind: 'ticket', openid: found.openid, target },
    wrong: through === 'chat' ? 0 : null,
    expiresAt: work.now + (through === 'chat' ? CHAT_TICKET_MS : TICKET_MS),
  });
  return { ticket };
}

export type Redeemed =
  | { outcome: 'opened'; target: string; secret: string }
  /** The last four characters of the identity number are asked for. */
  | { outcome: 'ask'; target: null; secret: null }
  | { outcome: 'closed'; target: null; secret: null };

const closed: Redeemed = { outcome: 'closed', target: null, secret: null };
const ask: Redeemed = { outcome: 'ask', target: null, secret: null };

/** Turns a ticket into the browser's cookie, once. Whoever comes later with the same ticket sees nothing. */
export async function redeem(work: Work, ticket: string, lastFour?: string): Promise<Redeemed> {
  const digest = digestOf(work, ticket);
  const found = await row<PageVisit>(
    work.tx,
    "SELECT openid, target, wrong FROM page_visit WHERE digest = ? AND kind = 'ticket' AND expiresAt > ?",
    [digest, work.now],
  );
  if (!found) return closed;
  if (found.wrong !== null) {
    if (found.wrong >= MOST_WRONG) return closed;
    if (lastFour === undefined) return ask;
    if (!(await isLastFour(work, found.target, lastFour))) {
      await changed(work.tx, 'UPDATE page_visit SET wrong = wrong + 1 WHERE digest = ?', [digest]);
      return found.wrong + 1 >= MOST_WRONG ? closed : ask;
    }
  }
  const used = await changed(work.tx, "DELETE FROM page_visit WHERE digest = ? AND kind = 'ticket'", [
    digest,
  ]);
  if (used === 0) return closed;
  const secret = secretOf();
  await work.tx.insert(PageVisit, {
    ...{ digest: digestOf(work, secret), kind: 'browser', openid: found.openid, target: found.target },
    ...{ wrong: null, expiresAt: work.now + BROWSER_MS },
  });
  return { outcome: 'opened', target: found.target, secret };
}

async function isLastFour({ tx, sealer }: Work, target: string, said: string): Promise<boolean> {
  const found = await row<{ identityNumber: string }>(
    tx,
    `SELECT p.identityNumber FROM commitment m JOIN aid_case c ON c.applicationId = m.applicationId
     JOIN applicant p ON p.id = c.applicantId WHERE m.id = ?`,
    [target],
  );
  const number = found && sealer.open('applicant.identityNumber', found.identityNumber);
  return number !== undefined && number.slice(-4) === said.normalize('NFKC').trim().toUpperCase();
}

/** Who a browser's cookie is, as the resident in whose name the page acts; undefined when it is unknown or over. */
export async function visitorOf(
  reading: Pick<Reading, 'tx' | 'sealer' | 'now'>,
  secret: string,
): Promise<Extract<Actor, { kind: 'resident' }> | undefined> {
  const found = await row<{ openid: string }>(
    reading.tx,
    "SELECT openid FROM page_visit WHERE digest = ? AND kind = 'browser' AND expiresAt > ?",
    [digestOf(reading, secret), reading.now],
  );
  return found && { kind: 'resident', id: found.openid };
}
