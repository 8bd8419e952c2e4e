import { askQuestion, readAnswer, type Answered, type AnswerView } from '../../server/answers/contract.ts';
import { tellFeedback } from '../../server/answers/suggestions/contract.ts';
import { say } from '../../server/texts/say.ts';
import { startCalculator } from './calculate.ts';
import { person } from './person.ts';
import { choiceOf, home, numbered, wordOf, type Dialogue, type Said, type State, type Talk } from './talk.ts';

/** What the next number means, and what was answered last. */
interface AskState extends State {
  at: 'ask';
  /** Ids that choices stand for. */
  offered?: string[];
  answer?: string;
  /** Answers that a follow-up is about: the last one, or both of two. They stay while choices are offered. */
  last?: string[];
  /** What was offered are two answers, which can be read on. */
  both?: true;
  /** The question that `offered` or `answer` belongs to, for the editors when it didn't help. */
  asked?: string;
  misses: number;
  /** 问问题 was chosen: questions are for the assistant even while a person has the talk. */
  calm?: boolean;
}

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
  if (number !== undefined) {
    const picked = await pick(talk, state, number);
    if (picked) return picked;
  }
  const answered = await talk.call(askQuestion, {
    said: text,
    misses: state.misses,
    ...(state.calm && { calm: true }),
    ...(state.last?.[0] !== undefined && { lastAnswer: state.last[0] }),
    ...(state.last?.[1] !== undefined && { lastAlso: state.last[1] }),
  });
  const said = reply(answered, state);
  if (said.state.at !== 'ask') return said;
  const calm = state.calm === true && answered.kind !== 'danger';
  const last = state.last && answered.kind !== 'danger' ? { last: state.last } : {};
  return { ...said, state: { ...last, ...said.state, asked: text, ...(calm && { calm }) } };
};

const unhelpful = /^(没用|没帮上|没有用|没有帮助|答非所问|不是我要问的|不对|👎)(啊|呀|的|了)?$/u;

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
    if (number <= state.offered.length) return showAnswer(talk, state, state.offered[number - 1]!);
    if (state.both) return undefined;
    if (number === state.offered.length + 1) {
      await tell(talk, state);
      return missed(state);
    }
    if (number === state.offered.length + 2) return person(talk, '没有找到要问的');
    return undefined;
  }
  if (state.answer === undefined) return undefined;
  const answer = await talk.call(readAnswer, { id: state.answer });
  const calculator = answer.calculators[number - 1 - answer.sections.length];
  if (calculator) return startCalculator(talk, calculator.id);
  const section = answer.sections[number - 1];
  if (!section) return undefined;
  return { say: [`${section.title}\n${section.text}\n\n${say('ask.next')}`], state };
}

async function showAnswer(talk: Talk, { asked }: AskState, id: string): Promise<Said> {
  const said = sayAnswer(await talk.call(readAnswer, { id }));
  return { ...said, state: { ...said.state, ...(asked !== undefined && { asked }) } };
}

function reply(answered: Answered, state: AskState): Said {
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
      if (answered.options.length > 0) return goOn(answered.text, answered.options);
      // Not understood yet: after the next miss a person takes over. Small talk is none.
      return {
        say: [answered.text],
        state: { at: 'ask', misses: answered.miss ? state.misses + 1 : 0 } satisfies AskState,
      };
    case 'person':
      return { say: [answered.text], state: home };
  }
}

type Options = { id: string; question: string }[];

/** A fixed sentence, and what else the message may be about. */
function goOn(text: string, options: Options): Said {
  return {
    say: [`${text}\n\n${say('ask.maybe', { choices: listed(options) })}`],
    state: { at: 'ask', misses: 0, offered: options.map(({ id }) => id) } satisfies AskState,
  };
}

function listed(options: Options): string {
  return [
    numbered(options.map(({ question }) => question)),
    say('ask.none', { number: options.length + 1 }),
    say('ask.person', { number: options.length + 2 }),
  ].join('\n');
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

function sayAnswer(
  answer: AnswerView,
  { byModel = false, careful = false }: { byModel?: boolean; careful?: boolean } = {},
): Said {
  const { id, text, law, reviewer, reviewedOn, sections, calculators, unsure } = answer;
  const more = [
    ...sections.map(({ title }) => title),
    ...calculators.map(({ name }) => say('ask.calculate', { name })),
  ];
  const parts = [
    careful && say('ask.careful'),
    text,
    more.length > 0 && say('ask.more', { sections: numbered(more) }),
    say('ask.next'),
    [
      law
        ? say('ask.source', { law, reviewer, reviewedOn })
        : say('ask.reviewed', { reviews: `${reviewer}，${reviewedOn}` }),
      unsure && say('ask.unsure'),
      byModel && say('ask.byModel'),
    ]
      .filter(Boolean)
      .join('\n'),
  ];
  return {
    say: [parts.filter(Boolean).join('\n\n')],
    state: { at: 'ask', misses: 0, answer: id, last: [id] } satisfies AskState,
  };
}

/** Two answers in one message, each to be read on by its number. */
function sayBoth(
  answers: [AnswerView, AnswerView],
  { careful = false, byModel = false }: { careful?: boolean; byModel?: boolean },
): Said {
  const reviews = answers.map(({ reviewer, reviewedOn }) => `${reviewer}，${reviewedOn}`);
  const parts = [
    careful && say('ask.careful'),
    say('ask.both'),
    ...answers.map(({ question, text, law, unsure }) =>
      [say('ask.part', { question, text }), law && say('ask.law', { law }), unsure && say('ask.unsure')]
        .filter(Boolean)
        .join('\n'),
    ),
    say('ask.partMore', { choices: numbered(answers.map(({ question }) => question)) }),
    say('ask.next'),
    say('ask.reviewed', { reviews: [...new Set(reviews)].join('；') }),
    byModel && say('ask.byModel'),
  ];
  const offered = answers.map(({ id }) => id);
  return {
    say: [parts.filter(Boolean).join('\n\n')],
    state: { at: 'ask', misses: 0, offered, both: true, last: offered } satisfies AskState,
  };
}

function askState(state: State): AskState {
  return state.at === 'ask' ? (state as AskState) : { at: 'ask', misses: 0 };
}
