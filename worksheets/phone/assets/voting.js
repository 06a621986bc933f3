// Votes by plus and minus, or by one touch where a card takes one only. All write into the plain
// fields, which stay what is sent.
const pointsIn = (field) => Math.max(0, parseInt(field.value.normalize('NFKC'), 10) || 0);
const voteFields = (form) => Array.from(form.querySelectorAll('input[name^="vote."]'));
const cardOf = (field) => field.closest('.card').querySelector('label').textContent;
const MOST_DOTS = 12; // more are read faster as a number

const startVotes = (form) => {
  const way = {
    each: Number(form.dataset.votes),
    step: Number(form.dataset.step),
    most: Number(form.dataset.most),
    unit: form.dataset.unit,
  };
  const bar = form.querySelector('.votes-left');
  bar.hidden = false;
  const cards = voteFields(form).map((field) =>
    (way.most === way.step ? makeTick(field, way) : makeStepper(field, way)));
  const draw = () => {
    const given = cards.reduce((sum, card) => sum + pointsIn(card.field), 0);
    const left = way.each - given;
    bar.classList.toggle('over', left < 0);
    bar.querySelector('.left').textContent = left < 0 ? `${-left}${way.unit}多いです。どれかを減らしてください`
      : `残り ${left}${way.unit}（${way.each}${way.unit}のうち）`;
    const dots = bar.querySelector('.dots');
    dots.hidden = way.each > MOST_DOTS;
    dots.textContent = '●'.repeat(Math.min(given, way.each)) + '○'.repeat(Math.max(0, left));
    cards.forEach((card) => card.draw(left));
  };
  form.addEventListener('input', draw);
  form.addEventListener('filled', draw);
  draw();
};

const voteButton = (text, said, action) => {
  const made = make('button', { type: 'button', className: 'small-button' }, text);
  made.setAttribute('aria-label', said);
  made.addEventListener('click', () => {
    // aria-disabled keeps the button in reach of the keyboard; pressing it does nothing.
    if (made.getAttribute('aria-disabled') !== 'true') action();
  });
  return made;
};

const giveVotes = (field, points) => {
  field.value = String(points > 0 ? points : '');
  field.dispatchEvent(new Event('input', { bubbles: true }));
};

const makeStepper = (field, way) => {
  const card = shortWords(cardOf(field));
  // What was typed, or given in another way before, comes back onto the steps.
  const step = (by) => {
    const steps = pointsIn(field) / way.step;
    giveVotes(field, ((by > 0 ? Math.floor(steps) + 1 : Math.ceil(steps) - 1)) * way.step);
  };
  const amount = `${way.step}${way.unit}`;
  const number = way.step > 1 ? way.step : '';
  const less = voteButton(`−${number}`, `${amount}へらす：${card}`, () => step(-1));
  const more = voteButton(`＋${number}`, `${amount}ふやす：${card}`, () => step(1));
  const note = make('p', { className: 'votes-here' });
  field.before(less);
  field.after(more);
  field.parentNode.append(note);
  const draw = (left) => {
    const here = pointsIn(field);
    const full = here + way.step > way.most;
    field.closest('.card').classList.toggle('voted', here > 0);
    less.setAttribute('aria-disabled', String(here === 0));
    more.setAttribute('aria-disabled', String(left < way.step || full));
    const rest = left < 0 ? `${-left}${way.unit}多いです` : `残り${left}${way.unit}`;
    note.textContent = full && left >= way.step ? `${rest}・1つに入れられるのはここまで` : rest;
  };
  return { field, draw };
};

const makeTick = (field, way) => {
  const card = shortWords(cardOf(field));
  const note = make('p', { className: 'votes-here' });
  const tick = voteButton('', '', () => giveVotes(field, pointsIn(field) ? 0 : way.step));
  tick.className = 'second-button tick';
  field.parentNode.classList.add('single');
  field.parentNode.append(tick);
  field.parentNode.after(note);
  const draw = (left) => {
    const here = pointsIn(field) > 0;
    field.closest('.card').classList.toggle('voted', here);
    tick.textContent = here ? `● 入れました（取り消す）` : `○ ${way.step}${way.unit}入れる`;
    tick.setAttribute('aria-label', `${tick.textContent}：${card}`);
    tick.setAttribute('aria-disabled', String(!here && left < way.step));
    note.textContent = left < 0 ? `${-left}${way.unit}多いです` : `残り${left}${way.unit}`;
  };
  return { field, draw };
};

const shortWords = (text) => {
  const letters = Array.from(text.trim());
  return letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : letters.join('');
};

// What stays in sight of votes that could not be sent: the cards with their points.
const votedWords = (form) => voteFields(form)
  .filter((field) => pointsIn(field))
  .map((field) => `${shortWords(cardOf(field))}　${pointsIn(field)}${form.dataset.unit}`)
  .join(' / ') || '（どれにも入れない）';

// The page is drawn anew while somebody chooses: the way or the cards may be others now. The
// choice goes over to the fresh form as a draft; what lay on cards that are gone is told.
const passVotesOn = (old) => {
  keepDraft(old);
  const names = new Map(voteFields(old).map((field) => [field.name, pointsIn(field)]));
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const told = old.querySelector('.problem-text').textContent; // why it was refused stays in sight
  const place = focused && { name: focused.name || (focused.closest('.card') || old).querySelector('input[name^="vote."]')?.name, words: focused.textContent };
  return (fresh) => {
    const known = new Set(voteFields(fresh).map((field) => field.name));
    const back = Array.from(names).filter(([name, points]) => points && !known.has(name));
    const sum = back.reduce((all, [, points]) => all + points, 0);
    if (sum) showProblem(fresh, `選んでいたカードが取り下げられました。${sum}${fresh.dataset.unit}が手元に戻りました。`);
    else if (told && focused?.matches('.problem')) showProblem(fresh, told);
    else if (told) keepProblem(fresh, told);
    if (!place || focused.matches('.problem')) return;
    const field = voteFields(fresh).find((one) => one.name === place.name);
    const buttons = field ? Array.from(field.parentNode.querySelectorAll('button')) : [];
    const target = buttons.find((one) => one.textContent === place.words) || field || fresh.querySelector('.main-button');
    if (target && !sum) target.focus({ preventScroll: true });
  };
};
