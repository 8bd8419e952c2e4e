import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Files } from '../../files/port.ts';
import { VISIT_COOKIE } from '../../people/authenticate.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import { problem } from '../../platform/problems.ts';
import * as contract from './contract.ts';
import * as pages from './pages/contract.ts';
import { notePapersIn } from './duePapers.ts';
import { readSignature, signatureFile, signByHand, signingView } from './handwriting.ts';
import { listCommitments, readCommitment } from './reading.ts';
import { ownCommitment } from './row.ts';
import * as service from './service.ts';
import * as verification from './verification.ts';
import { ownReceipts, verifyReceipt } from './verifying.ts';
import { openVisit, redeem } from './visits.ts';

/** Tries to open a link or to verify a receipt, per address and minute. */
const perAddress = { points: 30, duration: 60 };

export function serveCommitments(serve: Serve, db: Database, parts: { files: Files; secure: boolean }): void {
  serve(contract.listCommitments, (filter, { actor }) => {
    const staff = mustBeAllowed(actor, 'commitments.read');
    return db.read((reading) => listCommitments(reading, staff, filter));
  });
  serve(contract.readCommitment, ({ id }, { write }) => write((work) => readCommitment(work, id)));
  serve(contract.confirmOnPaper, async (paper, { write }) => {
    await write((work) => service.confirmOnPaper(work, paper));
    return {};
  });
  serve(contract.noteReadAloud, async ({ id }, { write }) => {
    await write((work) => service.noteReadAloud(work, id));
    return {};
  });
  serve(contract.withdrawCommitment, async ({ id, note }, { write }) => {
    await write((work) => service.withdrawFor(work, id, note));
    return {};
  });
  serve(contract.notePapersIn, async (papers, { write }) => {
    await write((work) => notePapersIn(work, papers));
    return {};
  });
  serve(contract.withdrawOwn, async (_, { write }) => ({
    withdrawn: (await write((work) => service.withdrawOwn(work))) ?? null,
  }));
  serve(contract.readSignature, async ({ id }, { ctx, write }) => {
    const file = await write(async (work) => {
      const { found } = await service.forStaff(work, 'commitments.read', id);
      return signatureFile(work, id, found.caseId);
    });
    const { bytes, mime } = await readSignature(parts.files, file);
    ctx.type = mime;
    ctx.set({
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=600',
    });
    return bytes;
  });
  serve(contract.takeTip, async ({ id, told }, { write }) => {
    await write((work) => verification.takeTip(work, id, told));
    return {};
  });
  serve(contract.closeCheck, async (check, { write }) => {
    await write((work) => verification.closeCheck(work, check));
    return {};
  });
  serve(contract.repair, async ({ id, note }, { write }) => {
    await write((work) => verification.repair(work, id, note));
    return {};
  });
  serve(contract.listSamples, async () => ({ items: await db.read(verification.listSamples) }));
  serve(contract.readSample, ({ period }) => db.read((reading) => verification.readSample(reading, period)));
  serve(contract.drawSamples, ({ period }, { write }) =>
    write((work) => verification.drawPeriod(work, period)),
  );
  servePages(serve, db, parts);
}

/** What the pages call that a resident opens from the chat. */
function servePages(serve: Serve, db: Database, { files, secure }: { files: Files; secure: boolean }): void {
  const limiter = new RateLimiterMemory(perAddress);
  const notTooOften = (ip: string): Promise<unknown> =>
    limiter.consume(ip).catch(() => {
      throw problem('slow_down', { minutes: 1 });
    });

  serve(pages.openVisit, (visit, { write }) => write((work) => openVisit(work, visit)));
  serve(pages.redeemVisit, async ({ ticket, lastFour }, { ctx, write }) => {
    await notTooOften(ctx.ip);
    const { outcome, target, secret } = await write((work) => redeem(work, ticket, lastFour));
    if (secret !== null)
      ctx.cookies.set(VISIT_COOKIE, secret, {
        httpOnly: true,
        sameSite: 'strict',
        secure,
        path: '/api/signing',
      });
    return { outcome, target };
  });
  serve(pages.readSigning, ({ id }, { actor }) => db.read((reading) => signingView(reading, actor, id)));
  serve(pages.signByHand, (sent, { actor, ctx }) => signByHand(db, files, actor, sent, ctx.ip));
  serve(pages.unsignedOwn, async (_, { actor }) => ({
    commitmentId: (await db.read((reading) => ownCommitment(reading, actor.id, ['OFFERED'])))?.id ?? null,
  }));
  serve(pages.verifyReceipt, async ({ reference, code }, { actor, ctx }) => {
    // The bot's address is everybody's.
    if (actor.kind !== 'bot') await notTooOften(ctx.ip);
    return db.read((reading) => verifyReceipt(reading, reference, code));
  });
  serve(pages.ownReceipts, async (_, { actor }) => ({
    items: await db.read((reading) => ownReceipts(reading, actor.id)),
  }));
}
