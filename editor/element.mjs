// Elements of the page, made by a call.

/** An element; `on…` names are listeners, other names attributes; `false` leaves one out. */
export function el(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== undefined) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

let last = 0;

/** An id that no other element of the page has. */
export const freshId = (name) => `${name}-${(last += 1)}`;

/** A list to choose from, under its label. `options` are `[value, text]`. */
export function choice(label, options, onchange) {
  const id = freshId('api');
  const select = el('select', { id, onchange: () => onchange(select.value) }, options.map(([value, text]) => el('option', { value }, text)));
  return { field: el('div', { class: 'field' }, el('label', { for: id }, label), select), select };
}
