// The size of letters: it changes at once and is remembered on this phone alone.
const setSize = (size) => {
  document.documentElement.classList.remove('large', 'larger');
  if (size !== 'normal') document.documentElement.classList.add(size);
  document.querySelectorAll('[data-size]').forEach((one) => {
    one.setAttribute('aria-pressed', String(one.dataset.size === size));
  });
};

const startSizes = (path) => {
  const sizes = document.getElementById('text-size');
  sizes.hidden = false;
  sizes.addEventListener('click', (event) => {
    const button = event.target.closest('[data-size]');
    if (!button) return;
    event.preventDefault();
    setSize(button.dataset.size);
    document.cookie = `text-size=${button.dataset.size}; path=${path || '/'}; max-age=15552000; samesite=lax`;
  });
};
