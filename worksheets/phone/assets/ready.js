// できました: a signal to the facilitator. It is true for minutes only, so it is never kept for
// later: what could not be sent is to be pressed again.
const drawReady = (form, words) => {
  const on = form.elements.ready.value === '0'; // pressing takes back what stands
  const button = form.querySelector('button');
  button.classList.toggle('pressed', on);
  button.textContent = on ? '✓ できました（取り消す）' : form.dataset.asks;
  document.getElementById('ready-words').textContent = words || (on ? form.dataset.told : form.dataset.says);
};

const sendReady = async (form) => {
  if (form.sent) return;
  form.sent = true;
  const body = new URLSearchParams(new FormData(form));
  // The same press tried again is the same letter; the press after it is another.
  form.letter = form.letter || makeId();
  body.append('sent_id', form.letter);
  const result = await post({ url: form.action, body: body.toString() });
  form.sent = false;
  if (result.left) showLeft(result.left);
  if (!result.reply) {
    drawReady(form, result.refused || 'つながらないため、まだ伝わっていません。もう一度押してください。');
    if (result.refused) refresh();
    return;
  }
  form.letter = '';
  form.elements.ready.value = result.reply.ready ? '0' : '1';
  const unsent = result.reply.ready && dirtyForms().length;
  drawReady(form, unsent ? '伝えました。まだ出していない書きかけがあります。出してから話を聴いてください。' : '');
};
