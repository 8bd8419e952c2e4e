/** '2026-12-01' → '2026年12月1日'. */
export function legalDay(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
