// Ranking by tapping: it writes into the plain fields below it, which stay what is sent.
const startRanking = (list) => {
  const items = Array.from(list.children).map((item) => ({
    field: item.querySelector('select, input'),
    label: item.querySelector('.place-label').textContent,
  }));
  const chosen = make('ol', { className: 'ranked' });
  const rest = make('ul', { className: 'unranked' });
  const lead = make('p', { className: 'help' }, '上にしたいものから順に押してください。');
  list.hidden = true;
  list.after(lead, chosen, rest);

  const order = () => items.filter((item) => item.field.value)
    .sort((one, other) => Number(one.field.value) - Number(other.field.value));
  const write = (ordered, said, focused) => {
    items.forEach((item) => { item.field.value = ''; });
    ordered.forEach((item, index) => { item.field.value = String(index + 1); });
    draw(focused);
    announce(said);
    list.closest('form').dispatchEvent(new Event('input', { bubbles: true }));
  };
  const move = (item, step) => {
    const ordered = order();
    const from = ordered.indexOf(item);
    ordered.splice(from, 1);
    ordered.splice(from + step, 0, item);
    write(ordered, `「${item.label}」を${from + step + 1}位にしました`, [item, step]);
  };
  const button = (text, item, action, off) => {
    const made = make('button', { type: 'button', className: 'small-button', disabled: off }, text);
    made.setAttribute('aria-label', `${text}：${item.label}`);
    made.addEventListener('click', action);
    return made;
  };
  const draw = (focused) => {
    const ordered = order();
    chosen.replaceChildren(...ordered.map((item, index) => {
      const line = make('li', {});
      const buttons = make('div', { className: 'rank-buttons' });
      const up = button('上へ', item, () => move(item, -1), index === 0);
      const down = button('下へ', item, () => move(item, 1), index === ordered.length - 1);
      const out = button('外す', item, () =>
        write(order().filter((other) => other !== item), `「${item.label}」を外しました`));
      buttons.append(up, down, out);
      line.append(make('span', { className: 'rank-label' }, `${index + 1}位 ${item.label}`), buttons);
      if (focused && focused[0] === item) {
        setTimeout(() => (focused[1] < 0 && !up.disabled ? up : down.disabled ? up : down).focus());
      }
      return line;
    }));
    rest.replaceChildren(...items.filter((item) => !item.field.value).map((item) => {
      const line = make('li', {});
      const add = make('button', { type: 'button', className: 'row' }, item.label);
      add.addEventListener('click', () => {
        const place = order().length + 1;
        write([...order(), item], `「${item.label}」を${place}位にしました`);
        const next = rest.querySelector('button') || chosen.querySelector('button:not([disabled])');
        if (next) next.focus();
      });
      line.append(add);
      return line;
    }));
    lead.hidden = !rest.children.length;
  };
  list.closest('form').addEventListener('filled', () => draw());
  draw();
};
