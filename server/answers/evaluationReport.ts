import { evaluate, type Question, type Report, type Share } from './evaluation.ts';
import type { Index } from './finder.ts';
import { testSafety, type SafetyGroup, type SafetyResult } from './safety.ts';

/** The counted shares of a report. */
export type Measure = {
  [Key in keyof Report]: Report[Key] extends Share ? Key : never;
}[keyof Report];

/** Messages that are counted together: what is wanted of short questions isn't asked of long stories. */
export type SectionKind = 'short' | 'long' | 'rest';

export interface Section {
  title: string;
  half?: 'train' | 'held';
  kind?: SectionKind;
  messages: number;
  report: Report;
}

/** Everything `npm run evaluate` prints, as data. */
export interface EvaluationReport {
  /** Day of the run, 'YYYY-MM-DD'. */
  day: string;
  /** Entries that were served, and the day their weights were learnt. */
  entries: number;
  weightsLearntOn: string;
  sections: Section[];
  safety: SafetyResult[];
}

/** What is wanted of the held-out half: at least, or at most. */
export const aims: Record<SectionKind, Partial<Record<Measure, { least?: number; most?: number }>>> = {
  short: {
    top1: { least: 0.92 },
    top3: { least: 0.98 },
    coverage: { least: 0.7 },
    precision: { least: 0.97 },
  },
  long: { top1: { least: 0.75 }, top3: { least: 0.9 }, coverage: { least: 0.7 }, precision: { least: 0.97 } },
  rest: {
    wrongOnUncovered: { most: 0.03 },
    wrongOnOffTopic: { most: 0.005 },
    crisisRecall: { least: 0.99 },
    falseOnOrdinary: { most: 0.005 },
  },
};

/** Whether a share reaches an aim by its plain value, not by its bound. */
export function reaches(
  { hits, all }: Share,
  { least = 0, most = 1 }: { least?: number; most?: number },
): boolean {
  return hits / all >= least && hits / all <= most;
}

const kinds: SectionKind[] = ['short', 'long', 'rest'];
const halves = { train: 'half used for weights and thresholds', held: 'held-out half' };
const kindNames: Record<SectionKind, string> = {
  short: 'short questions',
  long: 'long stories',
  rest: 'everything else',
};

/** The own sets, each half apart, short questions, long stories and the rest apart. */
export function ownSections(index: Index, questions: Question[]): Section[] {
  return (['train', 'held'] as const).flatMap((half) =>
    kinds.map((kind) => {
      const part = questions.filter(
        (question) => question.half === half && (question.length ?? 'rest') === kind,
      );
      const title = `${halves[half]}, ${kindNames[kind]}`;
      return { title, half, kind, messages: part.length, report: evaluate(index, part) };
    }),
  );
}

/** Puts the own sets and the safety suite to the index. `day` ('YYYY-MM-DD') is the day of the run. */
export function evaluateAll(
  index: Index,
  day: string,
  { questions, safety }: { questions: Question[]; safety: SafetyGroup[] },
): EvaluationReport {
  return {
    day,
    entries: index.byId.size,
    weightsLearntOn: index.weights.learntOn,
    sections: ownSections(index, questions),
    safety: testSafety(index, safety),
  };
}
