import { PlatformError } from '../errors.ts';
import type { Medium } from '../media.ts';
import type { ApiCall, Routes } from './call.ts';
import { Binary, OK } from './call.ts';

function uploaded({ file }: ApiCall) {
  if (!file) throw new PlatformError(41005);
  return file;
}

function download(medium: Medium & { bytes: Buffer }): Binary {
  return new Binary(medium.bytes, {
    'content-type': medium.contentType,
    'content-disposition': `attachment; filename="${encodeURIComponent(medium.fileName)}"`,
  });
}

export const media: Routes = {
  'POST /cgi-bin/media/upload': (platform, call) => {
    const { bytes, name } = uploaded(call);
    const medium = platform.media.upload(call.query.get('type') ?? '', bytes, name);
    const idField = medium.type === 'thumb' ? 'thumb_media_id' : 'media_id';
    return { type: medium.type, [idField]: medium.id, created_at: Math.floor(medium.at / 1000) };
  },
  'GET /cgi-bin/media/get': (platform, { query }) => {
    const medium = platform.media.get(query.get('media_id') ?? '');
    if (!medium) throw new PlatformError(40007);
    return medium.type === 'video' ? { video_url: `${platform.url}/media/${medium.id}` } : download(medium);
  },
  'POST /cgi-bin/media/uploadimg': (platform, call) => {
    const { bytes, name } = uploaded(call);
    return { url: `${platform.url}/media/${platform.media.upload('image', bytes, name, true).id}` };
  },
  'POST /cgi-bin/material/add_material': (platform, call) => {
    const { bytes, name } = uploaded(call);
    const { id, type } = platform.media.upload(call.query.get('type') ?? '', bytes, name, true);
    return { media_id: id, ...(type === 'image' && { url: `${platform.url}/media/${id}` }) };
  },
  'POST /cgi-bin/material/get_material': (platform, { body }) => {
    const medium = platform.media.get(String(body['media_id']));
    if (!medium?.permanent) throw new PlatformError(40007);
    if (medium.type !== 'video') return download(medium);
    return { title: medium.fileName, description: '', down_url: `${platform.url}/media/${medium.id}` };
  },
  'POST /cgi-bin/material/del_material': ({ media: shelf }, { body }) => {
    const id = String(body['media_id']);
    if (!shelf.get(id)?.permanent) throw new PlatformError(40007);
    shelf.remove(id);
    return OK;
  },
  'POST /cgi-bin/material/batchget_material': (platform, { body }) => {
    const all = platform.media.materials(String(body['type']));
    const from = Number(body['offset'] ?? 0);
    const item = all.slice(from, from + Math.min(20, Number(body['count'] ?? 20))).map((medium) => ({
      media_id: medium.id,
      name: medium.fileName,
      update_time: Math.floor(medium.at / 1000),
      url: `${platform.url}/media/${medium.id}`,
    }));
    return { total_count: all.length, item_count: item.length, item };
  },
  'GET /cgi-bin/material/get_materialcount': (platform) => ({
    voice_count: platform.media.materials('voice').length,
    video_count: platform.media.materials('video').length,
    image_count: platform.media.materials('image').length,
    news_count: platform.publications.listDrafts().length,
  }),
};
