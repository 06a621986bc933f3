// Change the page in place. Every text goes in as text: it may come from anybody in the hall.

export const find = (id) => document.getElementById(id);

export function make(tag, name = "", text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  return element;
}

export function write(element, text) {
  const words = String(text ?? "");
  if (element.textContent !== words) element.textContent = words;
}

export function show(element, on) {
  if (element.hidden === on) element.hidden = !on;
}

// Keep one child per item, in order; children that stay are not touched but updated.
export function list(parent, items, { key, create, update }) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const [index, item] of items.entries()) {
    const name = String(key(item, index));
    let child = old.get(name);
    if (child === undefined) {
      child = create(item);
      child.dataset.key = name;
    }
    old.delete(name);
    update(child, item, index);
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  for (const child of old.values()) child.remove();
}

// Find the largest type, in hundredths of the screen's height, with which everything fits.
export function fit(element, { most, least, fits }) {
  let low = least;
  let high = most;
  for (let round = 0; round < 7; round += 1) {
    const size = (low + high) / 2;
    element.style.fontSize = `calc(${size.toFixed(2)} * var(--u))`;
    if (fits()) low = size;
    else high = size;
  }
  element.style.fontSize = `calc(${low.toFixed(2)} * var(--u))`;
}

// One --u of the style sheet in pixels.
export function unit() {
  const tall = innerHeight / 100;
  return innerWidth / innerHeight <= 1.1 ? Math.min(tall, (0.9 * innerWidth) / 100) : tall;
}
