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
