// Follow the room. The browser gives an event stream up for ever after one 502, and a sleeping
// phone keeps a dead one that looks open: so we reopen, re-read, and poll when all else fails.
const live = {
  source: null, heard: 0, failures: 0, retry: 0, poll: 0, spread: 0, hidden: 0,
  seen: 0, edit: '', reading: false, wish: null,
  item: '', focus: '', // the thing to rate; the sheet whose next thing is waited for
};

const setConnection = (good) => {
  const place = document.getElementById('connection');
  const words = good ? '● つながっています' : '○ つながっていません（書いたものは残ります）';
  if (!place || place.textContent === words) return;
  place.hidden = false;
  place.classList.toggle('off', !good);
  place.textContent = words;
};

const showLeft = (message) => {
  const bar = document.getElementById('bar');
  const link = make('a', { className: 'second-button', href: `${here.base}/j/${here.code}` }, '参加しなおす');
  bar.replaceChildren(make('p', {}, message), link);
  bar.dataset.step = '';
  bar.hidden = false;
};

const address = (path, more) => {
  const given = new URLSearchParams(more);
  if (here.as) given.set('as', here.as);
  if (here.plain !== undefined) given.set('plain', '1');
  const query = given.toString();
  return `${here.base}/w/${here.code}${path}${query ? `?${query}` : ''}`;
};

// Read the page again; several wishes at once become one more reading.
const refresh = (options) => {
  live.wish = { ...live.wish, ...options };
  if (live.reading) return;
  live.reading = true;
  const wish = live.wish;
  live.wish = null;
  readAgain(wish).finally(() => {
    live.reading = false;
    if (live.wish) refresh();
  });
};

const readAgain = async (options) => {
  const more = { fragment: '1' };
  const before = live.edit;
  const edited = options.edit !== undefined ? options.edit : before;
  if (edited) more.edit = edited;
  if (live.item) more.item = live.item;
  if (options.take) more.take = options.take;
  try {
    const sent = performance.now();
    const response = await fetch(address('', more), { headers: { Accept: 'text/html' } });
    const received = performance.now();
    if (response.redirected || response.status === 401) {
      showLeft('参加の手続きが切れています。参加しなおしてください。書いたものはこの端末に残っています。');
      return;
    }
    const fresh = response.ok ? readPage(await response.text()) : null;
    if (!fresh) return;
    syncClock(fresh, sent, received);
    if (options.edit === undefined && live.edit !== before) {
      refresh(options); // saved or put away meanwhile: this page still has the old form open
      return;
    }
    live.edit = edited;
    live.seen = Math.max(live.seen, Number(fresh.dataset.revision));
    if (fresh.dataset.step !== main().dataset.step) live.edit = live.item = '';
    take(fresh, options);
    setConnection(true);
  } catch (unreachable) {
    setConnection(false);
  }
};

const readSoon = () => setTimeout(() => refresh(), Math.random() * live.spread);

const listen = () => {
  if (live.source) live.source.close();
  clearTimeout(live.retry);
  live.heard = Date.now();
  const source = new EventSource(address('/events', { rev: live.seen }));
  live.source = source;
  const good = () => {
    live.heard = Date.now();
    live.failures = 0;
    clearInterval(live.poll);
    live.poll = 0;
    setConnection(true);
  };
  source.addEventListener('open', good);
  source.addEventListener('beat', good);
  source.addEventListener('pace', (event) => { live.spread = Math.min(3000, Number(event.data)); });
  source.addEventListener('change', () => {
    good();
    readSoon();
  });
  source.addEventListener('error', () => {
    setConnection(false);
    live.failures += 1;
    if (live.failures >= 3 && !live.poll) live.poll = setInterval(pollState, 5000);
    if (source.readyState === EventSource.CLOSED && source === live.source) {
      live.retry = setTimeout(listen, Math.random() * Math.min(30000, 300 * 2 ** live.failures));
    }
  });
};

const pollState = async () => {
  try {
    const response = await fetch(address('/state', {}));
    if (response.status === 401) showLeft((await response.json()).message);
    if (!response.ok) return;
    const state = await response.json();
    setConnection(true);
    flush();
    if (state.revision > live.seen) refresh();
  } catch (unreachable) {
    setConnection(false);
  }
};

const wake = () => {
  if (document.visibilityState === 'hidden') return;
  clearTimeout(live.hidden);
  listen();
  refresh();
  flush();
};

const startLive = () => {
  live.seen = Number(main().dataset.revision);
  live.edit = new URLSearchParams(location.search).get('edit') || '';
  live.item = new URLSearchParams(location.search).get('item') || '';
  listen();
  setInterval(() => {
    if (document.visibilityState !== 'hidden' && Date.now() - live.heard > 35000) listen();
  }, 5000);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') {
      // A browser allows six streams to one address: a forgotten tab must not hold one.
      live.hidden = setTimeout(() => live.source.close(), 60000);
    } else {
      wake();
    }
  });
  window.addEventListener('online', wake);
  window.addEventListener('offline', () => setConnection(false));
  window.addEventListener('pageshow', (event) => { if (event.persisted) wake(); });
};
