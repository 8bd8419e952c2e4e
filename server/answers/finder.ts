import { featuresOf, type Family, type Feature, type FeatureKey } from './features.ts';
import type { Entry } from './knowledge.ts';
import { Directions, learntMeaning, type Meaning } from './meaning.ts';
import { Postings, rarity, saturation } from './postings.ts';
import { clauses, compact } from './text.ts';
import { learntWeights, type Signals, type Weights } from './weights.ts';

/** An inverted index over entries, with the features of each of their phrasings. Not changed after it was built. */
export interface Index {
  entries: Entry[];
  byId: Map<string, Entry>;
  weights: Weights;
  codes: Map<FeatureKey, number>;
  isWord: Uint8Array;
  isConcept: Uint8Array;
  whole: Postings;
  /** Everything that a topic's entries say, as one document each. */
  topics: Postings;
  /** Entry → position of its topic. */
  topicOf: Int32Array;
  /** Features of each entry's question and phrasings. */
  phrasings: Int32Array[][];
  /** Squared weight of each code among phrasings; 0 when nearly all have it. */
  mass: Float32Array;
  unseenPhrasingMass: number;
  /** Concepts that an entry's phrasings name. */
  concepts: Set<number>[];
  directions: Directions;
  /** Scratch: codes of the question being measured. */
  asked: Uint8Array;
}

export interface Scored {
  entry: Entry;
  score: number;
  signals: Signals;
  /** Cosine of the message with the entry by learnt meaning. */
  direction: number;
}

export interface Context {
  /** Topic of the answer given last in this conversation. */
  topic?: string;
}

/** Parts of an entry beyond its phrasings count this much in BM25: an answer's words are not a resident's. */
const bodyShare = 0.3;
/** A feature in more phrasings than this share says nothing about likeness. */
const tooCommon = 0.12;
const leastCommon = 50;
/** Entries that are measured closely, best by BM25. */
const candidates = 120;
/** From this length a message is told as a story, and its clauses are looked up one by one as well. */
export const storyLength = 26;
const mostClauses = 14;

/**
 * Indexes entries. `weights` and `meaning` are the checked-in ones unless a learning run passes its own; `worked` gives
 * the features of texts where they were worked out before.
 */
export function buildIndex(
  entries: Entry[],
  weights: Weights = learntWeights(),
  worked: (text: string) => Feature[] | undefined = () => undefined,
  meaning: Meaning = learntMeaning(),
): Index {
  const codes = new Map<FeatureKey, number>();
  const family: Family[] = [];
  const codesOf = (text: string): Int32Array =>
    Int32Array.from(worked(text) ?? featuresOf(compact(text)), (feature) => {
      let code = codes.get(feature.key);
      if (code === undefined) {
        codes.set(feature.key, (code = codes.size));
        family.push(feature.family);
      }
      return code;
    });

  const frequency: number[] = [];
  const whole: Map<number, number>[] = [];
  const phrasings = entries.map((entry) => {
    const counts = new Map<number, number>();
    const found = [entry.question, ...entry.phrasings].map(codesOf);
    for (const of of found) {
      for (const code of of) {
        counts.set(code, (counts.get(code) ?? 0) + 1);
        frequency[code] = (frequency[code] ?? 0) + 1;
      }
    }
    for (const code of codesOf(bodyOf(entry))) counts.set(code, (counts.get(code) ?? 0) + bodyShare);
    whole.push(counts);
    return found;
  });

  const topicNames = [...new Set(entries.map((entry) => entry.topic))];
  const topicOf = Int32Array.from(entries, (entry) => topicNames.indexOf(entry.topic));
  const topics = topicNames.map(() => new Map<number, number>());
  whole.forEach((counts, position) => {
    const together = topics[topicOf[position]!]!;
    for (const [code, count] of counts) together.set(code, (together.get(code) ?? 0) + count);
  });

  const keys = [...codes.keys()];
  const byFamily = Float32Array.from(family, (name) => weights.families[name]);
  const isConcept = Uint8Array.from(family, (name) => (name === 'concept' ? 1 : 0));
  const size = phrasings.reduce((sum, found) => sum + found.length, 0);
  const common = Math.max(leastCommon, size * tooCommon);
  return {
    entries,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    weights,
    codes,
    isWord: Uint8Array.from(family, (name) => (name === 'word' || name === 'concept' ? 1 : 0)),
    isConcept,
    whole: new Postings(whole, byFamily),
    topics: new Postings(topics, byFamily),
    topicOf,
    phrasings,
    mass: Float32Array.from(byFamily, (weight, code) => {
      const found = frequency[code] ?? 0;
      return found > common ? 0 : (weight * rarity(size, found)) ** 2;
    }),
    unseenPhrasingMass: rarity(size, 0) ** 2,
    concepts: phrasings.map(
      (found) => new Set(found.flatMap((of) => [...of.filter((code) => isConcept[code])])),
    ),
    directions: new Directions(
      meaning,
      phrasings.map((found) => found.map((of) => Array.from(of, (code) => keys[code]!))),
      topicOf,
    ),
    asked: new Uint8Array(codes.size),
  };
}

