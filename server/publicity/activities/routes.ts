import type { Files } from '../../files/port.ts';
import { mustBeAllowed } from '../../people/policies.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import { keepPicture } from '../materials/pictures.ts';
import { bodyOf, sendPicture } from '../uploads.ts';
import * as contract from './contract.ts';
import { activityFigures, activitySheet } from './figures.ts';
import { checkIn, signUp } from './guests.ts';
import { listActivities, nextActivities, readActivity } from './reading.ts';
import { activitySettings } from './rules.ts';
import { addActivity, addPhoto, cancelActivity, changeActivity, closeActivity } from './service.ts';

export function serveActivities(serve: Serve, db: Database, files: Files): void {
  serve(contract.listActivities, async ({ status }, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    const items = await db.read((reading) => listActivities(reading, status));
    return { items, townships: [...activitySettings.townships] };
  });
  serve(contract.readActivity, ({ id }, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return db.read((reading) => readActivity(reading, id));
  });
  serve(contract.addActivity, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write((work) => addActivity(work, input));
  });
  serve(contract.changeActivity, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write((work) => changeActivity(work, input));
  });
  serve(contract.cancelActivity, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write((work) => cancelActivity(work, input));
  });
  serve(contract.closeActivity, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write((work) => closeActivity(work, input));
  });
  serve(contract.nextActivities, async (_, { actor }) => ({
    items: await db.read((reading) => nextActivities(reading, actor.id)),
  }));
  serve(contract.signUp, ({ id, come }, { write }) => write((work) => signUp(work, id, come)));
  serve(contract.checkIn, ({ code }, { write }) => write((work) => checkIn(work, code)));
  servePhotos(serve, db, files);
  serveFigures(serve, db);
}

function servePhotos(serve: Serve, db: Database, files: Files): void {
  serve(contract.putActivityPhoto, async ({ id }, { actor, ctx, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    const file = await keepPicture(files, await bodyOf(ctx));
    return write((work) => addPhoto(work, id, file));
  });
  serve(contract.readActivityPhoto, async ({ id, photo }, { actor, ctx }) => {
    mustBeAllowed(actor, 'publicity.read');
    const found = await db.read(({ tx }) =>
      row<{ fileKey: string; mime: string }>(
        tx,
        'SELECT fileKey, mime FROM activity_photo WHERE id = ? AND activityId = ?',
        [photo, id],
      ),
    );
    if (!found) throw problem('not_found', { what: '这张照片' });
    return sendPicture(ctx, files, found.fileKey, found.mime);
  });
}

function serveFigures(serve: Serve, db: Database): void {
  serve(contract.activityFigures, async ({ year }, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return { year, items: await db.read((reading) => activityFigures(reading, year)) };
  });
  serve(contract.activitySheet, async ({ year }, { actor, ctx }) => {
    mustBeAllowed(actor, 'publicity.read');
    const items = await db.read((reading) => activityFigures(reading, year));
    ctx.type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    ctx.set('Content-Disposition', `attachment; filename="activities-${year}.xlsx"`);
    return activitySheet(year, items);
  });
}
