import { expect } from 'chai';
import fc from 'fast-check';
import { readFields, textOf } from '../../bot/puppet/callback/fields.ts';
import { print } from '../../bot/puppet/callback/reply.ts';
import { wellFormed } from './platform.ts';

describe('reading a push', () => {
  it('keeps every value a string, also ids of 64 bits, in XML and JSON', () => {
    const expected = { MsgId: '9223372036854775807', Location_X: '31.368900', Nested: { Count: '1' } };
    expect(
      readFields(
        '<xml><MsgId>9223372036854775807</MsgId><Location_X>31.368900</Location_X>' +
          '<Nested> <Count>1</Count>\n</Nested></xml>',
      ),
    ).to.deep.equal(expected);
    expect(
      readFields('{"MsgId":9223372036854775807,"Location_X":31.368900,"Nested":{"Count":1}}'),
    ).to.deep.equal(expected);
  });

  it('leaves digits inside JSON strings alone', () => {
    expect(readFields('{"Content":"欠我 3000 元 \\"12\\" \\\\ 7"}')).to.deep.equal({
      Content: '欠我 3000 元 "12" \\ 7',
    });
  });

  it('makes a list of a repeated tag', () => {
    expect(readFields('<xml><List><A>1</A></List><List><A>2</A></List></xml>')).to.deep.equal({
      List: [{ A: '1' }, { A: '2' }],
    });
  });

  it('keeps a text as it was typed, and gives ids without the blanks around CDATA', () => {
    const fields = readFields(
      '<xml><Content><![CDATA[ &lt;b> 你好 ]]></Content><ToUserName> <![CDATA[gh]]> </ToUserName></xml>',
    );
    expect(fields).to.deep.equal({ Content: ' &lt;b> 你好 ', ToUserName: ' gh ' });
    expect(textOf(fields, 'ToUserName')).to.equal('gh');
  });

  it('reads a push with a declaration of XML', () => {
    expect(readFields('<?xml version="1.0" encoding="UTF-8"?>\n<xml><a>1</a></xml>')).to.deep.equal({
      a: '1',
    });
  });

  it('reads a message about a DOCTYPE, which a resident may type', () => {
    expect(readFields('<xml><Content><![CDATA[<!DOCTYPE html>]]></Content></xml>')).to.deep.equal({
      Content: '<!DOCTYPE html>',
    });
  });

  const nested = (depth: number) => `<xml>${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}</xml>`;
  const refused: Record<string, string> = {
    'an empty body': '',
    'plain text': 'hello',
    'a tag that is not closed': '<xml><a>1</xml>',
    'a cut-off body': '<xml><a>1',
    'two roots': '<xml><a>1</a></xml><xml><a>2</a></xml>',
    'text after the end': '<xml><a>1</a></xml>x',
    'another root': '<html><a>1</a></html>',
    'an empty root': '<xml></xml>',
    'a DOCTYPE': '<!DOCTYPE xml><xml><a>1</a></xml>',
    'a DOCTYPE between CDATA': '<xml><a><![CDATA[x<![CDATA[y]]><!doctype x></a></xml>',
    'a DOCTYPE behind a comment that opens CDATA':
      '<!-- <![CDATA[ --><!DOCTYPE x [<!ENTITY e "y">]><!-- ]]> --><xml><a>&e;</a></xml>',
    'a DOCTYPE behind an instruction that opens CDATA':
      '<?x <![CDATA[ ?><!DOCTYPE x [<!ENTITY e "y">]><?x ]]> ?><xml><a>&e;</a></xml>',
    'a DOCTYPE behind an attribute that opens CDATA': '<xml a="> <![CDATA[ "><!DOCTYPE x><a>]]>1</a></xml>',
    'a comment': '<xml><!-- 1 --><a>1</a></xml>',
    'CDATA without an end': '<xml><a><![CDATA[1</a></xml>',
    'CDATA opened 6,000 times': `<xml><a>${'<![CDATA['.repeat(6_000)}</a></xml>`,
    'an external entity': '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><a>&e;</a></xml>',
    'a billion laughs': '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xml><a>&b;</a></xml>',
    '20,000 nested tags': nested(20_000),
    'a reserved name': '<xml><__proto__><admin>1</admin></__proto__></xml>',
    'broken JSON': '{"a":',
    'JSON nested too deeply': `{"a":${'['.repeat(30)}${']'.repeat(30)}}`,
    'JSON with 30,000 open brackets': `{"a":${'['.repeat(30_000)}`,
    'JSON with 20,000 escaped quotes': `{${'"\\"'.repeat(20_000)}`,
  };
  for (const [name, body] of Object.entries(refused)) {
    it(`refuses ${name}`, () => {
      expect(() => readFields(body)).to.throw(SyntaxError);
    });
  }

  it('expands no entity but the five of XML', () => {
    expect(readFields('<xml><a>&lt;&amp;&secret;</a></xml>')).to.deep.equal({ a: '<&&secret;' });
  });

  it('throws nothing but SyntaxError, whatever comes', () => {
    const pieces = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<a>',
      '</a>',
      '<![CDATA[',
      ']]>',
      '&',
      '{',
      '"',
      '\\',
      '<!',
      '<?',
      '1',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 20 }), (parts) => {
        try {
          readFields(parts.join(''));
        } catch (error) {
          expect(error).to.be.instanceOf(SyntaxError);
        }
      }),
    );
  });

  it('reads back any text that was printed into a reply', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const legal = wellFormed(text).replace(/[\u0000-\u001f\ufffe\uffff]/g, '');
        expect(readFields(print({ Content: legal }, 'xml'))).to.deep.equal({ Content: legal });
        expect(readFields(print({ Content: legal }, 'json'))).to.deep.equal({ Content: legal });
      }),
    );
    expect(readFields(print({ Content: 'a]]>b]]]]>' }, 'xml'))).to.deep.equal({ Content: 'a]]>b]]]]>' });
  });
});
