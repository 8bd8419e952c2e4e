import type { NoticeTemplate } from '../../../publicity/pushes/contract.ts';

/** The lines of a subscription notice as one writes them, 「名称：内容」 each on its own, and back. */
export const linesOf = ({ lines }: NoticeTemplate): string =>
  Object.entries(lines)
    .map(([label, value]) => `${label}：${value}`)
    .join('\n');

export function templateFrom(title: string, written: string): NoticeTemplate {
  const lines = written
    .split('\n')
    .map((line) => line.split(/[:：]/))
    .filter(([label, value]) => label?.trim() && value?.trim())
    .map(([label, ...value]) => [label!.trim(), value.join('：').trim()]);
  return { title: title.trim(), lines: Object.fromEntries(lines) as Record<string, string> };
}
