import { expect } from 'chai';
import { transitions, verbsIn } from '../../server/cases/rules.ts';
import { may, type Verb } from '../../server/people/policies.ts';
import type { Actor } from '../../server/platform/actor.ts';
import {
  auditOnly,
  caseStates,
  caseStateNames,
  eventTypes,
  roles,
  type CaseState,
} from '../../server/vocabulary.ts';
import { noticeRules } from '../../server/notices/rules.ts';
import { filesIn, sourceOf } from './sources.ts';

/** Parts of the vocabulary whose verb comes later (视为撤回, FACTS §9). Whoever builds it takes it off this list. */
const notYet = { states: ['WITHDRAWN'], events: ['case.withdrawn'] };

/** Longer than a reader likes, and why that is right. */
const long: Record<string, string> = {
  'bot/puppet/officialAccountPuppet.ts': "one class with Wechaty's whole surface",
};
const LONGEST_FILE = 300;

describe("a case's life", () => {
  it('reaches every state from receipt', () => {
    const reached = new Set<CaseState>(['RECEIVED']);
    for (let size = 0; size < reached.size;) {
      size = reached.size;
      for (const { from, to } of transitions)
        if (to && from.some((state) => reached.has(state))) reached.add(to);
    }
    expect(caseStates.filter((state) => !reached.has(state))).to.deep.equal(notYet.states);
  });

  it('has a verb in every state that is reached', () => {
    expect(caseStates.filter((state) => verbsIn(state).length === 0)).to.have.members(notYet.states);
  });

  it('lets somebody use every verb, and never everybody', () => {
    for (const { verb } of transitions) {
      const able = roles.filter((role) => {
        const actor: Actor = {
          ...{ kind: 'staff', id: role, name: role, roles: [role], servicePointId: '', through: 'console' },
        };
        return may(actor, `cases.${verb}` as Verb);
      });
      expect(able.length, verb).to.be.within(1, 2);
    }
  });

  it('has a Chinese name for every state and verb', () => {
    for (const state of caseStates) expect(caseStateNames[state]).to.match(/^\p{Script=Han}+$/u);
    for (const { name } of transitions) expect(name).to.match(/^\p{Script=Han}+$/u);
  });
});

describe('events', () => {
  const server = filesIn(['server'], /\.ts$/)
    .filter((file) => file !== 'server/vocabulary.ts')
    .map(sourceOf);
  const emitted = new Set([
    ...transitions.map(({ event }) => event as string),
    ...server.flatMap((source) =>
      [...source.matchAll(/\bemit\(([^,]*)/g)].flatMap((call) => call[1]!.match(/[\w.]+/g)!),
    ),
  ]);

  it('are all written by somebody', () => {
    expect(eventTypes.filter((type) => !emitted.has(type))).to.deep.equal(notYet.events);
  });

  it('are told to somebody, or kept as an audit trail on purpose', () => {
    const told = new Set(noticeRules.map(({ event }) => event));
    // The answer goes to the resident as its own delivery.
    const silent = new Set<string>(['person.answered', ...notYet.events]);
    expect(
      eventTypes.filter((type) => !told.has(type) && !auditOnly.has(type) && !silent.has(type)),
    ).to.deep.equal([]);
    expect(
      [...auditOnly].filter((type) => told.has(type)),
      'an audit event is never relayed',
    ).to.deep.equal([]);
  });
});

describe('files', () => {
  it(`of the program have at most ${LONGEST_FILE} lines`, () => {
    const program = filesIn(['bot', 'server', 'entities', 'scripts'], /\.(ts|vue|js)$/).filter(
      (file) => !file.startsWith('entities/migrations/') && !long[file],
    );
    expect(program.length).to.be.greaterThan(150);
    const lines = (file: string): number => sourceOf(file).split('\n').length - 1;
    expect(
      program.filter((file) => lines(file) > LONGEST_FILE).map((file) => `${file} ${lines(file)}`),
    ).to.deep.equal([]);
  });

  it('name no machine, no session and no other project', () => {
    const committed = filesIn(['bot', 'server', 'entities', 'scripts', 'test'], /\.(ts|vue|js|yaml|md)$/);
    const told = committed.filter((file) => /\/(work|tmp)\/(main|shared|bash_jobs)\b/.test(sourceOf(file)));
    expect(told.filter((file) => file !== 'test/shape/house.test.ts')).to.deep.equal([]);
  });
});

describe('package.json', () => {
  const { dependencies, devDependencies, optionalDependencies, engines } = JSON.parse(
    sourceOf('package.json'),
  ) as Record<string, Record<string, string>>;
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies };

  it('has the packages that the house is built on', () => {
    const fixed = [
      'wechaty',
      'wechaty-puppet',
      'koa',
      '@koa/router',
      'typeorm',
      'better-sqlite3',
      'mysql2',
      'node-cron',
    ];
    const tests = [
      'mocha',
      'chai',
      'ajv',
      'typebox',
      'vue',
      'element-plus',
      'vite',
      '@node-rs/argon2',
      'pino',
    ];
    expect([...fixed, ...tests].filter((name) => !all[name])).to.deep.equal([]);
    expect(engines!['node']).to.equal('>=20.19');
  });

  it('fixes every version', () => {
    const loose = Object.entries(all).filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+$/.test(version));
    expect(loose).to.deep.equal([]);
  });

  it('needs no package that nothing imports', () => {
    const imported = filesIn(['bot', 'server', 'entities', 'scripts', 'test'], /\.(ts|vue|js)$/)
      .map(sourceOf)
      .join('\n');
    // Loaded by other packages, or by the start command; or chosen for parts that are still to come.
    const indirect =
      /^(@types\/|typescript|@typescript\/|vue-tsc|eslint|prettier|mocha|c8|@oxc-node\/core|better-sqlite3|mysql2)/;
    const unused = Object.keys(all).filter((name) => !indirect.test(name) && !imported.includes(`'${name}`));
    expect(unused).to.deep.equal([]);
  });
});
