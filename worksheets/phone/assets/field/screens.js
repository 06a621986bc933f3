// One screen at a time, named in the address behind the #, so that the phone's own Back works.
// Everything is built from text: what people wrote can never become part of the page.
const screens = {}; // name → (main, ...rest of the address) => the title, or null to go home

const make = (tag, given, ...inside) => {
  const element = document.createElement(tag);
  Object.entries(given || {}).forEach(([name, value]) => {
    if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  });
  element.append(...inside.flat().filter((one) => one !== null && one !== undefined && one !== ''));
  return element;
};

const place = () => {
  try {
    return location.hash.slice(1).split('/').map(decodeURIComponent);
  } catch (malformed) {
    return [''];
  }
};
const go = (...parts) => { location.hash = parts.map(encodeURIComponent).join('/'); };
const swap = (...parts) => {
  history.replaceState(null, '', `#${parts.map(encodeURIComponent).join('/')}`);
  showScreen();
};

const button = (text, action, kind = 'second-button', given = {}) => {
  const made = make('button', { type: 'button', className: kind, ...given }, text);
  made.addEventListener('click', action);
  return made;
};
const link = (text, parts, kind = 'second-button') =>
  make('a', { className: kind, href: `#${parts.map(encodeURIComponent).join('/')}` }, text);
const row = (...inside) => make('div', { className: 'buttons' }, ...inside);
const backTo = (text, ...parts) => link(`← ${text}`, parts, 'back');

const lines = (pairs) => {
  const list = make('dl', { className: 'lines' });
  pairs.forEach(([label, words]) => {
    list.append(make('dt', {}, label), make('dd', { className: 'words' }, words));
  });
  return list;
};

const shown = { name: '', steady: false };

const showScreen = () => {
  const [name, ...rest] = place();
  const main = make('main', { id: 'main' });
  const known = screens[name] ? name : '';
  shown.steady = false;
  const title = screens[known](main, ...rest);
  if (title === null) {
    swap('');
    return;
  }
  const heading = make('h1', { id: 'title', tabIndex: -1 }, title);
  const back = main.querySelector('.back');
  main.classList.toggle('steady', shown.steady);
  if (back) back.after(heading);
  else main.prepend(heading);
  // In forms its place is kept free: nothing moves under a finger when something is said.
  heading.after(make('p', { id: 'said', className: 'said' }));
  document.getElementById('main').replaceWith(main);
  document.title = `${title}｜${here.title}`;
  drawHead();
  const moved = shown.name !== '' && shown.name !== location.hash;
  shown.name = location.hash || '#';
  if (moved) {
    window.scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
};

// News from the computer redraws lists only: never a form, never what is being read aloud, and
// never under somebody's finger.
const renewScreen = () => {
  if (shown.steady || document.querySelector('#main details[open]')) return;
  const focused = document.activeElement;
  const key = focused && focused.dataset && focused.dataset.focus;
  const words = said.text;
  const height = window.scrollY;
  showScreen();
  if (words) say(words, true);
  if (key) {
    const again = document.querySelector(`[data-focus="${CSS.escape(key)}"]`);
    if (again) again.focus({ preventScroll: true });
  }
  window.scrollTo(0, height);
};

// --- what is said at the top -----------------------------------------------------------------

const said = { text: '', screen: '' };

const say = (text, quiet = false) => {
  said.text = text;
  said.screen = location.hash;
  if (!quiet) document.getElementById('announce').textContent = text;
  const note = document.getElementById('said');
  note.dataset.state = text.startsWith('！') ? 'waiting' : text.startsWith('✎') ? 'draft' : 'saved';
  note.textContent = text;
};

const countUnsent = () => listEntries().filter((entry) => WAITING.includes(entry.state)).length;
const countDrafts = () => listEntries().filter((entry) => entry.state === 'draft').length;

const drawHead = () => {
  if (said.screen !== location.hash) said.text = '';
  const connection = document.getElementById('connection');
  const words = line.good ? '● 研修のパソコンにつながっています' : '○ つながっていません（書いたものはこの端末に残ります）';
  if (line.good !== null && connection.textContent !== words) {
    connection.hidden = false;
    connection.classList.toggle('off', !line.good);
    connection.textContent = words;
  }
  const unsent = document.getElementById('unsent');
  const parts = [];
  if (countUnsent()) parts.push(`！ 未送信 ${countUnsent()}件`);
  if (countDrafts()) parts.push(`✎ 書きかけ ${countDrafts()}件`);
  // While somebody writes or reads aloud the page stays where it is.
  unsent.hidden = !parts.length || (unsent.hidden && shown.steady && shown.name === location.hash);
  unsent.replaceChildren(make('a', { href: '#unsent' }, parts.join('　')));
  drawBar();
};

const drawBar = () => {
  const bar = document.getElementById('bar');
  const notes = [];
  if (storageFails) {
    notes.push(make('p', {}, '！ この端末に書きとめられません。画面を閉じずに「未送信」から文字で書き出してください。'));
  }
  if (line.left) {
    notes.push(make('p', {}, '参加の手続きがまだか、切れています。書いたものはこの端末に残っています。参加すると送れます。'),
      make('a', { className: 'second-button', href: `${here.base}/j/${here.code}` }, '参加する'));
  }
  if (line.gone) {
    notes.push(make('p', {}, 'つながったパソコンに、この研修が見つかりません。書いたものはこの端末に残っています。進行役に知らせてください。'));
  }
  bar.hidden = !notes.length;
  if (bar.textContent !== notes.map((note) => note.textContent).join('')) bar.replaceChildren(...notes);
};
