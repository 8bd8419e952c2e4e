import { v4 } from 'uuid';
import { ref, shallowRef } from 'vue';
import type { Endpoint, InputOf, ReplyOf } from '../../../platform/contract.ts';
import { call, CallError } from '../client.ts';

/**
 * Sends commands, one at a time. The same input sent again after a failure carries the same key, so that a command whose
 * answer got lost on the way doesn't happen twice.
 */
export function useCommand() {
  const sending = ref(false);
  const error = shallowRef<CallError>();
  let tried: { input: string; key: string } | undefined;

  /** True when it was done; else `error` says why not. */
  const send = async <E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<boolean> =>
    (await ask(endpoint, input)) !== undefined;

  /** The answer, where one is needed; undefined when it failed, and `error` says why. */
  async function ask<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<ReplyOf<E> | undefined> {
    if (sending.value) return undefined;
    const text = endpoint.path + JSON.stringify(input);
    if (tried?.input !== text) tried = { input: text, key: v4() };
    sending.value = true;
    error.value = undefined;
    try {
      const reply = await call(endpoint, input, { key: tried.key });
      tried = undefined;
      return reply;
    } catch (failure) {
      if (!(failure instanceof CallError)) throw failure;
      error.value = failure;
      return undefined;
    } finally {
      sending.value = false;
    }
  }

  return { sending, error, send, ask };
}
