import type { Answered, AnswerView } from '../../server/answers/contract.ts';
import { say } from '../../server/texts/say.ts';
import type { AskState } from './askState.ts';
import { numbered, type Said } from './talk.ts';

type Helped = Pick<Answered & { kind: 'answer' }, 'byModel' | 'careful' | 'further'>;

/** One answer, and by number what else there is to it. */
export function sayAnswer(
  answer: AnswerView,
  { byModel = false, careful = false, further = [] }: Helped = {},
): Said {
  const { id, text, law, reviewer, reviewedOn, sections, calculators, unsure } = answer;
  const more = moreOf({ sections, calculators, further });
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
    state: {
      at: 'ask',
      misses: 0,
      answer: id,
      more: {
        sections: sections.map(({ title }) => title),
        calculators: calculators.map(({ id: name }) => name),
        further,
        title: answer.question,
      },
      last: [id],
      ...(careful && { careful }),
    } satisfies AskState,
  };
}

type More = Pick<AnswerView, 'sections' | 'calculators'> & Required<Pick<Helped, 'further'>>;

/** What can be read or reckoned further, in the order of its numbers. */
const moreOf = ({ sections, calculators, further }: More): string[] => [
  ...sections.map(({ title }) => title),
  ...calculators.map(({ name }) => say('ask.calculate', { name })),
  ...further.map(({ question }) => say('ask.further', { question })),
];

/**
 * A section that was asked for by its number, and what else can be read. Everything keeps the number under which it was
 * shown first, since older messages are still on the screen.
 */
export function saySection(answer: AnswerView, { more }: AskState, number: number): string | undefined {
  if (!more) return undefined;
  const sections = more.sections.flatMap((title) => answer.sections.find((one) => one.title === title) ?? []);
  const section = sections[number - 1];
  // The answer has other sections by now: its numbers mean nothing any more.
  if (!section || sections.length < more.sections.length) return undefined;
  const calculators = answer.calculators.filter(({ id }) => more.calculators.includes(id));
  if (calculators.length < more.calculators.length) return undefined;
  const rest = numbered(moreOf({ sections, calculators, further: more.further ?? [] }))
    .split('\n')
    .filter((_, i) => i !== number - 1);
  const parts = [
    `${section.title}\n${section.text}`,
    rest.length > 0 && say('ask.more', { sections: rest.join('\n') }),
    say('ask.next'),
  ];
  return parts.filter(Boolean).join('\n\n');
}

/** Two answers in one message, each to be read on by its number. */
export function sayBoth(
  answers: [AnswerView, AnswerView],
  { careful = false, byModel = false, further = [] }: Helped,
): Said {
  const offered = [...answers, ...further];
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
    further.length > 0 &&
      say('ask.partFurther', {
        choices: numbered(
          further.map(({ question }) => question),
          answers.length + 1,
        ),
      }),
    say('ask.next'),
    say('ask.reviewed', { reviews: [...new Set(reviews)].join('；') }),
    byModel && say('ask.byModel'),
  ];
  return {
    say: [parts.filter(Boolean).join('\n\n')],
    state: {
      at: 'ask',
      misses: 0,
      offered: offered.map(({ id }) => id),
      both: true,
      told: offered.map(({ id, question }) => ({ id, question })),
      last: answers.map(({ id }) => id),
      ...(careful && { careful }),
    } satisfies AskState,
  };
}

/** Choices by number, then 都不是 and 找人工. */
export function listed(options: { question: string }[]): string {
  return [
    numbered(options.map(({ question }) => question)),
    say('ask.none', { number: options.length + 1 }),
    say('ask.person', { number: options.length + 2 }),
  ].join('\n');
}
