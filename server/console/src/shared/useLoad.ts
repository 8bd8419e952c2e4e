import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { CallError } from '../client.ts';

export interface Loading<T> {
  data: ShallowRef<T | undefined>;
  /** Why the last try failed; what was shown before stays in `data`. */
  error: ShallowRef<CallError | undefined>;
  loading: Ref<boolean>;
  refresh: () => Promise<void>;
}

/**
 * Loads something now, on `refresh()`, and every `everyMs` while the page is looked at. Of several loads under way only
 * the last one counts.
 */
export function useLoad<T>(load: () => Promise<T>, { everyMs }: { everyMs?: number } = {}): Loading<T> {
  const data = shallowRef<T>();
  const error = shallowRef<CallError>();
  const loading = ref(false);
  let latest = 0;

  async function refresh(): Promise<void> {
    const mine = ++latest;
    loading.value = true;
    try {
      const loaded = await load();
      if (mine !== latest) return;
      data.value = loaded;
      error.value = undefined;
    } catch (failure) {
      if (!(failure instanceof CallError)) throw failure;
      if (mine === latest) error.value = failure;
    } finally {
      if (mine === latest) loading.value = false;
    }
  }

  if (everyMs !== undefined) {
    const refreshIfSeen = (): void => {
      if (document.visibilityState === 'visible') void refresh();
    };
    const timer = setInterval(refreshIfSeen, everyMs);
    document.addEventListener('visibilitychange', refreshIfSeen);
    onScopeDispose(() => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refreshIfSeen);
    });
  }
  void refresh();
  return { data, error, loading, refresh };
}
