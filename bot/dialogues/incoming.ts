import type { Push } from '../../server/channel/contract.ts';

/** What a push says in words: typed text, or what the platform recognised in a voice message. */
export const textOf = (push: Push): string => (push.payload['text'] ?? '').trim();
