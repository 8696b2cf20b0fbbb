/** The browser side of the local mailbox: a list and a message view, plain HTML in Vietnamese. */
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { toLocal } from '../../domain/time';
import type { MailStore, StoredMail } from './store';

/** A message's own HTML may show itself and open its links in a new tab, nothing else. */
const MESSAGE_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups allow-popups-to-escape-sandbox";

const STYLE = `
  body { font-family: system-ui, sans-serif; line-height: 1.5; margin: 0 auto; max-width: 60rem; padding: 1rem; color: #1b1b1b; }
  a { color: #0b57a4; }
  h1 { font-size: 1.5rem; } ul.mails { list-style: none; padding: 0; }
  ul.mails > li { border-bottom: 1px solid #d0d0d0; padding: .75rem 0; overflow-wrap: anywhere; } .meta { color: #4a4a4a; font-size: .9rem; }
  dt { font-weight: 600; } dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #d0d0d0; padding: 1rem; }
  iframe { width: 100%; min-height: 34rem; border: 1px solid #d0d0d0; background: #fff; }
  .mark { border: 1px solid #8a5a00; padding: 0 .4rem; border-radius: .2rem; color: #8a5a00; white-space: nowrap; }
`;

export function createMailboxWeb(store: MailStore): Hono {
  const app = new Hono();

  app.get('/', (c) => {
    const mails = [...store.all()].reverse();
    const to = c.req.query('to')?.toLowerCase();
    const shown = to
      ? mails.filter((mail) => mail.envelopeTo.some((one) => one.toLowerCase() === to))
      : mails;
    return c.html(
      page(
        'Hộp thư thử',
        html`<h1>Hộp thư thử</h1>
          <p>Mọi thư mà hệ thống gửi đi trên máy này dừng lại ở đây, không ra ngoài. Có ${shown.length} thư${to ? html` gửi tới ${to}` : ''}.
          ${to ? html`<a href="/">Xem tất cả</a>` : ''}</p>
          ${shown.length === 0 ? html`<p>Chưa có thư nào. Khi hệ thống gửi thư nhắc, thư hiện ra ở đây.</p>` : list(shown)}`,
      ),
    );
  });

  app.get('/thu/:id', (c) => {
    const mail = store.get(c.req.param('id'));
    return mail ? c.html(page(mail.subject, view(mail))) : c.html(missing(), 404);
  });

  app.get('/thu/:id/html', (c) => {
    const mail = store.get(c.req.param('id'));
    if (!mail?.html) return c.html(missing(), 404);
    c.header('Content-Security-Policy', MESSAGE_CSP);
    return c.html(`<base target="_blank">${mail.html}`);
  });

  app.get('/thu/:id/nguyen-ban', (c) => {
    const mail = store.get(c.req.param('id'));
    if (!mail) return c.html(missing(), 404);
    c.header('Content-Type', 'text/plain; charset=utf-8');
    return c.body(Buffer.from(mail.raw));
  });

  app.get('/thu/:id/tep/:index', (c) => {
    const file = store.get(c.req.param('id'))?.attachments[Number(c.req.param('index'))];
    if (!file) return c.html(missing(), 404);
    c.header('Content-Type', file.contentType);
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}`);
    return c.body(Buffer.from(file.content));
  });

  app.get('/api/messages', (c) => c.json(store.all().map(summary)));
  return app;
}

function list(mails: readonly StoredMail[]) {
  return html`<ul class="mails">${mails.map(
    (mail) => html`<li>
      <a href="/thu/${mail.id}">${mail.subject || '(không có tiêu đề)'}</a>
      ${mail.duplicateOf ? html`<span class="mark">trùng thư ${mail.duplicateOf}</span>` : ''}
      ${mail.attachments.length ? html`<span class="mark">${mail.attachments.length} tệp</span>` : ''}
      <div class="meta">${at(mail.receivedAt)} · tới ${mail.envelopeTo.map((one) => html`<a href="/?to=${encodeURIComponent(one)}">${one}</a> `)}</div>
    </li>`,
  )}</ul>`;
}

function view(mail: StoredMail) {
  return html`<p><a href="/">← Hộp thư thử</a></p>
    <h1>${mail.subject || '(không có tiêu đề)'}</h1>
    <dl>
      <dt>Người gửi</dt><dd>${mail.from}</dd>
      <dt>Người nhận</dt><dd>${mail.to || mail.envelopeTo.join(', ')}</dd>
      <dt>Nhận lúc</dt><dd>${at(mail.receivedAt)}</dd>
      <dt>Mã thư</dt><dd>${mail.messageId} · <a href="/thu/${mail.id}/nguyen-ban">xem nguyên bản</a></dd>
      ${mail.links.length ? html`<dt>Đường dẫn trong thư</dt>${mail.links.map((l) => html`<dd><a href="${l}">${l}</a></dd>`)}` : ''}
      ${mail.attachments.length ? html`<dt>Tệp gửi kèm</dt>` : ''}
      ${mail.attachments.map((f, i) => html`<dd><a href="/thu/${mail.id}/tep/${i}">${f.filename}</a> (${f.content.byteLength.toLocaleString('vi-VN')} byte)</dd>`)}
    </dl>
    ${mail.html ? html`<iframe title="Nội dung thư" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/thu/${mail.id}/html"></iframe>` : ''}
    <h2>Bản chữ</h2>
    <pre>${mail.text}</pre>`;
}

function page(title: string, body: ReturnType<typeof html>) {
  return html`<!doctype html><html lang="vi"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
    <style>${raw(STYLE)}</style></head><body><main>${body}</main></body></html>`;
}

const missing = () =>
  page(
    'Không có thư này',
    html`<h1>Không có thư này</h1><p>Thư không có trong hộp thư thử. <a href="/">Về danh sách</a></p>`,
  );

const at = (iso: string): string => toLocal(iso).toFormat('HH:mm:ss dd/MM/yyyy');

function summary(mail: StoredMail) {
  const { raw: _raw, attachments, ...rest } = mail;
  return {
    ...rest,
    attachments: attachments.map((f) => ({
      filename: f.filename,
      contentType: f.contentType,
      bytes: f.content.byteLength,
    })),
  };
}
