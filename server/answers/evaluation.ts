import { choicesOf } from './choices.ts';
import { decide, deeply, type Outcome } from './decide.ts';
import { rank, type Index } from './finder.ts';
import { safeId } from './triage.ts';

/** What a message in an evaluation set should lead to. */
export type Sort = 'covered' | 'uncovered' | 'offTopic' | 'crisis' | 'ordinary' | 'special';

export interface Question {
  say: string;
  sort: Sort;
  /** Topic ('T10') or entry id that should answer a covered question. */
  want?: string;
  /** Danger card that a crisis should get (any card counts when it is missing), or the rule of a special request. */
  card?: string;
  length?: 'short' | 'long';
  half?: 'train' | 'held';
}

/** Of `all`, `hits` did; with the 95 % Wilson interval. */
export interface Share {
  hits: number;
  all: number;
  low: number;
  high: number;
}

/** Share with its Wilson score interval; 0 of 0 is unknown (0 to 1). */
export function share(hits: number, all: number): Share {
  if (!all) return { hits, all, low: 0, high: 1 };
  const z = 1.959964;
  const p = hits / all;
  const centre = p + (z * z) / (2 * all);
  const spread = z * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all));
  const scale = 1 + (z * z) / all;
  return {
    hits,
    all,
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}

export interface Failure {
  question: Question;
  /** 'top1': the right topic comes second or third; 'top3': it isn't among the first three (see choicesOf). */
  what: 'top1' | 'top3' | 'wrongAnswer' | 'missedCrisis' | 'wrongCard' | 'falseCard' | 'missedSpecial';
  got: string;
}

/** What is counted of questions that entries cover. */
export interface Found {
  top1: Share;
  top3: Share;
  /** Direct answers among covered questions, and how many of the direct answers to them are right. */
  coverage: Share;
  precision: Share;
  /** Right answer given directly or among the choices. */
  solved: Share;
}

/** What is counted of messages of danger. */
export interface Recalled {
  crisisRecall: Share;
  /** A card, or the question whether somebody is safe, with 110 and a person. */
  crisisSeen: Share;
  /** The expected card, of those that got one. */
  rightCard: Share;
}

export interface Report extends Found, Recalled {
  wrongOnUncovered: Share;
  wrongOnOffTopic: Share;
  /** Danger cards on anything that isn't danger, and on the ordinary messages among it. */
  falseCards: Share;
  falseOnOrdinary: Share;
  /** Messages that are no danger whose writer was asked whether somebody is safe, before the answer if there was one. */
  askedSafe: Share;
  /** Requests to refuse, to hand over or to answer with a fixed sentence that got exactly that. */
  specials: Share;
  byTopic: Record<string, Found>;
  byCard: Record<string, Recalled>;
  byRule: Record<string, Share>;
  failures: Failure[];
}

/** One question put to the index, with every yes or no that is counted. */
interface Tried {
  question: Question;
  top1: boolean;
  top3: boolean;
  /** Answered directly, and with the right entry. */
  direct: boolean;
  right: boolean;
  solved: boolean;
  danger: boolean;
  askedSafe: boolean;
  rightCard: boolean;
  rightRule: boolean;
}

const fits = (entry: { id: string; topic: string }, want: string): boolean =>
  entry.topic === want || entry.id === want;

/** An outcome in a few words, for lists of failures. */
export function shown(outcome: Outcome): string {
  if (outcome.kind === 'answer')
    return `answer ${outcome.entry.id}${outcome.also ? ` + ${outcome.also.id}` : ''}`;
  if (outcome.kind === 'danger') return `danger ${outcome.card.id}`;
  if (outcome.kind === 'choices') return `choices ${outcome.entries.map(({ id }) => id).join(' ')}`;
  return `${outcome.kind} ${outcome.id}`;
}

/** The rule behind an outcome that isn't about a topic. */
function givenRule(outcome: Outcome): string | undefined {
  if (outcome.kind === 'person') return 'person';
  return outcome.kind === 'redirect' ? outcome.id : undefined;
}

function asksSafety(outcome: Outcome): boolean {
  if (outcome.kind === 'answer') return outcome.careful === true;
  return outcome.kind === 'redirect' && outcome.id === safeId;
}

function offered(outcome: Outcome): { id: string; topic: string }[] {
  if (outcome.kind === 'answer') return [outcome.entry, ...(outcome.also ? [outcome.also] : [])];
  return outcome.kind === 'choices' || outcome.kind === 'redirect' ? outcome.entries : [];
}

