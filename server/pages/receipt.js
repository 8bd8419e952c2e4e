import { byId, call, tell } from './api.js';

const moment = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
});

const words = {
  notice: ({ version, at }) =>
    `核对一致：${moment.format(at)} 回复「我承诺」时，展示的就是下面这份全文（版本 ${version}）。`,
  papers: ({ version, at, method }) =>
    `核对一致：${moment.format(at)} ${method === 'paper' ? '登记的、在纸上签名' : '手写签名'}的三份材料没有改过，其中的告知承诺书全文在下面（版本 ${version}）。`,
};

byId('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  byId('found').hidden = true;
  try {
    const body = { reference: byId('reference').value.trim(), code: byId('check-code').value.trim() };
    const found = await call('POST', '/receipts/verify', body);
    if (found.kind === 'none')
      return tell('message', '核对不上：编号或核对码不对，或者不是当时的全文。请照着回执再看看。');
    tell('message', words[found.kind](found), true);
    byId('text').textContent = found.text;
    byId('found').hidden = false;
  } catch (error) {
    tell('message', error.message);
  }
});
