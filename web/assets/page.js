// Moves the focus to the error summary, so that screen readers and keyboards start there.
const summary = document.querySelector('[data-focus]');
if (summary) summary.focus();

// A form is sent once: the second press of a button while the first is under way is dropped (the server refuses it as well).
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else {
    form.dataset.sent = '1';
    // Long work says that it has begun (reading a document takes seconds, a scan longer).
    const status = form.querySelector('[data-busy]');
    if (status) status.textContent = status.dataset.busy;
  }
});
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});
