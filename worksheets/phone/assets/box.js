// Drafts and letters waiting to be sent, in this phone's storage. Without storage (private
// windows) they live as long as the page does.
const DAY = 24 * 60 * 60 * 1000;

const box = (() => {
  const memory = {};
  let store = null;
  try {
    localStorage.setItem('workshop:probe', '1');
    localStorage.removeItem('workshop:probe');
    store = localStorage;
  } catch (refused) {
    store = null;
  }
  // What did not fit into the storage is newer than what is in it.
  const read = (key) => memory[key] || (store && store.getItem(key)) || null;
  return {
    get(key) {
      try {
        return JSON.parse(read(key));
      } catch (broken) {
        return null;
      }
    },
    set(key, value) {
      const text = JSON.stringify(value);
      try {
        store.setItem(key, text);
        delete memory[key];
        return true;
      } catch (full) {
        memory[key] = text; // lives as long as the page; whoever needs more can tell by the reply
        return false;
      }
    },
    remove(key) {
      if (store) store.removeItem(key);
      delete memory[key];
    },
    keys(prefix) {
      const all = Object.keys(memory);
      for (let i = 0; store && i < store.length; i += 1) all.push(store.key(i));
      return Array.from(new Set(all)).filter((key) => key.startsWith(prefix)).sort();
    },
  };
})();

// crypto.randomUUID does not exist on plain http; getRandomValues does.
const makeId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0')).join('');

// The letter's number says whose draft it was and what it said: the same words sent from two
// tabs are one answer, other words are never taken for a repeat.
const hashWords = (text) => {
  let hash = 0xcbf29ce484222325n;
  new TextEncoder().encode(text).forEach((byte) => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  });
  return hash.toString(16);
};

const here = document.body.dataset;
const DRAFTS = `workshop:draft:${here.code}:`;
const LETTERS = `workshop:letter:${here.code}:`;
const STORED = `workshop:stored:${here.code}`; // the revision of the last letter that arrived

const draftKey = (form) => `${DRAFTS}${here.person}:${form.id}`;

const forgetOld = () => {
  box.keys('workshop:draft:').forEach((key) => {
    const draft = box.get(key);
    if (!draft || Date.now() - draft.at > DAY) box.remove(key);
  });
};
