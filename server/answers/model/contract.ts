import { Type } from 'typebox';
import { endpoint, nothing, nullable } from '../../platform/contract.ts';

export const readModel = endpoint({
  method: 'GET',
  path: '/knowledge/model',
  summary: 'Whether a language model is set up, and switched on, to help with long stories',
  who: ['staff'],
  input: nothing,
  reply: Type.Object({ name: nullable(Type.String()), on: Type.Boolean() }),
});

export const switchModel = endpoint({
  method: 'POST',
  path: '/knowledge/model',
  summary: 'Switch the language model on or off for everybody at once',
  who: ['staff'],
  input: Type.Object({ on: Type.Boolean() }),
  reply: nothing,
});
