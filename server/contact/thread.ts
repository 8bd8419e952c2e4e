import { maskPersonal } from '../answers/masking.ts';
import { addSuggestion } from '../answers/suggestions/service.ts';
import type { Handoff, HandoffMessage, Turn } from '../../entities/index.ts';
import { mustBeAllowed } from '../people/policies.ts';
import type { Reading, Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { row, rows } from '../platform/sql.ts';
import { DEADLINE_REASON, isDanger } from './reasons.ts';

/** What a resident did without words, by the kind of the push. */
const deeds: Record<string, string> = {
  follow: '关注了公众号',
  unfollow: '取消了关注',
  scan: '扫了二维码',
  menu: '点了菜单',
  voice: '发来一段语音',
  image: '发来一张照片',
  media: '发来视频或文件',
  place: '发来一个位置',
  other: '发来别的内容',
};

/** What was said so long before somebody asked for a person, and up to the end, is shown; nothing else of the talk. */
const BEFORE_MS = 30 * 60_000;
const MOST_TURNS = 60;
/** What of a message a phone on a table may show. */
const SHOWN_IN_CHAT = 60;

/** The talk around a wish for a person: the assistant's part masked, and what resident and staff wrote. Reading it is recorded. */
export async function readThread(work: Work, id: string) {
  const staff = mustBeAllowed(work.actor, 'handoffs.answer');
  const { tx, now, sealer } = work;
  const handoff = await row<Pick<Handoff, 'openid' | 'askedAt' | 'closedAt'>>(
    tx,
    'SELECT openid, askedAt, closedAt FROM handoff WHERE id = ?',
    [id],
  );
  if (!handoff) throw problem('not_found', { what: '这条留言' });
  work.emit('person.threadRead', { data: { handoffId: id, staffId: staff.id } });
  const turns = await rows<Turn>(
    tx,
    `SELECT payload, reply, kind, receivedAt, finishedAt FROM turn
     WHERE openid = ? AND receivedAt BETWEEN ? AND ? ORDER BY id DESC LIMIT ${MOST_TURNS}`,
    [handoff.openid, Number(handoff.askedAt) - BEFORE_MS, Number(handoff.closedAt ?? now)],
  );
  const transcript = turns.toReversed().flatMap(({ payload, reply, kind, receivedAt, finishedAt }) => {
    const push = JSON.parse(sealer.open('turn.payload', payload)) as { payload: Record<string, string> };
    const said = push.payload['text'] ?? push.payload['menu'] ?? `（${deeds[kind] ?? kind}）`;
    const replies = reply === null ? [] : (JSON.parse(sealer.open('turn.reply', reply)) as string[]);
    const at = Number(receivedAt);
    return [
      { from: 'resident' as const, name: null, text: maskPersonal(said), at },
      ...replies.map((text) => ({
        ...{ from: 'assistant' as const, name: null, text: maskPersonal(text), at: Number(finishedAt ?? at) },
      })),
    ];
  });
  return {
    transcript,
    thread: (await messagesOf(work, id)).map((one) => ({ ...one, text: maskPersonal(one.text) })),
  };
}

async function messagesOf({ tx, sealer }: Reading, id: string) {
  const messages = await rows<HandoffMessage & { name: string | null }>(
    tx,
    `SELECT m.author, m.text, m.at, p.name FROM handoff_message m LEFT JOIN staff p ON p.id = m.staffId
     WHERE m.handoffId = ? ORDER BY m.id LIMIT 200`,
    [id],
  );
  return messages.map(({ author, text, at, name }) => ({
    ...{ from: author, name, text: sealer.open('handoff_message.text', text), at: Number(at) },
  }));
}

/** 做成条目: what the resident asked and staff answered, as a suggestion for the editors; masked before it is stored. */
export async function suggestEntry(work: Work, id: string): Promise<void> {
  mustBeAllowed(work.actor, 'handoffs.answer');
  const messages = await messagesOf(work, id);
  const said = messages.filter(({ from }) => from === 'resident').map(({ text }) => text);
  const answers = messages.filter(({ from }) => from === 'staff').map(({ text }) => text);
  if (answers.length === 0) throw problem('bad_input', { detail: '还没有答复，没有可以做成条目的内容' });
  await addSuggestion(work, {
    source: 'handoff',
    said: said.join('\n') || '（没有留言）',
    answer: answers.join('\n'),
  });
}

/** Who waits, for a member of staff on WeChat: masked, short, danger first. */
export async function handoffsForChat({ tx, sealer, now }: Reading) {
  const waiting = await rows<Handoff & { name: string | null }>(
    tx,
    `SELECT h.id, h.said, h.reason, h.urgency, h.askedAt, p.name FROM handoff h LEFT JOIN staff p ON p.id = h.takenBy
     WHERE h.status <> 'closed' ORDER BY CASE h.urgency WHEN 'danger' THEN 0 ELSE 1 END, h.askedAt LIMIT 8`,
  );
  return waiting.map(({ id, said, reason, urgency, askedAt, name }) => {
    const words = maskPersonal(sealer.open('handoff.said', said)).replace(/\s+/g, ' ').trim();
    return {
      ...{ id, danger: isDanger({ reason, urgency }), deadline: reason === DEADLINE_REASON, takenBy: name },
      said: words.length > SHOWN_IN_CHAT ? `…${words.slice(-SHOWN_IN_CHAT)}` : words,
      waitedMinutes: Math.max(0, Math.floor((now - Number(askedAt)) / 60_000)),
    };
  });
}
