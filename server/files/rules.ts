/** The most that one file may hold. */
export const MOST_BYTES = 12 * 1024 * 1024;
/** A file without a place is kept so long. */
export const UNPLACED_KEPT_MS = 24 * 3_600_000;

/** What is taken, by type: the word for it and the ending of its name. */
const kinds = {
  'image/jpeg': { word: '照片', ending: 'jpg' },
  'image/png': { word: '照片', ending: 'png' },
  'image/webp': { word: '照片', ending: 'webp' },
  'image/heic': { word: '照片', ending: 'heic' },
  'application/pdf': { word: '文件', ending: 'pdf' },
  'audio/amr': { word: '录音', ending: 'amr' },
  'audio/mpeg': { word: '录音', ending: 'mp3' },
} as const;

export type FileType = keyof typeof kinds;

/** The type that a file's first bytes tell, whatever it is called; undefined for what isn't taken. */
export function fileType(bytes: Buffer): FileType | undefined {
  const text = bytes.toString('latin1', 0, 16);
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  if (text.slice(4, 8) === 'ftyp' && /^(heic|heix|hevc|mif1|msf1)/.test(text.slice(8))) return 'image/heic';
  if (text.startsWith('%PDF-')) return 'application/pdf';
  if (text.startsWith('#!AMR')) return 'audio/amr';
  if (text.startsWith('ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(text)) return 'audio/mpeg';
  return undefined;
}

/** 「照片 2026-11-24 1.jpg」: what it is, the day it came, its number in the case or application. */
export function fileName(type: FileType, day: string, number: number): string {
  const { word, ending } = kinds[type];
  return `${word} ${day} ${number}.${ending}`;
}

/** Pictures that a browser shows by itself; all else is only offered for saving. */
export const isShown = (type: string): boolean => ['image/jpeg', 'image/png', 'image/webp'].includes(type);
