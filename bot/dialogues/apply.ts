import { myCases } from '../../server/cases/contract.ts';
import * as eligibility from '../../server/eligibility/contract.ts';
import { legalDay } from '../../server/texts/days.ts';
import { say } from '../../server/texts/say.ts';
import type { ApplyState } from './applyState.ts';
import { stateOf, stepped, withHead } from './applySteps.ts';
import { sayAnswers, sayDraft, sayQuestion } from './applyWords.ts';
import { person } from './person.ts';
import { undecided } from './progress.ts';
import { sign } from './sign.ts';
import { wantsToStop } from './stopWords.ts';
import { choiceOf, home, wordOf, type Dialogue, type Said, type Talk } from './talk.ts';

interface Start {
  /** Leaves what was filled in behind (重填). */
  afresh?: boolean;
  /** 先看看: at most five questions first. */
  look?: boolean;
  /** 代填: for a person who can't. */
  helping?: boolean;
}

/** 申请: opens the questionnaire, or a new one, and asks where it stands. */
export async function startApply(talk: Talk, start: Start = {}): Promise<Said> {
  const { afresh = false, look = false, helping = false } = start;
  const { resumed, expired, draft } = await talk.call(eligibility.openDraft, { afresh, look, helping });
  const about = draft.question?.about ?? 0;
  const opening = resumed
    ? say('apply.resume')
    : draft.stage === 'look'
      ? say('apply.look', { most: about })
      : helping
        ? say('apply.helping', { about })
        : say('apply.start', { about });
  const kept = expired === null ? '' : `${say('apply.expired', { date: legalDay(expired) })}\n`;
  return { say: withHead(`${kept}${opening}`, sayDraft(draft)), state: stateOf(draft, helping) };
}

/**
 * 申请 outside a questionnaire. Who has an application in hand hears of it first: whoever missed its receipt would apply
 * a second time for the same matter.
 */
export async function wantToApply(talk: Talk): Promise<Said> {
  const { items } = await talk.call(myCases, {});
  const inHand = items.find(({ state }) => undecided.has(state));
  if (!inHand) return startApply(talk);
  const { reference, submittedOn } = inHand;
  return { say: [say('apply.inHand', { reference, date: legalDay(submittedOn) })], state: talk.state };
}

/** 代填: for whoever's WeChat is bound to an account; others read how to apply for somebody. */
export const startHelping = (talk: Talk): Promise<Said> | Said =>
  talk.bound ? startApply(talk, { helping: true }) : { say: [say('apply.helpUnbound')], state: talk.state };

const agreed = new Set([
  '继续',
  '对',
  '对的',
  '都对',
  '没错',
  '没问题',
  '是',
  '是的',
  '好',
  '好的',
  '可以',
  '正确',
  '确认',
]);

const afreshWords = new Set(['重填', '重新填', '重来', '从头来', '重新来']);
/** Words that answer whether to begin afresh. */
const yes = new Set([
  '重填',
  '确定',
  '确定重填',
  '确认',
  '可以',
  '行',
  '嗯',
  '是',
  '是的',
  '对',
  '好',
  '好的',
  '要',
]);
const no = /^(不|不要|不用|不了|不是|不确定|不重填了?|不用了|先不|算了|取消|继续|接着填|不,?继续)$/;

/** Words that hold everywhere and leave the questionnaire open. */
const everywhere = new Set(['进度', '网点', '隐私', '签名', '核对回执', '撤回承诺', '确定撤回']);

/** Hears a message while a questionnaire is open. */
export const apply: Dialogue = async (talk, text) => {
  const { afresh, ...state } = talk.state as ApplyState;
  const asked: Talk = { ...talk, state };
  if (!afresh) return hear(asked, text);
  const word = wordOf(text);
  const { draft, helping = false } = state as ApplyState;
  if (yes.has(word)) return startApply(asked, { afresh: true, helping });
  if (no.test(word)) return startApply(asked, { helping });
  if (word === '修改') return summary(asked, draft);
  return hear(asked, text);
};

/** Words of command come first; the rest answers what was asked. */
const hear: Dialogue = async (talk, text) => {
  const state = talk.state as ApplyState;
  const { draft: id, stage, helping = false } = state;
  const word = wordOf(text);
  if (['人工', '找人工', '转人工'].includes(word)) return person(talk, '填申请时要求人工');
  if (wantsToStop(text)) return leave(talk, id);
  // What took a quarter of an hour to fill in isn't thrown away by one word.
  if (afreshWords.has(word))
    return { say: [say('apply.askAfresh')], state: { ...state, afresh: true } satisfies ApplyState };
  if (word === '先看看') return startApply(talk, { look: true, helping });
  const goesOn =
    stage === 'check' ? agreed.has(word) : word === '继续' && (stage === 'look' || stage === 'looked');
  if (goesOn) return stepped(talk, await talk.call(eligibility.continueDraft, { id }));
  if (word === '申请' || word === '继续') return startApply(talk, { helping });
  if (everywhere.has(word)) return undefined;
  if (word === '返回' && stage === 'check') return stepped(talk, await talk.call(eligibility.goBack, { id }));
  if (state.changing) return change(talk, state, text, word);
  if (word === '修改') return summary(talk, id);
  if (word === '返回') return stepped(talk, await talk.call(eligibility.goBack, { id }));
  switch (stage) {
    case 'look':
    case 'question':
      if (word === '为什么') return why(state);
      if (word === '帮我读') return readToMe(state);
      return stepped(
        talk,
        await talk.call(eligibility.answerQuestion, { id, question: state.question?.id ?? '', said: text }),
      );
    case 'looked':
      return { say: [say('apply.lookedAgain')], state };
    // Only 修改, 返回 and 重填 go on from here; anything else is a question like any other.
    case 'ended':
      return undefined;
    default:
      return sign(talk, text);
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

/** 帮我读 is no answer to a question: who could read it out or fill it in, and the question again. */
const readToMe = ({ question, ...state }: ApplyState): Said => ({
  say: [[say('apply.readToMe'), ...(question ? [sayQuestion(question)] : [])].join('\n\n')],
  state: { ...state, ...(question && { question }) },
});

async function leave(talk: Talk, id: string): Promise<Said> {
  await talk.call(eligibility.leaveDraft, { id });
  return { say: [say('apply.left')], state: home };
}

/** 修改: the answers so far, by number. */
async function summary(talk: Talk, id: string): Promise<Said> {
  const { items } = await talk.call(eligibility.listAnswers, { id });
  if (items.length === 0) return { say: [say('apply.noBack')], state: talk.state };
  const lines = sayAnswers(items);
  const changing = items.map(({ question }) => question);
  return { say: [say('apply.summary', { lines })], state: { ...talk.state, changing } };
}

async function change(talk: Talk, state: ApplyState, text: string, word: string): Promise<Said> {
  const { changing = [], ...rest } = state;
  const question = changing[(choiceOf(text) ?? 0) - 1];
  if (question)
    return stepped(talk, await talk.call(eligibility.changeAnswer, { id: state.draft, question }));
  if (word === '修改') return summary(talk, state.draft);
  if (word !== '继续' && word !== '返回') return { say: [say('apply.unclearNumber')], state };
  return startApply({ ...talk, state: rest as ApplyState }, { helping: state.helping ?? false });
}
