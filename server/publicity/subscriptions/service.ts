import { FollowerChoice, SubscriptionConsent } from '../../../entities/index.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { changed, row, rows } from '../../platform/sql.ts';
import type { Subscription } from './contract.ts';
import { effectOf, offer, offered } from './rules.ts';

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
  term: 'once' | 'longTerm';
  decided: SubscriptionConsent['decided'];
}

/** Books an event about a subscription notice; false for a repeat. The consent itself is a choice of the kind `notice`. */
export async function bookConsent(work: Work, consent: Consent): Promise<boolean> {
  const { tx, now } = work;
  const { eventKey, openid, templateId, title, term, decided } = consent;
  if (await row(tx, 'SELECT id FROM subscription_consent WHERE eventKey = ?', [eventKey])) return false;
  await tx.insert(SubscriptionConsent, {
    ...{ id: newId(), openid, templateId, template: title, decided, eventKey, at: now },
  });
  const effect = effectOf(decided, term);
  if (effect === 'none') return true;
  await changed(tx, `DELETE FROM follower_choice WHERE openid = ? AND kind = 'notice' AND value = ?`, [
    ...[openid, title],
  ]);
  if (effect === 'give') await tx.insert(FollowerChoice, { openid, kind: 'notice', value: title, at: now });
  return true;
}
