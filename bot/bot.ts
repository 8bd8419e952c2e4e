import { setTimeout as sleep } from 'node:timers/promises';
import {
  claimAbandonedTurn,
  finishTurn,
  openTurn,
  replyLate,
  type LeasedTurn,
  type Push,
} from '../server/channel/contract.ts';
import { say } from '../server/texts/say.ts';
import { Refused, type Backend } from './backend.ts';
import { handle } from './dialogues/index.ts';
import { render } from './render.ts';
import type { PageLinks } from './visits.ts';
import { home, type Said, type State, type Talk } from './dialogues/talk.ts';

/** How the bot answers a push: on its open callback, or `late` when none can carry it. */
export type Answer = (pushKey: string, text: string) => Promise<'passive' | 'late'>;

export interface BotLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** How long a push is worth trying while the server can't be reached: WeChat's three tries take about as long. */
const GIVE_UP_AFTER_MS = 11_000;
const MOST_WAIT_MS = 1_000;
const LOOK_FOR_ABANDONED_MS = 2_000;

/**
 * The assistant: handle(push) → replies. Everything of one openid happens in order, different openids at the same time;
 * the server's lease keeps the same order between bots.
 */
export class Bot {
  readonly #queues = new Map<string, Promise<void>>();
  #stopped = false;

  constructor(
    private readonly backend: Backend,
    private readonly answer: Answer,
    private readonly log: BotLog,
    private readonly links: PageLinks,
  ) {}

  /** Takes a push in; resolves when it was answered or given up, and never rejects. */
  hear(push: Push): Promise<void> {
    const before = this.#queues.get(push.openid) ?? Promise.resolve();
    const turn = before.then(() => this.#work(push)).catch((error: unknown) => this.#gaveUp(push, error));
    this.#queues.set(push.openid, turn);
    void turn.finally(() => {
      if (this.#queues.get(push.openid) === turn) this.#queues.delete(push.openid);
    });
    return turn;
  }

  /** Picks up turns whose bot died and that nobody will repeat, until stopped. */
  async adoptAbandoned(): Promise<void> {
    while (!this.#stopped) {
      try {
        const { turn } = await this.backend.call(claimAbandonedTurn, {});
        if (turn) {
          await this.#handle(turn, 'nobody listens');
          continue;
        }
      } catch (error) {
        this.log.warn({ err: error }, 'looking for abandoned turns');
      }
      await sleep(LOOK_FOR_ABANDONED_MS);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#queues.values());
  }

  async #work(push: Push): Promise<void> {
    const until = Date.now() + GIVE_UP_AFTER_MS;
    for (let waits = 0; ; waits += 1) {
      const opened = await untilReached(until, () => this.backend.call(openTurn, push));
      if (opened.status === 'done') {
        const outcome = await this.answer(push.key, opened.reply[0] ?? '');
        if (outcome === 'late' && opened.takenBack !== undefined)
          await this.backend.call(replyLate, { id: opened.takenBack, repeatsOver: true });
        return;
      }
      if (opened.status === 'busy') {
        if (Date.now() > until) throw new Error('the openid stayed leased');
        // Soon at first, for a turn that is at work; then seldom: who waits for a dead process's lease waits seconds.
        await sleep(Math.min(MOST_WAIT_MS, opened.retryAfterMs * 2 ** waits));
        continue;
      }
      const own = opened.turn.push.key === push.key;
      const kept = await untilReached(until, () =>
        this.#handle(opened.turn, own ? 'own push' : 'older push'),
      );
      if (own && kept) return;
      if (Date.now() > until) throw new Error('the turn was not finished in time');
    }
  }

  /** One turn: hear, finish, answer; false when another bot took it over meanwhile, whose reply then holds. */
  async #handle(turn: LeasedTurn, whose: 'own push' | 'older push' | 'nobody listens'): Promise<boolean> {
    const started = Date.now();
    const { say: texts, state } = await this.#hearTurn(turn);
    const late = whose === 'nobody listens';
    let reply: string[];
    try {
      ({ reply } = await this.backend.call(finishTurn, {
        id: turn.id,
        fence: turn.fence,
        state,
        reply: texts,
        late,
      }));
    } catch (error) {
      if (error instanceof Refused && error.code === 'lease_lost') {
        this.log.warn({ turn: turn.id }, 'lease lost');
        return false;
      }
      throw error;
    }
    const outcome = late ? 'late' : await this.answer(turn.push.key, reply[0] ?? '');
    if (outcome === 'late' && !late) {
      await this.backend.call(replyLate, { id: turn.id, repeatsOver: whose === 'own push' });
    }
    this.log.info(
      {
        turn: turn.id,
        kind: turn.push.kind,
        at: state.at,
        parts: reply.length,
        outcome,
        resumed: turn.resumed,
        ms: Date.now() - started,
      },
      'turn',
    );
    return true;
  }

  /**
   * What is said, as it is sent. A dialogue's defect costs its resident one apology, not the talk: whatever goes wrong in
   * words is met here, since a turn that is never finished would hold up all that the resident writes after it.
   */
  async #hearTurn(turn: LeasedTurn): Promise<Said> {
    let calls = 0;
    const state = (turn.state as State | null) ?? home;
    const talk: Talk = {
      signLink: (id) => this.links.signing(id, turn.push.openid),
      push: turn.push,
      state,
      bound: turn.bound,
      call: (endpoint, input) =>
        this.backend.call(endpoint, input, {
          openid: turn.push.openid,
          // The path too: a turn resumed by a newer program may make other calls than its first try.
          ...(endpoint.method !== 'GET' && {
            key: `${turn.id}:${(calls += 1)}:${endpoint.method} ${endpoint.path}`,
          }),
        }),
    };
    try {
      const said = await handle(talk);
      return { ...said, say: render(said.say) };
    } catch (error) {
      if (!(error instanceof Refused) && (error as Error).name === 'Unreachable') throw error;
      this.log.error({ err: error, turn: turn.id, at: state.at }, 'dialogue failed');
      if (!(error instanceof Refused) || error.code === 'internal')
        return { say: render([say('turn.trouble')]), state: home };
      // What the server refused on purpose is written for the person who reads it. Who wrote something that doesn't fit
      // may write it again where they are.
      return {
        say: render([`${error.message}\n${say('turn.ways')}`]),
        state: error.code === 'bad_input' ? state : home,
      };
    }
  }

  async #gaveUp(push: Push, error: unknown): Promise<void> {
    this.log.error({ err: error, push: push.key }, 'push given up');
    await this.answer(push.key, say('turn.unreachable')).catch(() => undefined);
  }
}

/** Repeats an action while the server can't be reached, until the time is over. */
async function untilReached<T>(until: number, action: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if ((error as Error).name !== 'Unreachable' || Date.now() > until) throw error;
      await sleep(300);
    }
  }
}
