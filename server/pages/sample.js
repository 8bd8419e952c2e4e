import { byId, call, show, tell } from './api.js';

const day = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
});
/** '2026年11月' of '2026-11'. */
const named = (period) => `${period.slice(0, 4)}年${Number(period.slice(5))}月`;

function element(name, text, more = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, more);
}

/** The draw as the server makes it (`sampling.ts`), made here once more from what was published. */
async function drawnAgain({ seed, percent, keys }) {
  const placed = await Promise.all(
    keys.map(async (key) => {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${seed}${key}`));
      const place = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return { key, place };
    }),
  );
  return placed
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, Math.ceil((keys.length * percent) / 100))
    .map(({ key }) => key);
}

function showMonth(sample) {
  const { period, seed, percent, publishedAt, drawnAt, keys, drawn } = sample;
  const words = {
    title: `${named(period)}承诺抽查`,
    population: keys.length,
    size: drawn.length,
    published: day.format(publishedAt),
    percent: `${percent}%`,
    seed,
    sum:
      keys.length === 0
        ? '这个月没有可抽的'
        : `${keys.length} 份的 ${percent}%，不足一份的算一份，取 ${drawn.length} 份`,
    'drawn-at': day.format(drawnAt),
    command: `npm run draw-sample -- ${new URL(`/api/samples/${period}`, location.href)}`,
  };
  for (const [id, text] of Object.entries(words)) byId(id).textContent = text;
  document.title = words.title;
  const taken = new Set(drawn);
  byId('drawn').replaceChildren(...drawn.map((key) => element('li', key)));
  byId('keys').replaceChildren(
    ...keys.map((key) => {
      const item = element('li', '');
      item.append(taken.has(key) ? element('strong', key) : key);
      return item;
    }),
  );
  if (drawn.length === 0) byId('drawn').replaceWith(element('p', '没有。'));
  byId('data').href = `/api/samples/${period}`;
  byId('data').download = `抽查-${period}.json`;
  // Browsers compute digests only where the connection is safe.
  byId('here').hidden = !globalThis.crypto?.subtle;
  byId('again').addEventListener('click', async () => {
    const again = await drawnAgain(sample);
    const same = JSON.stringify(again) === JSON.stringify(drawn);
    if (same) tell('message', `算好了：${again.length} 份，跟公布的一份不差。`, true);
    else tell('message', '算出来的跟公布的不一样。请打 12348，或者到窗口说明。');
  });
  show('month');
}

function showMonths(items) {
  const row = ({ period, percent, seed, drawnAt, population }) => {
    const item = element('li', '');
    const head =
      drawnAt === null || population === null
        ? element('strong', named(period))
        : element('a', named(period), { href: `?month=${period}` });
    const state = drawnAt === null ? '还没有抽' : `${population} 份中抽取`;
    item.append(head, element('span', `比例 ${percent}%，${state}`), element('code', `种子 ${seed}`));
    return item;
  };
  byId('list').replaceChildren(...items.map(row));
  show('months');
}

const month = new URLSearchParams(location.search).get('month');
try {
  if (month === null) showMonths((await call('GET', '/samples')).items);
  else if (/^\d{4}-\d{2}$/.test(month)) showMonth(await call('GET', `/samples/${month}`));
  else throw new Error('没有这个月份。');
} catch (error) {
  byId('why').textContent =
    error.code === 'not_found' ? '这个月还没有抽，或者没有可以公布的。' : error.message;
  show('nothing');
}
