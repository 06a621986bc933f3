// Letters: what was given to be sent. Written down before sending, removed after the server has
// stored it, tried again for as long as the page is open.
const post = async (letter) => {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 20000);
  try {
    const response = await fetch(letter.url, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: letter.body,
      signal: stop.signal,
    });
    const after = Number(response.headers.get('Retry-After'));
    let reply = {};
    try {
      reply = await response.json();
    } catch (unread) {
      return { again: after }; // not from us: a proxy or the Wi-Fi's own page
    }
    if (response.ok && reply.ok) return { reply };
    if (response.status === 401) return { left: reply.message };
    if (reply.ok === false && response.status < 500 && !after) return { refused: reply.message, status: response.status };
    return { again: after };
  } catch (unreachable) {
    return { again: 0 };
  } finally {
    clearTimeout(clock);
  }
};

const sending = { running: false, tries: 0, timer: 0 };

const listLetters = () => box.keys(LETTERS);

const flush = async () => {
  clearTimeout(sending.timer);
  if (sending.running) return;
  sending.running = true;
  try {
    for (let keys = listLetters(); keys.length; keys = listLetters()) {
      const letter = box.get(keys[0]);
      if (!letter) {
        box.remove(keys[0]);
        continue;
      }
      setStatus(letter.section, sending.tries ? 'waiting' : 'sending');
      const result = await post(letter);
      if (result.reply) {
        box.remove(keys[0]);
        sending.tries = 0;
        arrived(letter, result.reply);
      } else if (result.refused) {
        box.remove(keys[0]);
        giveBack(letter, result.refused, result.status);
      } else {
        wait(result, letter);
        break;
      }
    }
  } finally {
    sending.running = false;
    drawLeftover();
  }
};

const wait = (result, letter) => {
  sending.tries += 1;
  setStatus(letter.section, 'waiting');
  if (result.left) {
    showLeft(result.left);
    return; // a new cookie is needed; the words stay here
  }
  const ceiling = Math.min(30000, 300 * 2 ** sending.tries);
  const pause = result.again ? result.again * 1000 * (1 + Math.random() / 4) : Math.random() * ceiling;
  sending.timer = setTimeout(flush, pause);
};

const arrived = (letter, reply) => {
  box.set(STORED, reply.revision);
  const waiting = listLetters().some((key) => (box.get(key) || {}).section === letter.section);
  setStatus(letter.section, waiting ? 'sending' : 'saved');
  const form = document.getElementById(letter.form);
  letGo(form);
  const single = form && form.dataset.many === undefined;
  if (single && letter.team && form.elements.version) {
    // Words typed since then belong to the answer as it now is.
    const typedSince = isDirty(form);
    form.elements.answer_id.value = reply.answer_id;
    form.basedOn = Number(new URLSearchParams(letter.body).get('version')) + 1;
    form.elements.version.value = String(form.basedOn);
    if (!typedSince) form.first = readBody(form);
  }
  const { focus } = live;
  if (focus === letter.section) live.focus = '';
  refresh(focus === letter.section ? { focus } : {});
};

const giveBack = (letter, message, status) => {
  setStatus(letter.section, '');
  if (letter.quick) {
    // No words were typed: the card comes back as it now is.
    announce(message);
    refresh();
    return;
  }
  const form = document.getElementById(letter.form);
  letGo(form);
  if (form && !isDirty(form)) {
    fillForm(form, letter.body);
    form.first = null; // nothing of it is stored: these words are a draft again
    if (status === 409) form.dataset.conflict = '1';
    showProblem(form, message);
    keepDraft(form);
    refresh();
    return;
  }
  // Its form is gone or holds other words: keep the text in sight below.
  box.set(`${DRAFTS}${letter.person}:returned-${letter.sent_id}`, {
    at: Date.now(),
    body: letter.body,
    title: letter.title,
    words: letter.words,
    form: '',
    message,
  });
  announce(message);
};

// The form may go away: the focus waits where the result is told.
const focusStatus = (section) => {
  const line = document.getElementById(`${section}-status`);
  line.tabIndex = -1;
  line.focus({ preventScroll: true });
};

