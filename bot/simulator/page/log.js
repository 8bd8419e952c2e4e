import { byId, el } from './dom.js';
import { get, post } from './platform.js';

const KEPT = 300;

const SWITCHES = [
  ['API 停机', { down: true }, { down: false }, (now) => now.down],
  ['API 慢 3 秒', { slowMs: 3000 }, { slowMs: 0 }, (now) => now.slowMs > 0],
  ['同一推送送两次', { repeatRate: 1 }, { repeatRate: 0 }, (now) => now.repeatRate > 0],
  ['一半回执丢失', { lostAckRate: 0.5 }, { lostAckRate: 0 }, (now) => now.lostAckRate > 0],
  ['令牌 5 秒失效', { tokenLifeMs: 5000 }, { tokenLifeMs: null }, (now) => Boolean(now.tokenLifeMs)],
  [
    '客服消息一半 45047',
    { errorRates: { 45047: 0.5 } },
    { errorRates: {} },
    (now) => '45047' in now.errorRates,
  ],
  [
    '群发要管理员确认',
    { massNeedsConfirmation: true },
    { massNeedsConfirmation: false },
    (now) => now.massNeedsConfirmation,
  ],
];

/** XML and JSON on lines of their own. */
function readable(text) {
  if (!text) return '（空）';
  if (text.startsWith('<')) return text.replace(/<!\[CDATA\[|\]\]>/g, '').replaceAll('><', '>\n<');
  // Ids of 64 bits would be rounded on the way through JSON.parse.
  if (!text.startsWith('{') || /\d{16}/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The platform's log: every push and API call as they pass, and the switches for bad weather. */
export class LogPanel {
  constructor(nameOf) {
    this.nameOf = nameOf;
    this.list = byId('calls');
    this.seen = -1;
    byId('log-toggle').addEventListener('click', () => this.toggle());
    byId('log-clear').addEventListener('click', () => this.list.replaceChildren());
    if (localStorage.getItem('log') === 'closed') this.toggle();
  }

  toggle() {
    const closed = document.body.classList.toggle('log-closed');
    byId('log-toggle').setAttribute('aria-expanded', String(!closed));
    localStorage.setItem('log', closed ? 'closed' : 'open');
  }

  async catchUp(faults) {
    for (const call of await get('calls')) this.add(call);
    this.drawFaults(faults);
  }

  add(call) {
    if (call.id <= this.seen) return;
    this.seen = call.id;
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    this.list.append(this.row(call));
    while (this.list.childElementCount > KEPT) this.list.firstElementChild.remove();
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
  }

  row(call) {
    const failed = call.status !== 200 || Boolean(call.errcode);
    const outcome = call.errcode ? String(call.errcode) : String(call.status);
    const who = call.openid ? this.nameOf(call.openid) : '';
    const tries = call.try > 1 ? `第 ${call.try} 次` : '';
    const time = new Date(call.at).toLocaleTimeString('zh-CN', { hour12: false });
    const what = call.what.replace('/cgi-bin/', '');
    return el(
      'li',
      { className: `call ${call.kind}${failed ? ' failed' : ''}` },
      el(
        'details',
        {},
        el(
          'summary',
          {},
          el('span', { className: 'way' }, call.kind === 'push' ? '推送' : '接口'),
          el('span', { className: 'what', title: call.what }, what),
          el('span', { className: 'outcome' }, outcome),
          el('small', {}, [time, who, tries, `${call.ms} ms`].filter(Boolean).join(' · ')),
        ),
        el('pre', {}, readable(call.request)),
        el('pre', { className: 'response' }, readable(call.response)),
      ),
    );
  }

  drawFaults(now) {
    const change = async (changes) => this.drawFaults(await post('faults', changes));
    const boxes = SWITCHES.map(([label, on, off, isOn]) => {
      const input = el('input', { type: 'checkbox', checked: isOn(now) });
      input.addEventListener('change', () => change(input.checked ? on : off));
      return el('label', {}, input, label);
    });
    byId('faults').replaceChildren(...boxes);
  }
}
