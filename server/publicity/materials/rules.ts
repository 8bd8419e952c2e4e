import { Type, type Static } from 'typebox';
import { readYaml } from '../../platform/data.ts';
import { checker } from '../../platform/validate.ts';
import type { Finding, MaterialInput } from './contract.ts';
import { privateParts } from './privacy.ts';

const WordRow = Type.Object({
  words: Type.Array(Type.String()),
  level: Type.Enum(['stop', 'look']),
  advice: Type.String(),
});
const Limits = Type.Object({
  titleLength: Type.Integer(),
  summaryLength: Type.Integer(),
  textBytes: Type.Integer(),
  articleBytes: Type.Integer(),
  pictureBytes: Type.Integer(),
  thumbBytes: Type.Integer(),
  pictureTypes: Type.Array(Type.String()),
  posterMinWidth: Type.Integer(),
  linkHosts: Type.Array(Type.String()),
});

function data<T>(file: string, schema: Parameters<typeof checker>[0]): T {
  const read = readYaml(import.meta.url, file);
  checker(schema)(read);
  return read as T;
}

export const wordRows = data<Static<typeof WordRow>[]>('./words.yaml', Type.Array(WordRow));
export const limits = data<Static<typeof Limits>>('./limits.yaml', Limits);

export interface PictureFacts {
  mime: string;
  bytes: number;
  width: number;
  height: number;
}

/** How a material travels: a poster as a picture, what has a picture as a card, the rest as a plain text. */
export function formOf(kind: MaterialInput['kind'], picture: unknown): 'text' | 'news' | 'image' {
  if (!picture) return 'text';
  return kind === 'poster' ? 'image' : 'news';
}

/**
 * Everything that the check finds in a material, by field and line. `today` is a legal day. Pure: the same text has the
 * same findings for the author's chat, the console and the hand-in.
 */
export function check(material: MaterialInput, picture: PictureFacts | null, today: string): Finding[] {
  const { title, summary = '', text, link = '', sources = [], kind } = material;
  const fields = { title, summary, text } as const;
  return [
    ...Object.entries(fields).flatMap(([field, value]) => linesIn(field as keyof typeof fields, value)),
    ...shape(material, formOf(kind, picture)),
    ...linkFindings(link),
    ...pictureFindings(kind, picture),
    ...(sources.length === 0 && kind !== 'poster'
      ? [
          finding(
            'stop',
            'sources',
            '没有写依据',
            '请写明法条、文件或已审核的解答，例如《法律援助法》第三十一条',
          ),
        ]
      : []),
    ...(material.expiresOn !== undefined && material.expiresOn < today
      ? [finding('stop', 'expiresOn', material.expiresOn, '有效期已过，请核对内容后改期')]
      : []),
  ];
}

/** Whether nothing keeps it from being handed in. */
export const passes = (findings: readonly Finding[]): boolean =>
  findings.every(({ level }) => level !== 'stop');

function finding(
  level: Finding['level'],
  field: Finding['field'],
  found: string,
  advice: string,
  line?: number,
): Finding {
  return { level, field, line: line ?? null, found, advice };
}

function linesIn(field: 'title' | 'summary' | 'text', value: string): Finding[] {
  return value
    .split('\n')
    .flatMap((line, i) => [
      ...privateParts(line).map(({ found, advice, level }) => finding(level, field, found, advice, i + 1)),
      ...wordRows.flatMap(({ words, level, advice }) =>
        words
          .filter((word) => line.replace(/\s/g, '').includes(word))
          .map((word) => finding(level, field, word, advice, i + 1)),
      ),
    ]);
}

function shape({ title, text, kind }: MaterialInput, form: 'text' | 'news' | 'image'): Finding[] {
  const found: Finding[] = [];
  if ([...title].length > limits.titleLength)
    found.push(
      finding('look', 'title', `${[...title].length} 个字`, `手机上只显示前 ${limits.titleLength} 个字`),
    );
  const most = form === 'text' ? limits.textBytes : limits.articleBytes;
  const bytes = new TextEncoder().encode(form === 'text' ? `${title}\n${text}` : text).length;
  if (bytes > most) {
    const advice = form === 'text' ? '文字消息太长，请缩短，或配一张图作为文章发' : '文章太长，请缩短或分期';
    found.push(finding('stop', 'text', `${bytes} 字节，上限 ${most}`, advice));
  }
  if (text.trim() === '' && kind !== 'poster') found.push(finding('stop', 'text', '没有正文', '请写正文'));
  return found;
}

function linkFindings(link: string): Finding[] {
  if (!link) return [];
  if (!URL.canParse(link) || new URL(link).protocol !== 'https:')
    return [finding('stop', 'link', link, '链接应以 https:// 开头')];
  const { host } = new URL(link);
  const known =
    limits.linkHosts.length === 0 || limits.linkHosts.some((one) => host === one || host.endsWith(`.${one}`));
  return known ? [] : [finding('stop', 'link', host, '这个网址不在允许的名单里')];
}

function pictureFindings(kind: MaterialInput['kind'], picture: PictureFacts | null): Finding[] {
  if (!picture) return kind === 'poster' ? [finding('stop', 'picture', '没有图片', '海报需要一张图片')] : [];
  const found: Finding[] = [];
  if (!limits.pictureTypes.includes(picture.mime))
    found.push(finding('stop', 'picture', picture.mime, '图片请用 JPG 或 PNG'));
  if (picture.bytes > limits.pictureBytes)
    found.push(finding('stop', 'picture', `${picture.bytes} 字节`, '图片不能超过 10 MB'));
  if (kind === 'poster' && picture.width < limits.posterMinWidth)
    found.push(
      finding(
        'look',
        'picture',
        `宽 ${picture.width} 像素`,
        `海报宽度不到 ${limits.posterMinWidth} 像素，手机上会糊`,
      ),
    );
  return found;
}
