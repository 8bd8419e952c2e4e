import { withdrawOwn } from '../../server/eligibility/commitments/contract.ts';
import {
  ownReceipts,
  unsignedOwn,
  verifyReceipt,
} from '../../server/eligibility/commitments/pages/contract.ts';
import { legalDay } from '../../server/texts/days.ts';
import { say } from '../../server/texts/say.ts';
import type { Said, Talk } from './talk.ts';

/** 签名: a fresh link to the signature page. */
export async function signAgain(talk: Talk): Promise<Said> {
  const { commitmentId } = await talk.call(unsignedOwn, {});
  const words = commitmentId
    ? say('commitment.link', { link: await talk.signLink(commitmentId) })
    : say('commitment.nothingToSign');
  return { say: [words], state: talk.state };
}

/** 核对回执, alone or followed by a reference and a check code. */
export async function checkReceipt(talk: Talk, text: string): Promise<Said> {
  const given = /^核对回执[\s:：]*([\d\s-]{9,15}?)[\s,，]+([0-9a-z\s-]{12,18})$/i.exec(
    text.normalize('NFKC').trim(),
  );
  if (given) {
    const found = await talk.call(verifyReceipt, { reference: given[1]!.trim(), code: given[2]!.trim() });
    const words =
      found.kind === 'none'
        ? say('commitment.receiptWrong')
        : say('commitment.receiptRight', { version: found.version ?? '' });
    return { say: [words], state: talk.state };
  }
  const { items } = await talk.call(ownReceipts, {});
  const lines = items.map(({ reference, code, version, signed, method, intact }) =>
    say('commitment.receipt', {
      ...{ reference, code, version },
      what: say(
        !signed
          ? 'commitment.receiptOfNotice'
          : method === 'paper'
            ? 'commitment.receiptOnPaper'
            : 'commitment.receiptOfPapers',
      ),
      right: say(intact ? 'commitment.receiptIntact' : 'commitment.receiptChanged'),
    }),
  );
  return {
    say: [
      lines.length > 0
        ? say('commitment.receipts', { lines: lines.join('\n') })
        : say('commitment.noReceipt'),
    ],
    state: talk.state,
  };
}

/** 撤回承诺: what it means, and the words that do it. */
export const askWithdraw = (talk: Talk): Said => ({
  say: [say('commitment.askWithdraw')],
  state: talk.state,
});

/** 确定撤回: the newest commitment that still holds ends; the application goes on with papers. */
export async function withdraw(talk: Talk): Promise<Said> {
  const { withdrawn } = await talk.call(withdrawOwn, {});
  return { say: [sayWithdrawn(withdrawn)], state: talk.state };
}

function sayWithdrawn(withdrawn: { reference: string; papersDueOn: string | null } | null): string {
  if (!withdrawn) return say('commitment.noneToWithdraw');
  const { reference, papersDueOn } = withdrawn;
  return papersDueOn === null
    ? say('commitment.withdrawn', { reference })
    : say('commitment.withdrawnLate', { reference, dueOn: legalDay(papersDueOn) });
}
