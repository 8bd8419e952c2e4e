import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { me as readMe, signIn as signInEndpoint, signOut as signOutEndpoint } from '../../people/contract.ts';
import type { Me } from '../../people/contract.ts';
import { roleNames, type Role } from '../../vocabulary.ts';
import { call, CallError } from './client.ts';
import { forgetUnsent } from './shared/unsent.ts';

/** Roles in Chinese, in the order given. */
export const roleTitles = (roles: readonly string[]): string =>
  roles.map((role) => roleNames[role as Role] ?? role).join('、');

/** Who is signed in. */
export const useSession = defineStore('session', () => {
  const me = ref<Me>();

  /** Whether who is signed in has one of these roles. */
  const has = (...roles: Role[]): boolean => roles.some((role) => me.value?.roles.includes(role));

  /** Asks the server once; false when nobody is signed in. Throws when the server can't be reached. */
  async function load(): Promise<boolean> {
    if (me.value) return true;
    try {
      me.value = await call(readMe, {});
      return true;
    } catch (error) {
      if (error instanceof CallError && error.code === 'signed_out') return false;
      throw error;
    }
  }

  async function signIn(account: string, password: string): Promise<void> {
    me.value = await call(signInEndpoint, { account, password });
  }

  async function signOut(): Promise<void> {
    await call(signOutEndpoint, {});
    forgetUnsent();
    me.value = undefined;
  }

  return { me, roles: computed(() => roleTitles(me.value?.roles ?? [])), has, load, signIn, signOut };
});
