import { expect } from 'chai';
import fc from 'fast-check';
import { splitText } from '../../bot/puppet/index.ts';
import { wellFormed } from './platform.ts';

describe('splitting a text into messages', () => {
  it('leaves a text that fits as it is', () => {
    expect(splitText('您好。')).to.deep.equal(['您好。']);
    expect(splitText('')).to.deep.equal(['']);
  });

  it('cuts at the end of a sentence and numbers the parts', () => {
    const sentence = `${'工'.repeat(29)}。`;
    const parts = splitText(sentence.repeat(10), 300);
    expect(parts[0]).to.equal(`（1/4）${sentence.repeat(3)}`);
    for (const part of parts) expect(part).to.match(/。$/);
  });

  it('prefers the end of a line', () => {
    const [first] = splitText(`第一段。还有一句。\n${'二'.repeat(20)}。`.repeat(1), 90);
    expect(first).to.equal('（1/2）第一段。还有一句。');
  });

  it('prefers the end of a paragraph where it loses little room', () => {
    const text = `${'一'.repeat(20)}。\n${'二'.repeat(5)}。\n\n${'三'.repeat(5)}。\n${'四'.repeat(9)}。`;
    expect(splitText(text, 130)[0]).to.equal(`（1/2）${'一'.repeat(20)}。\n${'二'.repeat(5)}。`);
    const early = `一。\n\n${'二'.repeat(20)}。\n${'三'.repeat(20)}。`;
    expect(splitText(early, 110)[0]).to.equal(`（1/2）一。\n\n${'二'.repeat(20)}。`);
  });

  it('never exceeds the bytes, never breaks a character, and loses nothing but blanks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 60, max: 200 }),
        (text, max) => {
          const parts = splitText(wellFormed(text), max);
          for (const part of parts) {
            expect(Buffer.byteLength(part)).to.be.at.most(max);
            expect(wellFormed(part)).to.equal(part);
          }
          const joined = parts
            .map((part) => (parts.length > 1 ? part.replace(/^（\d+\/\d+）/, '') : part))
            .join('');
          expect(joined.replace(/\s/g, '')).to.equal(wellFormed(text).replace(/\s/g, ''));
        },
      ),
    );
  });
});
