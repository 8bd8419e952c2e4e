import { readYaml } from '../platform/data.ts';

let sentences: Record<string, string> | undefined;

/** A sentence of verdict.yaml by its key. */
export function sentence(key: string): string {
  sentences ??= readYaml(import.meta.url, './verdict.yaml') as Record<string, string>;
  const found = sentences[key];
  if (!found) throw new Error(`verdict.yaml has no sentence "${key}"`);
  return found;
}
