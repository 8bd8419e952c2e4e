import { readFileSync } from 'node:fs';
import { commitmentNotice, digestOf } from '../server/eligibility/commitment.ts';
import { papersDigest } from '../server/eligibility/commitments/papers.ts';
import { verifies } from '../server/eligibility/commitments/receipt.ts';
import { legalDateOf } from '../server/platform/calendar.ts';
import { runCommand, say } from './command.ts';

/*
 * npm run verify-receipt -- 261-817-556 7K2M-9QXD-0H4T FILE…: whether the check code of a receipt is that of exactly these
 * texts, in UTF-8. One file is the notice as it was shown; three are the papers as they were signed, in the order 告知承诺书,
 * 经济困难状况说明表, 核查授权书, each beginning with its title. Without a file: the notice in force today. Needs no database; ends
 * with 1 where it isn't.
 */
const ids = ['notice', 'statement', 'authority'];

runCommand(async () => {
  const [reference, code, ...files] = process.argv.slice(2);
  if (!reference || !code || ![0, 1, 3].includes(files.length)) {
    say(
      'give a reference number, a check code, and one text or the three papers: verify-receipt REFERENCE CODE [NOTICE [STATEMENT AUTHORITY]]',
    );
    return 1;
  }
  const texts =
    files.length === 0
      ? [commitmentNotice(legalDateOf(Date.now())).text]
      : files.map((file) => readFileSync(file, 'utf8'));
  for (const [i, text] of texts.entries()) say(`${ids[i]} SHA-256 ${digestOf(text)}`);
  const digest =
    texts.length === 3
      ? papersDigest(texts.map((text, i) => ({ id: ids[i]!, title: text.split('\n')[0]!, text })))
      : digestOf(texts[0]!);
  const right = verifies(reference, code, digest);
  const what = texts.length === 3 ? 'these three papers' : 'this text';
  say(right ? `verified: the receipt is of exactly ${what}` : 'not verified: another text, number or code');
  return right ? 0 : 1;
});
