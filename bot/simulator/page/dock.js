import { ask, byId, el, icon } from './dom.js';

/** The bottom of the phone: the account's menu or the keyboard, as in WeChat. */
export class Dock {
  /** `act(name, body)` does something as the person; `photo(file)` sends a picture. */
  constructor(box, { act, photo, state }) {
    Object.assign(this, { box, act, photo, state, typing: false, speaking: false, drafts: new Map() });
    document.addEventListener('click', (event) => {
      if (!event.target.closest('.menu-button, .more-panel, .plus')) this.close();
    });
  }

  show(person) {
    const { openid, follows, menu } = person;
    if (openid !== this.person?.openid) this.typing = this.speaking = false;
    this.person = person;
    // Drawing anew takes the keyboard away from whoever is typing.
    const shown = JSON.stringify([openid, follows, menu]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.draw();
  }

  draw() {
    const { follows, menu } = this.person;
    if (!follows) return this.box.replaceChildren(this.followButton());
    this.box.replaceChildren(
      ...(menu.length && !this.typing ? this.menuBar(menu) : this.keyboard(menu.length > 0)),
    );
  }

  close() {
    for (const open of this.box.querySelectorAll('.open')) open.classList.remove('open');
  }

  followButton() {
    const follow = () => this.act('follow');
    return el(
      'div',
      { className: 'stranger' },
      el('button', { type: 'button', className: 'primary', onclick: follow }, '关注公众号'),
    );
  }

  round(name, label, onclick, className = '') {
    return el(
      'button',
      { type: 'button', className: `round ${className}`, 'aria-label': label, onclick },
      icon(name),
    );
  }

  switchTo(typing) {
    this.typing = typing;
    this.draw();
    if (typing) this.box.querySelector('textarea')?.focus();
  }

  menuBar(menu) {
    const buttons = menu.map((button) => this.menuButton(button));
    return [
      el(
        'div',
        { className: 'row menu-row' },
        this.round('keyboard', '切换到键盘', () => this.switchTo(true), 'toggle'),
        ...buttons,
      ),
    ];
  }

  menuButton(button) {
    const subs = button.sub_button ?? [];
    const wrap = el('div', { className: 'menu-button' });
    const tap = () => {
      const wasOpen = wrap.classList.contains('open');
      this.close();
      if (!subs.length) this.press(button);
      else wrap.classList.toggle('open', !wasOpen);
    };
    const list = el(
      'div',
      { className: 'sub-menu' },
      ...subs.map((sub) => el('button', { type: 'button', onclick: () => this.press(sub) }, sub.name)),
    );
    wrap.append(el('button', { type: 'button', onclick: tap }, subs.length ? icon('menu') : '', button.name));
    if (subs.length) wrap.append(list);
    return wrap;
  }

  async press(button) {
    this.close();
    if (button.type === 'view' || button.type === 'miniprogram') {
      window.open(button.url, '_blank', 'noopener');
      return this.act('view', { url: button.url });
    }
    const { key } = button;
    if (button.type?.startsWith('scancode')) {
      return this.scan('menu-scan', { key, waits: button.type === 'scancode_waitmsg' });
    }
    if (button.type === 'location_select') return this.place('menu-place', { key });
    if (button.type?.startsWith('pic_')) return this.pickPhoto();
    return this.act('click', { key });
  }

  keyboard(hasMenu) {
    const draft = this.drafts.get(this.person.openid) ?? '';
    const input = el('textarea', {
      rows: 1,
      value: draft,
      'aria-label': '输入消息',
      maxLength: 2000,
      enterKeyHint: 'send',
    });
    const send = el('button', { type: 'button', className: 'send primary', hidden: !draft }, '发送');
    const plus = this.round('plus', '更多', () => panel.classList.toggle('open'), 'plus');
    plus.hidden = Boolean(draft);
    const resize = () => {
      this.drafts.set(this.person.openid, input.value);
      send.hidden = !input.value.trim();
      plus.hidden = !send.hidden;
      input.style.height = 'auto';
      input.style.height = `${Math.min(input.scrollHeight, 110)}px`;
    };
    const say = () => {
      const text = input.value.trim();
      if (!text) return;
      input.value = '';
      resize();
      input.focus();
      this.act('text', { text });
    };
    input.addEventListener('input', resize);
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        say();
      }
    });
    send.addEventListener('click', say);
    const panel = this.morePanel();
    const voiceToggle = this.round(
      this.speaking ? 'keyboard' : 'voice',
      this.speaking ? '切换到键盘' : '切换到语音',
      () => {
        this.speaking = !this.speaking;
        this.draw();
      },
    );
    const speak = el(
      'button',
      { type: 'button', className: 'speak', onclick: () => this.speak() },
      '按住 说话',
    );
    return [
      el(
        'div',
        { className: 'row' },
        hasMenu && this.round('menu', '切换到菜单', () => this.switchTo(false), 'toggle'),
        voiceToggle,
        this.speaking ? speak : input,
        this.speaking ? plus : [send, plus],
      ),
      panel,
    ];
  }

  morePanel() {
    const item = (name, label, onclick) =>
      el('button', { type: 'button', onclick }, el('span', { className: 'tile' }, icon(name)), label);
    return el(
      'div',
      { className: 'more-panel' },
      item('photo', '照片', () => this.pickPhoto()),
      item('place', '位置', () => this.place()),
      item('scan', '扫一扫', () => this.scan()),
      item('bell', '订阅通知', () => this.subscribe()),
    );
  }

  pickPhoto() {
    const input = el('input', { type: 'file', accept: 'image/*' });
    input.addEventListener('change', () => input.files[0] && this.photo(input.files[0]));
    input.click();
  }

  async speak() {
    const field = { name: 'recognition', label: '识别出的文字', rows: 3 };
    const said = await ask('语音消息', '模拟器不录音，请写下这段语音会被识别成什么文字。', [field]);
    if (said) await this.act('voice', said);
  }

  async place(how = 'location', more = {}) {
    const at = await ask('发送位置', '写一个地点的名称和坐标。', [
      { name: 'label', label: '地点', value: '苏州市相城区' },
      { name: 'latitude', label: '纬度', value: '31.3690' },
      { name: 'longitude', label: '经度', value: '120.6423' },
    ]);
    if (at)
      await this.act(how, { ...more, ...at, latitude: Number(at.latitude), longitude: Number(at.longitude) });
  }

  async scan(how = 'scan', more = {}) {
    const scenes = this.state().scenes;
    const hint = scenes.length ? `公众号生成过的：${scenes.join('、')}` : '写下二维码带的场景值。';
    const code = await ask('扫一扫', hint, [{ name: 'scene', label: '场景值', value: scenes[0] ?? '' }]);
    if (code) await this.act(how, { ...more, ...code });
  }

  async subscribe() {
    const templates = this.state().subscriptions;
    const options = templates.map(({ id, title, term }) => ({
      value: id,
      textContent: `${title}（${term === 'once' ? '一次' : '长期'}）`,
    }));
    const choice = await ask('订阅通知', '公众号申请向你发送通知。', [
      { name: 'templateId', label: '通知', options },
      {
        name: 'answer',
        label: '选择',
        options: [
          { value: 'accept', textContent: '允许' },
          { value: 'reject', textContent: '拒绝' },
        ],
      },
    ]);
    if (choice)
      await this.act('consent', { templateId: choice.templateId, accepts: choice.answer === 'accept' });
  }
}

/** The account's profile behind the three dots. */
export async function profile({ follows }, act) {
  const hint = follows ? '已关注。取消关注后不再收到它的消息。' : '还没有关注。';
  const answer = await ask(byId('title').textContent, hint, [], follows ? '取消关注' : '关注');
  if (answer) await act(follows ? 'unfollow' : 'follow');
}
