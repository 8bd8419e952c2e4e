import type { DraftArticle } from '../puppet/index.ts';

interface Words {
  title: string;
  summary: string;
  text: string;
  link: string;
}

/** The article of a draft: plain paragraphs, nothing of the text is taken for markup. */
export function articleOf({ title, summary, text, link }: Words, pictureId: string): DraftArticle {
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '');
  return {
    title,
    ...(summary && { digest: summary }),
    content: paragraphs.map((line) => `<p>${escaped(line.trim())}</p>`).join(''),
    ...(link && { content_source_url: link }),
    thumb_media_id: pictureId,
  };
}

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign]!);
