// The four places, and what sets everything going.
const count = (number, unit, none = '') => (number ? `${number}${unit}` : none);

screens[''] = (main) => {
  const told = known();
  if (told.team_name) main.append(make('p', { className: 'where' }, make('span', { className: 'team' }, told.team_name), told.meeting || ''));
  const visits = list('visits');
  const ahead = visits.filter((visit) => !['met', 'declined'].includes(visit.values.state));
  const records = list('records');
  const open = records.filter((record) => record.values['return-what'] && record.values.returned !== 'done');
  const menu = make('nav', { className: 'menu', 'aria-label': '訪問ノート' });
  [
    ['これから会う人', ['visits'], count(ahead.length, '人', visits.length ? 'みな済み' : 'まだありません')],
    ['読み上げる約束と問い', ['guide', '0'], '会って最初に読む'],
    ['記録を書く', ['records'], count(records.length, '枚', 'まだありません')],
    ['お返し', ['returns'], count(open.length, '件の約束', '')],
  ].forEach(([title, parts, words]) => {
    const entry = link('', parts, 'menu-button');
    entry.dataset.focus = parts[0];
    entry.append(make('b', {}, title), make('span', {}, words));
    menu.append(entry);
  });
  main.append(menu, drawKeeping());
  return '訪問ノート';
};

// Told plainly: what this phone can hold without a network, and what nobody can promise.
const drawKeeping = () => {
  const more = make('details', { className: 'more' }, make('summary', {}, '電波のないところで使うには'));
  const secure = 'serviceWorker' in navigator && window.isSecureContext;
  more.append(make('ul', {}, [
    '出かける前に、研修のパソコンにつながるところで一度ひらいておきます。',
    '書いたものは、画面を閉じても、電源を切っても、この端末に90日のあいだ残ります。つながったときに自動で送ります。',
    secure ? 'この画面は、電波がなくてもひらけます。' : 'この画面のタブは、閉じずに残しておくのが確かです。閉じたときは、履歴やブックマークからひらきなおします。たいていは電波がなくてもひらけますが、端末が古い画面を片づけていると、ひらけません。書いたものはそのときも残っています。',
    '電波のないところで「再読み込み」をしないでください。ひらけなくなったら、タブを閉じて、履歴からひらきます。',
    'iPhone・iPadは、7日間ひらかないと、書いたものを消すことがあります。週に一度はひらき、心配なときは「未送信」から文字で書き出します。',
    '「プライベート」「シークレット」の画面では、閉じると消えます。',
  ].map((words) => make('li', {}, words))));
  more.append(drawForget());
  return more;
};

const drawForget = () => {
  const made = button('この端末から訪問ノートの中身を消す', () => {
    const unsent = countUnsent() + countDrafts();
    if (!made.dataset.sure) {
      made.dataset.sure = '1';
      made.textContent = unsent ? `未送信と書きかけの${unsent}件も消えます。もう一度押すと消します` : 'もう一度押すと、消します';
      return;
    }
    box.keys(NOTE).forEach((key) => box.remove(key));
    swap('');
    say('消しました');
  });
  return make('p', {}, made);
};

const wake = () => {
  if (document.visibilityState !== 'hidden') sync();
};

// The work page is not kept: without a network only an error would come.
const onLeave = (event) => {
  if (line.good || !event.target.closest('#work-page')) return;
  event.preventDefault();
  say('！ つながっていないので、研修の画面はひらけません。');
};

const onStorage = (event) => {
  if (event.key && event.key.startsWith(NOTE)) {
    drawHead();
    renewScreen();
  }
};

forgetOldNews();
startSizes(here.base);
  setSize((document.cookie.match(/text-size=(large|larger)(;|$)/) || ['', 'normal'])[1]);
showScreen();
window.addEventListener('hashchange', showScreen);
window.addEventListener('online', wake);
window.addEventListener('offline', () => {
  line.good = false;
  drawHead();
});
window.addEventListener('pageshow', (event) => { if (event.persisted) wake(); });
document.addEventListener('visibilitychange', wake);
window.addEventListener('storage', onStorage);
document.addEventListener('click', onLeave);
sync();
if ('serviceWorker' in navigator && window.isSecureContext) {
  const scope = `${here.base}/w/${here.code}/field`;
  navigator.serviceWorker.register(`${scope}/worker.js`, { scope }).catch(() => {});
}
