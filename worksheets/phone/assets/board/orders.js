// Orders to the board: one after the other, each with a number of its own, so that one that was
// sent twice on a bad line is carried out once. The answer is the board as it is then.
const desk = { state: null, tag: here.tag, sending: Promise.resolve(), timer: 0, quiet: 0, drawn: null };

const LEFT = '参加の手続きが切れています。研修の画面にもどって、参加しなおしてください。';
const DOWN = '○ つながっていません（動かしたものは残ります）';
const SOON = 1500;
const LATER = 4000; // while nothing has moved for a minute
const CALM = 60000;

const addressOf = (path, more) => {
  const given = new URLSearchParams(here.query);
  Object.entries(more || {}).forEach(([name, value]) => given.set(name, value));
  const query = given.toString();
  return new URL(`${here.here}${path}${query ? `?${query}` : ''}`, location.href).href;
};

const ask = async (url, options) => {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 15000);
  try {
    return await fetch(url, { ...options, cache: 'no-store', signal: stop.signal });
  } finally {
    clearTimeout(clock);
  }
};

const take = async (response) => {
  desk.tag = response.headers.get('Board-Tag') || desk.tag;
  showLine('');
  if (response.status === 204) return;
  desk.quiet = Date.now();
  desk.state = await response.json();
  desk.drawn(desk.state);
};

const refused = async (response) => {
  if (response.status === 401) return LEFT;
  try {
    return (await response.json()).message;
  } catch (unread) {
    return 'うまく届きませんでした。もう一度押してください。';
  }
};

// Read the board; nobody waits for it.
const readBoard = async () => {
  try {
    const response = await ask(addressOf('/state', { known: desk.tag }), { headers: { Accept: 'application/json' } });
    if (response.ok) await take(response);
    else showLine(await refused(response));
  } catch (unreachable) {
    showLine(DOWN);
  }
};

const follow = () => {
  clearTimeout(desk.timer);
  if (document.visibilityState === 'hidden') return;
  const pause = Date.now() - desk.quiet > CALM ? LATER : SOON;
  desk.timer = setTimeout(() => desk.sending.then(readBoard).finally(follow), pause);
};

const attempt = async (order) => {
  for (let tries = 0; ; tries += 1) {
    try {
      const response = await ask(addressOf('', {}), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(order),
      });
      if (response.ok) {
        await take(response);
        return '';
      }
      if (response.status < 500) return await refused(response);
    } catch (unreachable) {
      showLine(DOWN);
    }
    if (tries >= 3) return 'つながらないため、まだ動かしていません。電波のよいところで、もう一度押してください。';
    await new Promise((resolve) => { setTimeout(resolve, 400 * 2 ** tries * (1 + Math.random())); });
  }
};

// Carry an order out; returns what went wrong, empty when all is well.
const send = (order) => {
  const numbered = { sent_id: makeId(), ...order };
  desk.quiet = Date.now();
  const result = desk.sending.then(async () => {
    document.body.classList.add('sending');
    const problem = await attempt(numbered);
    document.body.classList.remove('sending');
    if (problem) await readBoard();
    return problem;
  });
  desk.sending = result.catch(() => {});
  return result;
};
