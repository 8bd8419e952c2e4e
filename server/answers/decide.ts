import type { LegalDate } from '../platform/calendar.ts';
import { choicesOf, leastShare, mostTopics } from './choices.ts';
import { rank, type Index, type Scored } from './finder.ts';
import { leastTrust, trust } from './trust.ts';
import { aidFor, askedSection, asksForSum, goingOn, nearby } from './followUps.ts';
import { furtherMatters } from './further.ts';
import type { Entry, SectionKey } from './knowledge.ts';
import { slotQuestion, type SlotQuestion } from './slots.ts';
import { clauses, compact } from './text.ts';
import type { DangerCard, Special } from './patterns.ts';
import { nonsenseText, safeId, triage } from './triage.ts';
import { twoTopics } from './twoTopics.ts';

/** What to say to a resident's message; each leaves a way on. */
export type Outcome =
  | {
      kind: 'answer';
      entry: Entry;
      /** The part that a follow-up asked for. */
      section?: SectionKey;
      /** The other one of two things that a message asks about. */
      also?: Entry;
      /** `also` was asked first, or is about somebody's safety. */
      alsoFirst?: true;
      /** What else the message asks about, to be offered behind the answer. */
      further?: Entry[];
      trust: number;
      /** It may be a danger as well: asked after before the answer. */
      careful?: true;
      /** A language model chose the entry. */
      byModel?: true;
    }
  /** At most four; `slot` is the question whose replies lead to them. */
  | { kind: 'choices'; entries: Entry[]; slot?: SlotQuestion; trust: number }
  | { kind: 'danger'; card: DangerCard }
  | { kind: 'person'; id: 'asked' | 'missed'; text: string }
  /** A fixed sentence; `entries` are topics to go on with. */
  | {
      kind: 'redirect';
      id: string;
      reason: Exclude<Special['kind'], 'person'> | 'nonsense';
      text: string;
      entries: Entry[];
    };

export interface Conversation {
  index: Index;
  /** Entry that was answered last in this conversation. */
  lastEntryId?: string;
  /** The other entry, where the last answer was about two things. */
  lastAlsoId?: string;
  /** Misses in a row before this message. */
  misses: number;
  /** Day from which deadlines are counted; the computer's where none is given. */
  today?: LegalDate;
}

const mostChoices = 4;
/** So many of the nearest entries may be told apart by a question. */
const askedAbout = 4;
/** Choices are looked for so far down the ranking. */
export const deeply = 40;
/** After this many misses in a row a person takes over. */
const mostMisses = 2;
/** From this trust on choices are about what the message says itself, not about what went before. */
const ownMatter = 0.75;
/** Below this trust a message says next to nothing by itself. */
const saysSomething = 0.1;
/** From this likeness to legal matters on, and with so many characters, choices are offered where nothing may fit. */
const soundsLegal = 0.95;
const shortestMatter = 5;
/** A fixed sentence is followed by topics only where more was said than this many characters. */
const longestBare = 6;
/** A bare word names a subject, not a question: it gets choices unless an entry has it as a phrasing. */
const bareWord = 2;

const missedText =
  '我没弄明白，别着急，请工作人员接着帮您：回复“人工”，或打12348。您也可以换个说法，说说谁欠您钱、受了什么伤、家里怎么了。';

