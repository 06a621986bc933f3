// The newest cards on the remote: one press shows one large, the same press again takes it away.

import { find, list, make, show, write } from "./dom.js";

const LONGEST = 60; // letters of a card in the list

export function showCards(cards, send) {
  show(find("cards-box"), cards.length > 0);
  show(find("cards-clear"), cards.some((card) => card.large));
  list(find("cards"), cards, {
    key: (card) => card.id,
    create: (card) => {
      const button = make("button");
      button.type = "button";
      button.append(make("small"), make("span"));
      button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") === "false";
        send("spotlight", on ? { worksheet: card.worksheet, answer: card.id } : { answer: null });
      });
      return button;
    },
    update: (button, card) => {
      const [team, text] = button.children;
      button.setAttribute("aria-pressed", String(card.large));
      write(team, card.large ? `✓ いま大きく映しています ${card.team}` : card.team);
      write(text, shorten(card.text));
    },
  });
}

function shorten(text) {
  const letters = [...text];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : text;
}

// How many say they are ready, and what that proposes.
export function showReady(ready) {
  show(find("ready"), ready !== null);
  if (ready === null) return;
  write(find("ready-count"), ready.count);
  show(find("ready-proposal"), ready.proposal !== "");
  write(find("ready-proposal"), ready.proposal ? `✓ ${ready.proposal}` : "");
  show(find("ready-minute"), ready.offers_minute);
  show(find("ready-waiting"), ready.waiting !== "");
  write(find("ready-waiting"), ready.waiting ? `まだの班:${ready.waiting}` : "");
  write(find("ready-whom"), ready.whom);
  const button = find("ready-shown");
  button.setAttribute("aria-pressed", String(ready.shown));
  write(button, ready.shown ? "✓ 人数を投影に出しています" : "人数だけを投影に出す");
}

// The step after this one, to be read while people are at work.
export function showAhead(next) {
  show(find("ahead-box"), next !== null);
  if (next === null) return;
  write(find("ahead-step"), `${next.title}(${next.minutes}分)`);
  write(find("ahead-instruction"), `参加者へ:${next.instruction}`);
  write(find("ahead-do"), `はじめにすること:${next.do}`);
  write(find("ahead-say"), `「${next.say}」`);
}
