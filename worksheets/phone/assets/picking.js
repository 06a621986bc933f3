// A long list that stands in several fields is sent with the first only.
const copyRows = (more) => {
  const field = more.closest('[data-field]');
  const chosen = new Set(Array.from(field.querySelectorAll('.row input'), (tick) => tick.value));
  const source = more.closest('form').querySelector(`[data-field="${more.dataset.like}"]`);
  more.querySelectorAll('p').forEach((link) => link.remove());
  source.querySelectorAll('.row').forEach((row) => {
    if (chosen.has(row.querySelector('input').value)) return;
    const copy = row.cloneNode(true);
    const tick = copy.querySelector('input');
    tick.name = field.dataset.field;
    tick.checked = false;
    tick.removeAttribute('checked');
    copy.hidden = false;
    more.append(copy);
  });
};

// Long lists to choose from: a field to search in, and what is chosen is never out of sight.
const startPicking = (more) => {
  if (more.dataset.like) copyRows(more);
  const rows = Array.from(more.querySelectorAll('.row'));
  const show = () => { if (more.querySelector(':checked')) more.open = true; };
  more.closest('form').addEventListener('filled', show);
  show();
  if (rows.length <= 8) return;
  const id = `${more.id}-search`;
  const field = make('input', { id, type: 'text', autocomplete: 'off' });
  const told = make('p', { className: 'help' });
  told.setAttribute('role', 'status');
  const plain = (text) => text.normalize('NFKC').toLowerCase();
  field.addEventListener('input', (event) => {
    event.stopPropagation(); // no part of the answer
    const wanted = plain(field.value.trim());
    const found = rows.filter((row) => {
      row.hidden = !plain(row.textContent).includes(wanted) && !row.querySelector('input').checked;
      return !row.hidden;
    });
    told.textContent = wanted ? `${found.length}件` : '';
  });
  const label = make('label', { htmlFor: id }, '言葉でさがす');
  more.querySelector('summary').after(label, field, told);
};
