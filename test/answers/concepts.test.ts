import { expect } from 'chai';
import { conceptsIn, firstsOf } from '../../server/answers/concepts.ts';
import { loadKnowledge } from '../../server/answers/knowledge.ts';
import { compact } from '../../server/answers/text.ts';
import { readYaml } from '../../server/platform/data.ts';

describe('lay words as legal concepts', () => {
  it('are the same as when every term is looked for all along the text', () => {
    const data = readYaml(new URL('../../server/answers/', import.meta.url).href, 'concepts.yaml') as Record<
      string,
      string[]
    >;
    const whole = Object.entries(data).map(
      ([name, terms]) => [name, new RegExp([name, ...terms].join('|'), 'u')] as const,
    );
    for (const { question, phrasings, answer } of loadKnowledge()) {
      for (const text of [question, ...phrasings, answer].map(compact)) {
        const expected = whole.filter(([, terms]) => terms.test(text)).map(([name]) => name);
        expect(conceptsIn(text), text).to.deep.equal(expected);
      }
    }
  });

  it('begin with the characters of a group, of a list, and of what follows when they may be missing', () => {
    expect([...firstsOf('(欠|拖欠)工资')]).to.deep.equal(['欠', '拖']);
    expect([...firstsOf('[一二]级')]).to.deep.equal(['一', '二']);
    expect([...firstsOf('(我)?被?打')]).to.deep.equal(['我', '被', '打']);
  });

  it('are refused when no character begins them', () => {
    for (const source of ['.{0,3}工资', '(?!狗)咬', '^我', '(欠|.)钱', '我?', '我*打', '欠{0,1}钱'])
      expect(() => firstsOf(source), source).to.throw('begins with no character');
  });
});
