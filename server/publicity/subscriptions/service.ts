import { FollowerChoice, SubscriptionConsent } from '../../../entities/index.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import type { Subscription } from './contract.ts';
import { offer, offered } from './rules.ts';

/** What an openid chose. Nothing of it comes from a case: only the person's own words are kept here. */
export async function ownSubscription({ tx }: Reading, openid: string) {
  const found = await rows<{ kind: string; value: string }>(
    tx,
    `SELECT kind, value FROM follower_choice WHERE openid = ? AND kind IN ('area', 'topic', 'pace')`,
    [openid],
  );
  const of = (kind: string): string[] => found.filter((one) => one.kind === kind).map(({ value }) => value);
  const areas = offered(of('area'), offer.areas);
  const topics = offered(of('topic'), offer.topics);
  const pace = (of('pace')[0] ?? 'any') as Subscription['pace'];
  return { chosen: areas.length + topics.length > 0 && pace !== 'stop', areas, topics, pace, offer };
}

/** Keeps what the caller chose in place of what was chosen before; 退订 keeps nothing but the word to stop. */
export async function subscribe(work: Work, chosen: Subscription): Promise<Subscription> {
  const { tx, now, actor } = work;
  const openid = actor.id;
  await changed(tx, `DELETE FROM follower_choice WHERE openid = ? AND kind IN ('area', 'topic', 'pace')`, [
    openid,
  ]);
  const stop = chosen.pace === 'stop';
  const areas = stop ? [] : offered(chosen.areas, offer.areas);
  const topics = stop ? [] : offered(chosen.topics, offer.topics);
  const choices = [
    ...areas.map((value) => ({ kind: 'area', value })),
    ...topics.map((value) => ({ kind: 'topic', value })),
    ...(chosen.pace === 'any' ? [] : [{ kind: 'pace', value: chosen.pace }]),
  ];
  if (choices.length > 0)
    await tx.insert(
      FollowerChoice,
      choices.map((choice) => ({ openid, ...choice, at: now })),
    );
  return { areas, topics, pace: chosen.pace };
}

export interface Consent {
  eventKey: string;
  openid: string;
  templateId: string;
  title: string;
  decided: 'accept' | 'reject';
}

/** Books what somebody answered; false for a repeat. The consent itself is a choice of the kind `notice`. */
export async function bookConsent(work: Work, consent: Consent): Promise<boolean> {
  const { tx, now } = work;
  const { eventKey, openid, templateId, title, decided } = consent;
  if (await row(tx, 'SELECT id FROM subscription_consent WHERE eventKey = ?', [eventKey])) return false;
  await tx.insert(SubscriptionConsent, {
    ...{ id: newId(), openid, templateId, template: title, decided, eventKey, at: now },
  });
  await endConsents(work, title, [openid]);
  if (decided === 'accept')
    await tx.insert(FollowerChoice, { openid, kind: 'notice', value: title, at: now });
  return true;
}

interface Spent {
  eventKey: string;
  openid: string;
  problem: string | null;
  once: { templateId: string; title: string } | null;
}

/** A consent to one message (一次性订阅) ends with the message; one for long lasts until it is taken back. */
export async function spendConsents(work: Work, events: readonly Spent[]): Promise<void> {
  const { tx, now } = work;
  const spent = events.flatMap(({ eventKey, openid, problem, once }) =>
    once && problem === null ? [{ eventKey, openid, ...once }] : [],
  );
  if (spent.length === 0) return;
  const known = await rows<{ eventKey: string }>(
    tx,
    `SELECT eventKey FROM subscription_consent WHERE eventKey IN (${marks(spent)})`,
    spent.map(({ eventKey }) => eventKey),
  );
  const before = new Set(known.map(({ eventKey }) => eventKey));
  const byKey = new Map(spent.map((one) => [one.eventKey, one]));
  const fresh = [...byKey.values()].filter(({ eventKey }) => !before.has(eventKey));
  if (fresh.length === 0) return;
  await tx.insert(
    SubscriptionConsent,
    fresh.map(({ title, ...one }) => ({
      ...{ id: newId(), ...one, template: title, decided: 'sent' as const, at: now },
    })),
  );
  for (const title of new Set(fresh.map((one) => one.title)))
    await endConsents(
      work,
      title,
      fresh.filter((one) => one.title === title).map(({ openid }) => openid),
    );
}

/** These people have no consent to this notice any more. */
export const endConsents = ({ tx }: Work, title: string, openids: readonly string[]): Promise<number> =>
  changed(
    tx,
    `DELETE FROM follower_choice WHERE kind = 'notice' AND value = ? AND openid IN (${marks(openids)})`,
    [title, ...openids],
  );

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
