import { Pool } from 'undici';

/** `bareLoop URL TOKEN TEMPLATE COUNT IN-FLIGHT`: sends notices as fast as undici can; prints requests a second. */
const [url, token, template, count, inFlight] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const pool = new Pool(url, { connections: Number(inFlight) });
const data = { thing1: { value: '普法活动' }, time2: { value: '2026年12月4日' } };
let next = 0;
const started = performance.now();
await Promise.all(
  Array.from({ length: Number(inFlight) }, async () => {
    while (next < Number(count)) {
      const touser = `o-bare-${String(next++).padStart(7, '0')}`;
      const { body } = await pool.request({
        method: 'POST',
        path: `/cgi-bin/message/subscribe/bizsend?access_token=${token}`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ touser, template_id: template, data }),
      });
      const { errcode } = (await body.json()) as { errcode: number };
      if (errcode !== 0) throw new Error(`errcode ${errcode}`);
    }
  }),
);
process.stdout.write(String((Number(count) * 1000) / (performance.now() - started)));
process.exit(0);
