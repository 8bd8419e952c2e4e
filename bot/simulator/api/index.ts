import type { Acts } from '../acts.ts';
import { PlatformError } from '../errors.ts';
import type { Fields } from '../fields.ts';
import type { Platform } from '../platform.ts';
import { account } from './account.ts';
import type { ApiCall, Handler, Routes, Tell } from './call.ts';
import { customerService } from './customerService.ts';
import { drafts } from './drafts.ts';
import { mass } from './mass.ts';
import { media } from './media.ts';
import { menu } from './menu.ts';
import { notices } from './notices.ts';
import { tags } from './tags.ts';
import { token } from './token.ts';
import { users } from './users.ts';

/** The platform's API: every call is checked for its token and quota before its handler runs. */
export class Api {
  private readonly platform: Platform;
  private readonly routes: Map<string, Handler>;

  constructor(platform: Platform, acts: Acts) {
    this.platform = platform;
    // Events about a call's outcome go out after its answer, whether the account's server takes them or not.
    const tell: Tell = (openid, event, fields) => {
      setImmediate(() => void acts.tell(openid, event, fields as Fields));
    };
    const all: Routes = {
      ...token,
      ...customerService,
      ...notices(tell),
      ...menu,
      ...users,
      ...tags,
      ...media,
      ...mass(tell),
      ...drafts(tell),
      ...account,
    };
    this.routes = new Map(Object.entries(all));
  }

  knows(path: string): boolean {
    return this.routes.has(`GET ${path}`) || this.routes.has(`POST ${path}`);
  }

  /**
   * Runs one call.
   * @throws PlatformError with the errcode of the answer
   */
  run(method: string, path: string, call: ApiCall): object {
    const handler = this.routes.get(`${method} ${path}`);
    if (!handler) throw new PlatformError(43002);
    const { tokens, quotas, clock } = this.platform;
    if (!(`${method} ${path}` in token)) tokens.check(call.query.get('access_token'), clock());
    quotas.spend(path, clock());
    return handler(this.platform, call);
  }
}
