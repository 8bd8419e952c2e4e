import { expect } from 'chai';
import { AidCase, CaseParty, ServicePoint } from '../../../entities/index.ts';
import { listCases, myCases, readCase } from '../../../server/cases/reading.ts';
import { backfillParties } from '../../../server/cases/parties/backfill.ts';
import { comparableName } from '../../../server/cases/parties/names.ts';
import { checkParties } from '../../../server/cases/parties/checking.ts';
import { partyMatches, recordParties } from '../../../server/cases/parties/service.ts';
import { readReference } from '../../../server/cases/reference.ts';
import { seedDemoCentre } from '../../../server/demo/seed.ts';
import type { Staff } from '../../../server/people/policies.ts';
import { system } from '../../../server/platform/actor.ts';
import { apply, migrantWorker, stepsOn, type Answers } from '../../support/applying.ts';
import { onEachEngine, testDatabase, type TestDatabase } from '../../support/databases.ts';

describe('comparing names', () => {
  it('takes no notice of width, blanks, marks, places and the kind of company', () => {
    const same = [
      '苏州市演示装修有限公司',
      '演示装修公司',
      '演示 装修 有限责任公司。',
      '江苏演示装修集团有限公司',
    ];
    expect([...new Set(same.map(comparableName))]).to.deep.equal(['演示装修']);
    expect(comparableName('ＡＢＣ物流股份有限公司')).to.equal('abc物流');
    expect(comparableName('张 三')).to.equal('张三');
  });

  it('keeps apart what differs, and gives nothing where nothing is left', () => {
    expect(comparableName('演示装饰公司')).not.to.equal(comparableName('演示装修公司'));
    expect(comparableName('？')).to.equal(undefined);
  });
});

