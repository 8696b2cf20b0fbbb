// Keeps what is typed: two seconds after the last key the form goes to the server as a draft. Without it "Lưu nháp" does the same.
const PAUSE_MS = 2000;

for (const form of document.querySelectorAll('form[data-autosave]')) {
  const status = document.querySelector('[data-saved]');
  let timer;
  let dirty = false;
  let busy = false;

  const say = (text) => {
    if (status) status.textContent = text;
  };

  const save = async () => {
    if (busy || form.dataset.sent) return;
    busy = true;
    dirty = false;
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (typeof value !== 'string') data.delete(name);
    try {
      const response = await fetch(form.dataset.autosave, {
        method: 'POST',
        body: new URLSearchParams(data),
        headers: { accept: 'application/json' },
        credentials: 'same-origin',
      });
      const answer = await response.json();
      say(answer.message);
      if (answer.token && form.elements.basedOn) form.elements.basedOn.value = answer.token;
    } catch {
      dirty = true;
      say('Chưa lưu được vì mất kết nối. Sẽ thử lại khi có mạng; xin đừng đóng trang này.');
    }
    busy = false;
    if (dirty) timer = setTimeout(save, PAUSE_MS * 5);
  };

  form.addEventListener('input', () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener('submit', () => {
    dirty = false;
    clearTimeout(timer);
  });
  window.addEventListener('online', () => dirty && save());
  window.addEventListener('beforeunload', (event) => {
    if (dirty) event.preventDefault();
  });
}
