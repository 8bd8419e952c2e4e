import { addToHandoff, waitingState } from '../channel/handoffs.ts';
import type { Config } from '../config.ts';
import { legalDateOf } from '../platform/calendar.ts';
import type { Database, Work } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import type { Logger } from '../platform/log.ts';
import { say } from '../texts/say.ts';
import { comfort } from './comforting.ts';
import * as contract from './contract.ts';
import { serveEditing } from './editing/routes.ts';
import { addSuggestion } from './suggestions/service.ts';
import { serveJudging } from './judging/routes.ts';
import { heldBack, indexNow } from './library.ts';
import { mayAsk, outcomeByModel } from './model/asking.ts';
import { serveModel } from './model/routes.ts';
import { modelIsOn } from './model/toggle.ts';
import { serveSuggestions } from './suggestions/routes.ts';
import { triage } from './triage.ts';
import {
  answerById,
  answerDanger,
  callPerson,
  consider,
  foundNothing,
  isMiss,
  needsPerson,
  present,
} from './service.ts';

export function serveAnswers(serve: Serve, db: Database, config: Config, log: Logger): void {
  const demo = !config.production;
  // Reads the topic files, so that a knowledge base that can't be read stops the start and not the first question; the
  // index is built at that one, since a process that answers no questions need not pay for it.
  const held = heldBack(legalDateOf(db.clock()), demo);
  if (held.length > 0)
    log.warn({ entries: held.length, first: held.slice(0, 20) }, 'answers that are not served');
  serve(contract.askQuestion, async (question, { actor, write }) => {
    const found = await db.read(async (reading) => ({
      outcome: await consider(reading, question, demo),
      waiting: await waitingState(reading, actor.id),
      today: reading.today,
      // Only where a model may be asked: every question pays for its statements.
      index: config.model && (await modelIsOn(reading)) ? await indexNow(reading, demo) : undefined,
    }));
    const { waiting } = found;
    const theirs = waiting === 'danger' || waiting === 'talking';
    // In danger, or while staff are writing with them, nothing comes between the two.
    if (theirs && !question.calm && found.outcome.kind !== 'danger') {
      await write((work) => addToHandoff(work, actor.id, question.said));
      const comforted = waiting === 'danger' ? comfort(question.said) : undefined;
      const text = say(comforted?.text ?? (waiting === 'danger' ? 'person.passedDanger' : 'person.passed'));
      return {
        ...{ kind: 'redirect' as const, text, miss: false, options: [] },
        ...(comforted?.over && { calm: true }),
      };
    }
    // Whoever waits for a person says their six years to that person.
    if (question.figure && waiting === 'none' && foundNothing(found.outcome))
      return { kind: 'calculate' as const };
    const helped =
      config.model && found.index && mayAsk(question.said, found.outcome)
        ? await outcomeByModel(config.model, found.index, { ...question, today: found.today })
        : undefined;
    const outcome = helped ?? found.outcome;
    const miss = isMiss(outcome);
    const tellEditors = async (work: Work): Promise<void> => {
      if (miss) await addSuggestion(work, { source: 'miss', said: question.said });
    };
    if (needsPerson(outcome)) {
      return write(async (work) => {
        await tellEditors(work);
        return callPerson(work, actor.id, question.said, outcome);
      });
    }
    // Who waits for a person was told to go on writing here.
    if (waiting !== 'none' || miss)
      await write(async (work) => {
        await tellEditors(work);
        if (waiting !== 'none') await addToHandoff(work, actor.id, question.said);
      });
    return present(outcome);
  });
  serve(contract.hearDanger, async ({ said }, { actor, write }) => {
    const seen = triage(said, legalDateOf(db.clock()));
    // Most of what is heard is none, and pays for no transaction.
    if (seen?.kind !== 'danger') return { text: null };
    return { text: await write((work) => answerDanger(work, actor.id, said, seen.card)) };
  });
  serve(contract.readAnswer, ({ id }) => db.read((reading) => answerById(reading, id, demo)));
  serveEditing(serve, db, demo);
  serveSuggestions(serve, db, demo);
  serveJudging(serve);
  serveModel(serve, db, config.model?.name ?? null);
}
