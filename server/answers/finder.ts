import { featuresOf, familyOf, type FeatureKey } from './features.ts';
import { Highest } from './highest.ts';
import type { Index } from './indexing.ts';
import type { Entry } from './knowledge.ts';
import { saturation } from './postings.ts';
import { clauses, compact } from './text.ts';
import type { Signals } from './weights.ts';

export { buildIndex, type Index } from './indexing.ts';

export interface Scored {
  entry: Entry;
  score: number;
  signals: Signals;
  /** Cosine of the message with the entry by learnt meaning. */
  direction: number;
  /** From 0 to 1, how little the message is like those that no topic answers; the same for all entries. */
  familiar: number;
  /** From 0 to 1, how little it is like those that are no legal matter; the same for all entries. */
  legal: number;
}

export interface Context {
  /** Topic of the answer given last in this conversation. */
  topic?: string;
}

/** Entries that are measured closely, best by BM25. */
const candidates = 120;
/** From this length a message is told as a story, and its clauses are looked up one by one as well. */
export const storyLength = 26;
const mostClauses = 14;

/** What a text consists of, as far as the index knows it. */
interface Query {
  /** Every feature, known or not. */
  keys: FeatureKey[];
  known: number[];
  /** Sums of squared weights: of everything, of what is known, of words and concepts; unseen features included. */
  mass: number;
  knownMass: number;
  wordMass: number;
  bestBm25: number;
  concepts: number[];
  unknownConcepts: number;
}

export function queryOf(index: Index, text: string): Query {
  const { whole, weights } = index;
  const keys = featuresOf(text);
  const query: Query = {
    keys,
    known: [],
    mass: 0,
    knownMass: 0,
    wordMass: 0,
    bestBm25: 0,
    concepts: [],
    unknownConcepts: 0,
  };
  for (const key of keys) {
    const family = familyOf(key);
    const code = index.vocabulary.find(key);
    const isWord = family === 'word' || family === 'concept';
    if (code === undefined) {
      // Pairs and sounds across word borders are new in nearly every message: half weight.
      query.mass += weights.families[family] ** 2 * index.unseenPhrasingMass * (isWord ? 1 : 0.5);
      if (isWord) query.wordMass += whole.unseenMass(weights.families[family]);
      if (family === 'concept') query.unknownConcepts++;
      continue;
    }
    query.known.push(code);
    query.mass += index.mass[code]!;
    query.knownMass += index.mass[code]!;
    query.bestBm25 += whole.weight(code);
    if (isWord) query.wordMass += whole.weight(code) ** 2;
    if (family === 'concept') query.concepts.push(code);
  }
  return query;
}

/**
 * The entries nearest to a query by BM25, measured closely; of these only the `wanted` ones when they are given. Signals
 * that are not of the query alone are left 0.
 */
function measure(index: Index, query: Query, wanted?: Map<number, unknown>): Map<number, Signals> {
  const { whole, topics, topicOf, asked } = index;
  let bestTopic = 1e-6;
  for (const topic of topics.walk(query.known)) bestTopic = Math.max(bestTopic, topics.scores[topic]!);
  const bestBm25 = Math.max(query.bestBm25 * (saturation + 1), 1e-6);
  const { ranking } = index.weights;
  const bm25Of = (position: number): number => whole.scores[position]! / bestBm25;
  const topicOfEntry = (position: number): number => topics.scores[topicOf[position]!]! / bestTopic;
  const nearest = new Highest(candidates);
  for (const position of whole.walk(query.known, index.isWord))
    nearest.offer(position, ranking.bm25 * bm25Of(position) + ranking.topic * topicOfEntry(position));

  for (const code of query.known) asked[code] = index.mass[code]!;
  const askedConcepts = query.concepts.length + query.unknownConcepts;
  const measured = new Map<number, Signals>();
  for (const position of nearest.places()) {
    if (wanted && !wanted.has(position)) continue;
    const signals: Signals = {
      similarity: 0,
      coveredQuestion: 0,
      coveredPhrasing: 0,
      bm25: bm25Of(position),
      coveredWords: query.wordMass ? whole.shared[position]! / query.wordMass : 0,
      topic: topicOfEntry(position),
      clause: 0,
      concepts: 0,
      meaning: 0,
      topicMeaning: 0,
      topicGuess: 0,
      context: 0,
    };
    compare(index, position, query.mass, signals);
    let named = 0;
    for (const code of query.concepts) named += index.named.get(code)![position]!;
    signals.concepts = askedConcepts ? named / askedConcepts : 0;
    measured.set(position, signals);
  }
  for (const code of query.known) asked[code] = 0;
  return measured;
}

/** Writes into `signals` what the phrasings of an entry share with the question marked in `index.asked`. */
function compare(index: Index, position: number, questionMass: number, signals: Signals): void {
  const { asked } = index;
  const { codes, ends } = index.phrasings[position]!;
  const masses = index.phrasingMass[position]!;
  for (let phrasing = 0, at = 0; phrasing < ends.length; phrasing++) {
    let shared = 0;
    for (const end = ends[phrasing]!; at < end; at++) shared += asked[codes[at]!]!;
    if (!shared) continue;
    const mass = masses[phrasing]!;
    const similarity = shared / Math.sqrt(mass * questionMass);
    if (similarity > signals.similarity) {
      signals.similarity = similarity;
      signals.coveredQuestion = shared / questionMass;
    }
    signals.coveredPhrasing = Math.max(signals.coveredPhrasing, shared / mass);
  }
}

/** Entries by how well they fit what was said, best first; at most `limit`. */
export function rank(index: Index, said: string, context: Context = {}, limit = 10): Scored[] {
  const text = compact(said);
  if (!text) return [];
  const query = queryOf(index, text);
  const measured = measure(index, query);
  for (const signals of measured.values()) signals.clause = signals.similarity;
  if (text.length >= storyLength) {
    const perClause = new Map<number, number>();
    for (const clause of clauses(said).slice(0, mostClauses)) {
      for (const [position, { similarity }] of measure(index, queryOf(index, clause), measured))
        perClause.set(position, Math.max(perClause.get(position) ?? 0, similarity));
    }
    for (const [position, best] of perClause) measured.get(position)!.clause = best;
  }
  const meant = index.directions.of(query.keys);
  const guessed = index.guess?.of(said);
  const ranking = Object.entries(index.weights.ranking) as [keyof Signals, number][];
  const scored: Scored[] = [];
  for (const [position, signals] of measured) {
    const entry = index.entries[position]!;
    signals.meaning = meant.entries[position]!;
    signals.topicMeaning = meant.topics[index.topicOf[position]!]!;
    signals.topicGuess = guessed?.topics.get(entry.topic) ?? 0;
    signals.context = context.topic === entry.topic ? 1 : 0;
    let score = 0;
    for (const [name, weight] of ranking) score += weight * signals[name];
    scored.push({
      entry,
      score,
      signals,
      direction: meant.likeness[position]!,
      familiar: guessed?.familiar ?? 0,
      legal: guessed?.legal ?? 0,
    });
  }
  return scored
    .sort((one, other) => other.score - one.score || one.entry.id.localeCompare(other.entry.id))
    .slice(0, limit);
}
