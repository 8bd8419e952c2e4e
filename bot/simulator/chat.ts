import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Acts } from './acts.ts';
import type { FaultSettings } from './faults.ts';
import { leaf, parseFields } from './fields.ts';
import { HttpError, jsonObject, readBody, sendJson } from './http.ts';
import { SUBSCRIPTIONS } from './notices.ts';
import type { Person } from './people.ts';
import type { Platform } from './platform.ts';
import type { Call, PushResult } from './types.ts';

const TEXT_BYTES = 64 * 1024;
const IMAGE_BYTES = 10 * 1024 * 1024;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpError(400, 'malformed path');
  }
}

/** What the chat page asks and does, under /chat/. */
export class Chat {
  private readonly platform: Platform;
  private readonly acts: Acts;

  constructor(platform: Platform, acts: Acts) {
    this.platform = platform;
    this.acts = acts;
  }

  async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const [, , resource = '', openid = '', act = ''] = path.split('/').map(decoded);
    const { method } = request;
    if (method === 'GET' && resource === 'state') return sendJson(response, this.state());
    if (method === 'GET' && resource === 'events') return this.stream(response);
    if (method === 'GET' && resource === 'calls') {
      return sendJson(
        response,
        this.platform.calls.list().map((call) => this.inClear(call)),
      );
    }
    if (method === 'GET' && resource === 'people' && openid) return sendJson(response, this.person(openid));
    if (method !== 'POST') throw new HttpError(404, 'not found');
    // Only types that a page of another origin can't send without asking first.
    const contentType = request.headers['content-type'] ?? '';
    if (!/^(application\/json|image\/|audio\/)/.test(contentType))
      throw new HttpError(415, 'JSON, image or audio');
    if (contentType.startsWith('application/json')) {
      const body = jsonObject(await readBody(request, TEXT_BYTES));
      if (resource === 'faults') return sendJson(response, this.setFaults(body));
      if (resource === 'people' && !openid) {
        return sendJson(response, this.platform.people.addResident(this.platform.clock()));
      }
      return this.begun(response, this.act(openid, act, body));
    }
    const bytes = await readBody(request, IMAGE_BYTES);
    if (act !== 'image') throw new HttpError(404, 'not found');
    return this.begun(response, this.acts.sendImage(this.known(openid).openid, bytes));
  }

  /** Answers at once, as a push may take 15 s; what comes of it arrives as events. */
  private begun(response: ServerResponse, push: Promise<PushResult>): void {
    push.catch((error: unknown) => this.platform.log.warn({ err: error }, 'push failed'));
    sendJson(response, { begun: true }, 202);
  }

  private act(openid: string, act: string, body: Record<string, unknown>): Promise<PushResult> {
    const { acts } = this;
    const text = (name: string) => {
      const value = body[name];
      if (typeof value !== 'string' || !value) throw new HttpError(400, `${name} is missing`);
      return value;
    };
    const place = (): [number, number, string] => {
      const at = [Number(body['latitude']), Number(body['longitude'])] as const;
      if (!at.every(Number.isFinite)) throw new HttpError(400, 'latitude and longitude must be numbers');
      return [...at, text('label')];
    };
    const asStranger: Record<string, () => Promise<PushResult>> = {
      follow: () => acts.follow(openid),
      scan: () => acts.scan(openid, text('scene')),
      consent: () => acts.consent(openid, text('templateId'), body['accepts'] === true),
    };
    const asFollower: typeof asStranger = {
      unfollow: () => acts.unfollow(openid),
      text: () => acts.sendText(openid, text('text'), body['optionId'] as string | undefined),
      voice: () => acts.sendVoice(openid, text('recognition')),
      location: () => acts.sendLocation(openid, ...place()),
      click: () => acts.clickMenu(openid, text('key')),
      view: () => acts.viewMenu(openid, text('url')),
      'menu-scan': () => acts.scanByMenu(openid, text('key'), text('scene'), body['waits'] === true),
      'menu-place': () => acts.placeByMenu(openid, text('key'), ...place()),
    };
    const { follows } = this.known(openid);
    const go = asStranger[act] ?? (follows ? asFollower[act] : undefined);
    if (!go)
      throw act in asFollower ? new HttpError(409, '还没有关注公众号') : new HttpError(404, 'no such act');
    return go();
  }

  private known(openid: string): Person {
    const person = this.platform.people.get(openid);
    if (!person) throw new HttpError(404, 'no such person');
    return person;
  }

  private state() {
    const { account, people, callback, faults, scenes } = this.platform;
    return {
      account: { name: account.name, type: account.type, mode: account.mode, format: account.format },
      verified: callback.verified,
      people: people
        .list()
        .slice(0, 200)
        .map((person) => this.summary(person)),
      scenes: [...new Set(scenes.values())],
      subscriptions: SUBSCRIPTIONS.map(({ id, title, term }) => ({ id, title, term })),
      faults: faults.now,
    };
  }

  private summary({ openid, name, role, note = '', follows }: Person) {
    return { openid, name, role, note, follows, last: this.platform.transcripts.last(openid) };
  }

  private person(openid: string) {
    const person = this.known(openid);
    const { transcripts, menus, windows, clock } = this.platform;
    return {
      ...this.summary(person),
      lines: transcripts.of(openid),
      menu: menus.for(person.tags)?.button ?? [],
      left: windows.left(openid, clock()),
    };
  }

  private setFaults(body: Record<string, unknown>) {
    this.platform.faults.set(body as Partial<FaultSettings>);
    return this.platform.faults.now;
  }

  /** The log as people read it: answers of the account's server opened. */
  private inClear(call: Call): Call {
    const encrypt = call.kind === 'push' && leaf(parseFields(call.response), 'Encrypt');
    if (!encrypt) return call;
    try {
      return { ...call, response: this.platform.account.crypto.decrypt(encrypt) };
    } catch {
      return call;
    }
  }

  /** Server-sent events, each with the name of what happened. */
  private stream(response: ServerResponse): void {
    const { feed } = this.platform;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(': hello\n\n');
    const tell = (event: string, data: unknown) =>
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    const on = {
      line: (openid: string, line: unknown) => tell('line', { openid, line }),
      call: (call: Call) => tell('call', this.inClear(call)),
      people: () => tell('people', {}),
      menu: () => tell('menu', {}),
      typing: (openid: string, typing: boolean) => tell('typing', { openid, typing }),
      verified: () => tell('verified', {}),
    };
    for (const [name, listener] of Object.entries(on)) feed.on(name as 'people', listener as () => void);
    response.on('close', () => {
      for (const [name, listener] of Object.entries(on)) feed.off(name as 'people', listener as () => void);
    });
  }
}
