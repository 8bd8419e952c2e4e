import { Type, type Static } from 'typebox';
import { readYaml } from '../platform/data.ts';
import { checker } from '../platform/validate.ts';
import { roles, servicePointKinds } from '../vocabulary.ts';

const text = Type.String();
const optional = Type.Optional(text);

const DemoCentre = Type.Object({
  servicePoints: Type.Array(
    Type.Object({
      code: text,
      kind: Type.Enum([...servicePointKinds]),
      name: text,
      parent: optional,
      township: optional,
      theme: optional,
    }),
  ),
  firms: Type.Array(Type.Object({ code: text, name: text })),
  lawyers: Type.Array(Type.Object({ name: text, firm: text, specialties: text, openid: optional })),
  duties: Type.Array(
    Type.Object({
      point: text,
      lawyer: text,
      weekday: Type.Integer({ minimum: 1, maximum: 7 }),
      from: text,
      to: text,
    }),
  ),
  staff: Type.Array(
    Type.Object({
      account: text,
      name: text,
      roles: Type.Array(Type.Enum([...roles])),
      point: text,
      openid: text,
    }),
  ),
  volunteers: Type.Array(
    Type.Object({ name: text, point: text, legalLiterate: Type.Boolean(), openid: text }),
  ),
  residents: Type.Array(Type.Object({ openid: text, name: text, note: text })),
});
export type DemoCentre = Static<typeof DemoCentre>;

/** The one password of all demo accounts; a production start has no demo accounts. */
export const DEMO_PASSWORD = 'yanshi-2026';

/** The demo centre's data (centre.yaml). */
export function demoCentre(): DemoCentre {
  const data = readYaml(import.meta.url, './centre.yaml');
  checker(DemoCentre)(data);
  return data as DemoCentre;
}

/** The people of the simulated WeChat. */
export function demoPeople(): {
  openid: string;
  name: string;
  role: '居民' | '工作人员' | '志愿者' | '律师';
  note?: string;
}[] {
  const { residents, staff, volunteers, lawyers } = demoCentre();
  return [
    ...residents.map((person) => ({ ...person, role: '居民' as const })),
    ...staff.map(({ openid, name }) => ({ openid, name, role: '工作人员' as const })),
    ...volunteers.map(({ openid, name }) => ({ openid, name, role: '志愿者' as const })),
    ...lawyers.flatMap(({ openid, name }) => (openid ? [{ openid, name, role: '律师' as const }] : [])),
  ];
}
