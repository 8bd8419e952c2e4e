import { askQuestion, readAnswer, type Answered } from '../../server/answers/contract.ts';
import { tellFeedback } from '../../server/answers/suggestions/contract.ts';
import { say } from '../../server/texts/say.ts';
import { askState, type AskState, type Further } from './askState.ts';
import { listed, sayAnswer, sayBoth, saySection } from './askWords.ts';
import { startCalculator } from './calculate.ts';
import { isFigure } from './figure.ts';
import { person } from './person.ts';
import { hearSafety } from './safety.ts';
import { choiceOf, wordOf, type Dialogue, type Said, type Talk } from './talk.ts';
import { whileWaiting } from './waiting.ts';

/** Asks for a question. */
export const inviteQuestion = (): Said => ({
  say: [say('ask.invite')],
  state: { at: 'ask', misses: 0, calm: true } satisfies AskState,
});

/** A resident's question, or the number of something that was offered with the last answer. */
export const ask: Dialogue = async (talk, text) => {
  const state = askState(talk.state);
  if (unhelpful.test(wordOf(text)) && (state.answer !== undefined || state.offered))
    return sorry(talk, state);
  const number = choiceOf(text);
  if (number !== undefined && number > 0) {
    const picked = await pick(talk, state, number);
    if (picked) return picked;
    const last = lastNumber(state);
    if (last > 0 && number > last) return { say: [say('ask.which', { last })], state };
  }
  if (state.careful) {
    const safety = await hearSafety(talk, state, text);
    if (safety) return safety;
  }
  if (state.offered && yes.test(wordOf(text)))
    return { say: [say('ask.which', { last: lastNumber(state) })], state };
  // 6年 behind an answer that a calculator goes with is meant for it; days until a deadline are counted from a date.
  const calculator = state.more?.calculators.find((id) => id !== 'deadline');
  const answered = await talk.call(askQuestion, {
    said: text,
    misses: state.misses,
    ...(state.calm && { calm: true }),
    ...(calculator && isFigure(text) && { figure: true }),
    ...(state.last?.[0] !== undefined && { lastAnswer: state.last[0] }),
    ...(state.last?.[1] !== undefined && { lastAlso: state.last[1] }),
  });
  if (answered.kind === 'calculate') return calculator && startCalculator(talk, calculator);
  const said = reply(answered, state);
  if (said.state.at !== 'ask') return said;
  const over = answered.kind === 'redirect' && answered.calm === true;
  // The numbers of before are still on the screen.
  const kept =
    answered.kind === 'redirect' && answered.options.length === 0 ? numbersOf(state) : { asked: text };
  const calm = (state.calm === true || over) && answered.kind !== 'danger';
  const last = state.last && answered.kind !== 'danger' ? { last: state.last } : {};
  const answer = { ...said, state: { ...last, ...said.state, ...kept, ...(calm && { calm }) } };
  return whileWaiting(talk, text, answered, answer);
};

/** Says yes to a list, and not to which of it. */
const yes = /^(是|是的|对|对的|嗯+|没错)(啊|呀|的)?$/u;

/** How far the numbers go that are on the screen; 0 where there are none. */
function lastNumber({ offered, both, answer, more }: AskState): number {
  if (offered) return both ? offered.length : offered.length + 2;
  if (answer === undefined || !more) return 0;
  return more.sections.length + more.calculators.length + (more.further ?? []).length;
}

/** What the numbers on the screen stand for. */
const numbersOf = ({ offered, both, told, answer, more, asked }: AskState): Partial<AskState> => ({
  ...(offered && { offered }),
  ...(both && { both }),
  ...(told && { told }),
  ...(answer !== undefined && { answer }),
  ...(more && { more }),
  ...(asked !== undefined && { asked }),
});

const unhelpful =
  /^(没用|没帮上|没有用|没有帮助|答非所问|不是我要问的|不是(这个|的)|不对|👎)(啊|呀|的|了)?$/u;

