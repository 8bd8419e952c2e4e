import type { Format, Push } from './push.ts';

/** What a passive reply can carry. A string is a text; an empty text only acknowledges. */
export type Reply =
  | string
  | { type: 'text'; text: string }
  | { type: 'image' | 'voice'; mediaId: string }
  | { type: 'video'; mediaId: string; title?: string; description?: string }
  | {
      type: 'music';
      title?: string;
      description?: string;
      url?: string;
      hqUrl?: string;
      thumbMediaId: string;
    }
  | { type: 'news'; articles: readonly Article[] }
  /** Hands the person over to WeChat's own customer service, to this account of it if one is named. */
  | { type: 'transfer'; account?: string };

export interface Article {
  title: string;
  description: string;
  url: string;
  pictureUrl: string;
}

/** Most bytes of UTF-8 in one text message. */
export const MAX_TEXT_BYTES = 2048;

type Content = { readonly [name: string]: string | number | Content | readonly Content[] };

/**
 * The passive reply's body, before encryption; the empty string acknowledges without a word.
 * @param at ms
 * @throws RangeError when a text is too long for one message
 */
export function renderReply(push: Push, reply: Reply, at: number): string {
  const content = contentOf(typeof reply === 'string' ? { type: 'text', text: reply } : reply);
  if (!content) return '';
  return print(
    {
      ToUserName: push.openid,
      FromUserName: push.account,
      CreateTime: Math.floor(at / 1000),
      ...content,
    },
    push.format,
  );
}

export function print(content: Content, format: Format): string {
  return format === 'json' ? JSON.stringify(content) : `<xml>${printXml(content)}</xml>`;
}

function contentOf(reply: Exclude<Reply, string>): Content | undefined {
  switch (reply.type) {
    case 'text':
      if (Buffer.byteLength(reply.text) > MAX_TEXT_BYTES) {
        throw new RangeError(`a text message holds ${MAX_TEXT_BYTES} bytes; use splitText`);
      }
      return reply.text ? { MsgType: 'text', Content: reply.text } : undefined;
    case 'image':
      return { MsgType: 'image', Image: { MediaId: reply.mediaId } };
    case 'voice':
      return { MsgType: 'voice', Voice: { MediaId: reply.mediaId } };
    case 'video':
      return {
        MsgType: 'video',
        Video: { MediaId: reply.mediaId, ...titled(reply.title, reply.description) },
      };
    case 'music':
      return {
        MsgType: 'music',
        Music: {
          ...titled(reply.title, reply.description),
          ...(reply.url ? { MusicUrl: reply.url } : {}),
          ...(reply.hqUrl ? { HQMusicUrl: reply.hqUrl } : {}),
          ThumbMediaId: reply.thumbMediaId,
        },
      };
    case 'transfer':
      return {
        MsgType: 'transfer_customer_service',
        ...(reply.account ? { TransInfo: { KfAccount: reply.account } } : {}),
      };
    case 'news':
      return {
        MsgType: 'news',
        ArticleCount: reply.articles.length,
        Articles: {
          item: reply.articles.map((article) => ({
            Title: article.title,
            Description: article.description,
            PicUrl: article.pictureUrl,
            Url: article.url,
          })),
        },
      };
  }
}

function titled(title?: string, description?: string): Content {
  return { ...(title ? { Title: title } : {}), ...(description ? { Description: description } : {}) };
}

function printXml(content: Content): string {
  return Object.entries(content)
    .flatMap(([name, value]) => [value].flat().map((one) => `<${name}>${printValue(one)}</${name}>`))
    .join('');
}

function printValue(value: string | number | Content): string {
  if (typeof value === 'object') return printXml(value);
  if (typeof value === 'number') return String(value);
  // XML 1.0 has no place for control characters, and a text may hold CDATA's own end.
  const legal = value.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
  return `<![CDATA[${legal.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
