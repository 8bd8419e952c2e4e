import { myCases, type Progress } from '../../server/cases/contract.ts';
import { ownDraft } from '../../server/eligibility/contract.ts';
import { unsignedOwn } from '../../server/eligibility/commitments/pages/contract.ts';
import { legalDay } from '../../server/texts/days.ts';
import { say } from '../../server/texts/say.ts';
import { provisionalMark } from './signWords.ts';
import { numbered, type Said, type Talk } from './talk.ts';

/** 进度: the resident's own cases. Only the openid that applied sees them. */
export async function progress(talk: Talk): Promise<Said> {
  const { items } = await talk.call(myCases, {});
  const { draft } = await talk.call(ownDraft, {});
  if (items.length === 0) return { say: [draft ? sayDraft(draft) : say('progress.none')], state: talk.state };
  const open = items.some(({ state }) => undecided.has(state));
  const unsigned = open && (await talk.call(unsignedOwn, {})).commitmentId !== null;
  const said = [
    ...items.map(sayOne),
    ...(unsigned ? [say('progress.unsigned')] : []),
    ...(draft ? [say('progress.draftMore')] : []),
    say('progress.end'),
  ];
  return { say: [said.join('\n\n')], state: talk.state };
}

/** Nobody who filled in question after question is told that there is nothing: it only isn't handed in. */
const sayDraft = ({ question }: { question: number | null }): string =>
  question === null ? say('progress.draftAnswered') : say('progress.draft', { question });

/** Cases that nothing was decided on yet. */
export const undecided: ReadonlySet<Progress['state']> = new Set(['RECEIVED', 'SUPPLEMENT', 'REVIEW']);

function sayOne({
  reference,
  matterName,
  stateName,
  state,
  submittedOn,
  dueOn,
  provisional,
  items,
}: Progress): string {
  const lines = [
    say('progress.one', {
      reference,
      matter: matterName,
      // The decision itself is brought by a person, with its reasons; here it is only said that there is one.
      state:
        state === 'REFUSED'
          ? say('progress.decided')
          : state === 'TERMINATED'
            ? say('progress.ended')
            : stateName,
      submittedOn: legalDay(submittedOn),
    }),
  ];
  const due = dueOn && { dueOn: legalDay(dueOn), provisional: provisionalMark(provisional) };
  if (due && state === 'SUPPLEMENT')
    lines.push(say('progress.supplement', { items: numbered(items), ...due }));
  if (due && (state === 'RECEIVED' || state === 'REVIEW')) lines.push(say('progress.due', due));
  return lines.join('\n');
}
