import type { Reading } from '../../platform/db.ts';
import { rows } from '../../platform/sql.ts';
import type { SceneItem } from './contract.ts';
import { sceneSettings, shown, type SceneKind } from './rules.ts';

const kindNames: Record<SceneKind, string> = { point: '服务网点', volunteer: '志愿者', activity: '活动' };
const LIST = 500;
const DAY = 86_400_000;

interface SceneRow {
  code: string;
  kind: SceneKind;
  url: string | null;
  name: string | null;
}

/**
 * QR codes with what came of them. People, follows, questions and applications are counted as people, in the window after
 * they came by the code first; who came by two codes counts for the one before.
 */
export async function listScenes({ tx }: Reading): Promise<SceneItem[]> {
  const scenes = await rows<SceneRow>(
    tx,
    `SELECT s.code, s.kind, s.url, COALESCE(p.name, v.name, a.title) AS name FROM scene s
     LEFT JOIN service_point p ON s.kind = 'point' AND p.id = s.refId
     LEFT JOIN volunteer v ON s.kind = 'volunteer' AND v.id = s.refId
     LEFT JOIN activity a ON s.kind = 'activity' AND a.id = s.refId
     ORDER BY s.createdAt DESC LIMIT ${LIST}`,
  );
  const window = sceneSettings.windowDays * DAY;
  const count = async (sql: string, values: unknown[] = []): Promise<Map<string, number>> => {
    const found = await rows<{ code: string; people: number }>(tx, `${sql} GROUP BY v.code`, values);
    return new Map(found.map(({ code, people }) => [code, Number(people)]));
  };
  const after = (table: string, at: string, more: string): string =>
    `SELECT v.code, COUNT(DISTINCT v.openid) AS people FROM scene_visit v JOIN ${table} x ON x.openid = v.openid
     WHERE x.${at} >= v.at AND x.${at} < v.at + ? ${more} AND NOT EXISTS (
       SELECT 1 FROM scene_visit o WHERE o.openid = v.openid AND o.at < v.at)`;
  const people = await count('SELECT v.code, COUNT(*) AS people FROM scene_visit v');
  const follows = await count('SELECT v.code, COUNT(*) AS people FROM scene_visit v WHERE v.followed = 1');
  const questions = await count(after('turn', 'receivedAt', `AND x.kind IN ('text', 'voice')`), [window]);
  const applications = await count(after('application', 'submittedAt', ''), [window]);
  return scenes.map(({ code, kind, url, name }) => ({
    ...{ code, kind, kindName: kindNames[kind], name: name ?? '', url },
    people: shown(people.get(code) ?? 0),
    follows: shown(follows.get(code) ?? 0),
    questions: shown(questions.get(code) ?? 0),
    applications: shown(applications.get(code) ?? 0),
  }));
}
