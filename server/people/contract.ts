import { Type, type Static } from 'typebox';
import { endpoint, nothing } from '../platform/contract.ts';

export const Me = Type.Object({
  id: Type.String(),
  account: Type.String(),
  name: Type.String(),
  roles: Type.Array(Type.String()),
  servicePoint: Type.String(),
});
export type Me = Static<typeof Me>;

export const signIn = endpoint({
  method: 'POST',
  path: '/session',
  summary: 'Sign in to the console; sets the session cookie',
  who: ['anyone'],
  input: Type.Object({
    account: Type.String({ title: '账号', minLength: 1, maxLength: 64 }),
    password: Type.String({ title: '密码', minLength: 1, maxLength: 200 }),
  }),
  reply: Me,
});

export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  summary: 'Sign out: the session is revoked',
  who: ['staff'],
  input: nothing,
  reply: nothing,
});

export const me = endpoint({
  method: 'GET',
  path: '/session',
  summary: 'Who is signed in',
  who: ['staff'],
  input: nothing,
  reply: Me,
});

export const demoAccounts = endpoint({
  method: 'GET',
  path: '/demo-accounts',
  summary: 'Accounts of the demo centre; always empty in production',
  who: ['anyone'],
  input: nothing,
  reply: Type.Object({
    items: Type.Array(
      Type.Object({
        account: Type.String(),
        name: Type.String(),
        roles: Type.Array(Type.String()),
        password: Type.String(),
      }),
    ),
  }),
});

const bindingKinds = ['staff', 'lawyer', 'volunteer'] as const;
export type BindingKind = (typeof bindingKinds)[number];
const Person = Type.Object({ kind: Type.String(), name: Type.String() });
const personId = Type.String({ minLength: 36, maxLength: 36 });

export const makeBindingCode = endpoint({
  method: 'POST',
  path: '/binding-codes',
  summary: '绑定码: a one-time code of eight digits for the caller, or for a lawyer or volunteer',
  who: ['staff'],
  input: Type.Object({
    kind: Type.Optional(Type.Enum(['lawyer', 'volunteer'])),
    id: Type.Optional(personId),
  }),
  reply: Type.Object({ code: Type.String(), expiresAt: Type.Integer() }),
});

export const BindableView = Type.Object({
  kind: Type.Enum([...bindingKinds]),
  id: Type.String(),
  name: Type.String(),
  bound: Type.Boolean(),
});
export type BindableView = Static<typeof BindableView>;

export const listBindable = endpoint({
  method: 'GET',
  path: '/bindable',
  summary: 'Lawyers and volunteers, and whether their WeChat is bound',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({ items: Type.Array(BindableView) }),
});

export const ownBinding = endpoint({
  method: 'GET',
  path: '/binding',
  summary: "Since when the caller's own WeChat is bound; null when it isn't",
  who: ['staff'],
  input: nothing,
  reply: Type.Object({ boundAt: Type.Union([Type.Null(), Type.Integer()]) }),
});

export const unbindOwn = endpoint({
  method: 'DELETE',
  path: '/binding',
  summary: "End the binding of the caller's own WeChat",
  who: ['staff'],
  input: nothing,
  reply: nothing,
});

export const deactivate = endpoint({
  method: 'POST',
  path: '/people/:kind/:id/deactivate',
  summary: 'Somebody leaves: account, sessions and bindings end at once',
  who: ['staff'],
  input: Type.Object({ kind: Type.Enum([...bindingKinds]), id: personId }),
  reply: nothing,
});

export const BindOutcome = Type.Union([
  Type.Object({ outcome: Type.Literal('bound'), person: Person }),
  Type.Object({ outcome: Type.Literal('already'), person: Person }),
  Type.Object({ outcome: Type.Literal('wrong') }),
  Type.Object({ outcome: Type.Literal('slow'), minutes: Type.Integer() }),
]);
export type BindOutcome = Static<typeof BindOutcome>;

export const bindWechat = endpoint({
  method: 'POST',
  path: '/my/binding',
  summary: 'Bind the openid to whoever the one-time code was made for',
  who: ['resident'],
  input: Type.Object({ code: Type.String({ minLength: 8, maxLength: 8 }) }),
  reply: BindOutcome,
});

export const unbindWechat = endpoint({
  method: 'DELETE',
  path: '/my/binding',
  summary: 'End the binding of the openid',
  who: ['resident'],
  input: nothing,
  reply: Type.Object({ ended: Type.Boolean() }),
});
