/** Calls the server; a refusal is thrown with the words that it came with. */
export async function call(method, path, body) {
  const response = await fetch(`/api${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'page' },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Error('连不上，请看看网络，再试一次。');
  });
  const reply = await response.json().catch(() => ({}));
  if (response.ok) return reply;
  throw Object.assign(new Error(reply.message ?? '出了点问题，请稍后再试。'), { code: reply.code });
}

export const byId = (id) => document.getElementById(id);

/** Shows one section of the page and hides the others. */
export function show(name) {
  for (const section of document.querySelectorAll('main > section')) section.hidden = section.id !== name;
  window.scrollTo(0, 0);
}

export function tell(id, words, good = false) {
  const message = byId(id);
  message.textContent = words;
  message.hidden = words === '';
  message.classList.toggle('good', good);
  // On a small screen it may stand below the fold.
  if (words !== '') message.scrollIntoView({ block: 'center' });
}
