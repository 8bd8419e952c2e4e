import { Type, type Static } from 'typebox';

export const orderKinds = [
  'massSend',
  'massStatus',
  'massDelete',
  'massPreview',
  'massSpeed',
  'putContent',
  'publish',
  'followersPage',
  'tagsList',
  'tagMembersPage',
] as const;
export const OrderKind = Type.Enum([...orderKinds]);
export type OrderKind = Static<typeof OrderKind>;
