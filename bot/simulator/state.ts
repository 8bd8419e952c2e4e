import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Platform } from './platform.ts';

const SAVE_AFTER_MS = 300;
const KEPT = [
  'tokens',
  'people',
  'transcripts',
  'windows',
  'tags',
  'menus',
  'media',
  'notices',
  'publications',
] as const;

/** Keeps the platform in a JSON file: written soon after a change, and at the end. */
export class StateFile {
  private readonly path: string;
  private readonly platform: Platform;
  private timer: NodeJS.Timeout | undefined;

  constructor(path: string, platform: Platform) {
    this.path = path;
    this.platform = platform;
    const saveSoon = () => this.saveSoon();
    for (const happening of ['line', 'call', 'people', 'menu'] as const)
      platform.feed.on(happening, saveSoon);
  }

  /** @throws with the path when the file can't be read */
  load(): void {
    if (!existsSync(this.path)) return;
    try {
      const saved = JSON.parse(readFileSync(this.path, 'utf8')) as Record<string, never>;
      for (const part of KEPT) if (saved[part]) this.platform[part].restore(saved[part]);
    } catch (error) {
      throw new Error(
        `cannot read the simulator's state in ${this.path}, delete it to begin anew: ${(error as Error).message}`,
      );
    }
  }

  save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const parts = Object.fromEntries(KEPT.map((part) => [part, this.platform[part]]));
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(`${this.path}.new`, JSON.stringify(parts));
    renameSync(`${this.path}.new`, this.path);
  }

  private saveSoon(): void {
    this.timer ??= setTimeout(() => this.save(), SAVE_AFTER_MS).unref();
  }
}
