import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { listHandoffs } from '../../../channel/contract.ts';
import type { ReplyOf } from '../../../platform/contract.ts';
import { call } from '../client.ts';
import { useSession } from '../session.ts';
import { useLoad } from '../shared/useLoad.ts';
import { rolesOf } from '../shell/entries.ts';

export type Handoff = ReplyOf<typeof listHandoffs>['items'][number];

/** Whose work they are. */
const answers: readonly string[] = rolesOf('handoffs');

/** Residents who wait for a person: asked for every 15 seconds, wherever in the console whoever answers them is. */
export const useHandoffs = defineStore('handoffs', () => {
  const session = useSession();
  /** What was begun to be written, by handoff. */
  const drafts = ref<Record<string, string>>({});
  const closed = ref<Handoff[]>([]);
  const gone = computed(() => closed.value.filter(({ id }) => drafts.value[id]));

  const { data, error, loading, refresh } = useLoad(
    async () => {
      if (!session.me?.roles.some((role) => answers.includes(role))) return [];
      const { items } = await call(listHandoffs, {});
      const waiting = new Set(items.map(({ id }) => id));
      closed.value = [...gone.value, ...(data.value ?? [])].filter(({ id }) => !waiting.has(id));
      return items;
    },
    { everyMs: 15_000 },
  );
  watch(() => session.me, refresh);

  return {
    items: data,
    /** Handoffs that were closed somewhere else while an answer was being written here. */
    gone,
    drafts,
    error,
    loading,
    refresh,
    count: computed(() => data.value?.length ?? 0),
    danger: computed(() => data.value?.some(({ urgency }) => urgency === 'danger') ?? false),
  };
});
