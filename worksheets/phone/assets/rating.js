// Things rated one by one: both rows are needed, one button passes, and what is sent leads on to
// the next thing. Nothing is dragged; every thing is a form of its own with a draft of its own.
const isRating = (form) => form.dataset.rates !== undefined;

const findUnrated = (form) =>
  (isRating(form) ? Array.from(form.querySelectorAll('.side')) : [])
    .find((side) => !side.querySelector(':checked'));

// The room may be written on while somebody rates: the thing that was asked for stays.
const askForItem = (link) => {
  const item = new URL(link.href).searchParams.get('item');
  if (item) live.item = item;
  return item;
};

const pass = (form) => {
  Array.from(form.querySelectorAll('.side input')).forEach((field) => { field.checked = false; });
  showProblem(form, '');
  markMissing(form, null);
};

// After sending, the next thing comes with the answer; the reader hears it.
const leadOn = (form) => {
  live.item = `after-${form.dataset.rates}`;
  live.focus = sheetId(form);
};
