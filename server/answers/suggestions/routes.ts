import { mustBeAllowed } from '../../people/policies.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import * as contract from './contract.ts';
import { suggestionGroups } from './reading.ts';
import { addSuggestion, dismissSuggestions } from './service.ts';

/** What residents asked in vain, for the editors. */
export function serveSuggestions(serve: Serve, db: Database, demo: boolean): void {
  serve(contract.listSuggestions, async (_, { actor }) => {
    mustBeAllowed(actor, 'knowledge.read');
    return { items: await db.read((reading) => suggestionGroups(reading, demo)) };
  });
  serve(contract.dismissSuggestions, async ({ ids }, { write }) => ({
    dismissed: await write((work) => dismissSuggestions(work, ids)),
  }));
  serve(contract.tellFeedback, async ({ said, entryId }, { write }) => {
    const about =
      entryId === undefined ? ({ source: 'miss' } as const) : ({ source: 'unhelpful', entryId } as const);
    await write((work) => addSuggestion(work, { ...about, said }));
    return {};
  });
}
