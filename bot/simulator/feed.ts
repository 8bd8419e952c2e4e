import { EventEmitter } from 'node:events';
import type { Call, ChatLine } from './types.ts';

interface Happenings {
  line: [openid: string, line: ChatLine];
  call: [call: Call];
  /** A person appeared, followed or left. */
  people: [];
  /** The menu or someone's tags changed. */
  menu: [];
  typing: [openid: string, on: boolean];
  verified: [];
}

/** What the chat page and waiting tests hear about; anything here may also need saving. */
export class Feed extends EventEmitter<Happenings> {
  constructor() {
    super();
    this.setMaxListeners(0);
  }
}
