import { readFileSync } from 'node:fs';
import { commitmentNotice, digestOf } from '../server/eligibility/commitment.ts';
import { verifies } from '../server/eligibility/commitments/receipt.ts';
import { runCommand, say } from './command.ts';

/**
 * `npm run verify-receipt -- 261-817-556 7K2M-9QXD-0H4T notice.txt`: whether the check code of a receipt is that of exactly
 * this text, in UTF-8. Without a file: of the notice in force today. Needs no database; ends with 1 where it isn't.
 */
runCommand(async () => {
  const [reference, code, file] = process.argv.slice(2);
  if (!reference || !code) {
    say(
      'give a reference number, a check code, and the text as a file: verify-receipt REFERENCE CODE [FILE]',
    );
    return 1;
  }
  const today = new Date().toISOString().slice(0, 10);
  const text = file === undefined ? commitmentNotice(today).text : readFileSync(file, 'utf8');
  const right = verifies(reference, code, digestOf(text));
  say(right ? 'verified: the receipt is of exactly this text' : 'not verified: another text, number or code');
  return right ? 0 : 1;
});
