import { byId, call, show, tell } from './api.js';

// Served from its package.
const { default: SignaturePad } = await import(new URL('signature_pad.js', import.meta.url).href);

/** The commitment is remembered for a reload; the cookie alone opens it, and it names nobody. */
const KEPT = 'signing';
let shown;
let pad;
const read = new Set();

async function begin() {
  const ticket = location.hash.slice(1);
  // The ticket leaves the address at once: what is forwarded or kept in a history opens nothing.
  history.replaceState(null, '', location.pathname);
  if (ticket) return redeem(ticket);
  const id = sessionStorage.getItem(KEPT);
  return id ? open(id) : show('closed');
}

async function redeem(ticket, lastFour) {
  const { outcome, target } = await call('POST', '/visits/redeem', {
    ticket,
    ...(lastFour !== undefined && { lastFour }),
  });
  if (outcome === 'opened') {
    sessionStorage.setItem(KEPT, target);
    return open(target);
  }
  if (outcome === 'closed') return show('closed');
  show('ask');
  tell('ask-message', lastFour === undefined ? '' : '好像不对，请再看看身份证。');
  byId('ask-form').onsubmit = (event) => {
    event.preventDefault();
    redeem(ticket, byId('last-four').value).catch((error) => tell('ask-message', error.message));
  };
}

async function open(id) {
  shown = { id, ...(await call('GET', `/signing/${id}`)) };
  if (shown.state === 'over') return show('over');
  if (shown.state === 'signed') return done(shown.code);
  byId('reference').textContent = shown.reference;
  byId('signer').textContent = shown.signer;
  byId('signer-name').hidden = !shown.asksSignerName;
  byId('list').replaceChildren(...shown.papers.map(card));
  show('papers');
  drawPad();
}

/** One paper: opened by a tap, read once its end was seen. */
function card({ id, title, text }) {
  const box = document.createElement('div');
  box.className = 'card';
  const head = document.createElement('button');
  head.type = 'button';
  head.setAttribute('aria-expanded', 'false');
  const name = document.createElement('span');
  name.textContent = title;
  const mark = document.createElement('span');
  mark.className = 'mark';
  mark.textContent = '还没看';
  head.append(name, mark);
  const paper = document.createElement('div');
  paper.className = 'paper';
  paper.tabIndex = 0;
  paper.hidden = true;
  paper.textContent = text;
  const seen = () => {
    if (paper.hidden || paper.scrollTop + paper.clientHeight < paper.scrollHeight - 24) return;
    if (!read.has(id)) tell('message', '');
    read.add(id);
    box.classList.add('read');
    mark.textContent = '看完了';
  };
  paper.addEventListener('scroll', seen);
  head.addEventListener('click', () => {
    paper.hidden = !paper.hidden;
    head.setAttribute('aria-expanded', String(!paper.hidden));
    if (!read.has(id)) mark.textContent = '看到最后';
    seen();
  });
  box.append(head, paper);
  return box;
}

function drawPad() {
  const canvas = byId('canvas');
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  canvas.width = canvas.offsetWidth * ratio;
  canvas.height = canvas.offsetHeight * ratio;
  canvas.getContext('2d').scale(ratio, ratio);
  pad = new SignaturePad(canvas, { minWidth: 1.2, maxWidth: 4, penColor: '#10182b' });
  pad.addEventListener('beginStroke', () => {
    byId('here').hidden = true;
    tell('message', '');
  });
}

function again() {
  pad.clear();
  byId('here').hidden = false;
}

async function submit() {
  const unread = shown.papers.filter(({ id }) => !read.has(id));
  if (unread.length > 0)
    return tell('message', `还有没看完的：${unread.map(({ title }) => title).join('、')}。`);
  if (shown.asksSignerName && !byId('name').value.trim()) return tell('message', '请填签名人的姓名。');
  if (pad.isEmpty()) return tell('message', '还没有签名，请在框里写姓名。');
  byId('go').disabled = true;
  try {
    const { code } = await call('POST', `/signing/${shown.id}`, {
      signature: pad.toDataURL('image/png').split(',')[1],
      digest: shown.digest,
      read: [...read],
      ...(shown.asksSignerName && { signerName: byId('name').value.trim() }),
    });
    done(code);
  } catch (error) {
    tell('message', error.message);
  } finally {
    byId('go').disabled = false;
  }
}

function done(code) {
  byId('code').textContent = code;
  show('done');
}

byId('again').addEventListener('click', again);
byId('go').addEventListener('click', () => void submit());
begin().catch(() => show('closed'));
