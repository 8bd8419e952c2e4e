import Type from 'typebox';
import { readYaml } from '../../platform/data.ts';
import { checker } from '../../platform/validate.ts';
import { commitmentPapers, digestOf } from '../commitment.ts';

/** One paper exactly as it is shown for the signature. */
export interface ShownPaper {
  id: string;
  title: string;
  text: string;
}

const Frame = Type.Object({
  title: Type.String(),
  applicant: Type.String(),
  identity: Type.String(),
  declaration: Type.String(),
  empty: Type.String(),
});

interface StatementFacts {
  /** Masked. */
  applicant: string;
  /** Masked. */
  identityNumber: string;
  /** The lines of the 经济困难状况说明表; none where no hardship condition applies. */
  statement: readonly { name: string; value: string }[];
}

let frame: Record<'title' | 'applicant' | 'identity' | 'declaration' | 'empty', string> | undefined;

/** The three papers of a commitment: 告知承诺书 as it was shown, 经济困难状况说明表, 核查授权书. */
export function papersToSign(
  notice: { version: string; title: string; text: string },
  facts: StatementFacts,
): ShownPaper[] {
  return [
    { id: 'notice', title: notice.title, text: notice.text },
    statementPaper(facts),
    ...commitmentPapers(notice.version).map(({ id, title, text }) => ({ id, title, text })),
  ];
}

function statementPaper({ applicant, identityNumber, statement }: StatementFacts): ShownPaper {
  const words = (frame ??= readFrame());
  const lines = [
    `${words.applicant}：${applicant}`,
    `${words.identity}：${identityNumber}`,
    ...(statement.length > 0 ? statement.map(({ name, value }) => `${name}：${value}`) : [words.empty]),
  ];
  const text = [words.title, lines.join('\n'), words.declaration].join('\n\n');
  return { id: 'statement', title: words.title, text };
}

function readFrame(): NonNullable<typeof frame> {
  const data = readYaml(import.meta.url, './statement.yaml');
  checker(Frame)(data);
  return data as NonNullable<typeof frame>;
}

/** SHA-256 (hex) over ids, titles and texts of the papers, in their order. */
export const papersDigest = (papers: readonly ShownPaper[]): string =>
  digestOf(JSON.stringify(papers.map(({ id, title, text }) => [id, title, text])));
