// What the gathering before brought, while a later one opens: choices, labels, homework.

import { fit, list, make, show, write } from "./dom.js";

export function showEarlier(parent, earlier) {
  show(parent, earlier !== null);
  if (earlier === null) {
    parent.replaceChildren();
    return;
  }
  if (parent.childElementCount === 0) {
    parent.append(make("h2", "earlier-title"), make("ol", "earlier-ideas"), make("div", "earlier-cards"), make("p", "earlier-homework"), make("ul", "earlier-quotes"));
  }
  const [title, ideas, cards, homework, quotes] = parent.children;
  const chosen = earlier.plans.length > 0 ? earlier.plans : earlier.ideas;
  const of = chosen.length > 0 ? earlier.title : tellCards(earlier.cards[0]);
  write(title, of ? `${earlier.meeting}から ▸ ${of}` : `${earlier.meeting}から`);
  show(ideas, chosen.length > 0);
  list(ideas, chosen, {
    key: (each, index) => `${index} ${each.text}`,
    create: (each) => {
      const item = make("li");
      item.append(make("span", "", each.text), make("b"));
      return item;
    },
    update: (item, each) => write(item.lastElementChild, each.mark),
  });
  show(cards, earlier.cards.length > 0);
  list(cards, earlier.cards, { key: (each) => each.title, create: makeCards, update: updateCards });
  show(homework, earlier.homework.length > 0);
  write(homework, earlier.homework.join("　"));
  show(quotes, earlier.quotes.length > 0);
  list(quotes, earlier.quotes, {
    key: (text) => text,
    create: (text) => make("li", "", text),
    update: () => {},
  });
  fit(parent, { most: 5, least: 3.34, fits: () => parent.scrollHeight <= parent.clientHeight });
}

function tellCards(cards) {
  if (cards === undefined) return "";
  const groups = cards.groups > 0 ? `が、${cards.groups}のまとまりになりました` : "";
  return `「${cards.title}」${cards.cards}枚${groups}`;
}

function makeCards() {
  const box = make("div");
  box.append(make("p", "earlier-sum"), make("ul", "earlier-labels"));
  return box;
}

function updateCards(box, cards, index) {
  const [sum, labels] = box.children;
  show(sum, index > 0); // the first one's is in the title
  write(sum, tellCards(cards));
  const more = cards.more > 0 ? [{ text: `ほか${cards.more}の表札`, count: null }] : [];
  show(labels, cards.labels.length > 0);
  list(labels, [...cards.labels, ...more], {
    key: (label, at) => `${at} ${label.text}`,
    create: (label) => {
      const item = make("li", label.count === null ? "more" : "");
      item.append(make("span", "", label.text), make("b"));
      return item;
    },
    update: (item, label) => write(item.lastElementChild, label.count === null ? "" : `${label.count}枚`),
  });
}
