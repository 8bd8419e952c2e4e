import { Counter, type Bag, type Said } from './bags.ts';
import { familyOf, runOf, type FeatureKey } from './features.ts';
import type { Entry } from './knowledge.ts';
import { Directions, learntMeaning, type Meaning } from './meaning.ts';
import { Postings, rarity } from './postings.ts';
import { compact } from './text.ts';
import { learntTopicGuess, type TopicGuess } from './topicGuess.ts';
import { Vocabulary } from './vocabulary.ts';
import { learntWeights, type Weights } from './weights.ts';

/** An inverted index over entries, with the features of each of their phrasings. Not changed after it was built. */
export interface Index {
  entries: Entry[];
  byId: Map<string, Entry>;
  weights: Weights;
  vocabulary: Vocabulary;
  /** 1 for the codes of words and concepts. */
  isWord: Uint8Array;
  whole: Postings;
  /** Everything that a topic's entries say, as one document each. */
  topics: Postings;
  /** Entry → position of its topic. */
  topicOf: Int32Array;
  phrasings: Said[];
  /** Squared weight of each code among phrasings; 0 when nearly all have it. */
  mass: Float32Array;
  /** Summed over each phrasing of each entry. */
  phrasingMass: Float64Array[];
  unseenPhrasingMass: number;
  /** Code of a concept → 1 for each entry whose phrasings name it. */
  named: Map<number, Uint8Array>;
  directions: Directions;
  guess: TopicGuess | undefined;
  /** Scratch: masses of the codes of the question being measured. */
  asked: Float32Array;
}

/** Parts of an entry beyond its phrasings count this much in BM25: an answer's words are not a resident's. */
const bodyShare = 0.3;
/** A feature in more phrasings than this share says nothing about likeness. */
const tooCommon = 0.12;
const leastCommon = 50;

/** Features of texts that were worked out before, as positions in `keys`, distinct for each text. */
export interface Worked {
  keys: FeatureKey[];
  positionsOf: (text: string) => number[] | undefined;
}

/** Indexes entries. `weights`, `meaning` and `guess` are the checked-in ones unless a learning run passes its own. */
export function buildIndex(
  entries: Entry[],
  weights: Weights = learntWeights(),
  worked: Worked = { keys: [], positionsOf: () => undefined },
  meaning: Meaning = learntMeaning(),
  guess: TopicGuess | undefined = learntTopicGuess(),
): Index {
  const vocabulary = new Vocabulary();
  const counter = new Counter();
  const translate = vocabulary.translator(worked.keys);
  const codesOf = (text: string): Int32Array => {
    const positions = worked.positionsOf(text);
    return positions ? translate(positions) : vocabulary.add(runOf(compact(text)));
  };
  const phrasings: Said[] = [];
  const bags = entries.map((entry) => {
    const found = [entry.question, ...entry.phrasings].map(codesOf);
    for (const codes of found) counter.add(codes, 1);
    phrasings.push(together(found));
    counter.add(codesOf(bodyOf(entry)), bodyShare);
    return counter.take();
  });

  const topicNames = [...new Set(entries.map((entry) => entry.topic))];
  const topicOf = Int32Array.from(entries, (entry) => topicNames.indexOf(entry.topic));
  const { keys } = vocabulary;
  const families = keys.map(familyOf);
  const byFamily = Float32Array.from(families, (name) => weights.families[name]);
  const size = phrasings.reduce((sum, { ends }) => sum + ends.length, 0);
  const mass = massesOf(phrasings, size, byFamily);
  return {
    entries,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    weights,
    vocabulary,
    isWord: Uint8Array.from(families, (name) => (name === 'word' || name === 'concept' ? 1 : 0)),
    whole: new Postings(bags, byFamily),
    topics: new Postings(bagsOfTopics(bags, topicOf, topicNames.length), byFamily),
    topicOf,
    phrasings,
    mass,
    phrasingMass: phrasings.map((said) => sums(said, mass)),
    unseenPhrasingMass: rarity(size, 0) ** 2,
    named: namesOf(
      phrasings,
      families.flatMap((name, code) => (name === 'concept' ? [code] : [])),
    ),
    directions: new Directions(meaning, keys, phrasings, topicOf),
    guess,
    asked: new Float32Array(keys.length),
  };
}

/** What an entry says beyond its phrasings. */
const bodyOf = (entry: Entry): string =>
  [entry.topicTitle, entry.answer, ...Object.values(entry.sections)].join(' ');

/** Every text that an entry is found by. */
export const textsOf = (entry: Entry): string[] => [entry.question, ...entry.phrasings, bodyOf(entry)];

function together(found: Int32Array[]): Said {
  let length = 0;
  const ends = Int32Array.from(found, (codes) => (length += codes.length));
  const codes = new Int32Array(length);
  found.forEach((part, at) => codes.set(part, ends[at]! - part.length));
  return { codes, ends };
}

function bagsOfTopics(bags: Bag[], topicOf: Int32Array, topics: number): Bag[] {
  const ofTopic = Array.from({ length: topics }, (): Bag[] => []);
  bags.forEach((bag, entry) => ofTopic[topicOf[entry]!]!.push(bag));
  const counter = new Counter();
  return ofTopic.map((own) => {
    for (const bag of own) counter.addBag(bag);
    return counter.take();
  });
}

/** Squared weight of each code among `size` phrasings. */
function massesOf(phrasings: Said[], size: number, byFamily: Float32Array): Float32Array {
  const frequency = new Int32Array(byFamily.length);
  for (const { codes } of phrasings) for (const code of codes) frequency[code]!++;
  const common = Math.max(leastCommon, size * tooCommon);
  return byFamily.map((weight, code) => {
    const found = frequency[code]!;
    return found > common ? 0 : (weight * rarity(size, found)) ** 2;
  });
}

/** Sum of the masses of each phrasing. */
function sums({ codes, ends }: Said, mass: Float32Array): Float64Array {
  let at = 0;
  return Float64Array.from(ends, (end) => {
    let sum = 0;
    for (; at < end; at++) sum += mass[codes[at]!]!;
    return sum;
  });
}

function namesOf(phrasings: Said[], concepts: number[]): Map<number, Uint8Array> {
  const named = new Map(concepts.map((code) => [code, new Uint8Array(phrasings.length)]));
  phrasings.forEach(({ codes }, entry) => {
    for (const code of codes) {
      const naming = named.get(code);
      if (naming) naming[entry] = 1;
    }
  });
  return named;
}
