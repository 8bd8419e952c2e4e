import { Type, type Static } from 'typebox';
import { endpoint } from '../../platform/contract.ts';
import { materialKinds } from '../vocabulary.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const version = Type.Integer({ minimum: 1 });
const Bytes = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' });

/** What an author writes. */
export const MaterialInput = Type.Object({
  kind: Type.Enum([...materialKinds]),
  title: Type.String({ title: '标题', minLength: 1, maxLength: 64 }),
  summary: Type.Optional(Type.String({ title: '摘要', maxLength: 120 })),
  text: Type.String({ title: '正文', maxLength: 15_000 }),
  link: Type.Optional(Type.String({ title: '链接', maxLength: 500 })),
  tags: Type.Optional(
    Type.Array(Type.String({ pattern: '^[^\\s]{1,12}$' }), { title: '标签', maxItems: 10 }),
  ),
  /** 依据: statutes, notices or the reviewed answer that it rests on. */
  sources: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { title: '依据', maxItems: 20 }),
  ),
  series: Type.Optional(Type.String({ maxLength: 32 })),
  /** The last day on which it may go out, 'YYYY-MM-DD'. */
  expiresOn: Type.Optional(Type.String({ title: '有效期至', pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
});
export type MaterialInput = Static<typeof MaterialInput>;

/** One thing that the check found. `stop` keeps it from being handed in; `look` is for the reviewers' eyes. */
export const Finding = Type.Object({
  level: Type.Enum(['stop', 'look']),
  field: Type.Enum(['title', 'summary', 'text', 'link', 'sources', 'picture', 'expiresOn']),
  /** Counted from 1 within the field; null where it is about the whole field. */
  line: Type.Union([Type.Null(), Type.Integer()]),
  /** What was found, personal data masked. */
  found: Type.String(),
  advice: Type.String(),
});
export type Finding = Static<typeof Finding>;

export const Picture = Type.Object({
  mime: Type.String(),
  bytes: Type.Integer(),
  width: Type.Integer(),
  height: Type.Integer(),
});

/** As it will look on a phone. */
export const Preview = Type.Object({
  /** text: a plain message; news: a card with picture that opens an article; image: a poster. */
  form: Type.Enum(['text', 'news', 'image']),
  title: Type.String(),
  summary: Type.String(),
  paragraphs: Type.Array(Type.String()),
  link: Type.String(),
  /** Where the picture is, under /api. */
  picture: Type.Union([Type.Null(), Type.String()]),
});
export type Preview = Static<typeof Preview>;

export const MaterialItem = Type.Object({
  id,
  version,
  kind: Type.Enum([...materialKinds]),
  kindName: Type.String(),
  title: Type.String(),
  summary: Type.String(),
  tags: Type.Array(Type.String()),
  series: Type.Union([Type.Null(), Type.String()]),
  expiresOn: Type.Union([Type.Null(), Type.String()]),
  expired: Type.Boolean(),
  status: Type.Enum(['open', 'withdrawn']),
  hasPicture: Type.Boolean(),
  authorName: Type.String(),
  updatedAt: Type.Integer(),
  /** Pushes that were made of it. */
  pushes: Type.Integer(),
});
export type MaterialItem = Static<typeof MaterialItem>;

export const MaterialView = Type.Object({
  ...MaterialItem.properties,
  text: Type.String(),
  link: Type.String(),
  sources: Type.Array(Type.String()),
  picture: Type.Union([Type.Null(), Picture]),
  findings: Type.Array(Finding),
  preview: Preview,
  versions: Type.Array(
    Type.Object({ version, title: Type.String(), authorName: Type.String(), at: Type.Integer() }),
  ),
});
export type MaterialView = Static<typeof MaterialView>;

export const listMaterials = endpoint({
  method: 'GET',
  path: '/publicity/materials',
  summary: '宣传材料库: newest first, at most 100',
  who: ['staff'],
  input: Type.Object({
    kind: Type.Optional(Type.Enum([...materialKinds])),
    tag: Type.Optional(Type.String({ maxLength: 12 })),
    series: Type.Optional(Type.String({ maxLength: 32 })),
    /** Words in the title. */
    words: Type.Optional(Type.String({ maxLength: 64 })),
    status: Type.Optional(Type.Enum(['open', 'withdrawn'])),
  }),
  reply: Type.Object({ items: Type.Array(MaterialItem) }),
});

export const readMaterial = endpoint({
  method: 'GET',
  path: '/publicity/materials/:id',
  summary: 'One material with its versions, what the check found and its preview',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: MaterialView,
});

export const addMaterial = endpoint({
  method: 'POST',
  path: '/publicity/materials',
  summary: 'A new material',
  who: ['staff'],
  input: MaterialInput,
  reply: Type.Object({ id, version, findings: Type.Array(Finding) }),
});

export const changeMaterial = endpoint({
  method: 'PUT',
  path: '/publicity/materials/:id',
  summary: 'A new version of a material; pushes keep the version that they were made of',
  who: ['staff'],
  input: Type.Object({ id, version, ...MaterialInput.properties }),
  reply: Type.Object({ id, version, findings: Type.Array(Finding) }),
});

export const withdrawMaterial = endpoint({
  method: 'POST',
  path: '/publicity/materials/:id/withdraw',
  summary: 'Take a material out of the library; no new push can be made of it',
  who: ['staff'],
  input: Type.Object({ id, version }),
  reply: Type.Object({ id, version }),
});

export const checkMaterial = endpoint({
  method: 'POST',
  path: '/publicity/materials/check',
  summary: 'What the check finds in a text, and how it will look; nothing is kept',
  who: ['staff'],
  input: MaterialInput,
  reply: Type.Object({ findings: Type.Array(Finding), preview: Preview }),
});

export const putPicture = endpoint({
  method: 'PUT',
  path: '/publicity/materials/:id/picture',
  summary: 'The picture as the raw body (JPEG or PNG, at most 10 MB); makes a new version',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Type.Object({ id, version, findings: Type.Array(Finding) }),
});

export const readPicture = endpoint({
  method: 'GET',
  path: '/publicity/materials/:id/picture',
  summary: "A material's picture; of an older version where one is named",
  who: ['staff', 'bot'],
  input: Type.Object({ id, version: Type.Optional(version) }),
  reply: Bytes,
});
