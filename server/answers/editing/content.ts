import { createHash } from 'node:crypto';
import { problem } from '../../platform/problems.ts';
import { readTopic, type Entry } from '../knowledge.ts';
import { citableSources, uncheckedOf } from '../servable.ts';
import { shapes } from './contract.ts';

/** An entry as it is edited: its topic and its fields as in a topic file, without what the review adds. */
export interface EntryContent {
  topic: string;
  title: string;
  entry: Omit<Entry, 'topic' | 'topicTitle' | 'reviewer' | 'reviewedOn' | 'reviewBy'>;
}

/** Who signed, and until when the signature holds. */
export type Signature = Pick<Entry, 'reviewer' | 'reviewedOn' | 'reviewBy'>;

const unsigned: Signature = { reviewer: '未审核', reviewedOn: '1970-01-01', reviewBy: '1970-01-01' };

/** The part of an entry that editors write. */
export function contentOf({ topic, topicTitle, ...signed }: Entry): EntryContent {
  const { reviewer: _reviewer, reviewedOn: _on, reviewBy: _by, ...entry } = signed;
  return { topic, title: topicTitle, entry };
}

/**
 * The entry of a content under a signature.
 * @throws Problem `entry_faulty` with the first field that is wrong
 */
export function entryOf(content: EntryContent, signature: Signature): Entry {
  const { entries, wrong } = read(content, signature);
  if (!entries[0]) throw problem('entry_faulty', { fault: inChinese(wrong[0] ?? '') });
  return entries[0];
}

const read = ({ topic, title, entry }: EntryContent, signature: Signature) =>
  readTopic({ topic, title, entries: [withoutEmpty({ ...entry, ...signature })] });

/** The digest of a content: what was checked and reviewed is what is published. */
export const digestOf = (content: EntryContent): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex');

/** What has to be mended before a content can be reviewed, in words for the editor; empty when nothing has. */
export function faultsOf(content: EntryContent, known: ReadonlySet<string>): string[] {
  const faults = [...new Set(read(content, unsigned).wrong.map(inChinese))];
  const { entry, topic } = content;
  faults.push(...placeholdersOf(content));
  const { statutes } = citableSources();
  for (const citation of entry.law) {
    const { title } = citation;
    if (!statutes.some((statute) => statute.title === title)) {
      faults.push(`《${title}》不在可引用的文件清单里，请先核对原文并登记`);
      continue;
    }
    const unseen = uncheckedOf(topic, citation);
    if (unseen.length > 0) faults.push(`《${title}》第${unseen.join('、')}条还没有核对原文`);
  }
  for (const id of entry.related) if (!known.has(id)) faults.push(`相关解答 ${id} 不存在`);
  if (entry.next.length === 0) faults.push('至少写一条下一步（例如 apply、person、hotline:12348）');
  return faults;
}

/** Texts that a new entry begins with, like 「（请写回答）」, and that nobody has written over. */
function placeholdersOf({ title, entry }: EntryContent): string[] {
  const { question, phrasings, answer, sections } = entry;
  const texts: Record<string, string[]> = {
    title: [title],
    question: [question],
    phrasings,
    answer: [answer],
  };
  texts['sections'] = Object.values(sections);
  return Object.entries(texts).flatMap(([field, written]) => {
    const [left] = written.flatMap((text) => /（请写[^（）]*）/.exec(text) ?? []);
    return left ? [`${fieldNames[field]}：还留着「${left}」，请换成要写的内容`] : [];
  });
}

const fieldNames: Record<string, string> = {
  topic: '主题编号',
  title: '主题名',
  id: '编号',
  question: '标准问法',
  phrasings: '居民说法',
  answer: '简短回答',
  sections: '展开内容',
  law: '依据',
  related: '相关解答',
  next: '下一步',
  from: '生效日期',
  to: '失效日期',
  certainty: '把握',
  checkedOn: '核对原文的日期',
};

/** `/entries/0/phrasings must NOT have fewer than 8 items` as an editor reads it. */
function inChinese(message: string): string {
  const [, missing] = /required property '(\w+)'/.exec(message) ?? [];
  if (missing) return `${fieldNames[missing] ?? '内容'}：还没有填`;
  const [, field = ''] = /(?:^|\/entries\/0| )\/(?!entries\/)(\w+)/.exec(message) ?? [];
  const name = fieldNames[field] ?? '内容';
  if (/fewer than 8/.test(message)) return '居民说法至少要 8 条';
  if (/more than 120/.test(message)) return '简短回答不能超过 120 个字';
  if (/duplicate/.test(message)) return '居民说法有重复的';
  if (/fewer than 1/.test(message)) return `${name}：不能为空`;
  return `${name}：${(shapes as Record<string, string>)[field] ?? '填得不对，请改好再存'}`;
}

/** Optional fields that were left empty are left out, as in a topic file. */
const withoutEmpty = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
