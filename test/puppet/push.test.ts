import { expect } from 'chai';
import { readFields } from '../../bot/puppet/callback/fields.ts';
import { readPush } from '../../bot/puppet/callback/push.ts';
import { isAnswered, isMessage, opensWindow, readEvent } from '../../bot/puppet/events.ts';

const HEAD = '<ToUserName>gh</ToUserName><FromUserName>o1</FromUserName><CreateTime>1700000000</CreateTime>';
const push = (rest: string) => readPush(readFields(`<xml>${HEAD}${rest}</xml>`));
const eventOf = (name: string, rest = '') => push(`<MsgType>event</MsgType><Event>${name}</Event>${rest}`);

describe('the key of a push', () => {
  it('is the MsgId of a message, however it is spelled', () => {
    expect(push('<MsgType>text</MsgType><MsgId>9007199254740993</MsgId>').key).to.equal('9007199254740993');
    expect(push('<MsgType>text</MsgType><MsgID>42</MsgID>').key).to.equal('42');
  });

  it('is openid, time and event, with what was tapped', () => {
    expect(eventOf('subscribe', '<EventKey></EventKey>').key).to.equal('o1:1700000000:subscribe');
    expect(eventOf('CLICK', '<EventKey>APPLY</EventKey>').key).to.equal('o1:1700000000:CLICK:APPLY');
  });

  it('tells two receipts of the same second apart, and does not take a receipt for a message', () => {
    const first = eventOf('TEMPLATESENDJOBFINISH', '<MsgID>1</MsgID>').key;
    const second = eventOf('TEMPLATESENDJOBFINISH', '<MsgID>2</MsgID>').key;
    expect(first).to.equal('o1:1700000000:TEMPLATESENDJOBFINISH:1');
    expect(second).not.to.equal(first);
    const sent = (id: string) =>
      eventOf(
        'subscribe_msg_sent_event',
        `<SubscribeMsgSentEvent><List><MsgID>${id}</MsgID></List></SubscribeMsgSentEvent>`,
      );
    expect(sent('1').key).not.to.equal(sent('2').key);
  });

  it('stays short for a long address, and different for different ones', () => {
    const long = (end: string) =>
      eventOf('VIEW', `<EventKey>https://example.test/${'x'.repeat(500)}${end}</EventKey>`).key;
    expect(long('a')).to.have.length(128);
    expect(long('a')).not.to.equal(long('b'));
  });

  for (const missing of ['FromUserName', 'CreateTime', 'MsgType']) {
    it(`is refused without ${missing}`, () => {
      const fields = {
        FromUserName: 'o1',
        CreateTime: '1700000000',
        MsgType: 'text',
        MsgId: '1',
        [missing]: ' ',
      };
      expect(() => readPush(fields)).to.throw(SyntaxError);
    });
  }
});

describe('the name of an event', () => {
  const names: [event: string, rest: string, name: string, answered: boolean, window: boolean][] = [
    ['subscribe', '<EventKey>qrscene_12</EventKey>', 'follow', true, true],
    ['unsubscribe', '', 'unfollow', false, false],
    ['SCAN', '<EventKey>12</EventKey>', 'scan', true, true],
    ['CLICK', '<EventKey>K</EventKey>', 'menu', true, true],
    ['scancode_waitmsg', '<EventKey>K</EventKey>', 'menu', true, true],
    ['pic_sysphoto', '<EventKey>K</EventKey>', 'menu', true, false],
    ['location_select', '<EventKey>K</EventKey>', 'menu', true, false],
    ['VIEW', '<EventKey>https://example.test/</EventKey>', 'view', false, false],
    ['view_miniprogram', '', 'view', false, false],
    ['LOCATION', '<Latitude>31.3</Latitude>', 'location', false, false],
    ['MASSSENDJOBFINISH', '', 'massSendFinished', false, false],
    ['TEMPLATESENDJOBFINISH', '', 'templateFinished', false, false],
    ['PUBLISHJOBFINISH', '', 'publishFinished', false, false],
    ['FREEPUBLISHJOBFINISH', '', 'publishFinished', false, false],
    ['subscribe_msg_popup_event', '', 'subscribeMessage', false, false],
    ['subscribe_msg_change_event', '', 'subscribeMessage', false, false],
    ['subscribe_msg_sent_event', '', 'subscribeMessage', false, false],
    ['constructor', '', 'other', false, false],
    ['something_new', '', 'other', false, false],
  ];
  for (const [event, rest, name, answered, window] of names) {
    it(`${event} is ${name}`, () => {
      const read = readEvent(eventOf(event, rest));
      expect([read.name, isAnswered(read), opensWindow(read), isMessage(read)]).to.deep.equal([
        name,
        answered,
        window,
        false,
      ]);
    });
  }

  it('carries the scene of the code that was scanned, for old and new followers', () => {
    expect(readEvent(eventOf('subscribe', '<EventKey>qrscene_town-3</EventKey>')).scene).to.equal('town-3');
    expect(readEvent(eventOf('SCAN', '<EventKey>town-3</EventKey>')).scene).to.equal('town-3');
    expect(readEvent(eventOf('subscribe', '<EventKey></EventKey>'))).not.to.have.property('scene');
  });

  it('is other for a message type that nobody types', () => {
    const device = push('<MsgType>device_event</MsgType><Event>bind</Event><MsgId>1</MsgId>');
    expect(isMessage(device)).to.equal(false);
    expect(readEvent(device).name).to.equal('other');
  });
});
