import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import { metrics } from '../platform/metrics.ts';
import { mustBeAllowed } from '../people/policies.ts';
import * as contract from './contract.ts';
import { answerHandoff } from '../contact/answering.ts';
import { askPerson, sayNoted, waitingForPerson, waitingState } from './handoffs.ts';
import { channelHealth, noteHealth } from './health.ts';
import { leaseToken, putToken, sharedToken } from './tokens.ts';
import { claimAbandoned, finishTurn, openTurn, replyLate } from './turns.ts';
import { exhaustBudget, giveBackToBudget, takeFromBudget } from './windows.ts';

export function serveChannel(serve: Serve, db: Database): void {
  serve(contract.openTurn, (push, { write }) => write((work) => openTurn(work, push)));
  serve(contract.finishTurn, async (finish, { write }) => {
    const reply = await write((work) => finishTurn(work, finish));
    metrics.turns.inc({ late: String(finish.late) });
    return { reply };
  });
  serve(contract.replyLate, async ({ id, repeatsOver }, { write }) => {
    await write((work) => replyLate(work, id, repeatsOver));
    return {};
  });
  serve(contract.claimAbandonedTurn, async (_, { write }) => ({ turn: await write(claimAbandoned) }));

  serve(contract.getToken, async ({ appId }) => ({
    token: await db.read((reading) => sharedToken(reading, appId)),
  }));
  serve(contract.leaseToken, async ({ appId, owner, forMs }, { write }) => ({
    leased: await write((work) => leaseToken(work, appId, owner, forMs)),
  }));
  serve(contract.putToken, async ({ appId, owner, token }, { write }) => {
    await write((work) => putToken(work, appId, owner, token));
    return {};
  });
  serve(contract.useBudget, async ({ openid, act }, { write }) => {
    if (act === 'take') return { taken: await write((work) => takeFromBudget(work, openid)) };
    await write((work) =>
      act === 'giveBack' ? giveBackToBudget(work, openid) : exhaustBudget(work, openid),
    );
    return { taken: false };
  });

  serve(contract.reportHealth, async (report, { write }) => {
    await write((work) => noteHealth(work, report));
    return {};
  });
  serve(contract.channelHealth, async (_, { actor }) => {
    mustBeAllowed(actor, 'channel.read');
    return { items: await db.read(channelHealth) };
  });

  serve(contract.askPerson, (ask, { actor, write }) => write((work) => askPerson(work, actor.id, ask)));
  serve(contract.ownWaiting, (_, { actor }) =>
    db.read(async (reading) => {
      const waits = (await waitingState(reading, actor.id)) === 'waiting';
      return { noted: waits ? await sayNoted(reading, actor.id) : null };
    }),
  );
  serve(contract.listHandoffs, async (_, { actor }) => {
    mustBeAllowed(actor, 'handoffs.answer');
    return { items: await db.read(waitingForPerson) };
  });
  serve(contract.answerHandoff, async (answer, { write }) => {
    await write((work) => answerHandoff(work, answer));
    return {};
  });
}
