import type { VerdictView } from '../../server/eligibility/contract.ts';
import { legalDay } from '../../server/texts/days.ts';
import { say } from '../../server/texts/say.ts';
import { provisionalMark } from './signWords.ts';

/** A message that is comfortable to read on a phone, in bytes; WeChat itself takes 2048. */
const COMFORTABLE = 1100;
/** A limit within so many days is said with the days that are left. */
const SOON_DAYS = 30;
/** Lines of one kind that are shown; staff see all. */
const MOST_LINES = 6;

/** The opinion with what goes with it, then what to do next, as few messages as read well. */
export function sayOpinion(verdict: VerdictView | null, next: string): string[] {
  return pack([...(verdict ? blocksOf(verdict) : []), next]);
}

/** Parts of the opinion, each complete in itself: why, until when, what to bring and where, what else there is. */
function blocksOf(verdict: VerdictView): string[] {
  const { headline, reasons, needsPerson, deadlines, materials, points, doors } = verdict;
  const blocks = [say('apply.opinion', { headline, reasons: bullets(reasons) })];
  if (needsPerson.length > 0) blocks.push(say('apply.needsPerson', { reasons: bullets(needsPerson) }));
  if (deadlines.length > 0)
    blocks.push(say('apply.deadlines', { deadlines: deadlines.map(sayDeadline).join('\n') }));
  if (materials.length > 0) blocks.push(say('apply.bring', { materials: bullets(materials) }));
  if (points.length > 0) blocks.push(say('apply.points', { points: bullets(points.map(sayPoint)) }));
  if (doors.length > 0) blocks.push(say('apply.doors', { doors: bullets(doors) }));
  return blocks;
}

/** Neighbouring parts share a message as long as it stays comfortable. */
function pack(blocks: readonly string[]): string[] {
  const messages: string[] = [];
  for (const block of blocks) {
    const joined = messages.length > 0 ? `${messages.at(-1)}\n\n${block}` : block;
    if (messages.length > 0 && Buffer.byteLength(joined) <= COMFORTABLE)
      messages[messages.length - 1] = joined;
    else messages.push(block);
  }
  return messages;
}

const bullets = (lines: readonly string[]): string =>
  lines
    .slice(0, MOST_LINES)
    .map((line) => `· ${line}`)
    .join('\n');

function sayDeadline({ name, dueOn, provisional, daysLeft }: VerdictView['deadlines'][number]): string {
  const line = say('apply.deadline', {
    name,
    dueOn: legalDay(dueOn),
    provisional: provisionalMark(provisional),
  });
  if (daysLeft > SOON_DAYS) return line;
  return `${line}${daysLeft === 0 ? say('apply.today') : say('apply.daysLeft', { days: daysLeft })}`;
}

const sayPoint = ({ name, address, phone }: VerdictView['points'][number]): string =>
  [name, address, phone].filter(Boolean).join('，');
