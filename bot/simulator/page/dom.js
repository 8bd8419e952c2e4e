/**
 * Builds an element. Properties are set as properties, `data` and `aria-*` as attributes, `on…` as listeners.
 * Children may be elements, strings or nothing.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (name === 'data') Object.assign(element.dataset, value);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `icons.svg#${name}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

export const byId = (id) => document.getElementById(id);

/** Asks for a few values in a dialog, or only whether to go on; undefined when cancelled. */
export function ask(title, hint, fields, go = '确定') {
  const dialog = byId('ask');
  byId('ask-title').textContent = title;
  byId('ask-hint').textContent = hint;
  byId('ask-go').textContent = go;
  const inputs = fields.map(({ name, label, value = '', options, rows }) => {
    const common = { name, required: true, value };
    const input = options
      ? el('select', { name }, ...options.map((each) => el('option', each)))
      : rows
        ? el('textarea', { ...common, rows })
        : el('input', { ...common, autocomplete: 'off' });
    return { name, input, row: el('label', {}, label, input) };
  });
  byId('ask-fields').replaceChildren(...inputs.map(({ row }) => row));
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () =>
        resolve(
          dialog.returnValue === 'ok'
            ? Object.fromEntries(inputs.map(({ name, input }) => [name, input.value.trim()]))
            : undefined,
        ),
      { once: true },
    );
  });
}
