import {
  listCalculators,
  stepCalculation,
  type CalculatorId,
  type CalculatorStep,
} from '../../server/calculators/contract.ts';
import { say } from '../../server/texts/say.ts';
import { withHead } from './applySteps.ts';
import { wantsToStop } from './stopWords.ts';
import { choiceOf, home, numbered, wordOf, type Dialogue, type Said, type State, type Talk } from './talk.ts';

/** A calculation under way: its answers live here and nowhere else. */
interface CalculateState extends State {
  at: 'calculate';
  /** Calculators offered by number; nothing is being calculated yet. */
  offered?: CalculatorId[];
  name?: CalculatorId;
  answers: CalculatorStep['answers'];
  /** Where the talk stood: the numbers of its last answer are still on the screen. */
  back?: State;
}

/** 算一算: the calculators by number. */
export async function offerCalculators(talk: Talk): Promise<Said> {
  const { items } = await talk.call(listCalculators, {});
  return {
    say: [say('calculate.offer', { choices: numbered(items.map(({ name }) => name)) })],
    state: { at: 'calculate', offered: items.map(({ id }) => id), answers: {} } satisfies CalculateState,
  };
}

/** Begins one calculation with its first question. */
export async function startCalculator(talk: Talk, name: CalculatorId): Promise<Said> {
  const { state } = talk;
  const back = state.at === 'ask' ? state : (state as Partial<CalculateState>).back;
  const said = shown(name, await talk.call(stepCalculation, { name, answers: {} }), back);
  return { ...said, say: withHead(say('calculate.start'), said.say) };
}

/** What a person says while they calculate: an answer, 返回, 退出, or the number of a calculator. */
export const calculate: Dialogue = async (talk, text) => {
  const state = talk.state as CalculateState;
  const word = wordOf(text);
  if (wantsToStop(text)) return { say: [say('calculate.left')], state: after(state.back) };
  if (!state.name) return choose(talk, state, text);
  const { name, answers } = state;
  if (word === '重填' || word === '重算') return startCalculator(talk, name);
  if (word === '返回' || word === '上一题') {
    const kept = Object.entries(answers).slice(0, -1);
    return shown(
      name,
      await talk.call(stepCalculation, { name, answers: Object.fromEntries(kept) }),
      state.back,
    );
  }
  return shown(name, await talk.call(stepCalculation, { name, answers, said: text }), state.back);
};

/** Behind a calculation numbers mean what they meant before it, never the menu's. */
const after = (back?: State): State => back ?? { at: 'ask', misses: 0 };

/** A number or a name from the list; what is neither is left to the other dialogues. */
async function choose(talk: Talk, { offered = [] }: CalculateState, text: string): Promise<Said | undefined> {
  const number = choiceOf(text);
  const byNumber = offered[(number ?? 0) - 1];
  if (byNumber) return startCalculator(talk, byNumber);
  if (number !== undefined)
    return { say: [say('calculate.which', { last: offered.length })], state: talk.state };
  const word = wordOf(text).toUpperCase();
  const { items } = await talk.call(listCalculators, {});
  const byName = items.find(({ name, words }) => [name, ...words].includes(word));
  return byName && startCalculator(talk, byName.id);
}

function shown(name: CalculatorId, step: CalculatorStep, back?: State): Said {
  const { answers, echo, hint, danger, question, result } = step;
  const state: CalculateState = { at: 'calculate', name, answers, ...(back && { back }) };
  if (danger) return { say: [danger], state: home };
  if (result) {
    const end = say(
      result.urgent ? 'calculate.urgent' : result.person ? 'calculate.person' : 'calculate.end',
    );
    return { say: [`${result.text}\n\n${end}`], state: after(back) };
  }
  if (hint) return { say: [hint], state };
  const { text, options } = question!;
  // One choice beside free words would look like the only answer.
  const choices =
    options.length === 1 ? say('calculate.orReply', { choice: options[0]! }) : numbered(options);
  const lines = [text, choices].filter(Boolean).join('\n');
  const asked = say('calculate.question', { number: question!.done + 1, lines });
  return { say: echo ? withHead(say('apply.echo', { echo }), [asked]) : [asked], state };
}
