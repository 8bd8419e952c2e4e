import { el, icon } from './dom.js';
import { timeLine } from './format.js';
import { rich } from './text.js';

const WAYS = {
  passive: '被动回复',
  customerService: '客服消息',
  template: '模板消息',
  subscription: '订阅通知',
  mass: '群发',
  preview: '群发预览',
};
const QUIET = 5 * 60 * 1000;

/** What a stranger sees instead of a chat. */
export function profileCard({ name, type }) {
  const kind = type === 'service' ? '服务号' : '订阅号';
  return el('div', { className: 'profile' }, avatar('account'), el('strong', {}, name), el('span', {}, kind));
}

/** Draws lines under each other, with a time line after every five quiet minutes. */
export class Lines {
  constructor(box, { onOption }) {
    this.box = box;
    this.onOption = onOption;
    this.lastAt = 0;
    // The keyboard and loading pictures must not push the newest line out of sight.
    const stay = new ResizeObserver(() => this.toEnd());
    stay.observe(box);
    box.addEventListener('load', () => this.toEnd(), true);
  }

  toEnd(behavior = 'instant') {
    this.box.scrollTo({ top: this.box.scrollHeight, behavior });
  }

  show(lines, person) {
    this.person = person;
    this.lastAt = 0;
    this.shown = new Set();
    this.box.replaceChildren();
    for (const line of lines) this.add(line);
    this.toEnd();
  }

  add(line) {
    if (this.shown.has(line.id)) return;
    this.shown.add(line.id);
    if (line.at - this.lastAt > QUIET) this.box.append(el('p', { className: 'time' }, timeLine(line.at)));
    this.lastAt = line.at;
    this.box.append(this.line(line));
    this.toEnd('smooth');
  }

  line(line) {
    const data = { id: line.id, from: line.from, kind: line.kind, way: line.way ?? '' };
    const title = WAYS[line.way] ?? '';
    if (line.kind === 'grey') return el('p', { className: 'grey', data }, line.text);
    if (line.kind === 'card' || line.kind === 'news') {
      return el('div', { className: 'line wide', data, title }, this.content(line));
    }
    return el(
      'div',
      { className: `line ${line.from}`, data, title },
      avatar(line.from, this.person),
      this.content(line),
    );
  }

  content(line) {
    const bubble = (...inner) => el('div', { className: `bubble ${line.kind}` }, ...inner);
    switch (line.kind) {
      case 'text':
        return bubble(
          ...rich(line.text, {
            ...(line.from === 'account' && { onOption: this.onOption }),
            openid: this.person?.openid,
          }),
        );
      case 'options':
        return bubble(
          el('p', {}, line.head),
          ...line.list.map((each) => this.option(each)),
          el('p', {}, line.tail),
        );
      case 'image':
        return el(
          'a',
          { className: 'picture', href: `/media/${line.mediaId}`, target: '_blank' },
          picture(line.mediaId),
        );
      case 'voice':
        return el(
          'div',
          { className: 'voice-box' },
          bubble(icon('play'), el('span', {}, `${seconds(line.recognition)}″`)),
          line.recognition && el('p', { className: 'heard' }, line.recognition),
        );
      case 'video':
        return bubble(
          el('video', { src: `/media/${line.mediaId}`, controls: true }),
          el('p', {}, line.title),
        );
      case 'location':
        return bubble(el('strong', {}, line.label), el('span', { className: 'map' }, icon('place')));
      case 'link':
        return bubble(el('strong', {}, line.title), el('p', {}, line.description), ...rich(line.url));
      case 'file':
        return bubble(icon('file'), el('strong', {}, line.title));
      case 'music':
        return bubble(el('strong', {}, `♪ ${line.title}`), el('p', {}, line.description), ...rich(line.url));
      case 'news':
        return news(line.articles);
      case 'card':
        return card(line);
      default:
        return bubble(JSON.stringify(line));
    }
  }

  option({ id, content }) {
    const say = () => this.onOption(content, id);
    return el('button', { type: 'button', className: 'link option', onclick: say }, content);
  }
}

export function avatar(from, person) {
  if (from === 'account') return el('span', { className: 'avatar account', 'aria-hidden': 'true' }, '援');
  return el('span', { className: `avatar role-${person.role}`, 'aria-hidden': 'true' }, initial(person.name));
}

/** 甲 of 居民甲, 王 of 演示居民·王师傅. */
const initial = (name) => (name.includes('·') ? name.split('·').at(-1)[0] : name.at(-1));
const picture = (mediaId) => el('img', { src: `/media/${mediaId}`, alt: '图片', loading: 'lazy' });
const seconds = (words = '') => Math.max(1, Math.min(60, Math.round(words.length / 4)));

function outward(url, className, ...inner) {
  return /^https?:/.test(url)
    ? el('a', { className, href: url, target: '_blank', rel: 'noopener noreferrer' }, ...inner)
    : el('div', { className }, ...inner);
}

function card({ title, rows, url }) {
  const body = rows.map(({ label, value }) => el('div', {}, el('dt', {}, label), el('dd', {}, value)));
  const more = /^https?:/.test(url) && el('p', { className: 'card-more' }, '查看详情', el('span', {}, '›'));
  return outward(url, 'card', el('h3', {}, title), el('dl', {}, ...body), more);
}

function news([first, ...others]) {
  const cover = first.picUrl && el('img', { className: 'cover', src: first.picUrl, alt: '' });
  const words = el('div', {}, el('h3', {}, first.title), first.description && el('p', {}, first.description));
  return el(
    'div',
    { className: 'card news' },
    outward(first.url, 'article', cover, words),
    ...others.map(({ title, url }) => outward(url, 'article further', title)),
  );
}
