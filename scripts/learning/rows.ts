import { readCorpus } from '../../server/answers/alarm/corpus.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { namesDanger, patternsIn } from '../../server/answers/patterns.ts';
import { readSets } from '../../server/answers/questionSets.ts';
import { compact } from '../../server/answers/text.ts';

/** A message to learn from: with the card it must get, or the rule, or neither. */
export interface Row {
  say: string;
  source: 'corpus' | 'sets' | 'ordinary' | 'entries';
  card?: string;
  rule?: string;
  weight: number;
}

/** Topics whose questions can be a danger of the very moment (教练摸我, 婆婆和老公一起打我): they are no example of harmless. */
const nearDanger = new Set(['T40', 'T43', 'T47', 'T48', 'T52', 'T61']);

/** All messages to learn from: the corpus, the training half of the sets in `folder`, the entries' phrasings; none twice. */
export function gathered(folder: string): Row[] {
  const corpus = readCorpus().map(({ say, kind, name, weight }): Row => ({
    ...{ say, source: 'corpus', weight },
    ...(kind === 'danger' && { card: name! }),
    ...(kind === 'special' && { rule: name! }),
  }));
  const own = readSets(folder, 'train')
    .filter(({ want }) => !nearDanger.has(want?.split('.')[0] ?? ''))
    .map(({ say, sort, card }): Row => ({
      ...{ say: String(say), source: sort === 'ordinary' ? 'ordinary' : 'sets' },
      weight: sort === 'ordinary' ? 2 : 1,
      ...(sort === 'crisis' && { card: card! }),
      ...(sort === 'special' && { rule: card! }),
    }));
  const phrasings = loadKnowledge()
    .filter(({ topic }) => !nearDanger.has(topic))
    .flatMap(({ phrasings }) => phrasings)
    // 后天就过时效了 is a phrasing, and a danger as well.
    .filter((say) => !patternsIn(String(say)).some(namesDanger))
    .map((say): Row => ({ say: String(say), source: 'entries', weight: 1 }));
  const seen = new Set<string>();
  return [...corpus, ...own, ...phrasings].filter(({ say }) => {
    const text = compact(say);
    return text.length > 0 && !seen.has(text) && seen.add(text);
  });
}
