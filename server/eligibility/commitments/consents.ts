import Type, { type Static } from 'typebox';
import type { LegalDate } from '../../platform/calendar.ts';
import { readYaml } from '../../platform/data.ts';
import { digestOf } from '../commitment.ts';
import { checkRows, Day, Text } from '../load.ts';
import { certainties, type Answers } from '../vocabulary.ts';
import { isChild } from './rules.ts';

const lines = Type.Array(Text, { minItems: 1 });
const ConsentRow = Type.Object(
  {
    id: Text,
    version: Day,
    to: Type.Union([Day, Type.Null()]),
    for: Type.Enum(['everyone', 'commitment', 'child']),
    law: Text,
    certainty: Type.Enum([...certainties]),
    checkedOn: Day,
    title: Text,
    purpose: Text,
    /** Who will see it, and who won't. */
    seen: lines,
    unseen: lines,
    /** What still works for whoever refuses. */
    refusing: Text,
  },
  { additionalProperties: false },
);

/** A separate consent (单独同意) as it is shown. */
export type ConsentText = Static<typeof ConsentRow>;

let rows: ConsentText[] | undefined;

const allConsents = (): readonly ConsentText[] =>
  (rows ??= checkRows('consents.yaml', readYaml(import.meta.url, './consents.yaml'), ConsentRow));

/** The consents that an application needs on a day, in the order in which they are asked. */
export function consentsFor(answers: Answers, byCommitment: boolean, day: LegalDate): ConsentText[] {
  const needed = { everyone: true, commitment: byCommitment, child: isChild(answers) };
  return allConsents().filter(
    (one) => needed[one.for] && one.version <= day && (one.to === null || day <= one.to),
  );
}

/** A consent by id and version, for showing what was answered. */
export const findConsent = (id: string, version: string): ConsentText | undefined =>
  allConsents().find((one) => one.id === id && one.version === version);

/** SHA-256 (hex) of everything that is shown of a consent. */
export const consentDigest = ({ title, purpose, seen, unseen, refusing }: ConsentText): string =>
  digestOf(JSON.stringify([title, purpose, seen, unseen, refusing]));
