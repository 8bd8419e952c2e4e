import { decide, type Outcome } from './decide.ts';
import { rank, type Index } from './finder.ts';

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
  what: 'top1' | 'wrongAnswer' | 'missedCrisis' | 'wrongCard' | 'falseCard' | 'missedSpecial';
  got: string;
}

export interface Report {
  top1: Share;
  top3: Share;
  /** Direct answers among covered questions, and how many of all direct answers to them are right. */
  coverage: Share;
  precision: Share;
  /** Right answer given directly or among the choices. */
  solved: Share;
  wrongOnUncovered: Share;
  wrongOnOffTopic: Share;
  crisisRecall: Share;
  rightCard: Share;
  falseCards: Share;
  /** Requests to refuse, to hand over or to answer with a fixed sentence that got exactly that. */
  specials: Share;
  byTopic: Record<string, { top1: Share; precision: Share }>;
  failures: Failure[];
}

const fits = (entry: { id: string; topic: string }, want: string): boolean =>
  entry.topic === want || entry.id === want;

function shown(outcome: Outcome): string {
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

/** Puts every question to the index as a first message and counts. */
export function evaluate(index: Index, questions: Question[]): Report {
  const count = { covered: 0, top1: 0, top3: 0, direct: 0, right: 0, solved: 0 };
  const wrong = { uncovered: 0, offTopic: 0 };
  const all: Record<Sort, number> = {
    covered: 0,
    uncovered: 0,
    offTopic: 0,
    crisis: 0,
    ordinary: 0,
    special: 0,
  };
  const cards = { recalled: 0, named: 0, right: 0, false: 0, special: 0 };
  const topics = new Map<string, { all: number; top1: number; direct: number; right: number }>();
  const failures: Failure[] = [];
  for (const question of questions) {
    all[question.sort]++;
    const outcome = decide(question.say, { index, misses: 0 });
    const fail = (what: Failure['what'], got = shown(outcome)): void =>
      void failures.push({ question, what, got });
    if (question.sort === 'covered') {
      const { want = '' } = question;
      const ranking = rank(index, question.say, {}, 3);
      const topic = want.split('.')[0]!;
      const row = topics.get(topic) ?? { all: 0, top1: 0, direct: 0, right: 0 };
      topics.set(topic, row);
      row.all++;
      if (ranking[0] && fits(ranking[0].entry, want)) {
        count.top1++;
        row.top1++;
      } else fail('top1', ranking.map(({ entry }) => entry.id).join(' '));
      if (ranking.some(({ entry }) => fits(entry, want))) count.top3++;
      const offered =
        outcome.kind === 'answer'
          ? [outcome.entry, ...(outcome.also ? [outcome.also] : [])]
          : outcome.kind === 'choices'
            ? outcome.entries
            : outcome.kind === 'danger' && outcome.entry
              ? [outcome.entry]
              : [];
      if (offered.some((entry) => fits(entry, want))) count.solved++;
      if (outcome.kind === 'answer') {
        count.direct++;
        row.direct++;
        if (fits(outcome.entry, want)) {
          count.right++;
          row.right++;
        } else fail('wrongAnswer');
      }
    }
    if ((question.sort === 'uncovered' || question.sort === 'offTopic') && outcome.kind === 'answer') {
      wrong[question.sort]++;
      fail('wrongAnswer');
    }
    if (question.sort === 'special') {
      if (givenRule(outcome) === question.card) cards.special++;
      else fail('missedSpecial');
    }
    if (question.sort === 'crisis') {
      if (outcome.kind === 'danger') {
        cards.recalled++;
        if (question.card) {
          cards.named++;
          if (question.card === outcome.card.id) cards.right++;
          else fail('wrongCard');
        }
      } else fail('missedCrisis');
    } else if (outcome.kind === 'danger') {
      cards.false++;
      fail('falseCard');
    }
  }
  return {
    top1: share(count.top1, all.covered),
    top3: share(count.top3, all.covered),
    coverage: share(count.direct, all.covered),
    precision: share(count.right, count.direct),
    solved: share(count.solved, all.covered),
    wrongOnUncovered: share(wrong.uncovered, all.uncovered),
    wrongOnOffTopic: share(wrong.offTopic, all.offTopic),
    crisisRecall: share(cards.recalled, all.crisis),
    rightCard: share(cards.right, cards.named),
    falseCards: share(cards.false, questions.length - all.crisis),
    specials: share(cards.special, all.special),
    byTopic: Object.fromEntries(
      [...topics]
        .sort()
        .map(([topic, row]) => [
          topic,
          { top1: share(row.top1, row.all), precision: share(row.right, row.direct) },
        ]),
    ),
    failures,
  };
}
