// Send what waits and fetch what the team knows. Nothing is sent before this address has shown
// that it is the team's computer: at home another machine may have the same number.
const line = { good: null, left: '', gone: false, running: false, again: false, timer: 0, tries: 0 };

const ask = async (path, letter) => {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 20000);
  try {
    const response = await fetch(`${here.base}/w/${here.code}${path}`, {
      method: letter ? 'POST' : 'GET',
      headers: letter ? { Accept: 'application/json', 'Content-Type': 'application/json' }
        : { Accept: 'application/json' },
      body: letter ? JSON.stringify(letter) : undefined,
      cache: 'no-store',
      signal: stop.signal,
    });
    const reply = await response.json();
    if (response.ok) return { reply };
    if (reply.ok !== false) return {};
    if (response.status >= 500 || response.headers.get('Retry-After')) return {}; // not settled
    return { refused: reply.message, status: response.status };
  } catch (unreachable) {
    return {};
  } finally {
    clearTimeout(clock);
  }
};

const takeState = (state) => {
  if (state.revision < known().revision) return; // older than what came back with a receipt
  box.set(KNOWN, { ...state, at: Date.now() });
};

const readState = async () => {
  const { reply, refused, status } = await ask('/field/state');
  line.good = Boolean(reply && reply.code === here.code);
  line.left = status === 401 ? refused : '';
  line.gone = status === 404;
  if (!line.good) return false;
  forgetOldDrafts();
  takeState(reply);
  renewPage(reply.page);
  return true;
};

// Fetch, send, fetch again when something was sent. One run at a time; a wish meanwhile is kept.
const sync = async () => {
  clearTimeout(line.timer);
  if (line.running) {
    line.again = true;
    return;
  }
  line.running = true;
  try {
    do {
      line.again = false;
      const good = await readState();
      if (good && (await sendAll())) await readState();
    } while (line.again);
  } finally {
    line.running = false;
    line.tries = line.good ? 0 : line.tries + 1;
    const waits = listEntries().some((entry) => entry.state === 'waiting');
    const pause = waits ? Math.min(60000, 4000 * 2 ** line.tries) : 60000;
    line.timer = setTimeout(() => {
      if (document.visibilityState !== 'hidden') sync();
    }, pause * (0.75 + Math.random() / 2));
    drawHead();
    renewScreen();
  }
};

const isSendable = (entry) =>
  entry.state === 'waiting' && isOurs(entry) && known().open[entry.sheet] !== false;

const sendAll = async () => {
  let sent = false;
  const order = { visits: 0, guide: 1, records: 2 }; // a record names its visit
  const waiting = () => listEntries().filter(isSendable)
    .sort((one, other) => order[one.sheet] - order[other.sheet] || one.at - other.at);
  for (let entries = waiting(); entries.length; entries = waiting()) {
    const done = await sendEntry(entries[0].id);
    if (!done) return sent;
    sent = true;
  }
  return sent;
};

const nameLetter = (entry) =>
  `${entry.id}-${entry.version}-${hashWords(JSON.stringify(entry.values))}`;

// A visit that was taken back, or that has not arrived itself, must not hold its record up.
const toSend = (entry) => {
  const values = { ...nameVisits(keepPromise(entry.sheet, entry.values)) };
  const there = (id) => known().visits.some((visit) => visit.answer_id === id);
  if (values.visit && !values.visit.every(there)) delete values.visit;
  return values;
};

// True when the letter is settled: stored or refused. Before it goes its number is written down:
// where the reply is lost and the words are changed, the old number must be answered first.
const sendEntry = async (id) => {
  const entry = getEntry(id);
  const fresh = nameLetter(entry);
  const number = entry.attempted || fresh;
  changeEntry(id, (one) => { one.attempted = number; });
  const letter = { sent_id: number, worksheet: SHEETS[entry.sheet].key, values: toSend(entry), version: entry.version };
  if (entry.answer_id) letter.answer_id = entry.answer_id;
  const { reply, refused, status } = await ask('/answers', letter);
  if (reply && reply.ok) {
    arrive(entry, reply, number === fresh);
    return true;
  }
  if (!refused) {
    line.good = false;
    return false;
  }
  if (status === 401) {
    line.left = refused;
    return false;
  }
  await giveBack(entry, refused, status);
  return true;
};

const arrive = (entry, reply, whole) => {
  const version = entry.version + 1;
  const values = toSend(entry);
  const told = known();
  told.revision = Math.max(told.revision, reply.revision);
  told[entry.sheet] = told[entry.sheet].filter((answer) => answer.answer_id !== reply.answer_id);
  told[entry.sheet].push({ answer_id: reply.answer_id, version, values, hidden: false });
  box.set(KNOWN, told);
  const now = getEntry(entry.id);
  const same = now && now.state === 'waiting' && whole
    && JSON.stringify(now.values) === JSON.stringify(entry.values);
  if (same) {
    dropEntry(entry.id);
  } else if (now) {
    // Changed since the letter was written: what is here now is a correction of what arrived.
    changeEntry(entry.id, (one) => {
      one.answer_id = reply.answer_id;
      one.version = version;
      delete one.attempted;
    });
  }
  arrived[entry.id] = { answer_id: reply.answer_id, version };
  renameVisit(entry, reply.answer_id);
  say('✓ 保存しました');
};

const renameVisit = (entry, answerId) => {
  if (entry.sheet !== 'visits' || entry.id === answerId) return;
  box.set(NAMES, { ...box.get(NAMES), [entry.id]: answerId });
  listEntries().forEach((other) => {
    if (!(other.values.visit || []).includes(NEW + entry.id)) return;
    changeEntry(other.id, () => {}); // kept anew, it names the visit as it now is
  });
};

const giveBack = async (entry, message, status) => {
  let state = 'refused';
  if (status === 409) {
    await readState();
    const now = known()[entry.sheet].find((answer) => answer.answer_id === entry.answer_id);
    if (now && now.version !== entry.version) state = 'conflict';
    else if (known().open[entry.sheet] === false) state = 'waiting'; // closed: until it is open
  }
  changeEntry(entry.id, (one) => {
    delete one.attempted;
    one.state = state;
    one.message = state === 'waiting' ? '' : message;
  });
  say(state === 'conflict' ? '！ ほかの人が先に直していました。どちらを残すか選んでください。' : `！ ${message}`);
};

// A newer page is on the computer: put it where the browser keeps this one, for the next opening.
const renewPage = async (tag) => {
  if (tag === here.page || line.renewed === tag) return;
  try {
    const fresh = await fetch(`${here.base}/w/${here.code}/field`, { cache: 'reload' });
    if (fresh.ok) line.renewed = tag;
  } catch (unreachable) {
    // asked for again with the next state
  }
};