onEachEngine('conflicts of interest and repeats', (engine) => {
  let t: TestDatabase;
  let staff: Staff;
  const ids: Record<string, string> = {};
  const againstWang: Answers = [...migrantWorker, [/单位或老板叫什么/, '王某']];

  before(async () => {
    t = await testDatabase(engine);
    await seedDemoCentre(t.db);
    const centre = await t.db.read(({ tx }) => tx.findOneByOrFail(ServicePoint, { kind: 'centre' }));
    staff = {
      ...{ kind: 'staff', id: 'zhou', name: '周', roles: ['intake'], servicePointId: centre.id },
      through: 'console',
    };
    const handIn = async (key: string, name: string, answers: Answers): Promise<void> => {
      const { reference } = await apply(stepsOn(t.db, `o-${key}`), { name, answers });
      const found = { reference: readReference(reference)! };
      ids[key] = (await t.db.read(({ tx }) => tx.findOneByOrFail(AidCase, found))).id;
    };
    await handIn('first', '王某', migrantWorker);
    await handIn('other', '李某', againstWang);
  });
  after(() => t?.drop());

  const matchesOf = async (key: string) =>
    ((await t.db.read((reading) => partyMatches(reading, [ids[key]!]))).get(ids[key]!) ?? []).map(
      ({ finding, certain }) => [finding, certain],
    );
  const addParties = (key: string, matter: string, name: string, number: string): Promise<void> =>
    t.db.write(system('test'), (work) =>
      recordParties(work, ids[key]!, { matter, applicant: { name, number } }),
    );

  it('are noticed at the hand-in: an opponent who is aided, and the other way round', async () => {
    expect(await matchesOf('other')).to.deep.include(['opponentIsAided', false]);
    expect(await matchesOf('first')).to.deep.include(['applicantIsOpponent', false]);
  });

  it('are noticed of one person by the identity number: the same matter, and another one', async () => {
    // Both were handed in with one number.
    expect(await matchesOf('other')).to.deep.include(['repeat', true]);
    await addParties('other', 'injury', '赵某', '320507199001010022');
    await addParties('first', 'wages', '赵六', '320507199001010022');
    expect(await matchesOf('first')).to.deep.include(['samePerson', true]);
  });

  it('never take two applicants of one name for one person', async () => {
    const before = await matchesOf('other');
    await addParties('first', 'food', '孙某', '320507199001010301');
    await addParties('other', 'food', '孙某', '320507199001010302');
    expect(await matchesOf('other')).to.deep.equal(before);
  });

  it('are kept sealed: neither name nor number stands in the table', async () => {
    const kept = JSON.stringify(await t.db.read(({ tx }) => tx.find(CaseParty)));
    expect(kept).not.to.match(/王某|演示装修|19900101/);
  });

  it('are noticed of older cases too, once their parties were written down; twice changes nothing', async () => {
    const all = () => t.db.read(({ tx }) => tx.countBy(CaseParty, { caseId: ids['first']! }));
    await t.db.write(system('test'), ({ tx }) => tx.delete(CaseParty, { caseId: ids['first']! }));
    expect(await matchesOf('first')).to.deep.equal([]);
    await backfillParties.run(t.db, t.db.clock());
    expect(await all(), 'the applicant and the other side').to.equal(2);
    expect(await matchesOf('first'))
      .to.deep.include(['repeat', true])
      .and.deep.include(['applicantIsOpponent', false]);
    await backfillParties.run(t.db, t.db.clock());
    expect(await all()).to.equal(2);
  });

  it('are shown to staff, on the list and in the case, and never to the resident', async () => {
    const { items } = await t.db.read((reading) => listCases(reading, staff, {}));
    expect(items.map(({ conflict }) => conflict)).to.deep.equal([true, true]);
    const { parties } = await t.db.write(staff, (work) => readCase(work, ids['other']!));
    expect(parties[0]).to.include({ alarming: true });
    expect(JSON.stringify(parties)).not.to.include('王某');
    const own = await t.db.read((reading) => myCases(reading, 'o-other'));
    expect(own).to.have.length(1);
    expect(JSON.stringify(own)).not.to.match(/冲突|重复|conflict|parties/);
  });

  it('let staff find a case by the whole name or identity number, in any writing', async () => {
    const found = async (who: string): Promise<string[]> =>
      (await t.db.read((reading) => listCases(reading, staff, { who }))).items.map(({ id }) => id);
    expect(await found('王某')).to.deep.equal([ids['first']]);
    expect(await found(' 李 某')).to.deep.equal([ids['other']]);
    expect(await found('王')).to.deep.equal([]);
    expect(await found('演示装修公司'), 'the other side is no applicant').to.deep.equal([]);
    const number = await t.db.read(({ tx, sealer }) =>
      tx
        .findOneByOrFail(CaseParty, { caseId: ids['first']!, role: 'applicant' })
        .then(({ number: sealed }) => sealer.open('case_party.number', sealed!)),
    );
    expect(await found(number)).to.have.members([ids['first'], ids['other']]);
    expect(await found(`${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`)).to.have.length(2);
  });

  it('alarm no more once somebody noted what they found, until there is something new', async () => {
    const id = ids['first']!;
    const read = () => t.db.write(staff, (work) => readCase(work, id));
    const check = async (note: string) => {
      const { version, parties } = await read();
      await t.db.write(staff, (work) => checkParties(work, { id, version, note, findings: parties }));
    };
    expect((await read()).actions).to.include('checkParties');
    await check('同一人误交两次，以这件为准');
    const checked = await read();
    expect(checked).to.include({ conflict: false, state: 'RECEIVED' });
    expect(checked.parties.filter(({ alarming }) => alarming).every((one) => one.checked)).to.equal(true);
    expect(checked.actions).not.to.include('checkParties');
    expect(checked.papers.at(-1)).to.deep.include({ kindName: '冲突核查登记' });
    expect(checked.papers.at(-1)!.lines.join()).to.match(/可能重复.*\d.*同一人误交两次/s);
    expect(checked.history.at(-1)!.what, 'before the reading itself').to.equal('登记冲突核查');
    const again = await check('再登记一次').catch((error: { code: string }) => error.code);
    expect(again).to.equal('parties_checked');
    const { items } = await t.db.read((reading) => listCases(reading, staff, {}));
    expect(items.find((one) => one.id === id)!.conflict).to.equal(false);
    expect(items.find((one) => one.id !== id)!.conflict, 'each case is checked for itself').to.equal(true);
    await addParties('other', 'other', '钱某', '320507199001010401');
    await t.db.write(system('test'), (work) =>
      recordParties(work, id, {
        matter: 'other',
        applicant: { name: '冯某', number: '320507199001010402' },
        opponent: '钱某',
      }),
    );
    const { version, conflict } = await read();
    expect(conflict, 'an opponent who is aided in the other case').to.equal(true);
    // What came up while the dialog stood open was not checked with the rest.
    const { parties } = checked;
    const late = { id, version, note: '同名不同人', findings: parties };
    const refused = await t.db
      .write(staff, (work) => checkParties(work, late))
      .catch((error: { code: string }) => error.code);
    expect(refused).to.equal('stale');
    expect((await read()).conflict).to.equal(true);
  });

  it('of another station are told there, and checked by the centre', async () => {
    const id = ids['other']!;
    const { id: station } = await t.db.read(({ tx }) =>
      tx.findOneByOrFail(ServicePoint, { code: 'ws-wangting' }),
    );
    await t.db.write(system('test'), ({ tx }) => tx.update(AidCase, { id }, { servicePointId: station }));
    const sun: Staff = { ...staff, id: 'sun', servicePointId: station };
    const { parties, actions, version } = await t.db.write(sun, (work) => readCase(work, id));
    expect(parties.some(({ visible }) => visible)).to.equal(false);
    expect(actions).not.to.include('checkParties');
    const step = { id, version, note: '看不到那一件', findings: parties };
    const refused = await t.db
      .write(sun, (work) => checkParties(work, step))
      .catch((error: { code: string }) => error.code);
    expect(refused).to.equal('parties_elsewhere');
  });
});
