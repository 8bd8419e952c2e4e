import { readYaml } from '../platform/data.ts';

interface Words {
  /** Every written word, by its first character, longest first. */
  byStart: Map<string, { word: string; cues: string[] }[]>;
}

let loaded: Words | undefined;

function load(): Words {
  const data = readYaml(import.meta.url, 'cues.yaml') as Record<string, string>;
  const cuesOf = new Map<string, string[]>();
  for (const [cue, line] of Object.entries(data)) {
    for (const word of line.split(/\s+/)) cuesOf.set(word, [...(cuesOf.get(word) ?? []), cue]);
  }
  const byStart: Words['byStart'] = new Map();
  for (const [word, cues] of cuesOf) {
    const start = word.charAt(0);
    byStart.set(start, [...(byStart.get(start) ?? []), { word, cues }]);
  }
  for (const list of byStart.values()) list.sort((one, other) => other.word.length - one.word.length);
  return { byStart };
}

/** The cues of a compact text in the order they are said, each once. */
export function cuesIn(text: string): string[] {
  return [...new Set(cuesAt(text).flat())];
}

/** For each character of a compact text the cues of the words that it is part of. */
export function cuesAt(text: string): string[][] {
  const { byStart } = (loaded ??= load());
  const found = Array.from({ length: text.length }, (): string[] => []);
  for (let at = 0; at < text.length; at++) {
    for (const { word, cues } of byStart.get(text.charAt(at)) ?? []) {
      if (!text.startsWith(word, at)) continue;
      for (let part = at; part < at + word.length; part++)
        for (const cue of cues) if (!found[part]!.includes(cue)) found[part]!.push(cue);
    }
  }
  return found;
}
