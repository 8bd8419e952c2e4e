import { randomUUID } from 'node:crypto';
import { parseAnswer } from './answer.ts';
import type { Caller } from './caller.ts';
import { WechatError } from './errors.ts';

export type MediaType = 'image' | 'voice' | 'video' | 'thumb';

export interface MediaFile {
  data: Buffer;
  contentType: string;
  name: string;
}

const MB = 1024 * 1024;

const LIMITS: Record<MediaType, { bytes: number; formats: readonly string[] }> = {
  image: { bytes: 10 * MB, formats: ['image/jpeg', 'image/png', 'image/gif', 'image/bmp'] },
  voice: { bytes: 2 * MB, formats: ['audio/amr', 'audio/mpeg'] },
  video: { bytes: 10 * MB, formats: ['video/mp4'] },
  thumb: { bytes: 64 * 1024, formats: ['image/jpeg'] },
};

/** The largest file that a follower can send. */
const MAX_DOWNLOAD = 20 * MB;

/** Temporary media: WeChat forgets a media_id after three days. */
export class Media {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /**
   * @returns the media_id
   * @throws WechatError `invalid` before anything is sent when the content is too large or of another kind
   */
  async upload(type: MediaType, data: Buffer, name: string): Promise<string> {
    return this.#send('/cgi-bin/media/upload', type, data, name, true);
  }

  /**
   * Adds to the account's lasting material (永久素材), as the picture of an article needs.
   * @returns the media_id
   * @throws WechatError like `upload`
   */
  async keep(type: 'image' | 'thumb', data: Buffer, name: string): Promise<string> {
    return this.#send('/cgi-bin/material/add_material', type, data, name, false);
  }

  async #send(
    path: string,
    type: MediaType,
    data: Buffer,
    name: string,
    idempotent: boolean,
  ): Promise<string> {
    const contentType = sniff(data);
    const { bytes, formats } = LIMITS[type];
    if (data.length === 0 || data.length > bytes) throw invalid(path, `${type} of ${data.length} bytes`);
    if (!contentType || !formats.includes(contentType)) {
      throw invalid(path, `${type} of type ${contentType ?? 'unknown'}`);
    }
    const boundary = randomUUID();
    const body = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="media"; filename="${escapeName(name)}"\r\n` +
          `content-type: ${contentType}\r\n\r\n`,
      ),
      data,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const answer = await this.#caller.send(
      {
        method: 'POST',
        path,
        query: { type },
        body,
        contentType: `multipart/form-data; boundary=${boundary}`,
      },
      idempotent,
      ({ body }) => parseAnswer(path, body),
    );
    return String(answer['media_id'] ?? answer['thumb_media_id']);
  }

  /**
   * Fetches what a follower sent.
   * @throws WechatError `invalid` with errcode 40007 when the media_id has ended
   */
  async get(mediaId: string): Promise<MediaFile> {
    const path = '/cgi-bin/media/get';
    return this.#caller.send(
      { method: 'GET', path, query: { media_id: mediaId }, limit: MAX_DOWNLOAD },
      true,
      ({ body, contentType, disposition }) => {
        if (/json|text\/plain/.test(contentType)) {
          const answer = parseAnswer(path, body);
          throw invalid(path, `no file but ${Object.keys(answer).join(', ')}`);
        }
        return { data: body, contentType: sniff(body) ?? contentType, name: nameOf(disposition) ?? mediaId };
      },
    );
  }
}

/** The type that a file's first bytes tell, whatever its name says. */
export function sniff(data: Buffer): string | undefined {
  const text = data.toString('latin1', 0, 16);
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  if (text.startsWith('BM')) return 'image/bmp';
  if (text.startsWith('#!AMR')) return 'audio/amr';
  if (text.startsWith('ID3') || /^\xff[\xe2-\xff]/.test(text)) return 'audio/mpeg';
  if (text.slice(4, 8) === 'ftyp') return 'video/mp4';
  if (text.startsWith('%PDF-')) return 'application/pdf';
  return undefined;
}

function invalid(path: string, errmsg: string): WechatError {
  return new WechatError({ path, kind: 'invalid', errmsg });
}

function escapeName(name: string): string {
  return name.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

function nameOf(disposition: string): string | undefined {
  return disposition.match(/filename="?([^";]+)"?/)?.[1];
}
