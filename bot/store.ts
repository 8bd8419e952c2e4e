import { getToken, leaseToken, putToken, useBudget } from '../server/channel/contract.ts';
import type { Backend } from './backend.ts';
import { memoryStore, type Store } from './puppet/index.ts';

/**
 * What the puppet remembers, kept by the server, so that several bots share one token and one count of the windows.
 * Windows are opened by the turn itself, and the durable copy of each reply is the turn's: both cost no call of their own.
 */
export function serverStore(backend: Backend, appId: string): Store {
  const budget = (openid: string, act: 'take' | 'giveBack' | 'exhausted') =>
    backend.call(useBudget, { openid, act });
  return {
    replies: memoryStore().replies,
    token: {
      get: async () => (await backend.call(getToken, { appId })).token ?? undefined,
      lease: async (owner, forMs) => (await backend.call(leaseToken, { appId, owner, forMs })).leased,
      put: async (owner, token) =>
        void (await backend.call(putToken, { appId, owner, token: token ?? null })),
    },
    budget: {
      opened: async () => undefined,
      take: async (openid) => (await budget(openid, 'take')).taken,
      giveBack: async (openid) => void (await budget(openid, 'giveBack')),
      exhausted: async (openid) => void (await budget(openid, 'exhausted')),
    },
  };
}
