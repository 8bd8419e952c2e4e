import * as eligibility from '../../server/eligibility/contract.ts';
import { say } from '../../server/texts/say.ts';
import type { ApplyState } from './applyState.ts';
import { stateOf, stepped, withHead } from './applySteps.ts';
import { sayDraft, sayQuestion } from './applyWords.ts';
import { person } from './person.ts';
import { sign } from './sign.ts';
import { choiceOf, home, numbered, wordOf, type Dialogue, type Said, type Talk } from './talk.ts';

/** 申请: opens the resident's questionnaire, or a new one, and asks where it stands. */
export async function startApply(talk: Talk, afresh = false): Promise<Said> {
  const { resumed, draft } = await talk.call(eligibility.openDraft, { afresh });
  const about = draft.question?.about ?? 0;
  const opening = resumed ? say('apply.resume') : say('apply.start', { about });
  return { say: withHead(opening, sayDraft(draft)), state: stateOf(draft) };
}

/** Hears a message while a questionnaire is open. Words of command come first; the rest answers what was asked. */
export const apply: Dialogue = async (talk, text) => {
  const state = talk.state as ApplyState;
  const id = state.draft;
  const word = wordOf(text);
  if (['人工', '找人工', '转人工'].includes(word)) return person(talk, '填申请时要求人工');
  if (word === '退出') return leave(talk, id);
  if (word === '重填') return startApply(talk, true);
  if (word === '申请' || word === '继续') return startApply(talk);
  // These hold everywhere and leave the questionnaire open.
  if (word === '进度' || word === '网点' || word === '隐私') return undefined;
  if (state.changing) return change(talk, state, text, word);
  if (word === '修改') return summary(talk, id);
  if (word === '返回') return stepped(talk, await talk.call(eligibility.goBack, { id }));
  switch (state.stage) {
    case 'question':
      if (word === '为什么') return why(state);
      return stepped(
        talk,
        await talk.call(eligibility.answerQuestion, { id, question: state.question?.id ?? '', said: text }),
      );
    case 'proof':
    case 'notice':
    case 'name':
    case 'identity':
      return sign(talk, text);
    // Only 修改, 返回 and 重填 go on from here; anything else is a question like any other.
    case 'ended':
      return undefined;
  }
};

function why(state: ApplyState): Said {
  const { question } = state;
  return {
    say: question
      ? [`${say('apply.why', { why: question.why })}\n\n${sayQuestion(question)}`]
      : [say('apply.unclear')],
    state,
  };
}

async function leave(talk: Talk, id: string): Promise<Said> {
  await talk.call(eligibility.leaveDraft, { id });
  return { say: [say('apply.left')], state: home };
}

/** 修改: the answers so far, by number. */
async function summary(talk: Talk, id: string): Promise<Said> {
  const { items } = await talk.call(eligibility.listAnswers, { id });
  if (items.length === 0) return { say: [say('apply.noBack')], state: talk.state };
  const lines = numbered(items.map(({ text, answer }) => `${text} —— ${answer}`));
  const changing = items.map(({ question }) => question);
  return { say: [say('apply.summary', { lines })], state: { ...talk.state, changing } };
}

async function change(talk: Talk, state: ApplyState, text: string, word: string): Promise<Said> {
  const { changing = [], ...rest } = state;
  const question = changing[(choiceOf(text) ?? 0) - 1];
  if (question)
    return stepped(talk, await talk.call(eligibility.changeAnswer, { id: state.draft, question }));
  if (word !== '继续' && word !== '返回') return { say: [say('apply.unclearNumber')], state };
  return startApply({ ...talk, state: rest as ApplyState });
}
