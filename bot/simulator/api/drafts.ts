import { PlatformError } from '../errors.ts';
import type { Publication } from '../publications.ts';
import type { Platform } from '../platform.ts';
import type { Routes, Tell } from './call.ts';
import { ADMINISTRATOR, OK } from './call.ts';

function articlesUrl({ url }: Platform, { articleId }: Publication) {
  return `${url}/article/${articleId}/0`;
}

export const drafts = (tell: Tell): Routes => ({
  'POST /cgi-bin/draft/add': ({ publications, media, clock }, { body }) => {
    const articles = body['articles'];
    if (!Array.isArray(articles) || !articles.length) throw new PlatformError(44003);
    if (articles.length > 8) throw new PlatformError(45008);
    for (const { title, content, thumb_media_id: thumb } of articles as Record<string, unknown>[]) {
      if (!title || !content) throw new PlatformError(53503);
      if (!media.get(String(thumb))) throw new PlatformError(40007);
    }
    return { media_id: publications.addDraft(articles as Record<string, unknown>[], clock()).id };
  },
  'POST /cgi-bin/draft/get': ({ publications }, { body }) => ({
    news_item: publications.draft(body['media_id']).articles,
  }),
  'POST /cgi-bin/draft/delete': ({ publications }, { body }) => {
    publications.removeDraft(body['media_id']);
    return OK;
  },
  'GET /cgi-bin/draft/count': ({ publications }) => ({ total_count: publications.listDrafts().length }),
  'POST /cgi-bin/draft/batchget': ({ publications }, { body }) => {
    const all = publications.listDrafts();
    const from = Number(body['offset'] ?? 0);
    const item = all
      .slice(from, from + Math.min(20, Number(body['count'] ?? 20)))
      .map(({ id, at, articles }) => ({
        media_id: id,
        content: { news_item: articles },
        update_time: Math.floor(at / 1000),
      }));
    return { total_count: all.length, item_count: item.length, item };
  },
  'POST /cgi-bin/freepublish/submit': (platform, { body }) => {
    const publication = platform.publications.publish(body['media_id']);
    const detail = { count: 1, item: { idx: 1, article_url: articlesUrl(platform, publication) } };
    tell(ADMINISTRATOR, 'PUBLISHJOBFINISH', {
      PublishEventInfo: {
        publish_id: publication.id,
        publish_status: 0,
        article_id: publication.articleId,
        article_detail: detail,
      },
    });
    return { ...OK, publish_id: String(publication.id) };
  },
  'POST /cgi-bin/freepublish/get': (platform, { body }) => {
    const publication = platform.publications.publication(body['publish_id']);
    if (!publication) throw new PlatformError(40097, 'publish_id');
    const item = [{ idx: 1, article_url: articlesUrl(platform, publication) }];
    const { id, articleId } = publication;
    return {
      publish_id: String(id),
      publish_status: 0,
      article_id: articleId,
      article_detail: { count: 1, item },
    };
  },
});
