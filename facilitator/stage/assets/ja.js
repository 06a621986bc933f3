// Put Streamlit's built-in English into Japanese. It has no translations of its own.
//
// SENTENCES are long and cannot be meant otherwise, so they are translated wherever they stand.
// WORDS are short: where people's own words stand (markdown, plain text, tables), they are left
// alone, because a participant may well write "Open". What is typed into fields is never touched.
(() => {
  const SENTENCES = {
    "Press Enter to apply": "Enter で確定します",
    "Press Ctrl+Enter to apply": "Ctrl+Enter で確定します",
    "Press ⌘+Enter to apply": "⌘+Enter で確定します",
    "Press Enter to submit form": "Enter で送信します",
    "Press Ctrl+Enter to submit form": "Ctrl+Enter で送信します",
    "Press ⌘+Enter to submit form": "⌘+Enter で送信します",
    "Drag and drop a file here": "ここにファイルを置いてください",
    "Drag and drop files here": "ここにファイルを置いてください",
    "Drag and drop directories here": "ここにフォルダーを置いてください",
    "Upload or drag and drop a file": "ファイルを選ぶか、ここに置いてください",
    "Upload or drag and drop files": "ファイルを選ぶか、ここに置いてください",
    "Only one file is allowed.": "ファイルは1つだけ選んでください。",
    "File size is too small.": "ファイルが小さすぎます。",
    "Unexpected error. Please try again.": "うまくいきませんでした。もう一度お試しください。",
    "An error has occurred, please try again.": "うまくいきませんでした。もう一度お試しください。",
    "Click to retry upload": "もう一度送る",
    "Choose or add an option": "選ぶか、書き足してください",
    "Choose or add options": "選ぶか、書き足してください",
    "Choose an option": "選んでください",
    "Choose options": "選んでください",
    "Add an option": "書き足してください",
    "Add options": "書き足してください",
    "No options to select": "選べるものがありません",
    "Number is below the allowed range.": "小さすぎます。もっと大きい数を入れてください。",
    "Number is above the allowed range.": "大きすぎます。もっと小さい数を入れてください。",
    "Invalid time format. Please use HH:MM.": "時刻は 13:30 のように入れてください。",
    "Invalid time format. Please use HH:MM:SS or HH:MM.": "時刻は 13:30 のように入れてください。",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "矢印キーで日付を動かし、Enter で選び、Esc で閉じます。",
    "Use arrow keys to navigate. Enter to select. Tab to switch between calendar and time. Escape to close.":
      "矢印キーで動かし、Enter で選び、Tab でカレンダーと時刻を切り替え、Esc で閉じます。",
    "Start date must be before end date.": "始まりは終わりより前の日にしてください。",
    "Selected date unavailable.": "この日は選べません。",
    "Quick select a date range": "期間をすばやく選ぶ",
    "Skip to main content": "本文へ移動",
    "Streamlit server is not responding. Are you connected to the internet?":
      "サーバーにつながりません。Wi-Fi と、進行役の PC が動いているかをたしかめてください。つながると自動で続きます。",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "サーバーにつながりません。進行役の PC で、この道具が動いているかをたしかめてください。つながると自動で続きます。",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "接続が切れました。つながるまで待ってから、もう一度お試しください。",
    "Connection timed out.": "時間内につながりませんでした。Wi-Fi をたしかめてください。",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "指定されたページはありません。最初のページを表示します。",
    "Cannot load Streamlit frontend code. This can happen when you update Streamlit while a Streamlit app is running.":
      "画面の部品を読みこめませんでした。この画面を読みこみなおしてください。",
    "Your app is having trouble loading the component.":
      "画面の部品を読みこめていません。この画面を読みこみなおしてください。",
    "Connecting to Streamlit server": "サーバーにつないでいます",
    "Unable to connect to Streamlit server": "サーバーにつながりません",
    "Script execution error": "画面を作れませんでした",
    "This app would like to use your camera.": "カメラを使うことを許してください。",
    "This app would like to use your microphone.": "マイクを使うことを許してください。",
    "Learn how to allow access.": "許し方を見る",
    "Failed to load data": "データを読みこめませんでした",
    "Failed to render diagram": "図を描けませんでした",
    "Loading mermaid diagram": "図を描いています",
    "Please wait...": "お待ちください…",
  };

  const WORDS = {
    "Connection error": "接続が切れました",
    "Page not found": "ページがありません",
    "Warning": "注意",
    "Error": "エラー",
    "Error:": "エラー:",
    "No message": "内容はありません",
    "Try again": "もう一度",
    "Retry": "もう一度",
    "Continue anyway": "このまま続ける",
    "Reload": "読みこみなおす",
    "Close": "閉じる",
    "Cancel": "やめる",
    "OK": "決定",
    "Dismiss": "閉じる",
    "Copy": "写す",
    "Copied": "写しました",
    "Copy to clipboard": "写す",
    "Copy version to clipboard": "版の番号を写す",
    "Connecting": "接続中",
    "Running...": "処理中…",
    "Stop": "止める",
    "Rerun": "もう一度実行",
    "Always rerun": "いつも自動で実行",
    "Auto rerun": "自動で実行",
    "Clear cache": "一時保存を消す",
    "Clear caches": "一時保存を消す",
    "Deploy": "公開",
    "Print": "印刷",
    "About": "この道具について",
    "Get help": "使い方",
    "Report a bug": "不具合を知らせる",
    "Record a screencast": "画面を録画",
    "Main menu": "メニュー",
    "Menu": "メニュー",
    "Theme": "色あい",
    "System": "端末に合わせる",
    "Use system setting": "端末に合わせる",
    "Light": "明るい",
    "Dark": "暗い",
    "App pages": "ページの一覧",
    "Sidebar": "横の欄",
    "Main": "本文",
    "Bottom": "下の欄",
    "Expand sidebar": "横の欄を開く",
    "Collapse sidebar": "横の欄を閉じる",
    "View less": "少なく表示",
    "view less": "少なく表示",
    "view more": "続きを見る",
    "Navigate to home page": "最初のページへ",
    "Logo": "印",
    "Notifications": "お知らせ",
    "Link to heading": "この見出しへのリンク",
    "(opens in new tab)": "(新しいタブで開きます)",
    "Scroll tabs left": "左のタブへ",
    "Scroll tabs right": "右のタブへ",
    "Open": "開く",
    "Clear all": "すべて消す",
    "Clear value": "消す",
    "Clear entry": "消す",
    "Clear selection": "選択を消す",
    "Select all": "すべて選ぶ",
    "Select...": "選んでください",
    "Selected values": "選んだもの",
    "Selectbox options": "選べるもの",
    "No results": "ありません",
    "No options": "ありません",
    "Increment": "増やす",
    "Decrement": "減らす",
    "Show password": "文字を表示する",
    "Hide password": "文字を隠す",
    "Upload": "ファイルを選ぶ",
    "file upload": "ファイルを選ぶ",
    "add icon": "足す",
    "Upload directories": "フォルダーを選ぶ",
    "Add files": "ファイルを足す",
    "Browse files": "ファイルを選ぶ",
    "Delete file": "ファイルを取り消す",
    "Download failed": "保存できませんでした",
    "Choose date": "日付を選ぶ",
    "Choose date range": "期間を選ぶ",
    "Choose date and time": "日付と時刻を選ぶ",
    "Clear date": "日付を消す",
    "Clear dates": "日付を消す",
    "Clear date and time": "日付と時刻を消す",
    "Clear time": "時刻を消す",
    "Date range": "期間",
    "Time": "時刻",
    "Calendar": "カレンダー",
    "Previous month": "前の月",
    "Next month": "次の月",
    "Past Week": "この1週間",
    "Past Month": "この1か月",
    "Past 3 Months": "この3か月",
    "Past 6 Months": "この6か月",
    "Past Year": "この1年",
    "Past 2 Years": "この2年",
    "Hours must be 0–23.": "時は 0〜23 で入れてください。",
    "Minutes must be 0–59.": "分は 0〜59 で入れてください。",
    "Seconds must be 0–59.": "秒は 0〜59 で入れてください。",
    "Your message": "メッセージ",
    "Send message": "送る",
    "Start recording": "録音を始める",
    "Stop recording": "録音を止める",
    "Cancel recording": "録音をやめる",
    "Submit recording": "録音を送る",
    "Record": "録音",
    "Pause": "一時停止",
    "Play": "再生",
    "Reset": "はじめから",
    "Take Photo": "撮影",
    "Clear photo": "撮りなおす",
    "Switch camera": "カメラを切り替える",
    "Previous page": "前のページ",
    "Next page": "次のページ",
    "Pagination": "ページ送り",
    "Feedback rating": "評価",
    "Thumbs up": "よい",
    "Thumbs down": "よくない",
    "Very dissatisfied": "とても不満",
    "Dissatisfied": "不満",
    "Neutral": "どちらでもない",
    "Satisfied": "満足",
    "Very satisfied": "とても満足",
    "Color picker": "色を選ぶ",
    "Fullscreen": "画面いっぱいに表示",
    "Close fullscreen": "元の大きさに戻す",
    "Show chart": "図を表示",
    "Show data": "数値を表示",
    "Download as CSV": "CSV で保存",
    "Download as PNG": "画像で保存",
    "Download plot": "画像で保存",
    "Download plot as a PNG": "画像で保存",
    "Show/hide columns": "列を選ぶ",
    "Search": "さがす",
    "Type to search": "さがす言葉",
    "Close Search": "さがすのを終わる",
    "Next Result": "次",
    "Previous Result": "前",
    "Add row": "行を足す",
    "Delete row(s)": "行を消す",
    "Dataframe column menu": "列のメニュー",
    "Sort ascending": "小さい順に並べる",
    "Sort descending": "大きい順に並べる",
    "Copy column name": "列の名前を写す",
    "Statistics": "集計",
    "Format": "表示のしかた",
    "Autosize": "幅を合わせる",
    "Pin column": "列を固定する",
    "Unpin column": "列の固定をやめる",
    "Hide column": "列を隠す",
    "Automatic": "自動",
    "Localized": "日本式",
    "Plain": "そのまま",
    "Compact": "短く",
    "Dollar": "ドル",
    "Euro": "ユーロ",
    "Yen": "円",
    "Percent": "パーセント",
    "Scientific": "指数",
    "Accounting": "会計",
    "Duration": "長さ",
    "Distance": "経過",
    "Count": "件数",
    "Empty": "空欄",
    "Distinct": "種類",
    "Average": "平均",
    "Median": "中央値",
    "Minimum": "最小",
    "Maximum": "最大",
    "Sum": "合計",
    "Range": "範囲",
    "Standard deviation": "標準偏差",
    "No data": "データがありません",
    "No content": "内容がありません",
    "Edit": "直す",
    "Zoom": "拡大する範囲を選ぶ",
    "Pan": "動かす",
    "Box Select": "四角で選ぶ",
    "Lasso Select": "囲んで選ぶ",
    "Zoom in": "拡大",
    "Zoom out": "縮小",
    "Autoscale": "全体を表示",
    "Reset axes": "元に戻す",
    "Produced with Plotly.js": "図",
    "Toggle Spike Lines": "目安の線",
    "Show closest data on hover": "近い値を表示",
    "Compare data on hover": "値をくらべる",
  };

  // Parts of a date or time that nobody has filled in yet.
  const PARTS = { year: "年", month: "月", day: "日", hour: "時", minute: "分", second: "秒" };
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
  const day = (month, date, year) => {
    const number = MONTHS.indexOf(month) + 1;
    return `${year ? `${year}年` : ""}${number}月${Number(date)}日`;
  };

  const PATTERNS = [
    [/^(?:Error: )?Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/,
      "$1 から $2 までの数を入れてください。"],
    [/^(?:Error: )?Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/,
      "$1 以上の数を入れてください。"],
    [/^(?:Error: )?Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/,
      "$1 以下の数を入れてください。"],
    [/^:? ?Date(?: and time)? set outside allowed range\. Please select a date(?: and time)? between (.+) and (.+)\.$/,
      ":$1 から $2 までの日を選んでください。"],
    [/^:? ?Date(?: and time)? set outside allowed range\. Please select a date(?: and time)? on or after (.+)\.$/,
      ":$1 以後の日を選んでください。"],
    [/^:? ?Date(?: and time)? set outside allowed range\. Please select a date(?: and time)? on or before (.+)\.$/,
      ":$1 以前の日を選んでください。"],
    [/^Value must be (.+) or later\.$/, "$1 以後にしてください。"],
    [/^Value must be (.+) or earlier\.$/, "$1 以前にしてください。"],
    [/^(?:Error: )?Time is out of range\..*$/, "この時刻は選べません。"],
    [/^Error: time (.+) is invalid\..*$/, "時刻 $1 は正しくありません。"],
    [/^(\d+(?:\.\d+)?) ?([KMGT]?B) per file$/, "1つ $1$2 まで"],
    [/^(\d+(?:\.\d+)?) ?([KMGT]?B) per file • (.+)$/, "1つ $1$2 まで • $3"],
    [/^File must be (.+) or smaller\.$/, "$1 以下のファイルにしてください。"],
    [/^File is larger than (.+)$/, "$1 以下のファイルにしてください。"],
    [/^File type must be .*$/, "この種類のファイルは使えません。"],
    [/^(.*) files are not allowed\.$/, "この種類のファイルは使えません。"],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/,
      "選べるのは $1 個までです。先にどれかを外してください。"],
    [/^Select (\d+) matches$/, "見つかった $1 個をすべて選ぶ"],
    [/^(\d+) options? available\.?$/, "$1 個あります"],
    [/^Connection failed with status (\d+)(?:\.|, and response:)$/,
      "つながりませんでした(番号 $1)。この画面を読みこみなおしてください。"],
    [/^Selected Date: ([A-Z][a-z]+) (\d+), (\d+)$/,
      (_, month, date, year) => `${day(month, date, year)}を選んでいます`],
    [/^Selected Range: ([A-Z][a-z]+) (\d+), (\d+) to ([A-Z][a-z]+) (\d+), (\d+)$/,
      (_, m1, d1, y1, m2, d2, y2) => `${day(m1, d1, y1)}から${day(m2, d2, y2)}までを選んでいます`],
    [/^Choose date, (\d.*)$/, "日付を選ぶ、$1"],
    [/^Choose date range, (\d.*)$/, "期間を選ぶ、$1"],
    [/^Choose date and time, (\d.*)$/, "日付と時刻を選ぶ、$1"],
    [/^Made with Streamlit v(.+)$/, "Streamlit v$1"],
  ];
  // These carry other people's words, so they are read in labels only, never in text.
  const LABEL_PATTERNS = [
    // Buttons of a table carry its description behind a colon.
    [/^(Add row|Delete row\(s\)|Show\/hide columns|Download as (?:CSV|PNG)|(?:Close )?Search|Fullscreen|Close fullscreen|Show (?:chart|data)): (.+)$/,
      (_, action, table) => `${SENTENCES[action] ?? WORDS[action]}:${table}`],
    [/^Remove (.+)$/, "$1 を外す"],
    [/^Add: (.+)$/, "書き足す: $1"],
    [/^Page (\d+)$/, "$1 ページ目"],
    [/^View (\d+) more$/, "あと $1 個を表示"],
    [/^Sort by (.+)$/, "$1 で並べる"],
    [/^Shortcut (.+)$/, "キー: $1"],
    [/^(year|month|day|hour|minute|second), (.+)$/, (_, part, label) => `${PARTS[part]}、${label}`],
    [/^Empty$/, "空欄"],
    [/^(\d\d?) – [A-Z][a-z]+$/, "$1"],
    [/^(.+), start date$/, "$1 始まり"],
    [/^(.+), end date$/, "$1 終わり"],
    [/^(.+) start date$/, "$1 始まり"],
    [/^(.+) end date$/, "$1 終わり"],
  ];

  const LABELS = ["placeholder", "aria-label", "title", "data-title", "aria-roledescription", "aria-valuetext"];
  const NEVER = "script, style, textarea, input, pre, code, [contenteditable=true], [data-no-ja]";
  const PEOPLE = "[data-testid=stMarkdownContainer], [data-testid=stText], [data-testid=stTable],"
    + " [data-testid=stJson], [data-testid=stHtml]";
  const STREAMLITS = "[role=tooltip], [data-testid=stTooltipContent], [data-testid=stFileUploader],"
    + " [data-testid=stToolbar], [data-testid=stStatusWidget]";

  const has = (table, key) => Object.prototype.hasOwnProperty.call(table, key);
  const match = (patterns, text) => {
    for (const [pattern, japanese] of patterns) {
      if (pattern.test(text)) return text.replace(pattern, japanese);
    }
    return null;
  };
  const translate = (text, { words, labels }) => {
    const plain = text.trim();
    if (!/[A-Za-z]{2}/.test(plain)) return null;
    let found = has(SENTENCES, plain) ? SENTENCES[plain] : match(PATTERNS, plain);
    if (found === null && words && has(WORDS, plain)) found = WORDS[plain];
    if (found === null && labels) found = match(LABEL_PATTERNS, plain);
    return found === null || found === plain ? null : text.replace(plain, () => found);
  };

  const isPeoples = (element) => {
    const peoples = element.closest(PEOPLE);
    return peoples !== null && element.closest(STREAMLITS) === null;
  };
  const readText = (node) => {
    const parent = node.parentElement;
    if (!parent) return;
    if (parent.matches("[data-placeholder=true][data-type]") && has(PARTS, parent.dataset.type)) {
      const part = PARTS[parent.dataset.type];
      if (node.data !== part) node.data = part;
      return;
    }
    if (parent.closest(NEVER)) return;
    const japanese = translate(node.data, { words: !isPeoples(parent), labels: false });
    if (japanese === null) return;
    if (/^Connection failed with status 401/.test(node.data.trim())) location.reload();
    node.data = japanese;
  };
  const readLabels = (element) => {
    for (const name of LABELS) {
      const text = element.getAttribute(name);
      const japanese = text && translate(text, { words: true, labels: true });
      if (japanese) element.setAttribute(name, japanese);
    }
  };
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return readText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    readLabels(node);
    const labelled = LABELS.map((name) => `[${name}]`).join(",");
    for (const element of node.querySelectorAll(labelled)) readLabels(element);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) readText(text);
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") readText(change.target);
      else if (change.type === "attributes") readLabels(change.target);
      else for (const node of change.addedNodes) read(node);
    }
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: LABELS,
  });
})();
