import { Type, type Static } from 'typebox';
import { endpoint } from '../platform/contract.ts';
import { servicePointKinds } from '../vocabulary.ts';

export const ServicePointView = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...servicePointKinds]),
  kindName: Type.String(),
  name: Type.String(),
  /** Filled in by the centre only; null is shown as "请打 12348". */
  address: Type.Union([Type.Null(), Type.String()]),
  phone: Type.Union([Type.Null(), Type.String()]),
  hours: Type.Union([Type.Null(), Type.String()]),
  parent: Type.Union([Type.Null(), Type.String()]),
  /** Duty lawyers of the week, in words. */
  duties: Type.Array(Type.String()),
});
export type ServicePointView = Static<typeof ServicePointView>;

/** A location's address as WeChat labels it; no coordinates of service points are known. */
export const nearPoints = endpoint({
  method: 'POST',
  path: '/service-points/near',
  summary: 'The service points of the town or subdistrict that an address names, else every workstation',
  who: ['resident'],
  input: Type.Object({ address: Type.String({ maxLength: 500 }) }),
  reply: Type.Object({ matched: Type.Boolean(), items: Type.Array(ServicePointView) }),
});

export const listServicePoints = endpoint({
  method: 'GET',
  path: '/service-points',
  summary: 'The three-level network: centre, workstations, contact points, themed and law-firm stations',
  who: ['anyone'],
  input: Type.Object({ kind: Type.Optional(Type.Enum([...servicePointKinds])) }),
  reply: Type.Object({ items: Type.Array(ServicePointView) }),
});
