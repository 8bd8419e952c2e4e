import { expect } from 'chai';
import type { Simulator } from '../../bot/simulator/index.ts';
import { freePort } from '../support/ports.ts';
import { Account, passive, sealed, simulate, textReply } from './account.ts';

describe('simulator: pushes', () => {
  let account: Account;
  let url: string;
  let simulator: Simulator;

  beforeEach(async () => {
    account = new Account();
    url = await account.listen();
  });
  afterEach(async () => {
    await simulator.close();
    await account.close();
  });

  const said = () =>
    simulator.transcript('o1').map((line) => ('text' in line ? `${line.from}: ${line.text}` : line.kind));
  const grey = 'platform: 该公众号提供的服务出现故障，请稍后再试';

  for (const mode of ['plain', 'compatible', 'safe'] as const) {
    for (const format of ['xml', 'json'] as const) {
      it(`signs a ${format} push in ${mode} mode so that another implementation accepts it`, async () => {
        simulator = await simulate(url, { mode, format });
        account.answer = (push) =>
          mode === 'safe' ? sealed(textReply(push, '好的')) : textReply(push, '好的');
        const text = '老板欠我 <三个月> & ]]> "工资"\n怎么办';
        const { passive, tries, msgId } = await simulator.sendText('o1', text);
        expect(account.refused).to.eql([]);
        expect(account.pushes).to.have.length(1);
        expect(account.pushes[0]?.fields).to.include({
          FromUserName: 'o1',
          MsgType: 'text',
          Content: text,
          MsgId: msgId,
        });
        expect(passive).to.eql({ kind: 'text', text: '好的' });
        expect(tries).to.equal(1);
        const clear = account.pushes[0]?.body.includes('FromUserName');
        expect(clear).to.equal(mode !== 'safe');
      });
    }
  }

  it('shows what was said on both sides', async () => {
    simulator = await simulate(url);
    account.answer = (push) => sealed(textReply(push, `你说：${push.fields['Content']}`));
    await simulator.sendText('o1', '申请');
    expect(said()).to.eql(['person: 申请', 'account: 你说：申请']);
  });

  it('takes success and an empty body as nothing to say', async () => {
    simulator = await simulate(url);
    for (const body of ['success', '']) {
      account.answer = () => body;
      const { passive, problem, tries } = await simulator.sendText('o1', 'hi');
      expect({ passive, problem, tries }).to.eql({ passive: undefined, problem: undefined, tries: 1 });
    }
    expect(said()).to.eql(['person: hi', 'person: hi']);
  });

  it('tries three times under one MsgId, each try signed anew, then shows the grey line', async () => {
    simulator = await simulate(url, { answerWithinMs: 60 });
    account.answer = () => undefined;
    const { statuses, tries, msgId } = await simulator.sendText('o1', 'hi');
    expect(statuses).to.eql(['timeout', 'timeout', 'timeout']);
    expect(tries).to.equal(3);
    expect(new Set(account.pushes.map(({ fields }) => fields['MsgId']))).to.eql(new Set([msgId]));
    for (const name of ['nonce', 'msg_signature']) {
      expect(new Set(account.pushes.map(({ query }) => query.get(name))), name).to.have.length(3);
    }
    expect(said()).to.eql(['person: hi', grey]);
  });

  it('takes the answer of a later try', async () => {
    simulator = await simulate(url, { answerWithinMs: 100 });
    account.answer = (push) => (account.pushes.length < 3 ? undefined : sealed(textReply(push, '第三次')));
    const { passive, tries, statuses } = await simulator.sendText('o1', 'hi');
    expect(passive).to.eql({ kind: 'text', text: '第三次' });
    expect({ tries, statuses }).to.eql({ tries: 3, statuses: ['timeout', 'timeout', 200] });
  });

  it('tries again when the server is gone or answers another status', async () => {
    simulator = await simulate(url);
    account.answer = (_, response) => {
      if (account.pushes.length === 1) response.writeHead(500).end();
      else response.destroy();
      return undefined;
    };
    const { statuses, problem } = await simulator.sendText('o1', 'hi');
    expect(statuses[0]).to.equal(500);
    expect(statuses).to.have.length(3);
    expect(problem).to.match(/^no answer/);
    await account.close();
    expect((await simulator.sendText('o1', 'hi')).statuses).to.eql([
      'ECONNREFUSED',
      'ECONNREFUSED',
      'ECONNREFUSED',
    ]);
  });

  const bad: [title: string, answer: (push: Parameters<typeof textReply>[0]) => string][] = [
    ['a JSON answer of its own kind', () => '{"ok":true}'],
    ['an error page', () => '<html>502</html>'],
    ['a reply in the clear in safe mode', (push) => textReply(push, 'hi')],
    ['a reply sealed for another appid', (push) => sealed(textReply(push, 'hi'), 'wxother')],
    [
      'a reply with a wrong signature',
      (push) => sealed(textReply(push, 'hi')).replace('12345678', '12345679'),
    ],
    ['a reply to somebody else', (push) => sealed(textReply(push, 'hi').replace('o1', 'o2'))],
    ['a reply without words', (push) => sealed(textReply(push, ''))],
    ['a text above 2048 bytes', (push) => sealed(textReply(push, '字'.repeat(683)))],
    ['an unknown type', (push) => sealed(passive(push, '<MsgType>wish</MsgType>'))],
    [
      'an unknown picture',
      (push) => sealed(passive(push, '<MsgType>image</MsgType><Image><MediaId>x</MediaId></Image>')),
    ],
  ];
  for (const [title, answer] of bad) {
    it(`shows the grey line for ${title}`, async () => {
      simulator = await simulate(url);
      account.answer = answer;
      const { passive, problem, tries } = await simulator.sendText('o1', 'hi');
      expect(passive).to.equal(undefined);
      expect(problem).to.be.a('string');
      expect(tries).to.equal(1);
      expect(said()).to.eql(['person: hi', grey]);
    });
  }

  it('reads pictures, news and line breaks out of replies', async () => {
    simulator = await simulate(url);
    account.answer = (push) => sealed(textReply(push, '第一行\n &lt; 第二行'));
    expect((await simulator.sendText('o1', 'a')).passive).to.eql({
      kind: 'text',
      text: '第一行\n &lt; 第二行',
    });
    const article =
      '<item><Title>题</Title><Description>要点</Description><PicUrl>p</PicUrl><Url>u</Url></item>';
    account.answer = (push) =>
      sealed(
        passive(push, `<MsgType>news</MsgType><ArticleCount>1</ArticleCount><Articles>${article}</Articles>`),
      );
    expect((await simulator.sendText('o1', 'a')).passive).to.eql({
      kind: 'news',
      articles: [{ title: '题', description: '要点', picUrl: 'p', url: 'u' }],
    });
    const { passive: none } = await simulator.sendImage('o1', Buffer.from('x'));
    expect(none?.kind).to.equal('news');
    const mediaId = account.pushes.at(-1)?.fields['MediaId'] ?? '';
    account.answer = (push) =>
      sealed(passive(push, `<MsgType>image</MsgType><Image><MediaId>${mediaId}</MediaId></Image>`));
    expect((await simulator.sendText('o1', 'a')).passive).to.eql({ kind: 'image', mediaId });
  });

  it('pushes every message type with its fields', async () => {
    simulator = await simulate(url);
    await simulator.sendImage('o1', Buffer.from('\x89PNG', 'latin1'));
    await simulator.sendVoice('o1', '在工地摔伤了');
    await simulator.sendVoice('o1');
    await simulator.sendVideo('o1', Buffer.from('v'), true);
    await simulator.sendLocation('o1', 31.369, 120.6423, '苏州市相城区');
    await simulator.sendLink('o1', '标题', '说明', 'https://example.com');
    await simulator.sendFile('o1', '合同.pdf', 1234);
    const [image, voice, unheard, video, location, link, file] = account.pushes.map(({ fields }) => fields);
    expect(image).to.include.keys('PicUrl', 'MediaId', 'MsgId');
    expect(voice).to.include({ Format: 'amr', Recognition: '在工地摔伤了' });
    expect(unheard).not.to.have.property('Recognition');
    expect(video).to.include({ MsgType: 'shortvideo' }).and.include.keys('ThumbMediaId');
    expect(location).to.include({ Location_X: '31.369', Location_Y: '120.6423', Label: '苏州市相城区' });
    expect(link).to.include({ Title: '标题', Url: 'https://example.com' });
    expect(file).to.include({ MsgType: 'file', Title: '合同.pdf', FileTotalLen: '1234' });
    const picture = await fetch(String(image?.['PicUrl']));
    expect(picture.headers.get('content-type')).to.equal('image/png');
    expect(new Set(account.pushes.map(({ fields }) => fields['MsgId']))).to.have.length(7);
  });

  it('pushes follow, scan, menu and leave as events without a MsgId', async () => {
    simulator = await simulate(url);
    await simulator.follow('o1');
    await simulator.clickMenu('o1', 'apply');
    await simulator.viewMenu('o1', 'https://example.com');
    await simulator.scan('o1', 'station-3');
    await simulator.reportLocation('o1', 31.3, 120.6);
    await simulator.unfollow('o1');
    await simulator.scan('o1', 'station-4');
    const events = account.pushes.map(({ fields }) => `${fields['Event']} ${fields['EventKey']}`);
    expect(events).to.eql([
      'subscribe ',
      'CLICK apply',
      'VIEW https://example.com',
      'SCAN station-3',
      'LOCATION undefined',
      'unsubscribe ',
      'subscribe qrscene_station-4',
    ]);
    expect(account.pushes.every(({ fields }) => fields['MsgId'] === undefined)).to.equal(true);
  });

  it('pushes what menu buttons bring: a scan, photos, a place', async () => {
    simulator = await simulate(url);
    await simulator.scanByMenu('o1', 'scan', 'https://example.com/1');
    await simulator.photosByMenu('o1', 'photos', [Buffer.from('a'), Buffer.from('b')]);
    await simulator.placeByMenu('o1', 'place', 31.369, 120.6423, '苏州市相城区');
    const names = account.pushes.map(({ fields }) => fields['Event'] ?? fields['MsgType']);
    expect(names).to.eql([
      'scancode_waitmsg',
      'pic_photo_or_album',
      'image',
      'image',
      'location_select',
      'location',
    ]);
    expect(account.pushes[0]?.fields['ScanCodeInfo']).to.eql({
      ScanType: 'qrcode',
      ScanResult: 'https://example.com/1',
    });
    expect(account.pushes[1]?.fields['SendPicsInfo']).to.have.property('Count', '2');
  });

  it('pushes any fields or body that a test makes up, signed and sealed like all others', async () => {
    simulator = await simulate(url);
    await simulator.pushRaw('o1', { MsgType: 'event', Event: 'kf_switch_session', FromKfAccount: 'a@b' });
    await simulator.pushRaw('o1', '<xml><Made><![CDATA[up]]></Made></xml>');
    const [event, made] = account.pushes.map(({ fields }) => fields);
    expect(event).to.include({ FromUserName: 'o1', Event: 'kf_switch_session', FromKfAccount: 'a@b' });
    expect(made).to.eql({ Made: 'up' });
    expect(account.refused).to.eql([]);
  });

  it('refuses to speak for someone who left', async () => {
    simulator = await simulate(url);
    await simulator.unfollow('o1');
    const refused = await simulator.sendText('o1', 'hi').catch((error: Error) => error);
    expect(refused).to.be.an('error').with.property('message').that.contains('does not follow');
  });

  it('verifies the address as soon as it comes up', async () => {
    const later = new Account();
    const port = await freePort();
    simulator = await simulate(`http://127.0.0.1:${port}/wechat`);
    expect(simulator.verified).to.equal(false);
    await later.listen(port);
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!simulator.verified) return;
        clearInterval(look);
        resolve();
      }, 20);
    });
    await later.close();
  });

  it('gives 64-bit ids that a reader of numbers would confuse', async () => {
    simulator = await simulate(url, { clock: () => 1_800_000_000_000 });
    const first = await simulator.sendText('o1', 'a');
    const second = await simulator.sendText('o1', 'b');
    expect(first.msgId).not.to.equal(second.msgId);
    expect(Number(first.msgId)).to.equal(Number(second.msgId));
  });

  it('waits for a line, and says what came instead when none matches', async () => {
    simulator = await simulate(url);
    account.answer = (push) => sealed(textReply(push, '晚到的话'));
    const waiting = simulator.waitFor('o1', (line) => line.from === 'account', 2000);
    await simulator.sendText('o1', 'hi');
    expect(await waiting).to.include({ text: '晚到的话', way: 'passive' });
    const error = await simulator.waitFor('o1', () => false, 10).catch((reason: Error) => reason);
    expect(error).to.be.an('error').with.property('message').that.contains('晚到的话');
  });
});
