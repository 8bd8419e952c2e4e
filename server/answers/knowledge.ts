import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import Type, { type Static } from 'typebox';
import { parse } from 'yaml';
import { dataPath } from '../platform/data.ts';

const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const text = Type.String({ minLength: 1 });

/** Answer parts beyond the first sentence, in the order in which they are offered. */
export const sectionKeys = ['now', 'proof', 'deadline', 'where', 'payer'] as const;
export type SectionKey = (typeof sectionKeys)[number];

const citation = Type.Object({ title: text, articles: Type.Array(Type.Integer(), { default: [] }) });

/** What a lawyer signs with an entry; a topic file may state it once for all its entries. */
const signing = {
  from: day,
  to: Type.Optional(Type.Union([day, Type.Null()])),
  certainty: Type.Union(['V', 'P', 'S', 'M', 'I'].map((tag) => Type.Literal(tag))),
  checkedOn: day,
  reviewer: text,
  reviewedOn: day,
  reviewBy: day,
};

const entryFields = {
  id: Type.String({ pattern: '^[a-z][a-zA-Z0-9]*(\\.[a-zA-Z0-9]+)+$' }),
  question: text,
  phrasings: Type.Array(text, { minItems: 8, uniqueItems: true }),
  answer: Type.String({ minLength: 1, maxLength: 120 }),
  sections: Type.Optional(
    Type.Object(Object.fromEntries(sectionKeys.map((key) => [key, Type.Optional(text)])), {
      additionalProperties: false,
    }),
  ),
  slots: Type.Optional(Type.Array(text)),
  law: Type.Optional(Type.Array(citation)),
  related: Type.Optional(Type.Array(text)),
  next: Type.Optional(
    Type.Array(Type.String({ pattern: '^(apply|book|person|hotline:\\d{3,5}|calculator:[a-z-]+)$' })),
  ),
};

const topicFile = Type.Object(
  {
    topic: Type.String({ pattern: '^[A-Z]\\d{2}$' }),
    title: text,
    defaults: Type.Optional(Type.Partial(Type.Object(signing), { additionalProperties: false })),
    entries: Type.Array(
      Type.Object(
        {
          ...entryFields,
          ...Object.fromEntries(Object.entries(signing).map(([key, schema]) => [key, Type.Optional(schema)])),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

export interface Citation {
  title: string;
  articles: number[];
}

/** One reviewed answer, dated and cited. */
export interface Entry {
  id: string;
  topic: string;
  topicTitle: string;
  question: string;
  phrasings: string[];
  answer: string;
  sections: Partial<Record<SectionKey, string>>;
  slots: string[];
  law: Citation[];
  from: string;
  to?: string;
  certainty: 'V' | 'P' | 'S' | 'M' | 'I';
  checkedOn: string;
  reviewer: string;
  reviewedOn: string;
  reviewBy: string;
  related: string[];
  next: string[];
}

/** The reviewer's name of entries that no lawyer has signed yet. */
export const demoReviewer = '演示审核';

const isTopicFile = new Ajv({ allErrors: true, strict: false, useDefaults: true }).compile(topicFile);

/**
 * Reads every topic file of `folder` (the project's own when omitted).
 * @throws Error naming file, entry and field of everything that is wrong.
 */
export function loadKnowledge(folder: string = dataPath(import.meta.url, 'knowledge/')): Entry[] {
  const entries: Entry[] = [];
  const wrong: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.yaml')) continue;
    try {
      const file: unknown = parse(readFileSync(`${folder}/${name}`, 'utf8'));
      const read = readTopic(file);
      wrong.push(...read.wrong.map((what) => `${name}: ${what}`));
      entries.push(...read.entries);
    } catch (error) {
      wrong.push(`${name}: ${(error as Error).message}`);
    }
  }
  wrong.push(...linkErrors(entries));
  if (wrong.length) throw new Error(`The knowledge base can't be read:\n${wrong.join('\n')}`);
  return entries;
}

/** One parsed topic file as entries, with its defaults filled in, and a sentence for each thing that is wrong. */
export function readTopic(file: unknown): { entries: Entry[]; wrong: string[] } {
  if (!isTopicFile(file)) {
    return {
      entries: [],
      wrong: (isTopicFile.errors ?? []).map((error) => `${where(file, error.instancePath)} ${error.message}`),
    };
  }
  const { topic, title, defaults = {}, entries } = file as Static<typeof topicFile>;
  const wrong: string[] = [];
  const read = entries.map((fields) => {
    const signed = { ...defaults, ...fields };
    for (const key of Object.keys(signing)) {
      if (key !== 'to' && !(key in signed)) wrong.push(`${fields.id} lacks "${key}"`);
    }
    const { to, ...rest } = { sections: {}, slots: [], law: [], related: [], next: [], ...signed };
    return { ...rest, topic, topicTitle: title, ...(to ? { to } : {}) } as unknown as Entry;
  });
  return { entries: wrong.length ? [] : read, wrong };
}

/** `/entries/3/answer` → `wages.unpaid /answer`. */
function where(file: unknown, path: string): string {
  const match = /^\/entries\/(\d+)(.*)$/.exec(path);
  const id = match && (file as { entries: { id?: unknown }[] }).entries[Number(match[1])]?.id;
  return match && typeof id === 'string' ? `${id} ${match[2] ?? ''}` : path || 'the file';
}

function linkErrors(entries: Entry[]): string[] {
  const known = new Set<string>();
  const wrong: string[] = [];
  for (const { id } of entries) {
    if (known.has(id)) wrong.push(`${id}: two entries have this id`);
    known.add(id);
  }
  for (const { id, related } of entries) {
    for (const other of related)
      if (!known.has(other)) wrong.push(`${id}: related entry ${other} doesn't exist`);
  }
  return wrong;
}
