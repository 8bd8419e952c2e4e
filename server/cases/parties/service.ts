import { CaseParty } from '../../../entities/index.ts';
import type { Reading, Work } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { rows } from '../../platform/sql.ts';
import { caseStateNames, type CaseState } from '../../vocabulary.ts';
import { spokenReference } from '../reference.ts';
import { comparableName } from './names.ts';
import { alarming, partyFindingNames, type PartyFinding } from './vocabulary.ts';

export interface Parties {
  matter: string;
  applicant: { name: string; number: string };
  /** As the applicant wrote it; nothing where it wasn't said. */
  opponent?: string | undefined;
}

/** Keeps who stands on which side of a case, sealed, with blind indexes for the look-up. */
export async function recordParties(
  { tx, sealer }: Pick<Work, 'tx' | 'sealer'>,
  caseId: string,
  { matter, applicant, opponent }: Parties,
): Promise<void> {
  const party = (role: CaseParty['role'], said: string, number: string | null): CaseParty => {
    const name = comparableName(said) ?? null;
    return {
      id: newId(),
      ...{ caseId, role, matter },
      name: name && sealer.seal('case_party.name', name),
      nameIndex: name && sealer.index('case_party.name', name),
      number: number && sealer.seal('case_party.number', number),
      numberIndex: number && sealer.index('case_party.number', number),
    };
  };
  const parties = [party('applicant', applicant.name, applicant.number)];
  if (opponent !== undefined) parties.push(party('opponent', opponent, null));
  await tx.insert(CaseParty, parties);
}

export interface PartyMatch {
  finding: PartyFinding;
  findingName: string;
  /** Whether it must be cleared before the facts are read. */
  alarming: boolean;
  /** By identity number, or by the name alone, which may be a namesake's. */
  certain: boolean;
  reference: string;
  matterName: string;
  stateName: string;
}

interface Pair {
  caseId: string;
  role: CaseParty['role'];
  matter: string;
  otherRole: CaseParty['role'];
  otherMatter: string;
  byNumber: number;
  reference: string;
  matterName: string;
  state: CaseState;
}

/**
 * Whom the parties of these cases meet in other cases: the same person again, or somebody on the other side. Names are
 * compared as comparableName makes them; nothing is opened. While the data key is being rotated, rows of two keys
 * don't meet.
 */
export async function partyMatches(
  { tx }: Pick<Reading, 'tx'>,
  caseIds: readonly string[],
): Promise<Map<string, PartyMatch[]>> {
  const found = new Map<string, PartyMatch[]>();
  if (caseIds.length === 0) return found;
  const marks = caseIds.map(() => '?').join(', ');
  const pairs = (index: 'numberIndex' | 'nameIndex', byNumber: 0 | 1): string =>
    `SELECT p.caseId, p.role, p.matter, q.role AS otherRole, q.matter AS otherMatter, ${byNumber} AS byNumber, c.reference,
     c.matterName, c.state FROM case_party p JOIN case_party q ON q.${index} = p.${index} AND q.caseId <> p.caseId
     JOIN aid_case c ON c.id = q.caseId WHERE p.caseId IN (${marks})`;
  const met = await rows<Pair>(
    tx,
    `${pairs('numberIndex', 1)} UNION ALL ${pairs('nameIndex', 0)} ORDER BY reference`,
    [...caseIds, ...caseIds],
  );
  for (const pair of met) {
    const match = matchOf(pair);
    if (!match) continue;
    const known = found.get(pair.caseId) ?? [];
    if (!known.some(({ finding, reference }) => finding === match.finding && reference === match.reference))
      known.push(match);
    found.set(pair.caseId, known);
  }
  for (const matches of found.values()) matches.sort((a, b) => Number(b.alarming) - Number(a.alarming));
  return found;
}

function matchOf(pair: Pair): PartyMatch | undefined {
  const finding = findingOf(pair);
  if (!finding) return undefined;
  return {
    finding,
    findingName: partyFindingNames[finding],
    alarming: alarming.has(finding),
    certain: Boolean(Number(pair.byNumber)),
    reference: spokenReference(pair.reference),
    matterName: pair.matterName,
    stateName: caseStateNames[pair.state],
  };
}

function findingOf({ role, otherRole, byNumber, matter, otherMatter }: Pair): PartyFinding | undefined {
  if (role !== otherRole) return role === 'applicant' ? 'applicantIsOpponent' : 'opponentIsAided';
  if (role === 'opponent') return 'sameOpponent';
  // Two applicants of one name are two people, unless their numbers say otherwise.
  if (!Number(byNumber)) return undefined;
  return matter === otherMatter ? 'repeat' : 'samePerson';
}
