import { PlatformError } from '../errors.ts';
import type { MediaType } from '../media.ts';
import type { Platform } from '../platform.ts';
import { asArticles } from '../publications.ts';
import { TEXT_BYTES } from '../reply.ts';
import type { Article, Reply } from '../types.ts';
import { part } from './call.ts';

/**
 * The message inside a customer-service or mass send.
 * @throws PlatformError 40007, 40008, 44003, 44004, 45002, 45008, 47001
 */
export function contentOf(platform: Platform, body: Record<string, unknown>): Reply {
  const type = String(body['msgtype'] ?? '');
  switch (type) {
    case 'text': {
      const text = String(part(body, 'text')['content'] ?? '');
      if (!text) throw new PlatformError(44004);
      if (Buffer.byteLength(text) > TEXT_BYTES) throw new PlatformError(45002);
      return { kind: 'text', text };
    }
    case 'image':
    case 'voice':
      return { kind: type, mediaId: mediaIn(platform, part(body, type), type) };
    case 'video':
    case 'mpvideo': {
      const video = part(body, type);
      const words = { title: String(video['title'] ?? ''), description: String(video['description'] ?? '') };
      return { kind: 'video', mediaId: mediaIn(platform, video, 'video'), ...words };
    }
    case 'news':
      return { kind: 'news', articles: newsIn(part(body, 'news')['articles']) };
    case 'mpnews': {
      const draft = platform.publications.draft(part(body, 'mpnews')['media_id']);
      return {
        kind: 'news',
        articles: asArticles(draft.articles, (index) => `${platform.url}/article/${draft.id}/${index}`),
      };
    }
    case 'msgmenu': {
      const menu = part(body, 'msgmenu');
      const list = (Array.isArray(menu['list']) ? menu['list'] : []) as Record<string, unknown>[];
      if (!list.length) throw new PlatformError(47001, 'msgmenu.list');
      return {
        kind: 'options',
        head: String(menu['head_content'] ?? ''),
        list: list.map(({ id, content }) => ({ id: String(id), content: String(content) })),
        tail: String(menu['tail_content'] ?? ''),
      };
    }
    default:
      throw new PlatformError(40008);
  }
}

function mediaIn({ media }: Platform, holder: Record<string, unknown>, type: MediaType): string {
  const found = media.get(String(holder['media_id'] ?? ''));
  if (found?.type !== type) throw new PlatformError(40007);
  return found.id;
}

function newsIn(articles: unknown): Article[] {
  if (!Array.isArray(articles) || !articles.length) throw new PlatformError(44003);
  if (articles.length > 1) throw new PlatformError(45008);
  return (articles as Record<string, unknown>[]).map((article) => ({
    title: String(article['title'] ?? ''),
    description: String(article['description'] ?? ''),
    picUrl: String(article['picurl'] ?? ''),
    url: String(article['url'] ?? ''),
  }));
}
