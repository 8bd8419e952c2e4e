import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Api } from './api/index.ts';
import type { ApiCall } from './api/call.ts';
import { Binary } from './api/call.ts';
import type { Acts } from './acts.ts';
import { PlatformError } from './errors.ts';
import { toJson } from './fields.ts';
import { HttpError, jsonObject, readBody, send } from './http.ts';
import { opaqueId } from './ids.ts';
import type { Platform } from './platform.ts';

const JSON_BYTES = 1024 * 1024;
const MEDIA_BYTES = 12 * 1024 * 1024;

interface Answer {
  status: number;
  errcode?: number;
  body: string | Buffer;
  headers: Record<string, string>;
  /** For the log, as binary and secrets don't belong there. */
  shown?: string;
}

/** The API over HTTP, with its switches for bad weather. */
export class ApiServer {
  private readonly platform: Platform;
  private readonly api: Api;

  constructor(platform: Platform, acts: Acts) {
    this.platform = platform;
    this.api = new Api(platform, acts);
  }

  serves(path: string): boolean {
    return path.startsWith('/cgi-bin/') || path.startsWith('/wxaapi/');
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { faults, calls, clock } = this.platform;
    const began = performance.now();
    const method = request.method ?? 'GET';
    const noted = { at: clock(), kind: 'api' as const, what: `${method} ${url.pathname}` };
    const note = (status: number | string, asked: string, body: string, about: object = {}) =>
      calls.add({
        ...noted,
        ...about,
        status,
        ms: Math.round(performance.now() - began),
        request: asked,
        response: body,
      });
    if (faults.now.down) {
      note('down', '', '');
      request.socket.destroy();
      return;
    }
    const raw = await readBody(request, MEDIA_BYTES);
    const { inWork } = this.platform;
    inWork.set(url.pathname, (inWork.get(url.pathname) ?? 0) + 1);
    if (faults.now.slowMs) await sleep(faults.now.slowMs);
    inWork.set(url.pathname, inWork.get(url.pathname)! - 1);
    const call = await readCall(request, raw, url);
    const answer = this.answer(method, url.pathname, call);
    const openid = call.body?.['touser'] ?? call.body?.['openid'];
    const about = {
      ...(typeof openid === 'string' && { openid }),
      ...(answer.errcode !== undefined && { errcode: answer.errcode }),
    };
    const asked = call.file ? `${call.file.name}, ${call.file.bytes.length} bytes` : masked(raw.toString());
    // Only what took effect: a refusal or a gateway's error that nobody hears would be another trouble.
    const tookEffect = answer.status === 200 && !answer.errcode;
    if (tookEffect && faults.strikes('lostAnswerRate')) {
      note('lost', asked, '', about);
      request.socket.destroy();
      return;
    }
    note(answer.status, asked || masked(url.search), answer.shown ?? masked(String(answer.body)), about);
    send(response, answer.status, answer.body, answer.headers);
  }

  private answer(method: string, path: string, call: Partial<ApiCall> & { query: URLSearchParams }): Answer {
    try {
      if (!this.api.knows(path)) throw new HttpError(404, 'no such API');
      const code = this.platform.faults.codeFor(path);
      if (code !== undefined && code >= 500 && code < 600) throw new HttpError(code, 'simulated failure');
      if (code !== undefined) throw new PlatformError(code);
      if (!call.body) throw new PlatformError(47001);
      const result = this.api.run(method, path, { ...call, body: call.body });
      if (!(result instanceof Binary)) return json(200, result, (result as { errcode?: number }).errcode);
      return {
        status: 200,
        body: result.bytes,
        headers: result.headers,
        shown: `${result.bytes.length} bytes`,
      };
    } catch (error) {
      if (error instanceof HttpError) return json(error.status, { message: error.message });
      if (!(error instanceof PlatformError)) throw error;
      const { errcode, message, more } = error;
      return json(200, { errcode, errmsg: `${message} rid: ${opaqueId(12)}`, ...more }, errcode);
    }
  }
}

function json(status: number, value: object, errcode?: number): Answer {
  const headers = { 'content-type': 'application/json; encoding=utf-8' };
  return { status, body: toJson(value), headers, ...(errcode !== undefined && { errcode }) };
}

/** The call's parts; `body` is missing when it should be JSON and is not. */
async function readCall(
  request: IncomingMessage,
  raw: Buffer,
  { searchParams: query }: URL,
): Promise<Partial<ApiCall> & { query: URLSearchParams }> {
  const contentType = request.headers['content-type'] ?? '';
  if (request.method !== 'POST') return { query, body: {} };
  if (!contentType.startsWith('multipart/form-data')) {
    if (raw.length > JSON_BYTES) return { query };
    try {
      return { query, body: jsonObject(raw) };
    } catch {
      return { query };
    }
  }
  try {
    const form = await new Response(raw as Uint8Array<ArrayBuffer>, {
      headers: { 'content-type': contentType },
    }).formData();
    const media = form.get('media');
    if (!(media instanceof File)) return { query, body: {} };
    return { query, body: {}, file: { bytes: Buffer.from(await media.arrayBuffer()), name: media.name } };
  } catch {
    return { query };
  }
}

function masked(text: string): string {
  return text.replace(/(access_token=|"access_token":"|secret=|"secret":\s*")[^"&]+/g, '$1…').slice(0, 4000);
}
