import { Type, type Static } from 'typebox';
import { readYaml } from '../../platform/data.ts';
import { checker } from '../../platform/validate.ts';

const list = Type.Array(Type.String({ maxLength: 64 }), { maxItems: 60 });
const Offer = Type.Object({ areas: list, topics: list, groups: list, interests: list });
type Offer = Static<typeof Offer>;

/** What followers may choose from (settings.yaml); service points stand in the network. */
export const offer: Offer = (() => {
  const data = readYaml(import.meta.url, './settings.yaml');
  checker(Offer)(data);
  return data as Offer;
})();

/** Those of the values that are on offer, each once, in the order of the offer. */
export const offered = (values: readonly string[], of: readonly string[]): string[] =>
  of.filter((value) => values.includes(value));
