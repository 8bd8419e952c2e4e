import { Material, MaterialVersion } from '../../../entities/index.ts';
import type { Reading } from '../../platform/db.ts';
import { problem } from '../../platform/problems.ts';
import { namesOf } from '../authors.ts';
import { materialKindNames, type MaterialKind } from '../vocabulary.ts';
import type { MaterialInput, MaterialItem, MaterialView, Preview } from './contract.ts';
import { check, formOf, type PictureFacts } from './rules.ts';

export interface StoredPicture extends PictureFacts {
  /** Where the bytes are in the files. */
  key: string;
}

/** What a version holds, as it went out or may go out. */
export type MaterialContent = MaterialInput & { picture: StoredPicture | null };

const LIST = 100;

/** Throws `not_found`. */
export async function mustFind({ tx }: Reading, id: string): Promise<Material> {
  const material = await tx.findOneBy(Material, { id });
  if (!material) throw problem('not_found', { what: '这份材料' });
  return material;
}

/** The content of one version; throws `not_found`. */
export async function versionOf(
  { tx }: Reading,
  materialId: string,
  version: number,
): Promise<MaterialContent> {
  const kept = await tx.findOneBy(MaterialVersion, { materialId, version });
  if (!kept) throw problem('not_found', { what: '这份材料' });
  return JSON.parse(kept.content) as MaterialContent;
}

export const pictureOf = ({ picture }: Pick<Material, 'picture'>): StoredPicture | null =>
  picture === null ? null : (JSON.parse(picture) as StoredPicture);

/** The material as its author wrote it. */
export function inputOf(material: Material): MaterialInput {
  const { kind, title, summary, text, link, tags, sources, series, expiresOn } = material;
  return {
    ...{ kind: kind as MaterialKind, title, summary, text, link },
    ...{ tags: tags.split(' ').filter(Boolean), sources: JSON.parse(sources) as string[] },
    ...(series !== null && { series }),
    ...(expiresOn !== null && { expiresOn }),
  };
}

export const contentOf = (material: Material): MaterialContent => ({
  ...inputOf(material),
  picture: pictureOf(material),
});

/** As it will look on a phone; `picture` is the path under /api, if it has one. */
export function previewOf(input: MaterialInput, picture: string | null): Preview {
  const { kind, title, summary = '', text, link = '' } = input;
  return {
    form: formOf(kind, picture),
    ...{ title, summary, link, picture },
    paragraphs: text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  };
}

export interface MaterialFilter {
  kind?: MaterialKind;
  tag?: string;
  series?: string;
  words?: string;
  status?: 'open' | 'withdrawn';
}

/** The library, newest first. */
export async function listMaterials(reading: Reading, filter: MaterialFilter): Promise<MaterialItem[]> {
  const query = reading.tx
    .createQueryBuilder(Material, 'm')
    .where('m.status = :status', { status: filter.status ?? 'open' })
    .orderBy('m.updatedAt', 'DESC')
    .limit(LIST);
  if (filter.kind) query.andWhere('m.kind = :kind', { kind: filter.kind });
  if (filter.series) query.andWhere('m.series = :series', { series: filter.series });
  if (filter.words) query.andWhere('m.title LIKE :words', { words: `%${filter.words}%` });
  const found = await query.getMany();
  const tagged = filter.tag ? found.filter(({ tags }) => tags.split(' ').includes(filter.tag!)) : found;
  return items(reading, tagged);
}

/** One material with its history; throws `not_found`. */
export async function readMaterial(reading: Reading, id: string): Promise<MaterialView> {
  const material = await mustFind(reading, id);
  const picture = pictureOf(material);
  const versions = await reading.tx.find(MaterialVersion, {
    where: { materialId: id },
    order: { version: 'DESC' },
  });
  const names = await namesOf(
    reading,
    versions.map(({ author }) => author),
  );
  const [item] = await items(reading, [material]);
  const input = inputOf(material);
  return {
    ...item!,
    ...{ text: material.text, link: material.link, sources: input.sources ?? [] },
    picture: picture && {
      mime: picture.mime,
      bytes: picture.bytes,
      width: picture.width,
      height: picture.height,
    },
    findings: check(input, picture, reading.today),
    preview: previewOf(input, picture && `/publicity/materials/${id}/picture`),
    versions: versions.map(({ version, content, author, at }) => ({
      version,
      title: (JSON.parse(content) as MaterialContent).title,
      authorName: names.get(author) ?? '',
      at: Number(at),
    })),
  };
}

async function items(reading: Reading, materials: Material[]): Promise<MaterialItem[]> {
  const names = await namesOf(
    reading,
    materials.map(({ author }) => author),
  );
  const pushes = await pushCounts(
    reading,
    materials.map(({ id }) => id),
  );
  return materials.map((material) => ({
    ...{ id: material.id, version: material.version, kind: material.kind as MaterialKind },
    kindName: materialKindNames[material.kind as MaterialKind],
    ...{ title: material.title, summary: material.summary, tags: material.tags.split(' ').filter(Boolean) },
    ...{ series: material.series, expiresOn: material.expiresOn, status: material.status },
    expired: material.expiresOn !== null && material.expiresOn < reading.today,
    hasPicture: material.picture !== null,
    authorName: names.get(material.author) ?? '',
    updatedAt: Number(material.updatedAt),
    pushes: pushes.get(material.id) ?? 0,
  }));
}

async function pushCounts({ tx }: Reading, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const marks = ids.map(() => '?').join(', ');
  const found = (await tx.query(
    `SELECT materialId, COUNT(*) AS count FROM push WHERE materialId IN (${marks}) GROUP BY materialId`,
    ids,
  )) as { materialId: string; count: number }[];
  return new Map(found.map(({ materialId, count }) => [materialId, Number(count)]));
}
