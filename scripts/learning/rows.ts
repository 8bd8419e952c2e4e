import { readCorpus } from './corpus.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { namesDanger, patternsIn } from '../../server/answers/patterns.ts';
import { readSets } from '../../server/answers/questionSets.ts';
import { compact } from '../../server/answers/text.ts';

/** A message to learn from: with the card it must get, or the rule, or neither. */
export interface Row {
  say: string;
  card?: string;
  rule?: string;
  weight: number;
}

/** Topics whose questions can be a danger of the very moment (教练摸我, 婆婆和老公一起打我): they are no example of harmless. */
const nearDanger = new Set(['T40', 'T43', 'T47', 'T48', 'T52', 'T61']);

/** All messages to learn from: the corpus, the training half of the sets in `folder`, the entries' phrasings; none twice. */
export function gathered(folder: string): Row[] {
  const corpus = readCorpus()
    .filter(({ kind, name, say }) => kind !== 'topic' || isHarmless(name, say))
    .map(({ say, kind, name, weight }): Row => ({
      ...{ say, weight },
      ...(kind === 'danger' && { card: name }),
      ...(kind === 'special' && { rule: name }),
    }));
  // The ordinary messages set the thresholds: see calibration.ts.
  const own = readSets(folder, 'train')
    .filter(({ sort, want }) => sort !== 'ordinary' && !nearDanger.has(want?.split('.')[0] ?? ''))
    .map(({ say, sort, card }): Row => ({
      ...{ say: String(say), weight: 1 },
      ...(sort === 'crisis' && { card: card! }),
      ...(sort === 'special' && { rule: card! }),
    }));
  const phrasings = loadKnowledge().flatMap(({ topic, phrasings }) =>
    phrasings
      .map(String)
      .filter((say) => isHarmless(topic, say))
      .map((say): Row => ({ say, weight: 1 })),
  );
  const seen = new Set<string>();
  return [...corpus, ...own, ...phrasings].filter(({ say }) => {
    const text = compact(say);
    return text.length > 0 && !seen.has(text) && seen.add(text);
  });
}

/** Whether a question of a topic is surely no danger of the moment: 后天就过时效了 is a question, and a danger as well. */
function isHarmless(topic: string, say: string): boolean {
  return !nearDanger.has(topic) && !patternsIn(say).some(namesDanger);
}

/** Rules that sound like nothing else and are left to their patterns. */
const leftToPatterns = new Set(['greeting']);

/** Messages to learn from, and the classes that they tell: anything else, then the cards and the rules. */
export interface Classified {
  rows: Row[];
  cards: string[];
  rules: string[];
}

/** The messages without those of rules that are left to their patterns. */
export function classified(messages: readonly Row[]): Classified {
  const rows = messages.filter(({ rule }) => !rule || !leftToPatterns.has(rule));
  const namesIn = (kind: 'card' | 'rule'): string[] =>
    [...new Set(rows.flatMap((row) => row[kind] ?? []))].sort();
  return { rows, cards: namesIn('card'), rules: namesIn('rule') };
}