/** The editors see what was asked; the resident gets another way. */
async function sorry(talk: Talk, state: AskState): Promise<Said> {
  await tell(talk, state);
  return { say: [say('ask.sorry')], state: { at: 'ask', misses: state.misses + 1 } satisfies AskState };
}

async function tell(talk: Talk, { asked, answer }: AskState): Promise<void> {
  if (asked === undefined) return;
  await talk.call(tellFeedback, { said: asked, ...(answer !== undefined && { entryId: answer }) });
}

async function pick(talk: Talk, state: AskState, number: number): Promise<Said | undefined> {
  if (state.offered) {
    const picked = state.offered[number - 1];
    if (picked !== undefined) return showAnswer(talk, state, picked, state.told ?? []);
    if (state.both) return undefined;
    if (number === state.offered.length + 1) {
      await tell(talk, state);
      return missed(state);
    }
    if (number === state.offered.length + 2) return person(talk, '没有找到要问的');
    return undefined;
  }
  if (state.answer === undefined || !state.more) return undefined;
  const { sections, calculators, further = [] } = state.more;
  const calculator = calculators[number - 1 - sections.length];
  if (calculator) return startCalculator(talk, calculator);
  const other = further[number - 1 - sections.length - calculators.length];
  if (other) {
    const { title } = state.more;
    return showAnswer(
      talk,
      state,
      other.id,
      title ? [...further, { id: state.answer, question: title }] : further,
    );
  }
  if (sections[number - 1] === undefined) return undefined;
  const section = saySection(await talk.call(readAnswer, { id: state.answer }), state, number);
  return section === undefined ? undefined : { say: [section], state };
}

/** One of those that were offered; what else was `asked` for with it stays on offer. */
async function showAnswer(talk: Talk, { asked }: AskState, id: string, all: Further): Promise<Said> {
  const further = all.filter((one) => one.id !== id);
  const said = sayAnswer(await talk.call(readAnswer, { id }), { further });
  return { ...said, state: { ...said.state, ...(asked !== undefined && { asked }) } };
}

function reply(answered: Exclude<Answered, { kind: 'calculate' }>, state: AskState): Said {
  switch (answered.kind) {
    case 'answer':
      return answered.also
        ? sayBoth([answered.answer, answered.also], answered)
        : sayAnswer(answered.answer, answered);
    case 'choices':
      return offer(answered.options, answered.ask, state);
    case 'danger':
      return { say: [answered.text], state: { at: 'ask', misses: 0 } satisfies AskState };
    case 'redirect':
      if (answered.options.length > 0) return goOn(answered.text, answered.options, answered.careful);
      // Not understood yet: after the next miss a person takes over. Small talk is none.
      return {
        say: [answered.text],
        state: {
          ...{ at: 'ask', misses: answered.miss ? state.misses + 1 : 0 },
          ...(answered.careful && { careful: true }),
        } satisfies AskState,
      };
    case 'person':
      return {
        say: [answered.text],
        state: { ...numbersOf(state), at: 'ask', misses: 0 } satisfies AskState,
      };
  }
}

type Options = { id: string; question: string }[];

/** A fixed sentence, and what else the message may be about. */
function goOn(text: string, options: Options, careful = false): Said {
  return {
    say: [`${text}\n\n${say('ask.maybe', { choices: listed(options) })}`],
    state: {
      ...{ at: 'ask', misses: 0, offered: options.map(({ id }) => id) },
      ...(careful && { careful }),
    } satisfies AskState,
  };
}

function offer(options: Options, question: string | null, state: AskState): Said {
  if (options.length === 0) return missed(state);
  const choices = listed(options);
  return {
    say: [question ? say('ask.slot', { question, choices }) : say('ask.choices', { choices })],
    state: { at: 'ask', misses: state.misses + 1, offered: options.map(({ id }) => id) } satisfies AskState,
  };
}

function missed(state: AskState): Said {
  return { say: [say('ask.again')], state: { at: 'ask', misses: state.misses + 1 } satisfies AskState };
}
