import { Type, type Static } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';
import { PublicActivity } from '../activities/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const code = Type.String({ minLength: 1, maxLength: 32 });
const kind = Type.Enum(['point', 'volunteer', 'activity']);
/** Null where it is so small that it could point at somebody. */
const Shown = nullable(Type.Integer());

export const SceneItem = Type.Object({
  code,
  kind,
  kindName: Type.String(),
  name: Type.String(),
  /** What the QR code leads to; null until a bot has had it made at WeChat. */
  url: nullable(Type.String()),
  people: Shown,
  follows: Shown,
  questions: Shown,
  applications: Shown,
});
export type SceneItem = Static<typeof SceneItem>;

export const listScenes = endpoint({
  method: 'GET',
  path: '/scenes',
  summary: 'QR codes with what came of them: sums, never who; small sums are not shown',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({
    items: Type.Array(SceneItem),
    fewestShown: Type.Integer(),
    windowDays: Type.Integer(),
    /** Three lines of text for a forwarding pack (转发包). */
    pack: Type.Array(Type.String()),
  }),
});

export const orderScene = endpoint({
  method: 'POST',
  path: '/scenes',
  summary: 'A QR code for a service point, a volunteer or an activity; ordering it again gives the same',
  who: ['staff'],
  input: Type.Object({ kind, refId: id }),
  reply: Type.Object({ code }),
});

export const sceneQr = endpoint({
  method: 'GET',
  path: '/scenes/:code/qr',
  summary: 'The QR code as SVG',
  who: ['staff'],
  input: Type.Object({ code }),
  reply: Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' }),
});

export const claimScenes = endpoint({
  method: 'POST',
  path: '/scenes/claim',
  summary: 'QR codes that are to be made at WeChat; each is given to one bot for a minute',
  who: ['bot'],
  input: Type.Object({ max: Type.Integer({ minimum: 1, maximum: 50 }) }),
  reply: Type.Object({ items: Type.Array(Type.Object({ code })) }),
});

export const sceneMade = endpoint({
  method: 'POST',
  path: '/scenes/:code/made',
  summary: 'WeChat made the QR code',
  who: ['bot'],
  input: Type.Object({ code, url: Type.String({ minLength: 1, maxLength: 255 }) }),
  reply: nothing,
});

export const comeBy = endpoint({
  method: 'POST',
  path: '/my/scene',
  summary: 'The caller came by a QR code: counted, and told what it stands for',
  who: ['resident'],
  input: Type.Object({ code: Type.String({ maxLength: 64 }), followed: Type.Boolean() }),
  reply: Type.Object({
    kind: nullable(kind),
    name: Type.String(),
    activity: nullable(PublicActivity),
  }),
});
