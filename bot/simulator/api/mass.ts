import type { Crowd } from '../crowd.ts';
import { PlatformError } from '../errors.ts';
import type { Person } from '../people.ts';
import type { Platform } from '../platform.ts';
import type { MassSend } from '../publications.ts';
import type { Reply } from '../types.ts';
import type { Routes, Tell } from './call.ts';
import { ADMINISTRATOR, OK, openids, part, serviceOnly } from './call.ts';
import { contentOf } from './content.ts';

const MOST = 10_000;
/** What each level sends, in 10,000 a minute. */
const SPEEDS = [80, 60, 45, 30, 10];

interface Job {
  /** How many were asked for, strangers included. */
  wanted: number;
  audience: Person[];
  /** Whole crowds that it goes to. */
  crowds: Crowd[];
  toAll: boolean;
}

/** Sends to each follower with quota left, then reports the outcome as the event does. */
function sendOut(
  platform: Platform,
  send: MassSend,
  { wanted, audience, crowds }: Job,
  content: Reply,
  tell: Tell,
) {
  const { people, publications, transcripts, faults, clock } = platform;
  const before = (openid: string): number => people.crowdOf(openid)?.massIn(clock()) ?? 0;
  const allowed = audience.filter(({ openid }) => publications.receive(openid, clock(), before(openid)));
  const reached = allowed.filter(() => !faults.strikes('massFailRate'));
  const blocks = crowds.filter((crowd) => publications.receiveAll(crowd, clock()));
  const inBlocks = blocks.reduce((sum, { count }) => sum + count, 0);
  const failed = allowed.length - reached.length + Math.floor(inBlocks * faults.now.massFailRate);
  for (const crowd of blocks) crowd.noteAll(content);
  for (const { openid } of reached) transcripts.add(openid, { ...content, from: 'account', way: 'mass' });
  send.status = 'SEND_SUCCESS';
  tell(ADMINISTRATOR, 'MASSSENDJOBFINISH', {
    MsgID: send.id,
    Status: 'send success',
    TotalCount: wanted,
    FilterCount: allowed.length + inBlocks,
    SentCount: allowed.length + inBlocks - failed,
    ErrorCount: failed,
  });
}

function start(platform: Platform, body: Record<string, unknown>, job: Job, tell: Tell) {
  const { publications, quotas, faults, clock } = platform;
  const content = contentOf(platform, body);
  quotas.spendMass(clock());
  const send = publications.start(body['clientmsgid'], job.toAll, clock());
  // The audience hears after the answer has gone out, as on the platform; a deleted send never goes.
  const go = () => send.status === 'SENDING' && sendOut(platform, send, job, content, tell);
  if (faults.now.massNeedsConfirmation) publications.unconfirmed.set(send.id, go);
  else setImmediate(go);
  const ids = { msg_id: send.id, msg_data_id: send.id + 1_000_000 };
  return { errcode: 0, errmsg: 'send job submission success', ...ids };
}

export const mass = (tell: Tell): Routes => ({
  'POST /cgi-bin/message/mass/sendall': (platform, { body }) => {
    const filter = part(body, 'filter');
    const toAll = filter['is_to_all'] === true;
    const tag = toAll ? undefined : platform.tags.known(filter['tag_id']);
    const carries = ({ tags }: { tags: number[] }): boolean => !tag || tags.includes(tag.id);
    const audience = platform.people.followers().filter(carries);
    const crowds = platform.people.crowds.filter(carries);
    return start(
      platform,
      body,
      { wanted: platform.people.followerCount(tag?.id), audience, crowds, toAll },
      tell,
    );
  },
  'POST /cgi-bin/message/mass/send': (platform, { body }) => {
    serviceOnly(platform);
    const wanted = openids(body['touser'], MOST);
    if (wanted.length < 2) throw new PlatformError(40130);
    const audience = [...new Set(wanted)].flatMap((openid) => {
      const person = platform.people.get(openid);
      return person?.follows ? [person] : [];
    });
    return start(platform, body, { wanted: wanted.length, audience, crowds: [], toAll: false }, tell);
  },
  'POST /cgi-bin/message/mass/preview': (platform, { body }) => {
    const { openid } = platform.people.follower(body['touser']);
    platform.transcripts.add(openid, { ...contentOf(platform, body), from: 'account', way: 'preview' });
    return { errcode: 0, errmsg: 'preview success' };
  },
  'POST /cgi-bin/message/mass/get': ({ publications }, { body }) => {
    const { id, status } = publications.send(body['msg_id']);
    return { msg_id: id, msg_status: status };
  },
  'POST /cgi-bin/message/mass/delete': ({ publications }, { body }) => {
    publications.send(body['msg_id']).status = 'DELETE';
    return OK;
  },
  'POST /cgi-bin/message/mass/speed/get': ({ publications: { speed } }) => ({
    ...{ speed, realspeed: SPEEDS[speed] },
  }),
  'POST /cgi-bin/message/mass/speed/set': ({ publications }, { body }) => {
    const { speed } = body;
    if (speed === undefined) throw new PlatformError(45084);
    if (SPEEDS[Number(speed)] === undefined) throw new PlatformError(45083);
    publications.speed = Number(speed);
    return OK;
  },
});
