import type { Backend } from '../backend.ts';
import type { BotLog } from '../bot.ts';
import type { NoticeTemplates } from '../noticeTemplates.ts';
import type { OfficialAccountPuppet } from '../puppet/index.ts';
import { SendingEvents } from './events.ts';
import { NoticeSender, type Pace } from './notices.ts';
import { OrderRunner } from './orders.ts';

/** Publicity's hands at the account: notices, orders and the events about them. */
export function startPushing(
  backend: Backend,
  puppet: OfficialAccountPuppet,
  templates: NoticeTemplates,
  log: BotLog,
  pace: Pace,
): { stop(): Promise<void> } {
  const notices = new NoticeSender(backend, puppet.api, templates, log, pace);
  const orders = new OrderRunner(backend, puppet.api, log);
  const events = new SendingEvents(backend, templates, log);
  puppet.events.on('massSendFinished', (event) => events.massFinished(event));
  puppet.events.on('publishFinished', (event) => events.published(event));
  puppet.events.on('subscribeMessage', (event) => events.noticeSent(event));
  const sending = notices.run();
  void orders.run();
  return {
    async stop() {
      orders.stop();
      notices.stop();
      // What is in flight is recorded before the bot goes.
      await sending;
      await events.flush();
    },
  };
}
