import type { Reading } from '../../platform/db.ts';
import { row } from '../../platform/sql.ts';
import { maskIdentity, maskName } from '../identity.ts';
import { hardshipStatement } from '../statement.ts';
import { rulesFor } from '../switches/decisions.ts';
import type { Answers } from '../vocabulary.ts';
import { papersDigest, papersToSign, type ShownPaper } from './papers.ts';
import type { Signer } from './vocabulary.ts';

interface Row {
  noticeVersion: string;
  noticeText: string;
  signer: Signer | null;
  documentsDigest: string | null;
  name: string;
  identityNumber: string;
  answers: string;
  submittedOn: string;
}

export interface KeptPapers {
  papers: ShownPaper[];
  /** Over exactly these papers. */
  digest: string;
  signer: Signer;
  /** Over those that were signed; null before. */
  signedDigest: string | null;
}

/** The three papers of a commitment as they are to be signed, with masked data, from what was kept when it was received. */
export async function keptPapers(reading: Reading, id: string): Promise<KeptPapers> {
  const { tx, sealer } = reading;
  const found = (await row<Row>(
    tx,
    `SELECT m.noticeVersion, m.noticeText, m.signer, m.documentsDigest, p.name, p.identityNumber, a.answers, a.submittedOn
     FROM commitment m JOIN application a ON a.id = m.applicationId JOIN applicant p ON p.id = a.applicantId WHERE m.id = ?`,
    [id],
  ))!;
  const { answers } = JSON.parse(sealer.open('application.answers', found.answers)) as { answers: Answers };
  const [title] = found.noticeText.split('\n');
  const papers = papersToSign(
    { version: found.noticeVersion, title: title!, text: found.noticeText },
    {
      applicant: maskName(sealer.open('applicant.name', found.name)),
      identityNumber: maskIdentity(sealer.open('applicant.identityNumber', found.identityNumber)),
      statement: hardshipStatement(answers, await rulesFor(reading, found.submittedOn)),
    },
  );
  return {
    ...{ papers, digest: papersDigest(papers) },
    ...{ signer: found.signer ?? 'applicant', signedDigest: found.documentsDigest },
  };
}
