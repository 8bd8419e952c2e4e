import type { Role } from '../vocabulary.ts';

/** Who does something. `id` is an openid for residents, a staff key for staff, a name for the rest. */
export type Actor =
  | { kind: 'resident'; id: string }
  | {
      kind: 'staff';
      id: string;
      name: string;
      roles: readonly Role[];
      servicePointId: string;
      through: 'console' | 'chat';
    }
  | { kind: 'bot'; id: string }
  | { kind: 'system'; id: string };

export const system = (name: string): Actor => ({ kind: 'system', id: name });
