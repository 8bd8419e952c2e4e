import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { CasePaper, Commitment, SamplePeriod } from '../../entities/index.ts';
import * as answers from '../../server/answers/contract.ts';
import * as calculators from '../../server/calculators/contract.ts';
import * as ending from '../../server/cases/ending/contract.ts';
import * as serving from '../../server/cases/serving/contract.ts';
import * as cases from '../../server/cases/contract.ts';
import * as parties from '../../server/cases/parties/contract.ts';
import * as channel from '../../server/channel/contract.ts';
import * as contact from '../../server/contact/contract.ts';
import { DEMO_PASSWORD } from '../../server/demo/centre.ts';
import * as files from '../../server/files/contract.ts';
import * as eligibility from '../../server/eligibility/contract.ts';
import * as signing from '../../server/eligibility/signing/contract.ts';
import { screenFacts } from '../../server/eligibility/screening/contract.ts';
import * as switches from '../../server/eligibility/switches/contract.ts';
import * as commitments from '../../server/eligibility/commitments/contract.ts';
import * as paperPages from '../../server/eligibility/commitments/onPaper/contract.ts';
import * as signaturePage from '../../server/eligibility/commitments/pages/contract.ts';
import { listServicePoints, nearPoints } from '../../server/network/contract.ts';
import * as notices from '../../server/notices/contract.ts';
import * as people from '../../server/people/contract.ts';
import { demoAccounts, me } from '../../server/people/contract.ts';
import { relayEvents } from '../../server/notices/relay.ts';
import { system } from '../../server/platform/actor.ts';
import { legalDateOf } from '../../server/platform/calendar.ts';
import type { Endpoint, InputOf, ReplyOf } from '../../server/platform/contract.ts';
import { apply, type Steps } from '../support/applying.ts';
import { onEachEngine } from '../support/databases.ts';
import { identityNumber } from '../support/identity.ts';
import { declaredEndpoints } from './endpoints.ts';
import { knowledgeWalk } from './knowledgeWalk.ts';
import { crowdWalk } from './crowdWalk.ts';
import { publicityWalk } from './publicityWalk.ts';
import { repliesSeen } from './replyCheck.ts';
import { bot, nobody, resident, TestServer, type Caller } from './server.ts';

const wang = resident('o-wang');
/** Sign-in and sign-out are tested apart, and bytes are no JSON. */
const bytes = / \/session$|\/(content|file|scans|picture|signoff|sheet|preview|photos|:photo|qr)$/;

