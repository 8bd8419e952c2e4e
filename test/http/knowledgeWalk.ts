import { expect } from 'chai';
import * as editing from '../../server/answers/editing/contract.ts';
import { newEntry } from '../../server/console/src/knowledge/newEntry.ts';
import { readEvaluation } from '../../server/answers/judging/contract.ts';
import * as model from '../../server/answers/model/contract.ts';
import * as suggestions from '../../server/answers/suggestions/contract.ts';
import type { Endpoint, InputOf, ReplyOf } from '../../server/platform/contract.ts';
import { resident, type Caller, type TestServer } from './server.ts';

type Ok = <E extends Endpoint>(caller: Caller, endpoint: E, input: InputOf<E>) => Promise<ReplyOf<E>>;

/** The editors' loop over HTTP: from a question that found nothing to its answer, and back out of service. */
export async function knowledgeWalk(server: TestServer, ok: Ok): Promise<void> {
  const [editor, director] = [await server.signIn('editor'), await server.signIn('director')];
  await ok(resident('o-wang'), suggestions.tellFeedback, { said: '公积金怎么取啊' });
  await ok(resident('o-wang'), suggestions.tellFeedback, { said: '没用', entryId: 'wages.unpaid' });
  const { items } = await ok(editor, suggestions.listSuggestions, {});
  const ids = items.flatMap((group) => group.items.map(({ id }) => id));
  expect(ids.length).to.be.at.least(2);
  await ok(editor, suggestions.dismissSuggestions, { ids: ids.slice(1) });

  // 新写一条, as the console begins it: with an entry near to it, and with none.
  for (const near of [true, false]) {
    await ok(resident('o-wang'), suggestions.tellFeedback, { said: '嗯' });
    const group = (await ok(editor, suggestions.listSuggestions, {})).items.find(
      (one) => one.items[0]!.said === '嗯',
    )!;
    const like = near ? (await ok(editor, editing.readEntry, { id: 'wages.unpaid' })).content : undefined;
    const content = newEntry(group, like);
    const begun = await ok(editor, editing.beginEdit, { content, suggestions: [group.items[0]!.id] });
    const draft = await ok(editor, editing.readEdit, { id: begun.id });
    expect(draft).to.include({ isNew: true, status: 'draft' });
    expect(draft.content.title).to.equal(like?.title ?? '其他');
    expect(draft.faults).to.include('居民说法至少要 8 条');
  }

  await ok(director, model.switchModel, { on: true });
  expect(await ok(editor, model.readModel, {})).to.deep.equal({ name: null, on: true });

  await ok(editor, readEvaluation, {});
  const first = (await ok(editor, editing.listEntries, {})).items[0]!;
  const { content } = await ok(editor, editing.readEntry, { id: first.id });
  const { id } = await ok(editor, editing.beginEdit, { entryId: first.id, suggestions: ids.slice(0, 1) });
  expect((await ok(editor, editing.listEdits, {})).items.map((edit) => edit.id)).to.include(id);
  const undated = { ...content, entry: { ...content.entry, checkedOn: '2026/11/27' } };
  expect(
    (await server.call(editor, editing.saveEdit, { id, version: 1, content: undated })).message,
  ).to.equal('填写的内容有误：核对原文的日期：请写成 2026-11-27 这样');
  await ok(editor, editing.saveEdit, { id, version: 1, content });
  const { asked } = await ok(editor, editing.checkEdit, { id });
  expect(asked).to.be.greaterThan(100);
  expect((await ok(director, editing.readEdit, { id })).checked).to.not.equal(null);
  await ok(editor, editing.submitEdit, { id, version: 2 });
  await ok(director, editing.returnEdit, { id, version: 3, remark: '写清楚去哪里' });
  await ok(editor, editing.submitEdit, { id, version: 4 });
  await ok(director, editing.publishEdit, { id, version: 5 });
  await ok(director, editing.withdrawEntry, { id: first.id, reason: '条文改了' });
  const again = await ok(editor, editing.beginEdit, { entryId: first.id });
  await ok(editor, editing.dropEdit, { id: again.id, version: 1 });
  expect((await ok(editor, editing.readEntry, { id: first.id })).history).to.have.length(2);
}
