import { expect } from 'chai';
import { parse } from 'yaml';
import { readFileSync } from 'node:fs';
import { definitions } from '../../server/eligibility/question.ts';
import { matters } from '../../server/eligibility/matters.ts';
import { allRules, rulesAt } from '../../server/eligibility/rules.ts';

const most = 40;
const statute = /《|法第|条例|法律援助法|第[一二三四五六七八九十\d]+条|司法解释/;
const avoided = /已受理|不符合|拒绝|群体性|已为您报警|一定能|保证胜诉/;

const sentences = (text: string): string[] => text.split(/[。？！；]/).filter(Boolean);

describe('plain words', () => {
  const texts: [string, string][] = [];
  for (const question of definitions()) {
    const { name, text, hint, why, variants = [], options } = question;
    texts.push([name, text], [name, why], ...variants.map((one): [string, string] => [name, one.text]));
    if (hint) texts.push([name, hint]);
    if (Array.isArray(options))
      texts.push(...options.map((option): [string, string] => [name, option.label]));
  }
  for (const rule of Object.values(allRules()).flat())
    if ('tell' in rule && rule.tell) texts.push([rule.id, rule.tell]);
  const { doors, materials } = rulesAt('2026-11-24');
  for (const { id, tell } of [...doors, ...materials]) texts.push([id, tell]);
  for (const { id, papers, committed } of materials)
    for (const text of [papers, committed]) if (text) texts.push([id, text]);
  for (const { id, label } of matters()) texts.push([id, label]);
  const said = parse(
    readFileSync(new URL('../../server/eligibility/verdict.yaml', import.meta.url), 'utf8'),
  ) as Record<string, string>;
  texts.push(...Object.entries(said));

  it(`keep every sentence that a resident reads to ${most} characters`, () => {
    const long = texts.flatMap(([name, text]) =>
      sentences(text)
        .filter((one) => one.length > most)
        .map((one) => `${name} ${one}`),
    );
    expect(long).to.deep.equal([]);
  });

  it('name no statute', () => {
    expect(texts.filter(([, text]) => statute.test(text))).to.deep.equal([]);
  });

  it('avoid words that sound like a decision, a promise or a reproach', () => {
    expect(texts.filter(([, text]) => avoided.test(text))).to.deep.equal([]);
  });

  it('put only one question into a message', () => {
    const several = definitions().filter(({ text }) => (text.match(/？/g) ?? []).length > 1);
    expect(several.map(({ name }) => name)).to.deep.equal([]);
  });
});
