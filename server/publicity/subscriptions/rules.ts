import { Type, type Static } from 'typebox';
import { readYaml } from '../../platform/data.ts';
import { checker } from '../../platform/validate.ts';

const Offer = Type.Object({ areas: Type.Array(Type.String()), topics: Type.Array(Type.String()) });
export type Offer = Static<typeof Offer>;

/** What followers may choose from (settings.yaml). */
export const offer: Offer = (() => {
  const data = readYaml(import.meta.url, './settings.yaml');
  checker(Offer)(data);
  return data as Offer;
})();

/** Those of the values that are on offer, each once, in the order of the offer. */
export const offered = (values: readonly string[], of: readonly string[]): string[] =>
  of.filter((value) => values.includes(value));

/**
 * What an event about a subscription notice does to the consent that is kept: gives it, ends it, or nothing. A consent
 * to one message (一次性订阅) ends with the message; one for long lasts until it is taken back.
 */
export function effectOf(
  decided: 'accept' | 'reject' | 'sent' | 'failed',
  term: 'once' | 'longTerm',
): 'give' | 'end' | 'none' {
  if (decided === 'accept') return 'give';
  if (decided === 'reject') return 'end';
  return decided === 'sent' && term === 'once' ? 'end' : 'none';
}
