import {
  addDraftPhoto,
  ownPublicity,
  readDraft,
  saveDraft,
  submitDraft,
  withdrawDraft,
  type DraftInput,
} from '../../server/publicity/drafts/contract.ts';
import { say } from '../../server/texts/say.ts';
import { hearStep, nextStep } from './publicitySteps.ts';
import type { PublicityState, Step } from './publicityState.ts';
import { asking, sayDraft, sayOne } from './publicityWords.ts';
import { choiceOf, home, wordOf, type Dialogue, type Said, type Talk } from './talk.ts';
import { workMenu } from './work.ts';

/** 宣传: a volunteer's own pushes and a new one; staff are told where the console has it. */
export async function startPublicity(talk: Talk, bound: NonNullable<Talk['bound']>): Promise<Said> {
  if (bound.kind !== 'volunteer')
    return bound.kind === 'staff'
      ? { say: [say('work.pubStaff', { name: bound.name })], state: home }
      : workMenu(bound);
  const { may, items, links, times, areas, topics } = await talk.call(ownPublicity, {});
  if (!may) return workMenu(bound);
  const lines = items.map(({ title, statusName: status }, i) =>
    say('work.pubOwnLine', { number: i + 2, title, status }),
  );
  const own = lines.length > 0 ? say('work.pubOwn', { lines: lines.join('\n') }) : '';
  const state: PublicityState = {
    ...{ at: 'publicity', step: 'menu', draft: {}, own: items.map(({ id }) => id) },
    ...{ links, times, areas, topics },
  };
  return { say: [say('work.pubMenu', { name: bound.name, own })], state };
}

const mends = new Map<string, Step>([
  ['改标题', 'title'],
  ['改正文', 'text'],
  ['改依据', 'source'],
  ['改链接', 'link'],
  ['改配图', 'photo'],
  ['改方式', 'reach'],
  ['改对象', 'audience'],
  ['改时间', 'time'],
]);

/** Hears a message while a volunteer is at publicity. 人工 and 解绑 were heard before (index.ts). */
export const publicity: Dialogue = async (talk, text) => {
  const state = talk.state as PublicityState;
  const word = wordOf(text);
  if (word === '退出') return { say: [say('work.pubSaved')], state: home };
  if (state.step === 'menu') return choose(talk, state, text);
  if (state.id !== undefined && word === '撤回') return withdraw(talk, state);
  const settled = state.step === 'preview' || state.step === 'one';
  const mended = settled ? mends.get(word) : undefined;
  if (mended) return ask({ ...state, step: mended, mending: true });
  if (settled && word === '提交') return submit(talk, state);
  if (settled) return unclear(state);
  const heard = hearStep(state, text, Date.now());
  if (heard === undefined) return unclear(state);
  return typeof heard === 'string' ? { say: [heard], state } : onwards(talk, heard);
};

/** A photo while the picture is asked for. */
export async function publicityPhoto(talk: Talk): Promise<Said | undefined> {
  const state = talk.state as PublicityState;
  if (state.step !== 'photo' || talk.push.kind !== 'image') return undefined;
  const { photo } = await talk.call(addDraftPhoto, { mediaId: talk.push.payload['media'] ?? '' });
  return onwards(talk, { ...state, draft: { ...state.draft, photo } });
}

async function choose(talk: Talk, state: PublicityState, text: string): Promise<Said> {
  const number = choiceOf(text);
  if (number === 1) return ask({ ...state, step: 'title' });
  const id = number === undefined ? undefined : state.own[number - 2];
  if (id === undefined) return unclear(state);
  const one = await talk.call(readDraft, { id });
  const open = one.item.status === 'draft' || one.item.status === 'returned';
  const next: PublicityState = { ...state, step: 'one', id, version: one.item.version, draft: one.content };
  const withdrawable = open || one.item.status === 'review' || one.item.status === 'scheduled';
  return { say: [sayOne(one)], state: withdrawable ? next : home };
}

/** To the next question, or to the check and the preview when there is none or when one thing was mended. */
async function onwards(talk: Talk, state: PublicityState): Promise<Said> {
  const next = nextStep(state);
  if (next !== undefined) return ask({ ...state, step: next });
  const { id, version } = state;
  const draft = state.draft as DraftInput;
  const kept = id !== undefined && version !== undefined ? { id, version } : {};
  const saved = await talk.call(saveDraft, { ...draft, ...kept });
  const { stopped: _, text } = sayDraft(saved, draft);
  return {
    say: [text],
    state: { ...state, step: 'preview', mending: false, id: saved.id, version: saved.version },
  };
}

async function submit(talk: Talk, state: PublicityState): Promise<Said> {
  // Saved once more: the photo has come by now, and what the check finds is found of what is handed in.
  const draft = state.draft as DraftInput;
  const saved = await talk.call(saveDraft, { ...draft, id: state.id!, version: state.version! });
  const at = { ...state, version: saved.version };
  const shown = sayDraft(saved, draft);
  if (shown.stopped) return { say: [shown.text], state: at };
  const { outcome, detail, steps } = await talk.call(submitDraft, { id: saved.id, version: saved.version });
  if (outcome === 'submitted')
    return { say: [say('work.pubSubmitted', { steps: steps.join('、') })], state: home };
  if (outcome === 'stale') return { say: [say('work.pubStale')], state: home };
  return { say: [say('work.pubStopped', { detail, ask: say('work.pubMend') })], state: at };
}

async function withdraw(talk: Talk, { id, version }: PublicityState): Promise<Said> {
  const { outcome } = await talk.call(withdrawDraft, { id: id!, version: version! });
  return { say: [say(outcome === 'withdrawn' ? 'work.pubWithdrawn' : 'work.pubTooLate')], state: home };
}

const ask = (state: PublicityState): Said => ({ say: [asking(state.step as Step, state)], state });

const unclear = (state: PublicityState): Said => ({ say: [say('work.pubUnclear')], state });
