import type { Files } from '../files/port.ts';
import type { Arrival } from '../notices/arrival.ts';
import { may, mustBeAllowed } from '../people/policies.ts';
import type { Database } from '../platform/db.ts';
import type { Serve } from '../platform/http.ts';
import * as account from './account/contract.ts';
import { orderSpeed, readAccount } from './account/service.ts';
import * as audience from './audience/contract.ts';
import { audienceOptions, countAudience } from './audience/service.ts';
import { orderSync } from './audience/syncing.ts';
import { staffAuthor } from './authors.ts';
import * as materials from './materials/contract.ts';
import { keepPicture, pictureFor } from './materials/pictures.ts';
import { listMaterials, previewOf, readMaterial } from './materials/reading.ts';
import { check } from './materials/rules.ts';
import { addMaterial, changeMaterial, setPicture, withdrawMaterial } from './materials/service.ts';
import * as plan from './plan/contract.ts';
import { conflictsFor, readPlan } from './plan/service.ts';
import { serveSending } from './sending/routes.ts';
import { servePushes } from './pushes/routes.ts';
import { serveSeries } from './series/routes.ts';
import { bodyOf, sendPicture } from './uploads.ts';
import type { Setting } from './plan/settings.ts';

export interface PublicityParts {
  files: Files;
  arrival: Arrival;
  setting: Setting;
}

/** Publicity's endpoints: the library, audiences and the plan here, pushes and what bots claim in rooms of their own. */
export function servePublicity(
  serve: Serve,
  db: Database,
  { files, arrival, setting }: PublicityParts,
): void {
  serve(materials.listMaterials, async (filter, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return { items: await db.read((reading) => listMaterials(reading, filter)) };
  });
  serve(materials.readMaterial, ({ id }, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return db.read((reading) => readMaterial(reading, id));
  });
  serve(materials.addMaterial, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write(async (work) => addMaterial(work, await staffAuthor(work, actor), input));
  });
  serve(materials.changeMaterial, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write(async (work) => changeMaterial(work, await staffAuthor(work, actor), input));
  });
  serve(materials.withdrawMaterial, (input, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write((work) => withdrawMaterial(work, input));
  });
  serve(materials.checkMaterial, async (input, { actor }) => {
    mustBeAllowed(actor, 'publicity.write');
    const today = await db.read(async (reading) => reading.today);
    return { findings: check(input, null, today), preview: previewOf(input, null) };
  });
  serve(materials.putPicture, async ({ id }, { actor, ctx, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    const picture = await keepPicture(files, await bodyOf(ctx));
    return write(async (work) => setPicture(work, await staffAuthor(work, actor), id, picture));
  });
  serve(materials.readPicture, async ({ id, version }, { actor, ctx }) => {
    if (actor.kind !== 'bot') mustBeAllowed(actor, 'publicity.read');
    const { key, mime } = await db.read((reading) => pictureFor(reading, id, version));
    return sendPicture(ctx, files, key, mime);
  });
  serve(audience.countAudience, (asked, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return db.read((reading) => countAudience(reading, asked, setting.accountType));
  });
  serve(audience.audienceOptions, (_, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return db.read(audienceOptions);
  });
  serve(audience.syncFollowers, (_, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write(orderSync);
  });
  serve(account.readAccount, (_, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return db.read((reading) => readAccount(reading, may(actor, 'publicity.write')));
  });
  serve(account.orderSpeed, ({ level }, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write((work) => orderSpeed(work, level));
  });
  serve(plan.readPlan, (days, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    return db.read((reading) => readPlan(reading, days, setting));
  });
  serve(plan.checkPlan, async ({ id, reach, dueAt, toAll, people, expiresOn = null }, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    const proposal = { id, reach, dueAt, toAll, people, byList: false, hasTemplate: true, expiresOn };
    return { conflicts: await db.read((reading) => conflictsFor(reading, proposal, setting)) };
  });
  serveSeries(serve, db, setting);
  servePushes(serve, db, files, setting);
  serveSending(serve, db, arrival, setting.plan);
}
