import { PlatformError } from '../errors.ts';
import type { Platform } from '../platform.ts';
import type { Routes } from './call.ts';

function checkAccount({ account }: Platform, appId: unknown, secret: unknown, grant: unknown): void {
  if (grant !== 'client_credential') throw new PlatformError(40002);
  if (appId !== account.appId) throw new PlatformError(40013);
  if (!secret) throw new PlatformError(41004);
  if (secret !== account.appSecret) throw new PlatformError(40125);
}

/** The only calls without an access token. */
export const token: Routes = {
  'POST /cgi-bin/stable_token': (platform, { body }) => {
    checkAccount(platform, body['appid'], body['secret'], body['grant_type']);
    const now = platform.clock();
    const force = body['force_refresh'] === true;
    if (force) platform.quotas.spendForcedToken(now);
    return platform.tokens.issueStable(now, force);
  },
  'GET /cgi-bin/token': (platform, { query }) => {
    checkAccount(platform, query.get('appid'), query.get('secret'), query.get('grant_type'));
    return platform.tokens.issuePlain(platform.clock());
  },
};