/** What an entry says beyond its phrasings. */
const bodyOf = (entry: Entry): string =>
  [entry.topicTitle, entry.answer, ...Object.values(entry.sections)].join(' ');

/** Every text that an entry is found by. */
export const textsOf = (entry: Entry): string[] => [entry.question, ...entry.phrasings, bodyOf(entry)];

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
  const features = featuresOf(text);
  const query: Query = {
    keys: features.map(({ key }) => key),
    known: [],
    mass: 0,
    knownMass: 0,
    wordMass: 0,
    bestBm25: 0,
    concepts: [],
    unknownConcepts: 0,
  };
  for (const { key, family } of features) {
    const code = index.codes.get(key);
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

type Measured = Omit<Signals, 'clause' | 'context' | 'meaning' | 'topicMeaning'>;

/** The entries nearest to a query by BM25, measured closely. */
function measure(index: Index, query: Query): Map<number, Measured> {
  const topicScores = new Float32Array(index.entries.length ? Math.max(...index.topicOf) + 1 : 0);
  let bestTopic = 1e-6;
  index.topics.walk(
    query.known,
    () => false,
    (topic, score) => {
      topicScores[topic] = score;
      bestTopic = Math.max(bestTopic, score);
    },
  );
  const best = Math.max(query.bestBm25 * (saturation + 1), 1e-6);
  const { ranking } = index.weights;
  const found: { position: number; bm25: number; topic: number; coveredWords: number; rough: number }[] = [];
  index.whole.walk(
    query.known,
    (code) => index.isWord[code] === 1,
    (position, score, shared) => {
      const bm25 = score / best;
      const topic = topicScores[index.topicOf[position]!]! / bestTopic;
      const rough = ranking.bm25 * bm25 + ranking.topic * topic;
      found.push({
        position,
        bm25,
        topic,
        coveredWords: query.wordMass ? shared / query.wordMass : 0,
        rough,
      });
    },
  );
  if (found.length > candidates) {
    found.sort((one, other) => other.rough - one.rough);
    found.length = candidates;
  }
  for (const code of query.known) index.asked[code] = 1;
  const measured = new Map<number, Measured>();
  for (const { position, bm25, topic, coveredWords } of found) {
    const signals = {
      similarity: 0,
      coveredQuestion: 0,
      coveredPhrasing: 0,
      bm25,
      coveredWords,
      topic,
      concepts: 0,
    };
    for (const codes of index.phrasings[position]!) compare(index, codes, query.mass, signals);
    const named = query.concepts.filter((code) => index.concepts[position]!.has(code)).length;
    const asked = query.concepts.length + query.unknownConcepts;
    signals.concepts = asked ? named / asked : 0;
    measured.set(position, signals);
  }
  for (const code of query.known) index.asked[code] = 0;
  return measured;
}

/** Takes over into `signals` what one phrasing shares with the question marked in `index.asked`. */
function compare(index: Index, codes: Int32Array, questionMass: number, signals: Measured): void {
  let mass = 0;
  let shared = 0;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at]!;
    mass += index.mass[code]!;
    if (index.asked[code]) shared += index.mass[code]!;
  }
  if (!shared) return;
  const similarity = shared / Math.sqrt(mass * questionMass);
  if (similarity > signals.similarity) {
    signals.similarity = similarity;
    signals.coveredQuestion = shared / questionMass;
  }
  signals.coveredPhrasing = Math.max(signals.coveredPhrasing, shared / mass);
}

/** Entries by how well they fit what was said, best first; at most `limit`. */
export function rank(index: Index, said: string, context: Context = {}, limit = 10): Scored[] {
  const text = compact(said);
  if (!text) return [];
  const query = queryOf(index, text);
  const measured = measure(index, query);
  const perClause = new Map<number, number>();
  if (text.length >= storyLength) {
    for (const clause of clauses(said).slice(0, mostClauses)) {
      for (const [position, { similarity }] of measure(index, queryOf(index, clause))) {
        perClause.set(position, Math.max(perClause.get(position) ?? 0, similarity));
      }
    }
  }
  const meant = index.directions.of(query.keys);
  const { ranking } = index.weights;
  const scored = Array.from(measured, ([position, found]): Scored => {
    const entry = index.entries[position]!;
    const signals: Signals = {
      ...found,
      clause: perClause.get(position) ?? found.similarity,
      meaning: meant.entries[position]!,
      topicMeaning: meant.topics[position]!,
      context: context.topic === entry.topic ? 1 : 0,
    };
    let score = 0;
    for (const name of Object.keys(ranking) as (keyof Signals)[]) score += ranking[name] * signals[name];
    return { entry, score, signals, direction: meant.likeness[position]! };
  });
  return scored
    .sort((one, other) => other.score - one.score || one.entry.id.localeCompare(other.entry.id))
    .slice(0, limit);
}
