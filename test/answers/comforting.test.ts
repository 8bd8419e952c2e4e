import { expect } from 'chai';
import { comfort } from '../../server/answers/comforting.ts';

describe('what is said after a danger', () => {
  const said: [string, string | undefined][] = [
    ['平安了', 'person.dangerOver'],
    ['我现在安全了，在娘家', 'person.dangerOver'],
    ['没事了，火灭了', 'person.dangerOver'],
    ['我不会做傻事了', 'person.dangerOver'],
    ['孩子找到了', 'person.dangerOver'],
    ['没有', 'person.dangerAlone'],
    ['就我一个人', 'person.dangerAlone'],
    ['有', 'person.dangerWith'],
    ['我妈在', 'person.dangerWith'],
    ['谢谢你听我说', 'person.dangerThanks'],
    // Not past, a question, or more than these words answer: staff read it.
    ['还没找到', undefined],
    ['我不安全', undefined],
    ['他还在外面', 'person.dangerNear'],
    ['我老公来了', 'person.dangerNear'],
    ['我已经报警了', 'person.dangerCalled'],
    ['我这样平安吗', undefined],
    ['那邻居要赔我吗', undefined],
    ['没有人管过我们的死活，这么多年一直是这样过来的', undefined],
  ];
  for (const [text, key] of said)
    it(`「${text}」 ${key ?? 'is left to staff'}`, () => void expect(comfort(text)?.text).to.equal(key));

  it('lets the assistant answer again only when it is past', () => {
    expect(comfort('平安了')?.over).to.equal(true);
    expect(comfort('谢谢')?.over).to.equal(false);
  });
});
