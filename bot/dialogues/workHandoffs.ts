import { answerFromChat, confirmAlarms, myHandoffs } from '../../server/contact/contract.ts';
import { say } from '../../server/texts/say.ts';
import { choiceOf, type Said, type Talk } from './talk.ts';

/** The server takes no longer answer at once (answerFromChat). */
const LONGEST = 600;

/** 待联系: residents who wait, by number; the numbers hold until the list is asked for again. */
export async function listWaiting(talk: Talk): Promise<Said> {
  const { items } = await talk.call(myHandoffs, {});
  if (items.length === 0) return { say: [say('work.waitingNobody')], state: talk.state };
  const lines = items.map(({ said, danger, deadline, takenBy, waitedMinutes }, i) =>
    say('work.waitingOne', {
      number: i + 1,
      mark: danger ? '【危险】' : deadline ? '【期限】' : '',
      said: said || '（没有留言）',
      waited: waitedMinutes,
      taken: takenBy ? `，${takenBy}在联系` : '',
    }),
  );
  return {
    say: [say('work.waiting', { lines: lines.join('\n') })],
    state: { ...talk.state, waiting: items.map(({ id }) => id) },
  };
}

/** 「回复 3 您好…」 answers, 「结束 3 …」 answers and ends; undefined for anything else. */
export function answerIn(text: string): { number: number; words: string; close: boolean } | undefined {
  const [, verb, number, words = ''] =
    /^(回复|答复|结束)[\s:：]*([0-9０-９一二三四五六七八九]{1,2})[\s:：,，、]+([^]+)$/.exec(text.trim()) ??
    [];
  const read = number === undefined ? undefined : choiceOf(number);
  return read === undefined ? undefined : { number: read, words: words.trim(), close: verb === '结束' };
}

/** Sends what a member of staff writes to the resident with that number. */
export async function answerWaiting(
  talk: Talk,
  { number, words, close }: { number: number; words: string; close: boolean },
): Promise<Said> {
  const waiting = (talk.state['waiting'] as string[] | undefined) ?? [];
  const id = waiting[number - 1];
  if (!id) return { say: [say('work.waitingWhich')], state: talk.state };
  if (words.length > LONGEST)
    return {
      say: [say('work.answerLong', { most: LONGEST, length: words.length })],
      state: talk.state,
    };
  await talk.call(answerFromChat, { id, text: words, close });
  return { say: [say(close ? 'work.answeredClosed' : 'work.answered', { number })], state: talk.state };
}

/** 收到: takes every alarm that nobody has. */
export async function confirm(talk: Talk): Promise<Said> {
  const { taken } = await talk.call(confirmAlarms, {});
  if (taken === 0) return { say: [say('work.noAlarm')], state: talk.state };
  const list = await listWaiting(talk);
  return { ...list, say: [say('work.alarmTaken', { count: taken }), ...list.say] };
}
