import type { NoticeTemplate } from '../../../publicity/pushes/contract.ts';

/** The lines of a subscription notice as one writes them, 「名称：内容」 each on its own, and back. */
const linesOf = ({ lines }: NoticeTemplate): string =>
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

/** The fields of a form for a notice's template; without one what a new form begins with. */
export const templateFields = (
  template?: NoticeTemplate,
): { templateTitle: string; templateLines: string } => ({
  templateTitle: template?.title ?? '待办提醒',
  templateLines: template ? linesOf(template) : '待办事项：\n截止时间：',
});
