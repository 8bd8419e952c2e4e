import type { Config } from '../config.ts';
import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import * as contract from './contract.ts';
import { answerById, callPerson, consider, needsPerson, present } from './service.ts';

export function serveAnswers(serve: Serve, db: Database, { production }: Config): void {
  const demo = !production;
  serve(contract.askQuestion, async (question, { actor, write }) => {
    const outcome = await db.read(async (reading) => consider(reading, question, demo));
    if (!needsPerson(outcome)) return present(outcome);
    return write((work) => callPerson(work, actor.id, question.said, outcome));
  });
  serve(contract.readAnswer, ({ id }) => db.read(async (reading) => answerById(reading, id, demo)));
}
