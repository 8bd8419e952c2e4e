import { renderSVG } from 'uqr';
import { mustBeAllowed } from '../../people/policies.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import { problem } from '../../platform/problems.ts';
import { row } from '../../platform/sql.ts';
import * as contract from './contract.ts';
import { listScenes } from './reading.ts';
import { sceneSettings } from './rules.ts';
import { claimScenes, comeBy, orderScene, sceneMade } from './service.ts';

export function serveScenes(serve: Serve, db: Database): void {
  serve(contract.listScenes, async (_, { actor }) => {
    mustBeAllowed(actor, 'publicity.read');
    const { fewestShown, windowDays, packLines, account } = sceneSettings;
    const pack = packLines.map((line) => line.replace('{account}', account));
    return { items: await db.read(listScenes), fewestShown, windowDays, pack };
  });
  serve(contract.orderScene, ({ kind, refId }, { actor, write }) => {
    mustBeAllowed(actor, 'publicity.write');
    return write((work) => orderScene(work, kind, refId));
  });
  serve(contract.sceneQr, async ({ code }, { actor, ctx }) => {
    mustBeAllowed(actor, 'publicity.read');
    const found = await db.read(({ tx }) =>
      row<{ url: string | null }>(tx, 'SELECT url FROM scene WHERE code = ?', [code]),
    );
    if (!found?.url) throw problem('not_found', { what: '这个二维码' });
    ctx.type = 'image/svg+xml';
    ctx.set('Cache-Control', 'private, max-age=3600');
    return Buffer.from(renderSVG(found.url, { ecc: 'M', border: 2 }));
  });
  serve(contract.claimScenes, async ({ max }, { write }) => ({
    items: await write((work) => claimScenes(work, max)),
  }));
  serve(contract.sceneMade, async ({ code, url }, { write }) => {
    await write((work) => sceneMade(work, code, url));
    return {};
  });
  serve(contract.comeBy, ({ code, followed }, { write }) => write((work) => comeBy(work, code, followed)));
}
