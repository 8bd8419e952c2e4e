import { narrow } from '../../eligibility/numbers.ts';

const forms = /(集团)?(股份有限公司|有限责任公司|有限公司|公司|个体工商户|厂|店|商行|经营部|工作室|中心)$/;
const region = /^(江苏省|江苏|苏州市|苏州|相城区|相城)/;
/** What is left must still name somebody. */
const SHORTEST = 2;

/**
 * A name as it is compared: full width, blanks, marks, brackets, the kind of company and a place before it don't matter, so
 * that 苏州市演示装修有限公司 and 演示装修公司 are one. `undefined` where nothing is left that could tell two apart.
 */
export function comparableName(name: string): string | undefined {
  let rest = narrow(name)
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, '');
  for (;;) {
    const shorter = [rest.replace(forms, ''), rest.replace(region, '')].find(
      (one) => one !== rest && one.length >= SHORTEST,
    );
    if (shorter === undefined) break;
    rest = shorter;
  }
  return rest.length >= SHORTEST ? rest : undefined;
}
