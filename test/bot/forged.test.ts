import { connect } from 'node:net';
import { expect } from 'chai';
import { MessageCrypto } from '../../bot/simulator/crypto.ts';
import { signedQuery, stamp } from '../../bot/simulator/signing.ts';
import { databaseSetting } from '../../server/settings/parsing.ts';
import { openDatabase, type Database } from '../../server/platform/db.ts';
import { testSealer } from '../support/databases.ts';
import { account, House } from '../support/house.ts';

const wang = 'demo-resident-wang';
/** WeChat itself waits no longer. */
const PATIENCE_MS = 5_000;
/** Bytes beyond which a body may be cut while it is written. */
const LARGE = 500_000;
const MINUTE = 60_000;

const crypto = new MessageCrypto(account.aesKey, account.appId);
const text = (content: string, id: string): string =>
  `<xml><ToUserName>gh_1</ToUserName><FromUserName>${wang}</FromUserName><CreateTime>${Math.floor(Date.now() / 1000)}` +
  `</CreateTime><MsgType>text</MsgType><Content>${content}</Content><MsgId>${id}</MsgId></xml>`;
const envelope = (encrypted: string): string =>
  `<xml><ToUserName>gh_1</ToUserName><Encrypt>${encrypted}</Encrypt></xml>`;

interface Request {
  query: string;
  body: string;
}

/** What WeChat would send; `key`, `token` and `at` are what a forger gets wrong. */
function sealed(message: string, { key = crypto, token = account.token, at = Date.now() } = {}): Request {
  const encrypted = key.encrypt(message);
  return { query: signedQuery(token, stamp(at), { openid: wang }, encrypted), body: envelope(encrypted) };
}

