import type { Reply } from './types.ts';
import type { MessageCrypto } from './crypto.ts';
import { sign } from './signing.ts';
import type { Parsed } from './fields.ts';
import { child, leaf, parseFields } from './fields.ts';

/** Longest text the platform takes, in bytes of UTF-8. */
export const TEXT_BYTES = 2048;

export interface ReplyRules {
  token: string;
  crypto: MessageCrypto;
  mode: 'plain' | 'compatible' | 'safe';
  accountId: string;
  openid: string;
  /** Whether the push may be answered with several articles (events only). */
  severalArticles: boolean;
  mediaExists: (mediaId: string) => boolean;
}

/** Thrown for an answer that the platform would not understand. */
export class BadReply extends Error {}

/**
 * Reads the body of a callback answer.
 * @returns undefined for '' and `success`, which say nothing to the person
 * @throws BadReply with the reason
 */
export function readReply(body: string, rules: ReplyRules): Reply | undefined {
  if (body === '' || body === 'success') return undefined;
  const outer = parseFields(body);
  if (!outer) throw new BadReply('neither XML nor JSON');
  const fields = opened(outer, rules);
  if (leaf(fields, 'ToUserName') !== rules.openid) throw new BadReply('ToUserName is not the sender');
  if (leaf(fields, 'FromUserName') !== rules.accountId) throw new BadReply('FromUserName is not the account');
  if (!/^\d+$/.test(leaf(fields, 'CreateTime'))) throw new BadReply('CreateTime is missing');
  return content(fields, rules);
}

function opened(outer: Parsed, { mode, token, crypto }: ReplyRules): Parsed {
  const encrypt = leaf(outer, 'Encrypt');
  if (!encrypt) {
    if (mode === 'safe') throw new BadReply('safe mode takes encrypted replies only');
    return outer;
  }
  if (mode === 'plain') throw new BadReply('plain mode takes no encrypted reply');
  const expected = sign(token, leaf(outer, 'TimeStamp'), leaf(outer, 'Nonce'), encrypt);
  if (leaf(outer, 'MsgSignature') !== expected) throw new BadReply('wrong MsgSignature');
  let plain: string;
  try {
    plain = crypto.decrypt(encrypt);
  } catch (error) {
    throw new BadReply(`cannot be decrypted: ${(error as Error).message}`);
  }
  const inner = parseFields(plain);
  if (!inner) throw new BadReply('decrypted text is neither XML nor JSON');
  return inner;
}

function content(fields: Parsed, rules: ReplyRules): Reply {
  const media = (part: Parsed | undefined) => {
    const mediaId = leaf(part, 'MediaId');
    if (!rules.mediaExists(mediaId)) throw new BadReply(`unknown media_id ${mediaId}`);
    return mediaId;
  };
  const type = leaf(fields, 'MsgType');
  switch (type) {
    case 'text': {
      const text = leaf(fields, 'Content');
      if (!text) throw new BadReply('Content is empty');
      if (Buffer.byteLength(text) > TEXT_BYTES) throw new BadReply(`text longer than ${TEXT_BYTES} bytes`);
      return { kind: 'text', text };
    }
    case 'image':
    case 'voice':
      return { kind: type, mediaId: media(child(fields, type === 'image' ? 'Image' : 'Voice')) };
    case 'video': {
      const video = child(fields, 'Video');
      return {
        kind: 'video',
        mediaId: media(video),
        title: leaf(video, 'Title'),
        description: leaf(video, 'Description'),
      };
    }
    case 'music': {
      const music = child(fields, 'Music');
      return {
        kind: 'music',
        title: leaf(music, 'Title'),
        description: leaf(music, 'Description'),
        url: leaf(music, 'MusicUrl'),
      };
    }
    case 'news':
      return { kind: 'news', articles: articles(fields, rules.severalArticles ? 8 : 1) };
    case 'transfer_customer_service':
      return { kind: 'transfer' };
    default:
      throw new BadReply(`MsgType ${type || 'missing'}`);
  }
}

function articles(fields: Parsed, most: number) {
  const holder = fields['Articles'];
  const items = (Array.isArray(holder) ? holder : child(fields, 'Articles')?.['item']) as
    Parsed[] | undefined;
  if (!items?.length) throw new BadReply('news without an article');
  if (items.length > most) throw new BadReply(`only ${most} article(s) may answer this push`);
  return items.map((item) => ({
    title: leaf(item, 'Title'),
    description: leaf(item, 'Description'),
    picUrl: leaf(item, 'PicUrl'),
    url: leaf(item, 'Url'),
  }));
}
