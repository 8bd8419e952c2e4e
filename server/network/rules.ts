import type { ServicePointView } from './contract.ts';

/** 「元和街道工作站」 → 元和 and 街道; undefined for points that don't carry a town's name. */
const townOf = (name: string): { short: string; full: string } | undefined => {
  const found = /^(.{2,4}?)(街道|镇)/.exec(name);
  return found ? { short: found[1]!, full: found[1]! + found[2]! } : undefined;
};

/**
 * The service points of the town or subdistrict (镇、街道) that an address names, and the centre; where it names none, the
 * centre and every workstation. Names only: 「太平」 alone may be a road elsewhere, so a short name counts right behind 相城区.
 */
export function near(
  points: ServicePointView[],
  address: string,
): { matched: boolean; items: ServicePointView[] } {
  const names = (point: ServicePointView): boolean => {
    const town = townOf(point.name);
    return town !== undefined && (address.includes(town.full) || address.includes(`相城区${town.short}`));
  };
  const local = points.filter(names);
  const centre = points.filter(({ kind }) => kind === 'centre');
  if (local.length > 0) return { matched: true, items: [...local, ...centre] };
  return { matched: false, items: [...centre, ...points.filter(({ kind }) => kind === 'workstation')] };
}
