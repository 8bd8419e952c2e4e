import { calculators } from '../calculators/data.ts';
import { askPerson, sayNoted } from '../channel/handoffs.ts';
import type { Reading, Work } from '../platform/db.ts';
import { problem } from '../platform/problems.ts';
import { say } from '../texts/say.ts';
import type { Answered, AnswerView } from './contract.ts';
import { callFor } from './dangers.ts';
import { decide, type Outcome } from './decide.ts';
import { sectionKeys, type Citation, type Entry, type SectionKey } from './knowledge.ts';
import { indexNow } from './library.ts';
import type { DangerCard } from './patterns.ts';
import { safeId, triage } from './triage.ts';

export const sectionTitles: Record<SectionKey, string> = {
  now: '现在怎么做',
  proof: '证据和材料',
  deadline: '期限多久',
  where: '去哪里办',
  payer: '费用谁出',
};

export interface Question {
  said: string;
  lastAnswer?: string;
  lastAlso?: string;
  misses: number;
}

/** Whether an outcome needs a person, so that a unit of work has to be opened for it. */
export const needsPerson = (outcome: Outcome): boolean =>
  outcome.kind === 'danger' || outcome.kind === 'person';

/** Whether a question found nothing, so that the editors should see it; bare signs and single words say too little. */
export const isMiss = (outcome: Outcome): boolean =>
  (outcome.kind === 'person' && outcome.id === 'missed') ||
  (outcome.kind === 'redirect' && outcome.reason === 'nonsense');

/** Whether the assistant has nothing to say to a question by itself, or only choices. */
export const foundNothing = (outcome: Outcome): boolean => outcome.kind === 'choices' || isMiss(outcome);

/** Decides what a question gets. Reads only: the caller asks a person where `needsPerson` says so. */
export async function consider(
  reading: Reading,
  { said, lastAnswer, lastAlso, misses }: Question,
  demo: boolean,
): Promise<Outcome> {
  const index = await indexNow(reading, demo);
  return decide(said, {
    index,
    misses,
    today: reading.today,
    ...(lastAnswer !== undefined && { lastEntryId: lastAnswer }),
    ...(lastAlso !== undefined && { lastAlsoId: lastAlso }),
  });
}

/** Asks a person about a danger, or because nothing was found, and says what the resident hears. */
export async function callPerson(
  work: Work,
  openid: string,
  said: string,
  outcome: Outcome,
): Promise<Answered> {
  if (outcome.kind === 'danger')
    return { kind: 'danger', text: await answerDanger(work, openid, said, outcome.card), asked: true };
  const reason = outcome.kind === 'person' && outcome.id === 'missed' ? '助手没听懂' : '要求人工';
  const { already, callBack } = await askPerson(work, openid, { reason, said, urgency: 'normal' });
  // Nobody is asked a second time: who waits hears that it is passed on to the person who was.
  if (already && reason === '助手没听懂')
    return { kind: 'person', text: `${await sayNoted(work, openid)}\n${say('person.notedWays')}` };
  if (callBack && reason === '要求人工') return { kind: 'person', text: say('person.askedLater', callBack) };
  const later = callBack ? `\n${say('person.later', callBack)}` : '';
  return { kind: 'person', text: say(reason === '要求人工' ? 'person.asked' : 'ask.giveUp') + later };
}

/** Calls a person to a danger that was recognised. Returns what the resident hears. */
export async function answerDanger(
  work: Work,
  openid: string,
  said: string,
  card: DangerCard,
): Promise<string> {
  await askPerson(work, openid, { ...callFor(card), said });
  return card.text;
}

/** What a free text in a questionnaire may give away: a danger calls a person at once. Returns what the resident hears. */
export async function callDanger(work: Work, openid: string, said: string): Promise<string | undefined> {
  const seen = triage(said, work.today);
  return seen?.kind === 'danger' ? answerDanger(work, openid, said, seen.card) : undefined;
}

/** An outcome that needs no person, as it is shown. */
export function present(outcome: Outcome): Answered {
  switch (outcome.kind) {
    case 'answer': {
      const { entry, also, alsoFirst, section, further } = outcome;
      const told = also ? (alsoFirst ? [also, entry] : [entry, also]) : [entry];
      const [answer, other] = told.map((one) => presentEntry(one, section));
      return {
        kind: 'answer',
        answer: answer!,
        also: other ?? null,
        ...(further && { further: further.map(({ id, question }) => ({ id, question })) }),
        ...(outcome.careful && { careful: true }),
        ...(outcome.byModel && { byModel: true }),
      };
    }
    case 'choices':
      return { kind: 'choices', ask: outcome.slot?.ask ?? null, options: optionsOf(outcome) };
    case 'redirect':
      return {
        kind: 'redirect',
        text: outcome.text,
        miss: outcome.reason === 'nonsense',
        options: outcome.entries.map(({ id, question }) => ({ id, question })),
        ...(outcome.id === safeId && { careful: true }),
      };
    case 'danger':
    case 'person':
      throw new Error(`${outcome.kind} needs a person`);
  }
}

/** One answer by its id; only what may be served today. */
export async function answerById(reading: Reading, id: string, demo: boolean): Promise<AnswerView> {
  const entry = (await indexNow(reading, demo)).byId.get(id);
  if (!entry) throw problem('not_found', { what: '这条解答' });
  return presentEntry(entry);
}

/** The replies to a question that tells entries apart, or the entries' own questions. */
function optionsOf({ entries, slot }: Outcome & { kind: 'choices' }): { id: string; question: string }[] {
  return entries.map((entry, at) => ({ id: entry.id, question: slot?.replies[at] ?? entry.question }));
}

/** The whole entry, or with `section` that part of it first. */
function presentEntry(entry: Entry, section?: SectionKey): AnswerView {
  const { id, question, answer, law, reviewer, reviewedOn, sections, next, certainty } = entry;
  return {
    id,
    question,
    text: section && sections[section] ? `${sectionTitles[section]}：\n${sections[section]}` : answer,
    law: law.map(citation).join('、'),
    unsure: certainty !== 'V' && certainty !== 'P',
    reviewer,
    reviewedOn,
    sections: sectionKeys.flatMap((key) => {
      const text = sections[key];
      return text && key !== section ? [{ title: sectionTitles[key], text }] : [];
    }),
    calculators: next.flatMap((one) => {
      const found = calculators.find(({ id: name }) => one === `calculator:${name}`);
      return found ? [{ id: found.id, name: found.name }] : [];
    }),
    next,
  };
}

const citation = ({ title, articles }: Citation): string =>
  articles.length > 0 ? `《${title}》第${articles.join('、')}条` : `《${title}》`;