describe('callbacks that are not of WeChat', function () {
  this.timeout(60_000);
  let house: House;
  let db: Database;
  let next = 1;
  const fresh = (words = '申请'): string => text(words, `77000000000${(next += 1)}`);

  before(async () => {
    house = await House.start('sqlite');
    await house.simulator.follow(wang);
    db = await openDatabase({ setting: databaseSetting(house.databaseUrl), sealer: testSealer() });
  });
  after(async () => {
    await db?.close();
    await house?.stop();
  });

  const post = async ({ query, body }: Request): Promise<{ status: number; text: string }> => {
    const response = await fetch(`http://127.0.0.1:${house.processes[0]!.botPort}/wechat?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((error: Error) => error);
    // A body that is far too large is refused before it was written, and the connection cut.
    if (response instanceof Error) {
      const { code } = (response.cause ?? {}) as { code?: string };
      if (body.length < LARGE || (code !== 'EPIPE' && code !== 'ECONNRESET')) throw response;
      return { status: 413, text: 'cut' };
    }
    return { status: response.status, text: await response.text() };
  };
  /** Rows of every table but those that a bot and the schedule write to by themselves, whenever their minute is over. */
  const ownPace = ['channel_health', 'job', 'job_run'];
  const rows = async (): Promise<Record<string, number>> => {
    const tables = db.source.entityMetadatas
      .map(({ tableName }) => tableName)
      .filter((table) => !ownPace.includes(table))
      .toSorted();
    const counted = await db.read(({ tx }) =>
      Promise.all(
        tables.map(
          (table) => tx.query(`SELECT COUNT(*) AS count FROM ${table}`) as Promise<{ count: number }[]>,
        ),
      ),
    );
    return Object.fromEntries(tables.map((table, i) => [table, counted[i]![0]!.count]));
  };
  const unchanged = async (act: () => Promise<unknown>): Promise<void> => {
    const before = await rows();
    expect(before['turn'], 'the counting sees rows').to.be.greaterThan(0);
    await act();
    expect(await rows()).to.deep.equal(before);
  };
  const refused = (request: Request): Promise<void> =>
    unchanged(async () => {
      const { status, text: said } = await post(request);
      expect(status, said).to.be.within(400, 499);
      expect(said, 'why is for the log only').not.to.match(/signature|token|key|timestamp/i);
    });
  const stillAnswers = async (): Promise<void> => {
    expect(house.processes[0]!.child.exitCode).to.equal(null);
    expect(await house.say(wang, '菜单')).to.match(/人工/);
  };
  afterEach(stillAnswers);

  it('are answered when they are genuine (so that the rest proves something)', async () => {
    const before = await rows();
    const { status, text: said } = await post(sealed(fresh('菜单')));
    expect(status).to.equal(200);
    expect(crypto.decrypt(/<Encrypt>(?:<!\[CDATA\[)?([^<\]]+)/.exec(said)![1]!)).to.include('问问题');
    expect((await rows())['turn']).to.equal(before['turn']! + 1);
  });

  const altered = (request: Request, from: RegExp, to: string): Request => ({
    ...request,
    query: request.query.replace(from, to),
  });
  const forgeries: Record<string, () => Request> = {
    'without any query': () => ({ ...sealed(fresh()), query: '' }),
    'without a signature': () => altered(sealed(fresh()), /signature=\w+&/, ''),
    'with a signature of zeros': () =>
      altered(sealed(fresh()), /signature=\w+&/, `signature=${'0'.repeat(40)}&`),
    'signed with another token': () => sealed(fresh(), { token: 'guessed' }),
    'with a true address and a forged msg_signature': () =>
      altered(sealed(fresh()), /msg_signature=\w+/, `msg_signature=${'f'.repeat(40)}`),
    'without msg_signature': () => altered(sealed(fresh()), /&msg_signature=\w+/, ''),
    'in plain text under a true address': () => ({ ...sealed(fresh()), body: fresh() }),
    'with a plain message beside somebody else’s envelope': () => {
      const { query, body } = sealed(fresh());
      return { query, body: body.replace('<Encrypt>', `<FromUserName>x</FromUserName><Encrypt>a`) };
    },
    'with the body of another message': () => ({ ...sealed(fresh()), body: sealed(fresh()).body }),
    'encrypted with another key': () =>
      sealed(fresh(), { key: new MessageCrypto('x'.repeat(43), account.appId) }),
    'encrypted for another account': () =>
      sealed(fresh(), { key: new MessageCrypto(account.aesKey, 'wxffffffffffffffff') }),
    'from an hour ago': () => sealed(fresh(), { at: Date.now() - 60 * MINUTE }),
    'from an hour ahead': () => sealed(fresh(), { at: Date.now() + 60 * MINUTE }),
    'with a timestamp in words': () => altered(sealed(fresh()), /timestamp=\d+/, 'timestamp=now'),
    'with cut XML': () => ({ ...sealed(fresh()), body: '<xml><Encrypt>abc' }),
    'with no XML': () => ({ ...sealed(fresh()), body: 'hello' }),
    'with an empty body': () => ({ ...sealed(fresh()), body: '' }),
    'whose sealed message is no XML': () => sealed('hello'),
    'whose sealed message is cut': () => sealed('<xml><FromUserName>a'),
    'with a DOCTYPE outside': () => {
      const { query, body } = sealed(fresh());
      return { query, body: `<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]>${body}` };
    },
    'with a DOCTYPE inside': () =>
      sealed(`<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]>${fresh('&a;')}`),
    'with a megabyte': () => ({ ...sealed(fresh()), body: envelope('A'.repeat(1_048_576)) }),
    'with a megabyte, truly signed and sealed': () => sealed(fresh('老'.repeat(350_000))),
  };
  for (const [title, forge] of Object.entries(forgeries)) {
    it(`change nothing ${title}`, () => refused(forge()));
  }

  it('change nothing when a true one is sent again, however often', async () => {
    const request = sealed(fresh('网点'));
    const first = await post(request);
    expect(first.status).to.equal(200);
    await unchanged(async () => {
      for (const { status } of await Promise.all([1, 2, 3, 4].map(() => post(request))))
        expect(status).to.equal(200);
    });
  });

  it('change nothing as another method or on another path', () =>
    unchanged(async () => {
      const { query, body } = sealed(fresh());
      const at = `http://127.0.0.1:${house.processes[0]!.botPort}`;
      expect((await fetch(`${at}/wechat?${query}`, { method: 'PUT', body })).status).to.be.within(400, 499);
      expect((await fetch(`${at}/other?${query}`, { method: 'POST', body })).status).to.equal(404);
      expect((await fetch(`${at}/wechat?signature=x&timestamp=1&nonce=2&echostr=hello`)).status).to.equal(
        403,
      );
    }));

  it('change nothing when the connection breaks in the middle of the body', () =>
    unchanged(async () => {
      const { query, body } = sealed(fresh());
      await new Promise<void>((resolve, reject) => {
        const socket = connect(house.processes[0]!.botPort, '127.0.0.1', () => {
          const head = `POST /wechat?${query} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n`;
          socket.write(head + body.slice(0, body.length / 2), () => socket.destroy());
        });
        socket.on('close', () => resolve()).on('error', reject);
      });
    }));
});
