// What every part of the page uses: elements, words for ears, the line to the computer.
const find = (id) => document.getElementById(id);

const make = (tag, given, ...inside) => {
  const element = Object.assign(document.createElement(tag), given);
  element.append(...inside);
  return element;
};

const write = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

// Keep one child per item, in order; children that stay are the same elements and keep the focus.
const list = (parent, items, { create, update }) => {
  const wanted = new Set(items.map((item) => item.id));
  const old = new Map(Array.from(parent.children, (child) => [child.dataset.id, child]));
  let place = parent.firstElementChild;
  items.forEach((item) => {
    const known = old.get(item.id);
    const child = known || create(item);
    child.dataset.id = item.id;
    old.delete(item.id);
    update(child, item);
    // A child that goes takes its place with it.
    while (place && place !== child && !wanted.has(place.dataset.id)) {
      const gone = place;
      place = place.nextElementSibling;
      gone.remove();
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  });
  old.forEach((child) => child.remove());
};

const announce = (text) => { find('announce').textContent = text; };

const showLine = (words) => {
  const line = find('connection');
  line.hidden = !words;
  line.classList.toggle('off', Boolean(words));
  write(line, words);
};

startSizes(here.cookies);
