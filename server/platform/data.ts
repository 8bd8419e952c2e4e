import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** Absolute path of a data file that lies beside the module `importMetaUrl`. */
export function dataPath(importMetaUrl: string, name: string): string {
  return fileURLToPath(new URL(name, importMetaUrl));
}

/** Reads a YAML data file that lies beside the module `importMetaUrl`. The caller validates its shape. */
export function readYaml(importMetaUrl: string, name: string): unknown {
  return parse(readFileSync(dataPath(importMetaUrl, name), 'utf8'));
}
