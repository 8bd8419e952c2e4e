import { FollowerChoice, SubscriptionConsent } from '../../../entities/index.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import type { ChoiceKind } from '../vocabulary.ts';
import type { Offer, Subscription } from './contract.ts';
import { offer, offered } from './rules.ts';

/** The lists of a subscription and the kinds of choice that they are kept as. */
const kinds = {
  areas: 'area',
  topics: 'topic',
  groups: 'group',
  interests: 'interest',
  points: 'point',
} as const satisfies Record<keyof Offer, ChoiceKind>;
const lists = Object.keys(kinds) as (keyof Offer)[];
const own = `kind IN ('area', 'topic', 'group', 'interest', 'point', 'pace')`;
const MOST_POINTS = 60;

/** What an openid chose. Nothing of it comes from a case: only the person's own words are kept here. */
export async function ownSubscription(reading: Reading, openid: string) {
  const found = await rows<{ kind: string; value: string }>(
    reading.tx,
    `SELECT kind, value FROM follower_choice WHERE openid = ? AND ${own}`,
    [openid],
  );
  const offer = await offerNow(reading);
  const of = (kind: string): string[] => found.filter((one) => one.kind === kind).map(({ value }) => value);
  const chosen = listsOf((list) => offered(of(kinds[list]), offer[list]));
  const pace = (of('pace')[0] ?? 'any') as Subscription['pace'];
  const any = lists.some((list) => chosen[list].length > 0);
  return { chosen: any && pace !== 'stop', ...chosen, pace, offer };
}

/** Keeps what the caller chose in place of what was chosen before; 退订 keeps nothing but the word to stop. */
export async function subscribe(work: Work, wanted: Subscription): Promise<Subscription> {
  const { tx, now, actor } = work;
  const openid = actor.id;
  await changed(tx, `DELETE FROM follower_choice WHERE openid = ? AND ${own}`, [openid]);
  const { pace } = wanted;
  const offer = await offerNow(work);
  const chosen = listsOf((list) => (pace === 'stop' ? [] : offered(wanted[list], offer[list])));
  const choices = [
    ...lists.flatMap((list) => chosen[list].map((value) => ({ kind: kinds[list], value }))),
    ...(pace === 'any' ? [] : [{ kind: 'pace', value: pace }]),
  ];
  if (choices.length > 0)
    await tx.insert(
      FollowerChoice,
      choices.map((choice) => ({ openid, ...choice, at: now })),
    );
  return { ...chosen, pace };
}

const listsOf = (of: (list: keyof Offer) => string[]): Offer =>
  Object.fromEntries(lists.map((list) => [list, of(list)])) as Offer;

/** What may be chosen now. Law firms are no place that residents are sent to for publicity. */
async function offerNow({ tx }: Reading): Promise<Offer> {
  const points = await rows<{ name: string }>(
    tx,
    `SELECT name FROM service_point WHERE active = 1 AND kind <> 'firm' ORDER BY code LIMIT ${MOST_POINTS}`,
  );
  return { ...offer, points: [...new Set(points.map(({ name }) => name))] };
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