const submitSheet = (form, button) => {
  const passed = Boolean(button && button.name === 'pass');
  if (passed) pass(form);
  showProblem(form, '');
  if (!passed) markMissing(form, findMissing(form));
  if (form.querySelector('.error[id$="-missing"]')) return;
  if (!passed && isEmpty(form) && form.dataset.votes === undefined) {
    showProblem(form, 'まだ何も書かれていません。どれか1つに書いてから送ってください。');
    return;
  }
  if (!askAboutPersonal(form)) return;
  const body = `${readBody(form)}${passed ? '&pass=1' : ''}`;
  const sentId = `${nameDraft(form, box.get(draftKey(form)) || {})}-${hashWords(body)}`;
  // Tells the server that this was begun while the sheet was open, should the room move on.
  const begun = form.elements.begun ? `&begun=${form.elements.begun.value}` : '';
  box.set(`${LETTERS}${String(Date.now()).padStart(15, '0')}-${sentId}`, {
    url: form.action,
    body: `${body}&sent_id=${sentId}${begun}`,
    sent_id: sentId,
    form: form.id,
    section: sheetId(form),
    person: here.person,
    team: form.dataset.team !== undefined,
    title: form.dataset.title,
    words: ownWords(form),
    at: Date.now(),
  });
  box.remove(draftKey(form));
  form.draft = '';
  delete form.dataset.askedAbout;
  clearTimeout(form.keeping);
  if (isRating(form)) {
    form.first = readBody(form);
    leadOn(form);
    focusStatus(sheetId(form));
  } else if (form.dataset.many !== undefined && !form.elements.answer_id.value) {
    fillForm(form, '');
    form.first = readBody(form);
    const field = form.querySelector('.field input, .field textarea');
    if (field) field.focus({ preventScroll: false });
  } else {
    form.first = body;
    keepUntilKnown(form);
    live.edit = '';
    focusStatus(sheetId(form));
  }
  setStatus(sheetId(form), 'sending');
  drawLeftover();
  flush();
};

// One touch on a card that the tool laid out: its kind, or "leave it as it is".
const sendQuick = (form, button) => {
  const body = new URLSearchParams(readBody(form));
  if (button && button.name) body.append(button.name, button.value);
  const sentId = `${form.elements.answer_id.value}-${hashWords(body.toString())}`;
  box.set(`${LETTERS}${String(Date.now()).padStart(15, '0')}-${sentId}`, {
    url: form.action,
    body: `${body}&sent_id=${sentId}&begun=${form.elements.begun.value}`,
    sent_id: sentId,
    form: '',
    section: form.dataset.quick,
    person: here.person,
    quick: true,
    title: form.dataset.title,
    words: new URLSearchParams(body).get('q.text') || '',
    at: Date.now(),
  });
  focusStatus(form.dataset.quick);
  form.closest('.card').hidden = true; // until the page is read again
  setStatus(form.dataset.quick, 'sending');
  drawLeftover();
  flush();
};

const withdraw = async (form) => {
  const section = form.dataset.withdraw;
  const result = await post({ url: form.action, body: '' });
  if (result.reply) setStatus(section, 'withdrawn');
  announce(result.reply ? '取り下げました' : result.refused || result.left
    || 'つながらないため、まだ取り下げていません。もう一度押してください。');
  if (!result.reply) {
    const old = form.querySelector('.error');
    if (old) old.remove();
    form.append(make('p', { className: 'error' }, document.getElementById('announce').textContent));
    return;
  }
  focusStatus(section);
  refresh();
};

// --- what is still here ---------------------------------------------------------------------

const drawLeftover = () => {
  const place = document.getElementById('leftover');
  if (!place) return;
  const letters = listLetters().map((key) => ({ key, ...box.get(key) }));
  const drafts = box.keys(`${DRAFTS}${here.person}:`)
    .map((key) => ({ key, ...box.get(key) }))
    .filter((draft) => draft.message || !document.getElementById(draft.form));
  place.hidden = !letters.length && !drafts.length;
  drawUnsent(letters.length, drafts.length);
  place.replaceChildren();
  if (letters.length) {
    place.append(make('h2', {}, `！ 未送信 ${letters.length}件`),
      make('p', {}, 'つながったら自動で送ります。この画面を閉じずにお待ちください。'));
    place.append(listWords(letters, false));
  }
  if (drafts.length) {
    place.append(make('h2', {}, '✎ 書きかけ・送れなかったもの'),
      make('p', {}, 'この端末に残っています。書けるようになったら、もう一度出せます。'));
    place.append(listWords(drafts, true));
  }
};

// At the top, so that nobody leaves without knowing.
const drawUnsent = (letters, drafts) => {
  const line = document.getElementById('unsent');
  const parts = [];
  if (letters) parts.push(`！ 未送信 ${letters}件`);
  if (drafts) parts.push(`✎ 書きかけ ${drafts}件`);
  line.hidden = !parts.length;
  line.replaceChildren(make('a', { href: '#leftover' }, parts.join('　')));
};

const listWords = (things, removable) => {
  const list = make('ul', { className: 'cards' });
  things.forEach((thing) => {
    const line = make('li', { className: 'card' });
    line.append(make('p', { className: 'quiet' }, thing.title), make('p', { className: 'words' }, thing.words || '（選んだ内容）'));
    if (thing.message) line.append(make('p', { className: 'error' }, thing.message));
    if (removable) {
      const away = make('button', { type: 'button', className: 'quiet-button' }, 'この端末から消す');
      away.addEventListener('click', () => {
        box.remove(thing.key);
        drawLeftover();
      });
      line.append(away);
    }
    list.append(line);
  });
  return list;
};
