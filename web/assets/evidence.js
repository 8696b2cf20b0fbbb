// A fact lights up its passage. Without this script the same link reloads the page with the passage lit.
const source = document.querySelector('.source');

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-lines]');
  if (!link || !source) return;
  event.preventDefault();
  for (const line of source.querySelectorAll('.lit')) line.classList.remove('lit');
  let first;
  for (const range of JSON.parse(link.dataset.lines)) {
    for (let line = range[0]; line <= range[1]; line += 1) {
      const element = document.getElementById(`d${line}`);
      if (!element) continue;
      element.classList.add('lit');
      first ??= element;
    }
  }
  if (!first) return;
  // Scrolls the document's own box on wide screens, the page on narrow ones.
  first.scrollIntoView({ block: 'center' });
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
});
