import type { DraftView, StepReply } from '../../server/eligibility/contract.ts';
import * as eligibility from '../../server/eligibility/service.ts';
import * as signing from '../../server/eligibility/signing/service.ts';
import type { Actor } from '../../server/platform/actor.ts';
import type { Database, Work } from '../../server/platform/db.ts';
import { type House, waitUntil } from './house.ts';
import { identityNumber } from './identity.ts';

export type Answers = readonly [question: RegExp, answer: string][];

/** What a migrant worker answers to each question, found by words of it: the order is the questionnaire's own affair. */
export const migrantWorker: Answers = [
  [/现在有人受伤/, '没有'],
  [/用一句话说说/, '老板欠我三个月工资'],
  [/您遇到的是哪件事/, '1'],
  [/是给谁申请/, '我自己'],
  [/农村出来打工/, '是'],
  [/哪种(活|工作)/, '工地'],
  [/还想要别的/, '不要别的'],
  [/大约欠了多少/, '一万二'],
  [/哪天离开/, '上个月底'],
  [/单位或老板叫什么/, '演示装修公司'],
  [/办到哪一步/, '还没找过部门'],
  [/干活的地方在哪里/, '相城区'],
  [/请.{0,2}律师/, '没请'],
  [/今年多大/, '35'],
  [/怎么联系您/, '电话、微信都行'],
];

/** A local worker with little income, who gets no green channel. */
export const localWorker: Answers = [
  ...migrantWorker,
  [/农村出来打工/, '不是'],
  [/哪种(活|工作)/, '在公司、工厂、店里上班'],
];

export const answerTo = (said: string, answers: Answers = migrantWorker): string | undefined =>
  answers.findLast(([question]) => question.test(said))?.[1];

/** To questions that a test has no opinion on: the first choice, or a number. */
const anyAnswer = (choices: boolean): string => (choices ? '1' : '3');

/** Answers question after question in the chat until the two ways of proof are offered; calls `between` before each answer. */
export async function fillIn(
  house: House,
  openid: string,
  first: string,
  between?: (asked: number) => Promise<void>,
  answers: Answers = migrantWorker,
): Promise<void> {
  let said = first;
  for (let asked = 0; !/书面承诺/.test(house.lines(openid).at(-1)!) && !/书面承诺/.test(said); asked += 1) {
    if (asked > 30) throw new Error(`the questionnaire does not end:\n${said}`);
    const question = said.split('\n\n').at(-1)!;
    const answer =
      (/请核对一下/.test(said) ? '继续' : undefined) ??
      answerTo(question, answers) ??
      (/【\d/.test(question) ? anyAnswer(/\n1 /.test(question)) : undefined);
    if (!answer) {
      await waitUntil(() => /书面承诺/.test(house.lines(openid).at(-1)!), `no answer to: ${said}`, 5_000);
      return;
    }
    await between?.(asked);
    said = await house.say(openid, answer);
  }
}

/** A whole application in the chat, with a signed commitment; returns the reference number. */
export async function applyInChat(
  house: House,
  openid: string,
  name: string,
  answers: Answers = migrantWorker,
): Promise<string> {
  await fillIn(house, openid, await house.say(openid, '申请'), undefined, answers);
  for (const words of ['1', '我承诺', '1', '1', name, '13812345678']) await house.say(openid, words);
  const receipt = await house.say(openid, identityNumber('320507', '19900101'));
  const reference = /\d{3}-\d{3}-\d{3}/.exec(receipt)?.[0];
  if (!reference) throw new Error(`no receipt: ${receipt}`);
  return reference;
}

/** The questionnaire's steps as the services take them, for tests that need a case and no chat. */
export interface Steps {
  open(): Promise<DraftView>;
  answer(draft: DraftView, said: string): Promise<StepReply>;
  /** On from the answers that were read over. */
  goOn(draft: DraftView): Promise<StepReply>;
  proof(draft: DraftView, proof: 'commitment' | 'papers'): Promise<StepReply>;
  commit(draft: DraftView): Promise<StepReply>;
  consent(draft: DraftView): Promise<StepReply>;
  name(draft: DraftView, said: string): Promise<StepReply>;
  phone(draft: DraftView, said: string): Promise<StepReply>;
  identity(draft: DraftView, said: string): Promise<StepReply>;
}

/** Hands in an application step by step and returns the draft as it was received. */
export async function apply(
  steps: Steps,
  { answers = migrantWorker, proof = 'commitment' as 'commitment' | 'papers', name = '王某' } = {},
): Promise<NonNullable<DraftView['submitted']>> {
  let draft = await steps.open();
  const take = ({ ok, hint, draft: next }: StepReply): void => {
    if (!ok) throw new Error(`${draft.question?.text ?? draft.stage}: ${hint}`);
    draft = next;
  };
  while (draft.question) {
    const { text, options } = draft.question;
    take(await steps.answer(draft, answerTo(text, answers) ?? anyAnswer(options.length > 0)));
  }
  take(await steps.goOn(draft));
  take(await steps.proof(draft, proof));
  if (proof === 'commitment') take(await steps.commit(draft));
  while (draft.consent) take(await steps.consent(draft));
  take(await steps.name(draft, name));
  take(await steps.phone(draft, '13812345678'));
  take(await steps.identity(draft, identityNumber('320507', '19900101')));
  return draft.submitted!;
}

/** The steps as units of work on a database, in the name of this resident. */
export const stepsOn = (db: Database, openid: string): Steps =>
  stepsFor(db, { kind: 'resident', id: openid });

/** The same in the name of anybody; `helping` fills in for a person who can't (代填). */
export function stepsFor(db: Database, actor: Actor, { helping = false } = {}): Steps {
  const write = <T>(unit: (work: Work) => Promise<T>): Promise<T> => db.write(actor, unit);
  return {
    open: async () => (await write((work) => eligibility.openDraft(work, true, { helping }))).draft,
    answer: ({ id, question }, said) =>
      write((work) => eligibility.answerQuestion(work, id, question!.id, said)),
    goOn: ({ id }) => write((work) => eligibility.continueDraft(work, id)),
    proof: ({ id }, proof) => write((work) => signing.chooseProof(work, id, proof)),
    commit: ({ id, notice }) =>
      write((work) => (notice!.ownWords ? signing.commit(work, id, '我承诺') : signing.noteHeard(work, id))),
    consent: ({ id, consent }) => write((work) => signing.consent(work, id, consent!.id, true)),
    name: ({ id }, said) => write((work) => signing.giveName(work, id, said)),
    phone: ({ id }, said) => write((work) => signing.givePhone(work, id, { said })),
    identity: ({ id }, said) => write((work) => signing.giveIdentity(work, id, said)),
  };
}
