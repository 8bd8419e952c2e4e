import { reactive } from 'vue';

/*
 * What staff wrote in a dialog and didn't send yet. It outlives the dialog and a session that ends meanwhile, so that it
 * is still there after signing in again. It stays in this tab's memory and is never stored: it may name people.
 */
const forms = new Map<string, object>();

/** The form under a key that names who writes it and about what: as it was left, or this empty one. */
export function unsent<T extends object>(key: string, empty: T): { form: T; sent: () => void } {
  const form = (forms.get(key) as T | undefined) ?? (reactive(empty) as T);
  forms.set(key, form);
  return { form, sent: () => void forms.delete(key) };
}

/** Whoever signs out leaves nothing behind for the next one at this desk. */
export const forgetUnsent = (): void => forms.clear();