/** A walk over real data. Each reply is checked against its contract on the way (replyCheck.ts). */
onEachEngine('replies', (engine) => {
  let server: TestServer;
  let intake: Caller;
  let reviewer: Caller;
  let approver: Caller;
  let id = '';

  before(async () => {
    server = await TestServer.start(engine);
    [intake, reviewer, approver] = await Promise.all([
      server.signIn('intake'),
      server.signIn('reviewer'),
      server.signIn('approver'),
    ]);
  });
  after(() => server?.stop());

  const ok = async <E extends Endpoint>(
    caller: Caller,
    endpoint: E,
    input: InputOf<E>,
  ): Promise<ReplyOf<E>> => {
    const { status, body } = await server.call(caller, endpoint, input);
    expect(status, `${endpoint.path} ${JSON.stringify(body)}`).to.equal(200);
    return body;
  };
  const versionOf = async (): Promise<{ id: string; version: number }> => {
    const { version } = await ok(intake, cases.readCase, { id });
    return { id, version };
  };

  const steps = (caller: Caller): Steps => ({
    open: async () => (await ok(caller, eligibility.openDraft, { afresh: true })).draft,
    answer: (draft, said) =>
      ok(caller, eligibility.answerQuestion, { id: draft.id, question: draft.question!.id, said }),
    goOn: (draft) => ok(caller, eligibility.continueDraft, { id: draft.id }),
    proof: (draft, proof) => ok(caller, signing.chooseProof, { id: draft.id, proof }),
    commit: (draft) => ok(caller, signing.commit, { id: draft.id, said: '我承诺' }),
    consent: (draft) => ok(caller, signing.consent, { id: draft.id, kind: draft.consent!.id, given: true }),
    phone: (draft, said) => ok(caller, signing.givePhone, { id: draft.id, said }),
    name: (draft, said) => ok(caller, signing.giveName, { id: draft.id, said }),
    identity: (draft, said) => ok(caller, signing.giveIdentity, { id: draft.id, said }),
  });

  it('of the network, the demo accounts and the rules, for anybody', async () => {
    const { items } = await ok(nobody, listServicePoints, {});
    expect(items.length).to.be.greaterThan(15);
    expect((await ok(nobody, listServicePoints, { kind: 'centre' })).items).to.have.length(1);
    const demo = await ok(nobody, demoAccounts, {});
    expect(demo.items.map(({ password }) => password)).to.include(DEMO_PASSWORD);
    expect(
      demo.items.map(({ account }) => account),
      'only demo accounts show a password',
    ).not.to.include('intake');
    await ok(nobody, eligibility.eligibilityRules, {});
    expect(await ok(intake, me, {})).to.include({ account: 'intake' });
  });

  it('of questions: an answer, choices, a person, a danger', async () => {
    const ask = (said: string, misses = 0) => ok(wang, answers.askQuestion, { said, misses });
    const answered = await ask('老板欠我三个月工资怎么办');
    if (answered.kind !== 'answer') throw new Error(JSON.stringify(answered));
    expect((await ok(wang, answers.readAnswer, { id: answered.answer.id })).question).to.be.a('string');
    expect((await ask('工伤')).kind).to.equal('choices');
    expect((await ask('转人工客服')).kind).to.equal('person');
    expect((await ask('asdf哈哈？？')).kind).to.be.oneOf(['choices', 'redirect']);
    expect((await ask('我老公正在打我')).kind).to.equal('danger');
    // Of what was only heard, a danger alone is answered.
    const heard = resident('o-heard');
    expect(await ok(heard, answers.hearDanger, { said: '老板欠我工资' })).to.deep.equal({ text: null });
    expect((await ok(heard, answers.hearDanger, { said: '我老公正在打我' })).text).to.include('110');
    expect(await ask('平安了')).to.include({ kind: 'redirect', calm: true });
  });

  it('of a person asked for and answering', async () => {
    const said = { reason: '要求人工', said: '人工', urgency: 'normal' as const };
    const asked = await ok(resident('o-li'), channel.askPerson, said);
    expect(asked.already).to.equal(false);
    expect((await ok(resident('o-li'), channel.askPerson, said)).already).to.equal(true);
    expect((await ok(resident('o-li'), channel.ownWaiting, {})).noted).to.match(/转给工作人员/);
    const nobodyAsked = await ok(resident('o-ask-nobody'), channel.ownWaiting, {});
    expect(nobodyAsked).to.deep.equal({ noted: null });
    const { items } = await ok(intake, channel.listHandoffs, {});
    expect(items[0], 'danger first').to.include({ urgency: 'danger' });
    expect(JSON.stringify(items), 'staff never see an openid').not.to.include('o-li');
    await ok(intake, contact.takeHandoff, { id: asked.id, from: null });
    await ok(intake, channel.answerHandoff, { id: asked.id, text: '您好', close: false });
    expect((await ok(intake, contact.readThread, { id: asked.id })).thread).not.to.be.empty;
    await ok(intake, contact.suggestEntry, { id: asked.id });
    await ok(intake, contact.closeHandoff, { id: asked.id, how: 'referred', note: '已转信访' });
  });

  it('of duty, and of every calculator', async () => {
    const director = await server.signIn('director');
    const { duty, version } = await ok(intake, contact.readDuty, {});
    await ok(director, contact.changeDuty, { version, duty });
    const { items } = await ok(wang, calculators.listCalculators, {});
    for (const { id: name } of items) {
      let step = await ok(wang, calculators.stepCalculation, { name, answers: {} });
      while (step.question)
        step = await ok(wang, calculators.stepCalculation, { name, answers: step.answers, said: '不知道' });
      expect(step.result!.text).to.include('估算');
    }
  });

  it('of every step of the questionnaire, to the case', async () => {
    const draft = await steps(wang).open();
    const first = draft.question!.id;
    await ok(wang, eligibility.answerQuestion, { id: draft.id, question: first, said: '没有' });
    expect((await ok(wang, eligibility.listAnswers, { id: draft.id })).items).to.have.length(1);
    await ok(wang, eligibility.goBack, { id: draft.id });
    await ok(wang, eligibility.answerQuestion, { id: draft.id, question: first, said: '没有' });
    await ok(wang, eligibility.changeAnswer, { id: draft.id, question: first });
    expect((await ok(wang, eligibility.leaveDraft, { id: draft.id })).draft.stage).to.equal('left');
    const { reference } = await apply(steps(wang), { proof: 'papers' });
    const { items } = await ok(intake, cases.listCases, { reference });
    expect(
      (await ok(intake, cases.findCases, { who: '王某' })).items.map(({ id: found }) => found),
    ).to.include(items[0]!.id);
    expect(items.map((one) => one.reference)).to.deep.equal([reference]);
    expect(JSON.stringify(items), 'masked').not.to.include('王某');
    id = items[0]!.id;
    expect((await ok(wang, cases.myCases, {})).items[0]).to.include({ reference, state: 'RECEIVED' });
    expect((await ok(resident('o-li'), cases.myCases, {})).items, "nobody else's").to.deep.equal([]);
    expect((await ok(wang, eligibility.ownDraft, {})).draft, 'handed in').to.equal(null);
    await ok(resident('o-half'), eligibility.openDraft, { afresh: false });
    expect(await ok(resident('o-half'), eligibility.ownDraft, {})).to.deep.equal({ draft: { question: 1 } });
  });

  it('of a commitment: read aloud, without a telephone, on paper, and withdrawn', async () => {
    const zhang = resident('o-zhang');
    const { commitmentId } = await apply({
      ...steps(zhang),
      commit: async ({ id: draft }) => {
        const { parts } = await ok(zhang, signing.readAloud, { id: draft });
        expect(parts.length).to.be.greaterThan(8);
        return ok(zhang, signing.commit, { id: draft, said: '我承诺' });
      },
      phone: ({ id: draft }) => ok(zhang, signing.skipPhone, { id: draft, reason: '借的手机' }),
    });
    const one = commitmentId!;
    const { items } = await ok(reviewer, commitments.listCommitments, { status: 'OFFERED' });
    expect(items.map((row) => row.id)).to.include(one);
    await ok(intake, commitments.noteReadAloud, { id: one });
    const paper = { id: one, signer: 'applicant' as const, readAloud: true, note: '窗口当面签' };
    expect((await ok(intake, paperPages.papersToPrint, { id: one })).papers).to.have.length(3);
    const page = await server.fetch(`/api/commitments/${one}/scans`, {
      method: 'PUT',
      headers: { ...intake, 'content-type': 'application/octet-stream' },
      body: Buffer.from('%PDF-1.7 签名纸'),
    });
    expect([page.status, await page.json()]).to.deep.equal([200, { number: 1 }]);
    await ok(intake, commitments.confirmOnPaper, paper);
    const view = await ok(intake, commitments.readCommitment, { id: one });
    expect(view).to.include({ status: 'SIGNED', method: 'paper', noticeRight: true, note: '窗口当面签' });
    expect(view.consents.map(({ given, right }) => [given, right])).to.deep.equal([
      [true, true],
      [true, true],
    ]);
    expect(JSON.stringify(view), 'masked').not.to.match(/王某|320507199001010/);
    await ok(intake, commitments.takeTip, { id: one, told: '有人反映收入不实' });
    const [check] = (await ok(reviewer, commitments.readCommitment, { id: one })).verifications;
    expect(check).to.include({ occasion: '举报', outcome: 'open', told: '有人反映收入不实' });
    await ok(reviewer, commitments.closeCheck, { id: check!.id, outcome: 'true', findings: '民政已核对' });
    const director = await server.signIn('director');
    expect((await ok(nobody, commitments.listSamples, {})).items).to.be.an('array');
    await server.db.write(system('test'), ({ tx }) =>
      tx.insert(SamplePeriod, {
        ...{ period: '2026-01', seed: 'a', percent: 10, publishedAt: 1 },
        ...{ drawnAt: null, population: null, drawnFrom: null },
      }),
    );
    expect(await ok(director, commitments.drawSamples, { period: '2026-01' })).to.deep.equal({ drawn: 0 });
    expect(await ok(nobody, commitments.readSample, { period: '2026-01' })).to.include({ seed: 'a' });
    await ok(intake, commitments.withdrawCommitment, { id: one, note: '来电撤回' });
    await server.db.write(system('test'), ({ tx }) =>
      tx.update(Commitment, { id: one }, { papersDueOn: '2026-12-01' }),
    );
    await ok(intake, commitments.notePapersIn, { id: one, note: '工资流水三张' });
    const { commitmentId: other } = await apply(steps(resident('o-false')), { name: '吴某' });
    await ok(intake, commitments.confirmOnPaper, { ...paper, id: other! });
    await ok(intake, commitments.takeTip, { id: other!, told: '有人反映收入不实' });
    const [told] = (await ok(reviewer, commitments.readCommitment, { id: other! })).verifications;
    await ok(reviewer, commitments.closeCheck, { id: told!.id, outcome: 'false', findings: '有工资流水' });
    expect((await ok(director, commitments.readCommitment, { id: other! })).status).to.equal('FALSE');
    await ok(director, commitments.repair, { id: other!, note: '已说明并补交' });
    expect((await ok(zhang, commitments.withdrawOwn, {})).withdrawn).to.equal(null);
  });

  it('of a commitment that is read to the applicant by whoever fills in', async () => {
    const { commitmentId } = await apply({
      ...steps(intake),
      commit: ({ id: draft }) => ok(intake, signing.noteHeard, { id: draft }),
    });
    const view = await ok(intake, commitments.readCommitment, { id: commitmentId! });
    expect(view).to.include({ status: 'OFFERED', words: '', signer: '申请人本人' });
  });

  it('of the signature page, from the ticket to the receipt', async () => {
    const sun = resident('o-sun');
    const { commitmentId, reference, receiptCode } = await apply(steps(sun), { name: '孙某' });
    const one = commitmentId!;
    expect((await ok(sun, signaturePage.unsignedOwn, {})).commitmentId).to.equal(one);
    const { items } = await ok(sun, signaturePage.ownReceipts, {});
    expect(items[0]).to.include({ reference, code: receiptCode, signed: false, intact: true });
    const verified = await ok(nobody, signaturePage.verifyReceipt, { reference, code: receiptCode! });
    expect(verified.kind).to.equal('notice');
    expect(JSON.stringify(verified), 'no person').not.to.match(/孙|320507/);
    const wrong = await ok(nobody, signaturePage.verifyReceipt, { reference, code: 'ABCD-EFGH-JKMN' });
    expect(wrong).to.deep.equal({
      ...{ kind: 'none', version: null, text: null, at: null },
      method: null,
    });

    // Sent in the chat, where nobody knows who opens it: the last four of the identity number come first.
    const { ticket } = await ok(sun, signaturePage.openVisit, { target: one, through: 'chat' });
    const asked = await ok(nobody, signaturePage.redeemVisit, { ticket });
    expect(asked).to.deep.equal({ outcome: 'ask', target: null });
    const lastFour = identityNumber('320507', '19900101').slice(-4);
    const opening = await server.fetch('/api/visits/redeem', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket, lastFour }),
    });
    const cookie = opening.headers.getSetCookie()[0]!;
    expect(cookie)
      .to.match(/httponly/i)
      .and.match(/samesite=strict/i);
    const later = await ok(nobody, signaturePage.redeemVisit, { ticket, lastFour });
    expect(later.outcome, 'a second reader sees nothing').to.equal('closed');
    const visitor: Caller = { cookie: cookie.split(';')[0]!, 'x-requested-with': 'page' };
    const seen = await ok(visitor, signaturePage.readSigning, { id: one });
    expect(JSON.stringify(seen), 'masked').not.to.match(/孙某|19900101/);
    const picture = readFileSync(new URL('../../scripts/screenshots/chat-apply-390.png', import.meta.url));
    const sent = {
      ...{ id: one, signature: picture.toString('base64'), digest: seen.digest },
      read: seen.papers.map((paper) => paper.id),
    };
    const refusal = async (change: object): Promise<string | undefined> =>
      (await server.call(visitor, signaturePage.signByHand, { ...sent, ...change })).code;
    expect(await refusal({ read: ['notice'] })).to.equal('papers_unread');
    expect(await refusal({ digest: 'x' })).to.equal('stale');
    expect(await refusal({ signature: 'A'.repeat(2000) })).to.equal('bad_input');
    const { code } = await ok(visitor, signaturePage.signByHand, sent);
    expect((await ok(visitor, signaturePage.signByHand, sent)).code, 'sent twice').to.equal(code);
    expect((await ok(nobody, signaturePage.verifyReceipt, { reference, code })).kind).to.equal('papers');
  });

  it('of every step of the staff', async () => {
    await ok(intake, cases.acceptCase, await versionOf());
    await ok(intake, cases.askSupplement, { ...(await versionOf()), items: ['工资欠条'] });
    expect((await ok(wang, cases.myCases, {})).items[0]!.items).to.deep.equal(['工资欠条']);
    await ok(intake, cases.noteSupplied, { ...(await versionOf()), note: '欠条一张' });
    await apply(steps(resident('o-wang-again')));
    const { parties: findings } = await ok(intake, cases.readCase, { id });
    await ok(intake, parties.checkParties, {
      ...{ ...(await versionOf()), note: '同一人误交了两次' },
      findings: findings.map(({ finding, reference }) => ({ finding, reference })),
    });
    await ok(reviewer, cases.reviewCase, { ...(await versionOf()), opinion: 'grant', reasons: '符合条件' });
    await ok(approver, cases.grantCase, await versionOf());
    const view = await ok(approver, cases.readCase, { id });
    expect(view.state).to.equal('GRANTED');
    expect(view.papers.map(({ kind }) => kind)).to.deep.equal([
      ...['supplement', 'supplied', 'partyCheck', 'opinion', 'grant'],
    ]);
    expect(view.identityNumber).to.match(/^320\*{13}\w\w$/);
    expect(JSON.stringify(view), 'neither openid nor whole number').not.to.match(/o-wang|320507199001010/);

    const { items: grounds } = await ok(intake, ending.listGrounds, {});
    const why = { ground: grounds[0]!.id, reasons: '查证属实' };
    await ok(reviewer, ending.proposeEnding, { ...(await versionOf()), ...why, heard: '本人来过' });
    await ok(approver, ending.endAid, { ...(await versionOf()), ...why });
    const served = { servedOn: legalDateOf(Date.now()), note: '当面签收' };
    await ok(intake, serving.noteServed, { ...(await versionOf()), ...served });
    expect((await ok(approver, serving.readDecision, { id })).title).to.equal('终止法律援助决定书');
    const head = await server.signIn('director');
    await ok(head, ending.proposeRecovery, { ...(await versionOf()), costs: 120_000, reasons: '查证属实' });
    const decided = { decidedOn: '2026-01-01', number: '1号', repay: 120_000, fine: 0, reasons: '查证属实' };
    await ok(head, ending.noteRecovery, { ...(await versionOf()), ...decided });
    const repaid = { paid: 120_000, paidOn: '2026-01-02', note: '转账' };
    await ok(head, ending.noteRepaid, { ...(await versionOf()), ...repaid });
    expect((await ok(head, cases.readCase, { id })).papers.at(-1)!.lines).to.include(
      '2026-01-02 支付 1200元',
    );

    await apply(steps(resident('o-zhao')));
    const { items } = await ok(intake, cases.listCases, { state: 'RECEIVED' });
    id = items[0]!.id;
    await ok(intake, cases.acceptCase, await versionOf());
    await ok(reviewer, cases.reviewCase, { ...(await versionOf()), opinion: 'refuse', reasons: '不在范围' });
    await ok(approver, cases.refuseCase, { ...(await versionOf()), reasons: '不在援助范围内' });
    expect((await ok(reviewer, cases.readCase, { id })).papers.at(-1)!.lines.join('')).to.match(/异议/);
    const decision = await ok(intake, serving.readDecision, { id });
    expect(decision).to.include({ title: '不予法律援助决定书', reasons: '不在援助范围内' });
    const yesterday = Date.now() - 24 * 3_600_000;
    await server.db.write(system('test'), ({ tx }) =>
      tx.update(CasePaper, { caseId: id, kind: 'refusal' }, { at: yesterday }),
    );
    const early = { ...served, servedOn: legalDateOf(yesterday) };
    await ok(intake, serving.noteServed, { ...(await versionOf()), ...early });
    const right = { servedOn: served.servedOn, reasons: '登记时看错了' };
    await ok(intake, serving.correctServed, { ...(await versionOf()), ...right });
    const again = await server.call(intake, serving.noteServed, { ...(await versionOf()), ...served });
    expect(again.code).to.equal('already_served');
    const person = await ok(reviewer, cases.readPerson, { id });
    expect(person.name).to.equal(decision.applicant);
    expect(person.phone ?? person.phoneReason).to.be.a('string');
  });

  it('of turns, deliveries, the token and the budget, for the bot', async () => {
    const push = { key: 'replies-1', openid: 'o-wang', kind: 'text' as const, payload: { text: '你好' } };
    const opened = await ok(bot, channel.openTurn, push);
    if (opened.status !== 'leased') throw new Error(opened.status);
    const { id: turn, fence } = opened.turn;
    await ok(bot, channel.finishTurn, { id: turn, fence, state: {}, reply: ['您好'], late: false });
    expect(await ok(bot, channel.openTurn, push)).to.deep.equal({ status: 'done', reply: ['您好'] });
    await ok(bot, channel.replyLate, { id: turn, repeatsOver: true });
    await ok(bot, channel.claimAbandonedTurn, {});
    const token = { value: 'secret', useUntil: Date.now() + 60_000 };
    await ok(bot, channel.leaseToken, { appId: 'wx1', owner: 'a', forMs: 1000 });
    await ok(bot, channel.putToken, { appId: 'wx1', owner: 'a', token });
    expect(await ok(bot, channel.getToken, { appId: 'wx1' })).to.deep.equal({ token });
    expect(await ok(bot, channel.useBudget, { openid: 'o-wang', act: 'take' })).to.deep.equal({
      taken: true,
    });
    while ((await server.db.write(system('relay'), relayEvents)).taken > 0);
    const { items } = await ok(bot, notices.claimDeliveries, { max: 100, waitMs: 0 });
    expect(items).not.to.be.empty;
    const receipts = items.map(({ id: one, leaseToken, attempts }) => ({
      ...{ id: one, leaseToken, attempts },
      outcome: 'sent' as const,
    }));
    expect((await ok(bot, notices.bookReceipts, { items: receipts })).booked).to.equal(items.length);
  });

  it('of attachments, up to their bytes', async () => {
    const sent = { mediaId: 'media-1', kind: 'image' as const };
    expect((await ok(resident('o-new'), files.addAttachment, sent)).place).to.equal('none');
    await ok(resident('o-new'), files.placeAttachments, { to: 'nowhere' });
    await ok(wang, files.addAttachment, { ...sent, mediaId: 'media-2' });
    for (const { id: one } of (await ok(bot, files.claimMedia, { max: 10 })).items)
      await ok(bot, files.mediaFailed, { id: one, outcome: 'ended' });
  });

  it('of binding codes, bindings and what a bound phone may read', async () => {
    const phone = resident('o-phone');
    const { code } = await ok(intake, people.makeBindingCode, {});
    expect(await ok(phone, people.bindWechat, { code: '00000000' })).to.deep.equal({ outcome: 'wrong' });
    expect((await ok(phone, people.bindWechat, { code })).outcome).to.equal('bound');
    expect((await ok(phone, people.bindWechat, { code })).outcome).to.equal('already');
    expect((await ok(phone, cases.readTodo, {})).persons).to.be.an('object');
    const { items: waits } = await ok(phone, contact.myHandoffs, {});
    await ok(phone, contact.answerFromChat, { id: waits[0]!.id, text: '您好', close: false });
    expect(await ok(phone, contact.confirmAlarms, {})).to.have.property('taken');
    expect((await ok(intake, people.ownBinding, {})).boundAt).to.be.a('number');
    await ok(intake, people.unbindOwn, {});
    expect(await ok(phone, people.unbindWechat, {})).to.deep.equal({ ended: false });
    expect((await server.call(phone, cases.readTodo, {})).status).to.equal(403);
    const director = await server.signIn('director');
    const { items } = await ok(director, people.listBindable, {});
    const { kind, id: volunteer } = items.find((one) => one.kind === 'volunteer')!;
    await ok(director, people.makeBindingCode, { kind: 'volunteer', id: volunteer });
    await ok(director, people.deactivate, { kind, id: volunteer });
  });

  it('of places near, and of the health of the channel', async () => {
    const near = await ok(wang, nearPoints, { address: '苏州市相城区望亭镇' });
    expect([near.matched, near.items[0]!.name]).to.deep.equal([true, '望亭镇工作站（演示）']);
    const fine = {
      bot: 'b',
      listening: true,
      loggedIn: true,
      token: 'ok' as const,
      lastPushAt: null,
      alarms: [],
    };
    await ok(bot, channel.reportHealth, fine);
    expect((await ok(intake, channel.channelHealth, {})).items).to.have.length(1);
  });

  it('of the rules and of what the head of the centre decides', async () => {
    const { groups } = await ok(intake, switches.listRules, { on: '2026-11-24', ended: true });
    expect(groups.map(({ rules }) => rules.length).every((found) => found > 0)).to.equal(true);
    const facts = { date: '2026-11-24', answers: { danger: 'no', story: '老板欠我工资' } };
    expect((await ok(intake, screenFacts, facts)).unanswered).to.equal('guess');
    const bad = await server.call(bot, screenFacts, { ...facts, answers: { danger: 'maybe' } });
    expect([bad.status, bad.message]).to.deep.equal([400, bad.message]);
    expect(bad.message).to.include('danger: not an answer');
    const { newest } = await ok(intake, switches.listSwitches, {});
    const director = await server.signIn('director');
    const decision = {
      id: 'AGED_FROM',
      value: 75,
      fromDay: '2999-01-01',
      reason: '同区民政',
      document: '1号',
    };
    await ok(director, switches.decideSwitch, { ...decision, seen: newest });
    const { items } = await ok(intake, switches.listSwitches, {});
    const aged = items.find(({ id: one }) => one === 'AGED_FROM')!;
    expect([aged.said, aged.history.map(({ value }) => value)]).to.deep.equal(['80', ['75']]);
  });

  it('of publicity, from the library to the report', () => publicityWalk(server, ok));
  it('of volunteers, activities, QR codes and subscriptions', () => crowdWalk(server, ok));

  it("of the editors' loop, from a question that found nothing to its answer", function () {
    this.timeout(60_000);
    return knowledgeWalk(server, ok);
  });

  it('have been seen of every endpoint but sign-in, sign-out and the bytes of files', async () => {
    const unseen = [...(await declaredEndpoints()).keys()].filter((name) => !repliesSeen.has(name));
    expect(unseen.filter((name) => !bytes.test(name))).to.deep.equal([]);
  });
});