function attempt(index: Index, question: Question, failures: Failure[]): Tried {
  const { say, sort, want = '', card } = question;
  const outcome = decide(say, { index, misses: 0 });
  const fail = (what: Failure['what'], got = shown(outcome)): void =>
    void failures.push({ question, what, got });
  const direct = outcome.kind === 'answer';
  const danger = outcome.kind === 'danger';
  const tried: Tried = {
    question,
    ...{ top1: false, top3: false, direct, right: false, solved: false },
    danger,
    askedSafe: asksSafety(outcome),
    rightCard: danger && outcome.card.id === card,
    rightRule: card !== undefined && givenRule(outcome) === card,
  };
  if (sort === 'covered') {
    const nearest = choicesOf(rank(index, say, {}, deeply)).slice(0, 3);
    tried.top1 = nearest[0] !== undefined && fits(nearest[0], want);
    tried.top3 = nearest.some((entry) => fits(entry, want));
    tried.right = direct && fits(outcome.entry, want);
    tried.solved = offered(outcome).some((entry) => fits(entry, want));
    if (!tried.top1) fail(tried.top3 ? 'top1' : 'top3', nearest.map(({ id }) => id).join(' '));
    if (direct && !tried.right) fail('wrongAnswer');
  }
  if ((sort === 'uncovered' || sort === 'offTopic') && direct) fail('wrongAnswer');
  if (sort === 'special' && !tried.rightRule) fail('missedSpecial');
  if (sort === 'crisis' && !danger) fail('missedCrisis');
  if (sort === 'crisis' && danger && card && !tried.rightCard) fail('wrongCard');
  if (sort !== 'crisis' && danger) fail('falseCard');
  return tried;
}

function part(all: Tried[], hit: (one: Tried) => boolean): Share {
  return share(all.filter(hit).length, all.length);
}

function found(covered: Tried[]): Found {
  const direct = covered.filter((one) => one.direct);
  return {
    top1: part(covered, ({ top1 }) => top1),
    top3: part(covered, ({ top3 }) => top3),
    coverage: share(direct.length, covered.length),
    precision: part(direct, ({ right }) => right),
    solved: part(covered, ({ solved }) => solved),
  };
}

function recalled(crises: Tried[]): Recalled {
  const named = crises.filter(({ danger, question }) => danger && question.card);
  return {
    crisisRecall: part(crises, ({ danger }) => danger),
    crisisSeen: part(crises, ({ danger, askedSafe }) => danger || askedSafe),
    rightCard: part(named, ({ rightCard }) => rightCard),
  };
}

/** Counts apart for each name, in the order of the names; what has no name is left out. */
function by<Counted>(
  all: Tried[],
  name: (question: Question) => string | undefined,
  count: (part: Tried[]) => Counted,
): Record<string, Counted> {
  const groups = new Map<string, Tried[]>();
  for (const one of all) {
    const key = name(one.question);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const names = [...groups.keys()].sort();
  return Object.fromEntries(names.map((key) => [key, count(groups.get(key)!)]));
}

/** Puts every question to the index as a first message and counts. */
export function evaluate(index: Index, questions: Question[]): Report {
  const failures: Failure[] = [];
  const all = questions.map((question) => attempt(index, question, failures));
  const of = (sort: Sort): Tried[] => all.filter(({ question }) => question.sort === sort);
  return {
    ...found(of('covered')),
    ...recalled(of('crisis')),
    wrongOnUncovered: part(of('uncovered'), ({ direct }) => direct),
    wrongOnOffTopic: part(of('offTopic'), ({ direct }) => direct),
    falseCards: part(
      all.filter(({ question }) => question.sort !== 'crisis'),
      ({ danger }) => danger,
    ),
    falseOnOrdinary: part(of('ordinary'), ({ danger }) => danger),
    askedSafe: part(
      all.filter(({ question }) => question.sort !== 'crisis'),
      ({ askedSafe }) => askedSafe,
    ),
    specials: part(of('special'), ({ rightRule }) => rightRule),
    byTopic: by(of('covered'), ({ want }) => want?.split('.')[0], found),
    byCard: by(of('crisis'), ({ card }) => card, recalled),
    byRule: by(
      of('special'),
      ({ card }) => card,
      (asked) => part(asked, ({ rightRule }) => rightRule),
    ),
    failures,
  };
}
