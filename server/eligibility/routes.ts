import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import * as contract from './contract.ts';
import { ownDraft } from './drafts.ts';
import * as service from './service.ts';
import { rulesFor } from './switches/decisions.ts';
import { answerLines } from './views.ts';

export function serveEligibility(serve: Serve, db: Database): void {
  serve(contract.openDraft, ({ afresh, ...how }, { write }) =>
    write((work) => service.openDraft(work, afresh, how)),
  );
  serve(contract.ownDraft, async (_, { actor }) => ({
    draft: await db.read((reading) => service.standing({ ...reading, actor })),
  }));
  serve(contract.answerQuestion, ({ id, question, said }, { write }) =>
    write((work) => service.answerQuestion(work, id, question, said)),
  );
  serve(contract.goBack, ({ id }, { write }) => write((work) => service.goBack(work, id)));
  serve(contract.changeAnswer, ({ id, question }, { write }) =>
    write((work) => service.changeAnswer(work, id, question)),
  );
  serve(contract.continueDraft, ({ id }, { write }) => write((work) => service.continueDraft(work, id)));
  serve(contract.leaveDraft, ({ id }, { write }) => write((work) => service.leaveDraft(work, id)));
  serve(contract.listAnswers, ({ id }, { write }) =>
    write(async (work) => {
      const { answers } = await ownDraft(work, id);
      return { items: answerLines(await rulesFor(work), answers) };
    }),
  );
  serve(contract.eligibilityRules, () =>
    db.read(async (reading) => ({ version: (await rulesFor(reading)).version })),
  );
}
