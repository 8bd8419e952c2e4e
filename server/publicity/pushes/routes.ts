import type { Files } from '../../files/port.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import { problem } from '../../platform/problems.ts';
import { changed } from '../../platform/sql.ts';
import { staffAuthor } from '../authors.ts';
import { keepPicture } from '../materials/pictures.ts';
import { numberOf } from '../number.ts';
import { reasonWords } from '../reasons.ts';
import { downloadReport, readReport } from '../report/contract.ts';
import { readReport as report } from '../report/service.ts';
import { reportSheet } from '../report/sheet.ts';
import { reviewPush } from '../review/contract.ts';
import { reviewPush as review } from '../review/service.ts';
import { bodyOf, sendPicture } from '../uploads.ts';
import { pushStatusNames, type PushStatus } from '../vocabulary.ts';
import * as contract from './contract.ts';
import { mustFindPush, progressOf } from './reading.ts';
import { addPush, changePush, submitPush } from './service.ts';
import * as verbs from './verbs.ts';
import { listPushes, readPush } from './view.ts';
import type { Setting } from '../plan/settings.ts';

export function servePushes(serve: Serve, db: Database, files: Files, setting: Setting): void {
  serve(contract.listPushes, async (filter, { actor }) => {
    const staff = mustBeAllowed(actor, 'publicity.read');
    return { items: await db.read((reading) => listPushes(reading, staff, filter)) };
  });
  serve(contract.readPush, ({ id }, { actor }) => {
    const staff = mustBeAllowed(actor, 'publicity.read');
    return db.read((reading) => readPush(reading, setting, staff, id));
  });
  serve(contract.pushProgress, ({ id }, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return db.read(async (reading) => {
      const push = await mustFindPush(reading, id);
      const status = push.status as PushStatus;
      const reason = push.reason === null ? null : reasonWords(push.reason);
      return {
        status,
        statusName: pushStatusNames[status],
        reason,
        progress: await progressOf(reading, push),
      };
    });
  });
  serve(contract.addPush, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write(async (work) => addPush(work, setting, await staffAuthor(work, actor), input));
  });
  serve(contract.changePush, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write((work) => changePush(work, setting, input));
  });
  serve(contract.submitPush, (step, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write((work) => submitPush(work, setting, step));
  });
  serve(reviewPush, (word, { actor, write }) => {
    const staff = mustBeAllowed(actor, 'publicity.review');
    return write((work) => review(work, setting, staff, word));
  });
  serve(contract.withdrawPush, (step, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.stop');
    return write((work) => verbs.withdrawPush(work, step));
  });
  serve(contract.stopPush, (step, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.stop');
    return write((work) => verbs.stopPush(work, step));
  });
  serve(contract.pausePush, (step, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.stop');
    return write((work) => verbs.pausePush(work, step));
  });
  serve(contract.resumePush, ({ id }, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.stop');
    return write((work) => verbs.resumePush(work, id));
  });
  serve(contract.previewPush, ({ id }, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write(async (work) => verbs.previewPush(work, id, (await staffAuthor(work, actor)).openid));
  });
  serveSignoff(serve, db, files);
  serveReports(serve, db);
}

function serveSignoff(serve: Serve, db: Database, files: Files): void {
  serve(contract.putSignoff, async ({ id }, { actor, ctx, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    const { key, mime } = await keepPicture(files, await bodyOf(ctx));
    await write(async (work) => {
      await mustFindPush(work, id);
      await changed(work.tx, 'UPDATE push SET signoffKey = ?, signoffMime = ? WHERE id = ?', [key, mime, id]);
      work.emit('push.changed', { data: { id, status: 'signoff' } });
    });
    return {};
  });
  serve(contract.readSignoff, async ({ id }, { actor, ctx }) => {
    mustBeAllowed(actor, 'publicity.read');
    const { signoffKey, signoffMime } = await db.read((reading) => mustFindPush(reading, id));
    if (signoffKey === null) throw problem('not_found', { what: '审签单' });
    return sendPicture(ctx, files, signoffKey, signoffMime ?? 'image/jpeg');
  });
}

function serveReports(serve: Serve, db: Database): void {
  serve(readReport, ({ id }, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return db.read((reading) => report(reading, id));
  });
  serve(downloadReport, async ({ id }, { actor, ctx }) => {
    mustBeAllowed(actor, 'publicity.read');
    const sheet = await reportSheet(await db.read((reading) => report(reading, id)));
    ctx.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    ctx.set('Content-Disposition', `attachment; filename="push-${numberOf(id)}.xlsx"`);
    return sheet;
  });
}
