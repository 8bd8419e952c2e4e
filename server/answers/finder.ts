import { conceptsIn, featuresOf, type Family, type FeatureKey } from './features.ts';
import type { Entry } from './knowledge.ts';
import { Postings } from './postings.ts';
import { clauses, compact } from './text.ts';
import { learntWeights, type Signals, type TrustSignals, type Weights } from './weights.ts';

/** An inverted index over entries and over each of their phrasings. Read-only after it was built. */
export interface Index {
  entries: Entry[];
  byId: Map<string, Entry>;
  weights: Weights;
  codes: Map<FeatureKey, number>;
  /** Phrasing → position of its entry. */
  owner: Int32Array;
  /** Sum of squared weights of each phrasing's features. */
  mass: Float32Array;
  phrasings: Postings;
  whole: Postings;
  /** Length of each entry's whole text relative to the mean, for BM25. */
  relativeLength: Float32Array;
  concepts: Set<string>[];
}

export interface Scored {
  entry: Entry;
  score: number;
  signals: Signals;
}

export interface Context {
  /** Topic of the answer given last in this conversation. */
  topic?: string;
}

/** Parts of an entry beyond its phrasings count this much in BM25: an answer's words are not a resident's. */
const bodyShare = 0.3;
const saturation = 1.2;
/** A feature in more phrasings than this share says nothing and is not walked. */
const tooCommon = 0.12;

/** Indexes entries; about a second for 5,000. `weights` are the checked-in ones unless a learning run passes its own. */
export function buildIndex(entries: Entry[], weights: Weights = learntWeights()): Index {
  const codes = new Map<FeatureKey, number>();
  const family: Family[] = [];
  const phrasingCodes: Int32Array[] = [];
  const owner: number[] = [];
  const wholeCounts: Map<number, number>[] = [];
  const codesOf = (text: string): Int32Array =>
    Int32Array.from(featuresOf(compact(text)), (feature) => {
      let code = codes.get(feature.key);
      if (code === undefined) {
        codes.set(feature.key, (code = codes.size));
        family.push(feature.family);
      }
      return code;
    });

  entries.forEach((entry, position) => {
    const counts = new Map<number, number>();
    for (const phrasing of [entry.question, ...entry.phrasings]) {
      const found = codesOf(phrasing);
      phrasingCodes.push(found);
      owner.push(position);
      for (const code of found) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    for (const code of codesOf([entry.topicTitle, entry.answer, ...Object.values(entry.sections)].join(' '))) {
      counts.set(code, (counts.get(code) ?? 0) + bodyShare);
    }
    wholeCounts.push(counts);
  });

  const byFamily = Float32Array.from(family, (name) => weights.families[name]);
  const phrasings = Postings.from(phrasingCodes, byFamily, tooCommon);
  const whole = Postings.fromCounts(wholeCounts, byFamily);
  const lengths = wholeCounts.map((counts) => Array.from(counts.values()).reduce((sum, count) => sum + count, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return {
    entries,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    weights,
    codes,
    owner: Int32Array.from(owner),
    mass: Float32Array.from(phrasingCodes, (found) => phrasings.massOf(found)),
    phrasings,
    whole,
    relativeLength: Float32Array.from(lengths, (length) => length / mean),
    concepts: entries.map((entry) => conceptsIn(compact([entry.question, ...entry.phrasings].join('，')))),
  };
}

type Measured = Omit<Signals, 'clause' | 'context'>;

/** All entries that share something with a compact text, measured. */
function measure(index: Index, text: string): Map<number, Measured> {
  const { phrasings, whole, weights } = index;
  const known: number[] = [];
  let questionMass = 0;
  let bestBm25 = 0;
  for (const { key, family } of featuresOf(text)) {
    const code = index.codes.get(key);
    if (code === undefined) {
      questionMass += phrasings.unseenMass(weights.families[family], family === 'word' ? 1 : 0.5);
    } else {
      known.push(code);
      questionMass += phrasings.massOfCode(code);
      bestBm25 += whole.weight(code);
    }
  }
  const measured = new Map<number, Measured>();
  const at = (position: number): Measured => {
    let found = measured.get(position);
    if (!found) {
      found = { similarity: 0, coveredQuestion: 0, coveredPhrasing: 0, bm25: 0, concepts: 0 };
      measured.set(position, found);
    }
    return found;
  };
  phrasings.overlap(known, (phrasing, shared) => {
    const mass = index.mass[phrasing]!;
    const signals = at(index.owner[phrasing]!);
    const similarity = shared / Math.sqrt(mass * questionMass);
    if (similarity > signals.similarity) {
      signals.similarity = similarity;
      signals.coveredQuestion = shared / questionMass;
    }
    signals.coveredPhrasing = Math.max(signals.coveredPhrasing, shared / mass);
  });
  whole.bm25(known, index.relativeLength, saturation, (position, score) => {
    at(position).bm25 = score / Math.max(bestBm25 * (saturation + 1), 1e-6);
  });
  const asked = conceptsIn(text);
  if (asked.size) {
    for (const [position, signals] of measured) {
      let shared = 0;
      for (const concept of asked) if (index.concepts[position]!.has(concept)) shared++;
      signals.concepts = shared / asked.size;
    }
  }
  return measured;
}

/** From this length a message is told as a story, and its clauses are looked up one by one as well. */
const storyLength = 26;
const mostClauses = 14;

/** Entries by how well they fit what was said, best first; at most `limit`. */
export function rank(index: Index, said: string, context: Context = {}, limit = 10): Scored[] {
  const text = compact(said);
  if (!text) return [];
  const measured = measure(index, text);
  const perClause = new Map<number, number>();
  if (text.length >= storyLength) {
    for (const clause of clauses(said).slice(0, mostClauses)) {
      for (const [position, { similarity }] of measure(index, clause)) {
        perClause.set(position, Math.max(perClause.get(position) ?? 0, similarity));
      }
    }
  }
  const scored: Scored[] = [];
  const { ranking } = index.weights;
  for (const [position, found] of measured) {
    const entry = index.entries[position]!;
    const signals: Signals = {
      ...found,
      clause: perClause.get(position) ?? found.similarity,
      context: context.topic === entry.topic ? 1 : 0,
    };
    let score = 0;
    for (const name of Object.keys(ranking) as (keyof Signals)[]) score += ranking[name] * signals[name];
    scored.push({ entry, score, signals });
  }
  return scored.sort((one, other) => other.score - one.score || one.entry.id.localeCompare(other.entry.id)).slice(0, limit);
}

/** What speaks for and against trusting the first of a ranking. */
export function trustSignals(ranking: Scored[], said: string): TrustSignals {
  const [first, second] = ranking;
  if (!first) return { similarity: 0, coveredQuestion: 0, margin: 0, concepts: 0, long: 0 };
  return {
    similarity: Math.max(first.signals.similarity, first.signals.clause),
    coveredQuestion: first.signals.coveredQuestion,
    margin: (first.score - (second?.score ?? 0)) / Math.max(first.score, 1e-6),
    concepts: first.signals.concepts,
    long: compact(said).length >= storyLength ? 1 : 0,
  };
}

/** Estimated probability that the first of a ranking answers what was said. */
export function trust(index: Index, ranking: Scored[], said: string): number {
  if (!ranking.length) return 0;
  const signals = trustSignals(ranking, said);
  const weights = index.weights.trust;
  let sum = weights.bias;
  for (const name of Object.keys(signals) as (keyof TrustSignals)[]) sum += weights[name] * signals[name];
  return 1 / (1 + Math.exp(-sum));
}
