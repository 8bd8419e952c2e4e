import { expect } from 'chai';
import { actions } from '../../server/console/src/cases/actions.ts';
import { emptyForm, missing, trimmed, type Form } from '../../server/console/src/cases/form.ts';
import { forgetUnsent, unsent } from '../../server/console/src/shared/unsent.ts';

const problemOf = (verb: string, form: Partial<Form>): string | undefined =>
  missing(actions[verb]!, trimmed({ ...emptyForm(), ...form }));

describe('what staff fill in for an action', () => {
  const table: [name: string, verb: string, form: Partial<Form>, problem: string | undefined][] = [
    ['受理不用填', 'accept', {}, undefined],
    ['补正至少写一样', 'supplement', { items: [' ', ''] }, '请至少写一样要补的材料。'],
    ['补正每样写清楚', 'supplement', { items: ['考勤记录', '证'] }, '每样材料至少写两个字。'],
    ['补正的空行不算', 'supplement', { items: ['考勤记录', ''] }, undefined],
    ['登记补充材料要写收到什么', 'supplied', { text: '  ' }, '请写明收到的材料。'],
    ['审查要选意见', 'review', { text: '事项在范围内' }, '请选择审查意见。'],
    ['审查要写理由', 'review', { opinion: 'grant' }, '请写明理由。'],
    ['给予可以不写理由', 'grant', {}, undefined],
    ['给予写了就要写清楚', 'grant', { text: '可' }, '请写明理由。'],
    ['不予必须写理由', 'refuse', { text: ' ' }, '请写明理由。'],
    ['不予写明理由', 'refuse', { text: '请求事项不在范围内' }, undefined],
    ['更正送达要写日期', 'correctServed', { text: '看错了' }, '请写明正确的送达日期。'],
    ['更正送达要写理由', 'correctServed', { more: { servedOn: '2026-12-01' } }, '请写明更正的理由。'],
    ['终止要选情形', 'end', { text: '有新的收入' }, '请选择终止的情形。'],
    [
      '提请终止要听受援人说明',
      'proposeEnding',
      { ground: 'means', text: '涨了工资' },
      '请写明受援人的说明。',
    ],
    [
      '金额要写数字',
      'noteRepaid',
      { text: '转账', more: { paidOn: '2026-12-01', paid: '一千' } },
      '金额（元）请写数字，没有就写 0。',
    ],
    [
      '金额写元和分',
      'noteRepaid',
      { text: '转账', more: { paidOn: '2026-12-01', paid: '1,200.50' } },
      undefined,
    ],
  ];
  for (const [name, verb, form, problem] of table) {
    it(name, () => {
      expect(problemOf(verb, form)).to.equal(problem);
    });
  }
});

describe('what was written in a dialog and not sent', () => {
  it('is there again for the same person, case and verb, and for no other, until it was sent', () => {
    const write = (key: string) => unsent(key, emptyForm());
    write('wu case 1 提交审查意见').form.text = '事项在范围内，经济困难';
    expect(write('wu case 1 提交审查意见').form.text).to.equal('事项在范围内，经济困难');
    for (const other of ['zheng case 1 提交审查意见', 'wu case 2 提交审查意见', 'wu case 1 不予援助'])
      expect(write(other).form.text, other).to.equal('');
    write('wu case 1 提交审查意见').sent();
    expect(write('wu case 1 提交审查意见').form.text).to.equal('');
    write('wu case 1 给予援助').form.text = '可以';
    forgetUnsent();
    expect(write('wu case 1 给予援助').form.text, 'after signing out').to.equal('');
  });
});
