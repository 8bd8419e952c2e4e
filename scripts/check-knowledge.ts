import { addDays, isLegalDate, legalDateOf } from '../server/platform/calendar.ts';
import { loadKnowledge } from '../server/answers/knowledge.ts';
import { obstacles, uncheckedArticles } from '../server/answers/servable.ts';
import { runCommand, say } from './command.ts';

/*
 * npm run check-knowledge [-- YYYY-MM-DD]
 * Lists what a lawyer or editor has to look at on a day (today when omitted): entries that are not served and why
 * (review date past, repealed or unreviewed text cited, not in force), citations that were never compared with the fact
 * base, and reviews that end within 60 days. Fails when an entry is not served or cites what wasn't compared.
 */
const noticeDays = 60;

runCommand(() => {
  const day = process.argv[2] ?? legalDateOf(Date.now());
  if (!isLegalDate(day)) throw new Error(`${day} is no date like 2026-11-25`);
  const entries = loadKnowledge();
  let wrong = 0;
  for (const entry of entries) {
    const found = [
      ...obstacles(entry, day, { demo: true }),
      ...uncheckedArticles(entry).map((cited) => `引用的${cited}没有核对过`),
    ];
    if (found.length > 0) say(`${entry.id} ${entry.question}: ${found.join('；')}`);
    wrong += found.length > 0 ? 1 : 0;
  }
  const soon = entries.filter(({ reviewBy }) => reviewBy >= day && reviewBy <= addDays(day, noticeDays));
  for (const { id, question, reviewBy } of soon) say(`${id} ${question}: 复审期限 ${reviewBy}`);
  const unsure = entries.filter(({ certainty }) => certainty !== 'V' && certainty !== 'P').length;
  say(
    `${day}: ${entries.length} entries, ${wrong} to mend, ${soon.length} to review within ${noticeDays} days, ` +
      `${unsure} shown with 以中心确认为准`,
  );
  return wrong > 0 ? 1 : 0;
});
