import { splitText } from './puppet/index.ts';

/** What is said as messages that WeChat takes: each within its size, cut at sentence ends and numbered; empty ones left out. */
export function render(texts: readonly string[]): string[] {
  return texts.filter((text) => text.trim() !== '').flatMap((text) => splitText(text));
}
