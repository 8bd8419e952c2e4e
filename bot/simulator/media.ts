import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY } from './days.ts';
import { PlatformError } from './errors.ts';
import { opaqueId } from './ids.ts';

const TEMPORARY_LIFE = 3 * DAY;
const MB = 1024 * 1024;

export type MediaType = 'image' | 'voice' | 'video' | 'thumb';

export interface Medium {
  id: string;
  type: MediaType;
  contentType: string;
  fileName: string;
  at: number;
  permanent: boolean;
  size: number;
}

const LIMITS: Record<MediaType, { bytes: number; tooBig: number; types: RegExp }> = {
  image: { bytes: 10 * MB, tooBig: 40009, types: /^image\/(png|jpeg|gif|bmp)$/ },
  voice: { bytes: 2 * MB, tooBig: 40010, types: /^audio\/(amr|mpeg|mp3)$/ },
  video: { bytes: 10 * MB, tooBig: 40011, types: /^video\/mp4$/ },
  thumb: { bytes: 64 * 1024, tooBig: 40012, types: /^image\/jpeg$/ },
};

/** First bytes → content type; the platform looks at the file, not at what the client calls it. */
const MAGIC: [type: string, at: number, bytes: string][] = [
  ['image/png', 0, '\x89PNG'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/bmp', 0, 'BM'],
  ['image/webp', 8, 'WEBP'],
  ['audio/amr', 0, '#!AMR'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\xff\xfb'],
  ['video/mp4', 4, 'ftyp'],
];

function sniffed(bytes: Buffer): string {
  const found = MAGIC.find(([, at, magic]) => bytes.toString('latin1', at, at + magic.length) === magic);
  return found?.[0] ?? 'application/octet-stream';
}

/** Temporary media (three days) and permanent material, in memory or in a folder beside the state file. */
export class Media {
  private readonly clock: () => number;
  private readonly folder: string | undefined;
  private readonly known = new Map<string, Medium>();
  private readonly bytes = new Map<string, Buffer>();

  constructor(clock: () => number, folder: string | undefined) {
    this.clock = clock;
    this.folder = folder;
  }

  /**
   * What the account uploads.
   * @throws PlatformError 40004, 40005, 40009–40012, 41005
   */
  upload(type: string, bytes: Buffer, fileName: string, permanent = false): Medium {
    const limit = LIMITS[type as MediaType];
    if (!limit) throw new PlatformError(40004);
    if (!bytes.length) throw new PlatformError(41005);
    if (bytes.length > limit.bytes) throw new PlatformError(limit.tooBig);
    const contentType = sniffed(bytes);
    if (!limit.types.test(contentType)) throw new PlatformError(40005);
    return this.keep(type as MediaType, bytes, fileName, contentType, permanent);
  }

  /** What a person sends in the chat; any content, as phones send what they like. */
  fromPerson(type: MediaType, bytes: Buffer, fileName: string): Medium {
    return this.keep(type, bytes, fileName, type === 'voice' ? 'audio/amr' : sniffed(bytes), false);
  }

  /** Expired and unknown ones are undefined. */
  get(id: string): (Medium & { bytes: Buffer }) | undefined {
    const medium = this.known.get(id);
    if (!medium) return undefined;
    if (!medium.permanent && this.clock() - medium.at > TEMPORARY_LIFE) {
      this.remove(id);
      return undefined;
    }
    const bytes = this.bytes.get(id) ?? this.fromFolder(id);
    return bytes && { ...medium, bytes };
  }

  materials(type: string): Medium[] {
    return [...this.known.values()].filter((medium) => medium.permanent && medium.type === type).reverse();
  }

  remove(id: string): void {
    this.known.delete(id);
    this.bytes.delete(id);
    if (this.folder) rmSync(join(this.folder, id), { force: true });
  }

  private fromFolder(id: string): Buffer | undefined {
    const path = this.folder && join(this.folder, id);
    return path && existsSync(path) ? readFileSync(path) : undefined;
  }

  private keep(
    type: MediaType,
    bytes: Buffer,
    fileName: string,
    contentType: string,
    permanent: boolean,
  ): Medium {
    const id = opaqueId();
    const medium = { id, type, contentType, fileName, at: this.clock(), permanent, size: bytes.length };
    this.known.set(id, medium);
    if (this.folder) {
      mkdirSync(this.folder, { recursive: true });
      writeFileSync(join(this.folder, id), bytes);
    } else {
      this.bytes.set(id, bytes);
    }
    return medium;
  }

  toJSON(): Medium[] {
    return [...this.known.values()];
  }

  restore(saved: Medium[]): void {
    for (const medium of saved) this.known.set(medium.id, medium);
  }
}
