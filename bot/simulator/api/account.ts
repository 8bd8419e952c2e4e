import { PlatformError } from '../errors.ts';
import { opaqueId } from '../ids.ts';
import type { Routes } from './call.ts';
import { OK, part, serviceOnly } from './call.ts';

/** QR codes, quotas and addresses of the platform. */
export const account: Routes = {
  'POST /cgi-bin/qrcode/create': (platform, { body }) => {
    serviceOnly(platform);
    const { scene_str: text, scene_id: number } = part(part(body, 'action_info'), 'scene');
    const scene = String(text ?? number ?? '');
    if (!scene || scene.length > 64) throw new PlatformError(40097, 'scene');
    const ticket = opaqueId(69);
    platform.scenes.set(ticket, scene);
    const lasts = String(body['action_name']).includes('LIMIT')
      ? {}
      : { expire_seconds: body['expire_seconds'] ?? 60 };
    return { ticket, ...lasts, url: `${platform.url}/q/${encodeURIComponent(scene)}` };
  },
  'POST /cgi-bin/clear_quota': ({ quotas, account: { appId } }, { body }) => {
    if (body['appid'] !== appId) throw new PlatformError(40013);
    quotas.clear();
    return OK;
  },
  'POST /cgi-bin/openapi/quota/get': ({ quotas, clock }, { body }) => ({
    ...OK,
    quota: quotas.usage(String(body['cgi_path']), clock()),
  }),
  'GET /cgi-bin/getcallbackip': () => ({ ip_list: ['127.0.0.1'] }),
  'GET /cgi-bin/get_api_domain_ip': () => ({ ip_list: ['127.0.0.1'] }),
};