/** Decides what a message gets: danger first, then requests to refuse, a follow-up, an answer, choices, a person. */
export function decide(
  said: string,
  { index, lastEntryId, lastAlsoId, misses, today }: Conversation,
): Outcome {
  const seen = triage(said, today);
  if (seen?.kind === 'danger') return { kind: 'danger', card: seen.card };
  const last = lastEntryId === undefined ? undefined : index.byId.get(lastEntryId);
  const ranking = rank(index, said, last ? { topic: last.topic } : {}, deeply);
  const sure = trust(index, ranking, said);
  const { thresholds } = index.weights;

  if (seen?.kind === 'person') return { kind: 'person', id: 'asked', text: seen.text };
  // 能赢吗 alone names no topic.
  const named = compact(said).length > longestBare && sure >= thresholds.choices;
  const on = last && sure >= thresholds.choices ? goingOn(index, said, ranking, last) : undefined;
  // How a sum is worked out is in the entries; what a case will bring is for nobody to say.
  const sum = on && seen?.kind === 'facts' && asksForSum(said);
  if (sum) return { kind: 'answer', entry: on, trust: sure };
  if (seen && !seen.yields) return redirect(seen, named ? ranking : []);

  const aid = last && aidFor(index, said, last);
  if (aid) return { kind: 'answer', entry: aid, trust: 1 };
  const section = last && askedSection(said);
  const [asked, other] = [lastEntryId, lastAlsoId].flatMap((id) => {
    const entry = id === undefined ? undefined : index.byId.get(id);
    return section && entry?.sections[section] ? [entry] : [];
  });
  if (section && asked)
    return { kind: 'answer', entry: asked, section, ...(other && { also: other }), trust: 1 };

  const bare = compact(said).length <= bareWord && (ranking[0]?.signals.similarity ?? 0) < 0.95;
  const direct = sure >= leastTrust(index, said) && !bare;
  const pair = twoTopics(index, said, direct);
  if (direct || pair) {
    const careful = seen?.id === safeId;
    const entry = pair?.nearest ?? ranking[0]!.entry;
    const also = pair?.told.find((one) => one !== entry);
    const further = furtherMatters(index, said, also ? [entry, also] : [entry]);
    return {
      kind: 'answer',
      entry,
      ...(also && { also }),
      ...(also && also === pair?.told[0] && { alsoFirst: true }),
      ...(further.length > 0 && { further }),
      ...(careful && { careful }),
      trust: sure,
    };
  }
  if (on && !bare && !seen) return { kind: 'answer', entry: on, trust: sure };
  const clause = seen?.yields ? namedByClause(index, said) : undefined;
  if (clause)
    return { kind: 'answer', entry: clause, ...(seen?.id === safeId && { careful: true }), trust: sure };
  if (seen) return redirect(seen, named ? ranking : []);
  const near = last && !bare && sure < ownMatter ? nearby(index, said, last) : [];
  if (bare && (ranking[0]?.signals.coveredWords ?? 0) > 0) return choices(ranking, sure, near);
  const unsure = sure < thresholds.choices;
  if (unsure && misses >= mostMisses - 1) return { kind: 'person', id: 'missed', text: missedText };
  if (!unsure || looksLegal(ranking, said))
    return choices(ranking, sure, near, furtherMatters(index, said, []));
  return { kind: 'redirect', id: 'nonsense', reason: 'nonsense', text: nonsenseText(), entries: [] };
}

/** Whether a message sounds like a legal matter, though nothing may fit: it gets the nearest there is, once. */
function looksLegal([first]: Scored[], said: string): boolean {
  return first !== undefined && first.legal >= soundsLegal && compact(said).length >= shortestMatter;
}

/** Whether a first message can get a direct answer at all: no danger, no fixed sentence, more than a bare word. */
export function answerable(said: string): boolean {
  const seen = triage(said);
  return compact(said).length > bareWord && (seen === undefined || (seen.kind !== 'danger' && seen.yields));
}

/** Kinds of fixed sentences that a topic may follow: after asking how somebody is, help goes on. */
const withTopics = new Set<Special['kind']>(['facts', 'empathy']);

/** The entry that one clause of a complaint names word for word, whatever sighs stand around it: 烦死了，老板拖欠工资怎么办. */
function namedByClause(index: Index, said: string): Entry | undefined {
  for (const clause of clauses(said)) {
    const [first] = rank(index, clause, {});
    if (first && trust(index, [first], clause) === 1) return first.entry;
  }
  return undefined;
}

function redirect(seen: Special, ranking: Scored[]): Outcome {
  return {
    kind: 'redirect',
    id: seen.id,
    reason: seen.kind as Exclude<Special['kind'], 'person'>,
    text: seen.text,
    entries: withTopics.has(seen.kind) ? choicesOf(ranking).slice(0, mostTopics) : [],
  };
}

/**
 * Entries near to what was said, or the question whose replies tell the nearest apart. `goOn` are those that a talk may
 * go on to: they come first where the message says next to nothing by itself, else behind its three nearest. `matters` are
 * what its clauses tell, if more than one: each of them is offered.
 */
function choices(ranking: Scored[], sure: number, goOn: Entry[], matters: Entry[] = []): Outcome {
  const best = ranking[0]!.score;
  const near = ranking.slice(0, askedAbout).filter(({ score }) => score > best * leastShare);
  const asked = slotQuestion(near.map(({ entry }) => entry));
  if (asked && matters.length < 2)
    return { kind: 'choices', entries: asked.entries, slot: asked.question, trust: sure };
  const own = choicesOf(ranking);
  const named = matters.length < 2 ? [] : matters;
  const first = sure < saysSomething ? [] : own.slice(0, mostTopics);
  return {
    kind: 'choices',
    entries: [...new Set([...named, ...first, ...goOn, ...own])].slice(0, mostChoices),
    trust: sure,
  };
}
