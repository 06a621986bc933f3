// Carry what is unsent to another address of the same computer. It travels behind the # of a link,
// which browsers never send anywhere; what arrives is shown first and sent only when asked.
const pack = (entries) => {
  const bytes = new TextEncoder().encode(JSON.stringify(entries));
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
};

const unpack = (packed) => {
  const text = atob(packed.replace(/-/g, '+').replace(/_/g, '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (sign) => sign.charCodeAt(0))));
};

const drawMove = () => {
  const more = make('details', { className: 'more' }, make('summary', {}, '新しいアドレスへ移す'),
    make('p', {}, 'つぎの回で、投影されているアドレスが前とちがうときに使います。会場のWi-Fiにつないでから、投影のアドレスを入れてください。'));
  const field = make('input', { id: 'new-address', type: 'text', autocomplete: 'off', inputMode: 'url' });
  const spot = make('p', { className: 'error', hidden: true, role: 'alert' });
  const next = button('つぎへ', () => {
    const address = readAddress(field.value);
    spot.hidden = Boolean(address);
    spot.textContent = '「http://192.168.1.5:8501」のような、投影されているとおりのアドレスを入れてください。';
    if (!address) return;
    // Read again when pressed: what has been sent from here meanwhile must not travel.
    const there = () => listEntries().filter(isOurs).map(({ attempted, message, ...entry }) => entry);
    const aim = () => `${address}/w/${here.code}/field#take/${pack(there())}`;
    const on = make('a', { className: 'main-button', href: aim() }, `${there().length}件を移す`);
    on.addEventListener('click', () => {
      on.href = aim();
      there().forEach((entry) => changeEntry(entry.id, (one) => { one.state = 'moved'; }));
    });
    next.replaceWith(on);
    on.focus();
  });
  more.append(make('label', { htmlFor: 'new-address' }, '投影されているアドレス'), field, spot, next);
  return more;
};

const readAddress = (typed) => {
  const text = typed.normalize('NFKC').trim();
  try {
    const url = new URL(text.includes('://') ? text : `http://${text}`);
    const base = url.pathname.replace(/\/(?:j|w)(?:\/.*)?$/, '').replace(/\/$/, '');
    return ['http:', 'https:'].includes(url.protocol) && url.hostname && url.origin !== location.origin
      ? url.origin + base : '';
  } catch (odd) {
    return '';
  }
};

// Anybody can make such a link: only what looks like an entry of these sheets is taken.
const isEntry = (one) => one && typeof one.id === 'string' && /^[0-9a-f]{24,32}$/.test(one.id)
  && ['visits', 'records'].includes(one.sheet) && one.values && typeof one.values === 'object'
  && Object.entries(one.values).every(([key, value]) => findQuestion(one.sheet, key)
    && ['string', 'number', 'object'].includes(typeof value));

screens.take = (main, packed) => {
  let given = [];
  try {
    given = unpack(packed).filter(isEntry);
  } catch (broken) {
    return null;
  }
  shown.steady = true;
  main.append(make('p', { className: 'lead' }, given.length
    ? `前のアドレスで書いた${given.length}件です。いまの班のものとして送りますか。` : '移すものがありませんでした。'));
  given.forEach((one) => main.append(make('section', { className: 'card', 'aria-label': titleOf(one) },
    make('p', {}, make('b', {}, titleOf(one)), ` ${SHEETS[one.sheet].title}`), lines(describe(one.sheet, keepPromise(one.sheet, one.values))))));
  const take = (state) => () => {
    given.filter((one) => !getEntry(one.id)).forEach((one) => {
      keepEntry({
        id: one.id, sheet: one.sheet, answer_id: String(one.answer_id || ''), version: Number(one.version) || 0,
        values: one.values, state: one.state === 'draft' ? 'draft' : state, at: Date.now(), team: '',
      });
    });
    swap('unsent');
    sync();
  };
  if (given.length) main.append(make('div', { className: 'stack' }, button('送る', take('waiting'), 'main-button'), button('書きかけとして置いておく', take('draft'))));
  main.append(link('訪問ノートへ', ['']));
  return '前のアドレスから移す';
};
