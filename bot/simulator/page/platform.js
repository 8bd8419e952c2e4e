/** Talks to the simulated platform. */

async function answered(response) {
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

export const get = (path) => fetch(`/chat/${path}`).then(answered);

export const post = (path, body = {}) =>
  fetch(`/chat/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then(answered);

export const postFile = (path, file) =>
  fetch(`/chat/${path}`, { method: 'POST', headers: { 'content-type': file.type }, body: file }).then(
    answered,
  );

/**
 * Follows what happens, but only while the page is seen: a browser keeps six connections to one address, and
 * many windows may be open. `onReturn` is called whenever the stream (re)opens, to catch up.
 */
export function follow(listeners, onReturn) {
  let source;
  const open = () => {
    source = new EventSource('/chat/events');
    source.addEventListener('open', onReturn);
    for (const [name, listener] of Object.entries(listeners)) {
      source.addEventListener(name, (event) => listener(JSON.parse(event.data)));
    }
  };
  document.addEventListener('visibilitychange', () => {
    source?.close();
    if (!document.hidden) open();
  });
  open();
}
