import { unknown } from '../../eligibility/vocabulary.ts';

/** The other side as the applicant wrote it; undefined where it wasn't said. */
export const opponentIn = ({ opponent }: Readonly<Record<string, unknown>>): string | undefined =>
  typeof opponent === 'string' && opponent !== unknown ? opponent : undefined;
