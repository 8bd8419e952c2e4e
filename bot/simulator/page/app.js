import { byId, el } from './dom.js';
import { Dock, profile } from './dock.js';
import { clock, gist } from './format.js';
import { avatar, Lines, profileCard } from './lines.js';
import { LogPanel } from './log.js';
import { follow, get, post, postFile } from './platform.js';

let state = { people: [], scenes: [], subscriptions: [] };
let current;
const unread = new Map();

const act = (name, body) => post(`people/${current.openid}/${name}`, body).catch(complain);
const lines = new Lines(byId('lines'), { onOption: (text, optionId) => act('text', { text, optionId }) });
const dock = new Dock(byId('dock'), {
  act,
  photo: (file) => postFile(`people/${current.openid}/image`, file).catch(complain),
  state: () => state,
});
const log = new LogPanel(
  (openid) => state.people.find((each) => each.openid === openid)?.name ?? openid.slice(-6),
);

function complain(error) {
  byId('lines').append(el('p', { className: 'grey' }, `模拟器：${error.message}`));
}

/** At most one run of `work` in each `ms`, the last one never lost. */
function seldom(work, ms) {
  let timer;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      work();
    }, ms);
  };
}

function drawPeople() {
  const groups = Map.groupBy
    ? Map.groupBy(state.people, ({ role }) => role)
    : state.people.reduce(
        (map, each) => map.set(each.role, [...(map.get(each.role) ?? []), each]),
        new Map(),
      );
  byId('people').replaceChildren(
    ...[...groups].map(([role, people]) =>
      el('section', {}, el('h2', {}, role), ...people.map((person) => personRow(person))),
    ),
  );
  const waiting = [...unread.values()].reduce((sum, each) => sum + each, 0);
  byId('unread').textContent = String(waiting);
  byId('unread').hidden = !waiting;
}

function personRow(person) {
  const { openid, name, note, follows, last } = person;
  const count = unread.get(openid);
  return el(
    'a',
    { className: `contact${openid === current?.openid ? ' chosen' : ''}`, href: `#${openid}` },
    avatar('person', person),
    el(
      'span',
      { className: 'person-words' },
      el('strong', { title: note }, name),
      el(
        'span',
        { className: 'gist' },
        last ? gist(last) : [follows ? '已关注' : '还没有关注', note].filter(Boolean).join(' · '),
      ),
    ),
    el(
      'span',
      { className: 'person-side' },
      last && el('time', {}, clock(last.at)),
      count && el('b', {}, String(count)),
    ),
  );
}

async function refresh() {
  state = await get('state');
  byId('title').textContent = state.account.name;
  setVerified(state.verified);
  drawPeople();
  await log.catchUp(state.faults);
  await open();
}

function setVerified(verified) {
  byId('verified').textContent = verified ? '公众号服务器已连接' : '正在等公众号服务器启动…';
  byId('verified').classList.toggle('ok', verified);
}

/** Shows whoever the address names; otherwise the first person. */
async function open() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const openid = wanted && wanted !== 'people' ? wanted : (current?.openid ?? state.people[0]?.openid);
  document.body.classList.toggle('choosing', wanted === 'people');
  if (!openid) return;
  const { hash } = location;
  const person = await get(`people/${encodeURIComponent(openid)}`).catch(() => undefined);
  // Someone else may have been chosen meanwhile.
  if (hash !== location.hash) return;
  if (!person) {
    location.hash = '';
    return;
  }
  current = person;
  unread.delete(openid);
  document.title = `${current.name} · ${state.account.name}`;
  byId('owner').textContent = `${current.name}的手机`;
  dock.show(current);
  lines.show(current.lines, current);
  if (!current.follows && !current.lines.length) byId('lines').append(profileCard(state.account));
  drawPeople();
}

function onLine({ openid, line }) {
  const person = state.people.find((each) => each.openid === openid);
  if (person) person.last = line;
  if (openid === current?.openid) {
    showTyping(false);
    byId('lines').querySelector('.profile')?.remove();
    lines.add(line);
  } else if (line.from === 'account') {
    unread.set(openid, (unread.get(openid) ?? 0) + 1);
  }
  drawPeopleSoon();
}

function showTyping(on) {
  byId('title').textContent = on ? '对方正在输入…' : state.account.name;
}

/** Someone followed, or a menu changed: what the dock shows may differ now. */
async function refreshPerson() {
  state = await get('state');
  if (current) {
    const { openid } = current;
    const fresh = await get(`people/${encodeURIComponent(openid)}`);
    if (openid === current.openid) dock.show((current = fresh));
  }
  drawPeople();
}

const drawPeopleSoon = seldom(drawPeople, 100);
const refreshPersonSoon = seldom(refreshPerson, 100);

byId('add-resident').addEventListener('click', async () => {
  const person = await post('people');
  location.hash = person.openid;
});
byId('back').addEventListener('click', () => (location.hash = 'people'));
byId('more').addEventListener('click', () => profile(current, act));
window.addEventListener('hashchange', open);

follow(
  {
    line: onLine,
    call: (call) => log.add(call),
    people: refreshPersonSoon,
    menu: refreshPersonSoon,
    typing: ({ openid, typing }) => openid === current?.openid && showTyping(typing),
    verified: () => setVerified(true),
  },
  refresh,
);
