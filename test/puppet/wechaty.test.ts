import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Message, type Wechaty, WechatyBuilder, types } from 'wechaty';
import { OfficialAccountPuppet, recognitionOf } from '../../bot/puppet/index.ts';
import { ApiServer } from './apiServer.ts';
import { deliver, message, now, OPTIONS, send, signed, wordsOf, xml } from './platform.ts';

describe('the puppet under Wechaty', () => {
  let server: ApiServer;
  let puppet: OfficialAccountPuppet;
  let bot: Wechaty;
  const errors: Error[] = [];

  beforeEach(async () => {
    server = await new ApiServer().start();
    puppet = new OfficialAccountPuppet({ ...OPTIONS, apiBase: server.url, holdMs: 200, gapMs: 200 });
    bot = WechatyBuilder.build({ puppet });
    errors.length = 0;
    bot.on('error', (error) => void errors.push(error));
    await bot.start();
  });

  afterEach(async () => {
    await bot.stop();
    await server.stop();
    expect(errors).to.deep.equal([]);
  });

  /** Delivers the message and hands over what Wechaty made of it; the bot acknowledges. */
  async function heard(fields: Record<string, string | number>): Promise<Message> {
    const said = new Promise<Message>((resolve) => bot.once('message', resolve));
    const acknowledged = deliver(puppet, message(fields));
    const heardMessage = await said;
    await puppet.reply(heardMessage.id, '');
    expect((await acknowledged).body).to.equal('success');
    return heardMessage;
  }

  it('is logged in as the account when it listens', () => {
    expect(bot.isLoggedIn).to.equal(true);
    expect(bot.currentUser.id).to.equal(OPTIONS.appId);
    expect(puppet.health()).to.include({ listening: true, loggedIn: true });
  });

  it('a message comes in, say() answers it passively', async () => {
    bot.on('message', async (heardMessage) => {
      expect(heardMessage.talker().name()).to.match(/^微信用户/);
      expect(heardMessage.self()).to.equal(false);
      await heardMessage.say(`您说：${heardMessage.text()}`);
    });
    const answer = await deliver(puppet, message({ Content: '老板欠我三个月工资怎么办' }));
    expect(wordsOf(answer)).to.equal('您说：老板欠我三个月工资怎么办');
    expect(server.to('/cgi-bin/message/custom/send')).to.deep.equal([]);
  });

  it('a second say() goes out as a customer-service message', async () => {
    const done = new Promise<void>((resolve, reject) => {
      bot.on('message', async (heardMessage) => {
        await heardMessage.say('一');
        await heardMessage.say('二').then(() => resolve(), reject);
      });
    });
    expect(wordsOf(await deliver(puppet, message()))).to.equal('一');
    await done;
    expect(server.to('/cgi-bin/message/custom/send')[0]!.json['text']).to.deep.equal({ content: '二' });
  });

  it('a long say() is split: the first part passive, the others after it', async () => {
    bot.on('message', (heardMessage) => void heardMessage.say(`${'字'.repeat(30)}。`.repeat(40)));
    expect(wordsOf(await deliver(puppet, message()))).to.match(/^（1\/2）/);
    while (server.to('/cgi-bin/message/custom/send').length === 0) await new Promise(setImmediate);
    const { text } = server.to('/cgi-bin/message/custom/send')[0]!.json as { text: { content: string } };
    expect(text.content).to.match(/^（2\/2）/);
  });

  it('with two open messages of one person, say() does not guess which one it answers', async () => {
    const both = new Promise<Message[]>((resolve) => {
      const messages: Message[] = [];
      bot.on('message', (heardMessage) => {
        if (messages.push(heardMessage) === 2) resolve(messages);
      });
    });
    const open = [deliver(puppet, message()), deliver(puppet, message())].map((one) => one.catch(() => {}));
    const [first] = await both;
    await first!.say('先回第一条');
    expect(server.to('/cgi-bin/message/custom/send')).to.have.length(1);
    await Promise.all(open);
  });

  it('gives every kind of message its type', async () => {
    const kinds: Record<string, types.Message> = {
      text: types.Message.Text,
      image: types.Message.Image,
      voice: types.Message.Audio,
      video: types.Message.Video,
      shortvideo: types.Message.Video,
      location: types.Message.Location,
      link: types.Message.Url,
      file: types.Message.Attachment,
    };
    for (const [msgType, type] of Object.entries(kinds)) {
      expect((await heard({ MsgType: msgType })).type(), msgType).to.equal(type);
    }
  });

  it('a voice message has no text of its own; what WeChat heard is asked for by name', async () => {
    const voice = await heard({ MsgType: 'voice', Content: '', Recognition: '我承诺' });
    expect(voice.text()).to.equal('');
    expect(recognitionOf(puppet.pushOf(voice.id)!)).to.equal('我承诺');
  });

  it('a location, a link and a picture are read through Wechaty', async () => {
    const place = await heard({
      MsgType: 'location',
      Location_X: '31.3689',
      Location_Y: '120.6420',
      Label: '相城区',
    });
    // Wechaty 1.20's own toLocation() can not be called on any puppet.
    expect(await puppet.messageLocation(place.id)).to.include({
      latitude: 31.3689,
      longitude: 120.642,
      address: '相城区',
    });
    const link = await heard({
      MsgType: 'link',
      Title: '通知',
      Description: '说明',
      Url: 'https://example.test/',
    });
    expect((await link.toUrlLink()).url()).to.equal('https://example.test/');
    const picture = Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1');
    server.next('/cgi-bin/media/get', [
      (response) => response.setHeader('content-type', 'image/png').end(picture),
    ]);
    const image = await heard({ MsgType: 'image', MediaId: 'm1', PicUrl: 'http://example.test/' });
    expect((await (await image.toFileBox()).toBuffer()).equals(picture)).to.equal(true);
  });

  it('carries time, sender and receiver', async () => {
    const at = now() - 1;
    const heardMessage = await heard({ CreateTime: at, FromUserName: 'o-someone' });
    expect(heardMessage.date().getTime()).to.equal(at * 1000);
    expect(heardMessage.talker().id).to.equal('o-someone');
    expect(heardMessage.listener()?.self()).to.equal(true);
  });

  it('says so where an official account has no such thing', async () => {
    expect(await bot.Room.findAll()).to.deep.equal([]);
    const failure = await puppet.roomCreate(['a', 'b']).catch((error: Error) => error.message);
    expect(failure).to.equal('a WeChat official account has no roomCreate()');
  });

  it('has every method that Wechaty may call', () => {
    const source = 'node_modules/wechaty-puppet/src/mixins';
    const files = readdirSync(source).filter((name) => name.endsWith('-mixin.ts'));
    const abstract = files.flatMap((name) =>
      [...readFileSync(join(source, name), 'utf8').matchAll(/^ +abstract (\w+) *\(/gm)].map(
        (match) => match[1]!,
      ),
    );
    expect(new Set(abstract).size).to.be.above(50);
    expect(
      abstract.filter((name) => typeof puppet[name as keyof typeof puppet] !== 'function'),
    ).to.deep.equal([]);
  });

  it('leaves no memory card in the working directory', () => {
    expect(readdirSync('.').filter((name) => name.includes('memory-card'))).to.deep.equal([]);
  });

  it('starts again after a reset', async () => {
    await puppet.reset();
    expect(puppet.health()).to.include({ listening: true, loggedIn: true });
    bot.on('message', (heardMessage) => void heardMessage.say('又来了'));
    const { query, body } = signed(xml(message()));
    expect(wordsOf(await send(puppet, 'POST', query, body))).to.equal('又来了');
    await puppet.api.menu.current();
  });
});
