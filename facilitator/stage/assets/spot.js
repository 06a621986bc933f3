// One card, very large, with the rest of what it says and the words it came from.

import { find, fit, list, make, show, write } from "./dom.js";
import { quoted } from "./records.js";

const MOST_LINES = 4; // of the rest of a card
const MOST_LINES_WITH_THREAD = 2;

export function showSpot(card) {
  const spot = find("spot");
  show(spot, card !== null && !card.page);
  if (card === null || card.page) {
    // Words that were taken back must not stay in the page, even unseen.
    write(find("spot-text"), "");
    find("spot-rest").replaceChildren();
    showThread([]);
    return;
  }
  const thread = card.thread ?? [];
  write(find("spot-text"), card.text);
  const rest = card.rest.slice(0, thread.length > 0 ? MOST_LINES_WITH_THREAD : MOST_LINES);
  list(find("spot-rest"), card.team ? [{ label: "", text: card.team }, ...rest] : rest, {
    key: (line, index) => `${index} ${line.label}`,
    create: () => {
      const item = make("li");
      item.append(make("span"), make("b"));
      return item;
    },
    update: (item, line) => {
      write(item.firstElementChild, line.label);
      write(item.lastElementChild, line.text);
    },
  });
  showThread(thread);
  const text = find("spot-text");
  fit(text, { most: 13, least: 3.4, fits: () => spot.scrollHeight <= spot.clientHeight && text.scrollWidth <= text.clientWidth });
}

function showThread(thread) {
  const box = find("spot-thread");
  show(box, thread.length > 0);
  list(box, thread, {
    key: (each) => JSON.stringify(each),
    create: (each) => {
      const item = make("li");
      const voices = make("ul");
      for (const voice of each.voices) {
        const quotation = quoted(voice.text);
        quotation.dataset.group = voice.group;
        if (voice.who) quotation.append(make("span", "who", voice.who));
        voices.append(quotation);
      }
      item.append(make("p", "", `重なり「${each.overlap}」から`), voices);
      return item;
    },
    update: () => {},
  });
}
