import type { ServicePointView } from '../../../network/contract.ts';
import { servicePointKinds, type ServicePointKind } from '../../../vocabulary.ts';

export interface Group {
  kind: ServicePointKind;
  points: {
    point: ServicePointView;
    /** The contact points of a workstation. */
    below: ServicePointView[];
  }[];
}

/**
 * Service points by kind, from the centre downwards; contact points stand with the workstation they belong to. One whose
 * workstation isn't in the list is shown as a group of its own, so that nothing gets lost.
 */
export function networkGroups(points: readonly ServicePointView[]): Group[] {
  const workstations = new Set(points.filter(({ kind }) => kind === 'workstation').map(({ name }) => name));
  const placed = ({ kind, parent }: ServicePointView): boolean =>
    kind === 'contactPoint' && parent !== null && workstations.has(parent);
  return servicePointKinds
    .map((kind) => ({
      kind,
      points: points
        .filter((point) => point.kind === kind && !placed(point))
        .map((point) => ({
          point,
          below: points.filter((other) => placed(other) && other.parent === point.name),
        })),
    }))
    .filter((group) => group.points.length > 0);
}
