import type { Push } from '../../server/channel/contract.ts';

let next = 0;

/** A text push of a resident, under a new key. */
export function textPush(openid: string, text: string, key = `msg-${(next += 1)}`): Push {
  return { key, openid, kind: 'text', payload: { text } };
}
