const before =
  /^(?:我|是|就|才|大概|大约|差不多|有|在|这里?|干|做|上班|工作|了|一个月|每个?月|月薪|工资|底薪|工龄|到手|评|定|伤残|得|拿)*/u;
const after = /(?:多|左右|吧|了|的|呀|啊)*$/u;
const words = '[零一二两三四五六七八九十半]{1,4}';
const sumInWords = '[一二两三四五六七八九十][百千万][零一二两三四五六七八九十百千万]*';
const sum = '(?:\\d{1,3}(?:,\\d{3})+|\\d{1,7})(?:\\.\\d{1,2})?';
const figures = [
  `(?:\\d{1,2}(?:\\.\\d)?|${words})多?(?:年半?|个半?月)`,
  '(?:10|[1-9]|[一二三四五六七八九十])级',
  `(?:${sum}多?(?:块钱?|元钱?|万|千|[wk])|${sumInWords}多?(?:块钱?|元钱?)?)`,
].map((figure) => new RegExp(`^${figure}$`, 'u'));
/** A sum without its unit, and no year, hotline, day, case or telephone number. */
const bareSum = /^(?!(?:19|20)\d\d$|123\d\d$|96\d{3}$)[1-9]\d{3,5}$/;

/**
 * Whether a message is only a sum or a time (我干了6年, 8000): what somebody says who waits to have it worked out. Several
 * numbers pick from a list or tell a date.
 */
export function isFigure(text: string): boolean {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[。.!?~]+$/, '');
  if ((plain.match(/\d+(?:[.,]\d+)*/g) ?? []).length > 1) return false;
  const rest = plain.replace(/\s/g, '').replace(before, '').replace(after, '');
  return bareSum.test(rest) || figures.some((figure) => figure.test(rest));
}
