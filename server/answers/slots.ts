import { readYaml } from '../platform/data.ts';
import type { Entry } from './knowledge.ts';

/** A question with replies that lead to different entries. */
export interface SlotQuestion {
  name: string;
  ask: string;
  /** What a resident may reply, in the order of the entries offered. */
  replies: string[];
}

interface Slot {
  ask: string;
  replies: { say: string; to: string[] }[];
}

let slots: [string, Slot][] | undefined;

/** Every question of `slots.yaml` by its slot's name. */
export function slotTable(): [string, Slot][] {
  return (slots ??= Object.entries(readYaml(import.meta.url, 'slots.yaml') as Record<string, Slot>));
}

/**
 * The question that tells the nearest entries apart: the best one and another belong to different replies of one slot.
 * Each reply that one of them belongs to is offered with the nearest of its entries. Undefined where more than two of
 * them have nothing to do with a slot, for then a list says more.
 */
export function slotQuestion(near: Entry[]): { question: SlotQuestion; entries: Entry[] } | undefined {
  for (const [name, { ask, replies }] of slotTable()) {
    const led = replies.flatMap(({ say, to }) => {
      const entry = near.find(({ id }) => to.includes(id));
      return entry ? [{ say, entry }] : [];
    });
    const known = near.filter(({ id }) => replies.some(({ to }) => to.includes(id)));
    if (led.length < 2 || known.length < near.length - 2 || known[0] !== near[0]) continue;
    return {
      question: { name, ask, replies: led.map(({ say }) => say) },
      entries: led.map(({ entry }) => entry),
    };
  }
  return undefined;
}
