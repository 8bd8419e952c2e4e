import { Type, type Static } from 'typebox';
import { readYaml } from '../../platform/data.ts';
import { checker } from '../../platform/validate.ts';

const SceneSettings = Type.Object({
  fewestShown: Type.Integer({ minimum: 2 }),
  windowDays: Type.Integer({ minimum: 1 }),
  account: Type.String({ minLength: 1 }),
  packLines: Type.Array(Type.String(), { minItems: 3, maxItems: 3 }),
});

/** How attribution by QR code is counted and shown (settings.yaml). */
export const sceneSettings: Static<typeof SceneSettings> = (() => {
  const data = readYaml(import.meta.url, './settings.yaml');
  checker(SceneSettings)(data);
  return data as Static<typeof SceneSettings>;
})();

export const sceneKinds = ['point', 'volunteer', 'activity'] as const;
export type SceneKind = (typeof sceneKinds)[number];

/** WeChat's scene_str for something: its kind and the random end of its key, so that nobody can count upwards. */
export const sceneOf = (kind: SceneKind, refId: string): string =>
  `${kind}-${refId.replaceAll('-', '').slice(-16)}`;

/** A count as it may be shown: fewer people than the settings say could point at somebody, so they are 「少于 5」. */
export const shown = (count: number, settings = sceneSettings): number | null =>
  count === 0 || count >= settings.fewestShown ? count : null;
