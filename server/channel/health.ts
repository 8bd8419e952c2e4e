import { ChannelHealth } from '../../entities/index.ts';
import type { Reading, Work } from '../platform/db.ts';
import { changed, rows } from '../platform/sql.ts';
import type { BotHealth, HealthReport } from './contract.ts';

/** A bot that has said nothing for so long is shown as silent. */
const SILENT_AFTER_MS = 90_000;
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** Keeps what a bot says about its channel to WeChat. */
export async function noteHealth(work: Work, { bot, ...report }: HealthReport): Promise<void> {
  const { tx, now } = work;
  await changed(tx, 'DELETE FROM channel_health WHERE bot = ? OR at < ?', [bot, now - FORGOTTEN_AFTER_MS]);
  await tx.insert(ChannelHealth, { bot, report: JSON.stringify(report), at: now });
}

/** What each bot said last. */
export async function channelHealth({ tx, now }: Reading): Promise<BotHealth[]> {
  const reports = await rows<ChannelHealth>(tx, 'SELECT bot, report, at FROM channel_health ORDER BY bot');
  return reports.map(({ bot, report, at }) => ({
    ...(JSON.parse(report) as Omit<HealthReport, 'bot'>),
    bot,
    at: Number(at),
    silent: now - Number(at) > SILENT_AFTER_MS,
  }));
}

/** The codes of what a person has to look at: the bots' alarms, and `silent` when none of them speaks any more. */
export async function channelAlarms(reading: Reading): Promise<string[]> {
  const bots = await channelHealth(reading);
  const speaking = bots.filter(({ silent }) => !silent);
  if (bots.length > 0 && speaking.length === 0) return ['silent'];
  return [...new Set(speaking.flatMap(({ alarms }) => alarms.map(({ code }) => code)))];
}
