/** The page at the simulator's root: what reached whom, and a way to act as one of the people. */
import { html, raw } from 'hono/html';
import { toLocal } from '../../../domain/time';
import type { DeliveredMessage, SimButton, World } from './world';

const STYLE = `
  body { font-family: system-ui, sans-serif; line-height: 1.5; margin: 0 auto; max-width: 46rem; padding: 1rem; color: #1b1b1b; }
  a { color: #0b57a4; } article { border: 1px solid #c4c4c4; border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1rem; margin: 0; } .text { white-space: pre-wrap; overflow-wrap: anywhere; }
  .meta { color: #4a4a4a; font-size: .9rem; } form { display: inline-block; margin: .25rem .5rem .25rem 0; }
  button, input, select { font: inherit; padding: .5rem .75rem; min-height: 44px; } label { display: block; } input, select { display: block; width: 100%; box-sizing: border-box; margin: .25rem 0 .5rem; }
`;

const KINDS: Record<DeliveredMessage['kind'], string> = {
  text: 'Tin tư vấn',
  file: 'Tệp',
  image: 'Ảnh',
  request_user_info: 'Xin thông tin liên hệ',
  template_user: 'Tin mẫu theo tài khoản',
  template_phone: 'Tin mẫu theo số điện thoại',
  group_text: 'Tin nhóm',
};

export function renderPage(world: World): string {
  const messages = [...world.outbox].reverse();
  const users = [...world.users.values()];
  return String(html`<!doctype html><html lang="vi"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><title>Zalo thử</title>
    <style>${raw(STYLE)}</style></head><body><main>
    <h1>Zalo thử</h1>
    <p>Tin mà hệ thống gửi qua Zalo trên máy này dừng lại ở đây, không ra ngoài. Tài khoản: ${world.oa.name}. Có ${messages.length} tin.</p>
    ${
      users.length === 0
        ? html`<p>Chưa có người dùng thử nào.</p>`
        : html`<form method="post" action="/_control/say">
          <label>Nhắn tới tài khoản của cơ quan, với tư cách
            <select name="userId">${users.map((u) => html`<option value="${u.id}">${u.displayName}${u.follower ? '' : ' (chưa quan tâm)'}</option>`)}</select></label>
          <label>Nội dung <input name="text" required placeholder="Mã liên kết trong thư"></label>
          <button>Gửi</button> <button formaction="/_control/follow" formnovalidate>Quan tâm</button></form>`
    }
    ${messages.length === 0 ? html`<p>Chưa có tin nào. Khi hệ thống gửi nhắc hạn qua Zalo, tin hiện ra ở đây.</p>` : ''}
    ${messages.map((message) => article(message))}
    </main></body></html>`);
}

function article(message: DeliveredMessage) {
  const data = Object.entries(message.templateData ?? {});
  return html`<article>
    <h2>${message.userName ?? message.groupId ?? ''}</h2>
    <p class="meta">${KINDS[message.kind]} · ${at(message.at)}${message.receivedAt ? ' · đã đến' : ' · chưa đến máy'}${message.seenAt ? ' · đã xem' : ''}</p>
    ${message.text ? html`<p class="text">${linked(message.text)}</p>` : ''}
    ${message.file ? html`<p>${message.file}</p>` : ''}
    ${data.length > 0 ? html`<ul>${data.map(([key, value]) => html`<li>${key}: ${value}</li>`)}</ul>` : ''}
    ${(message.buttons ?? []).map((button, index) => buttonForm(message.messageId, button, index))}
  </article>`;
}

function buttonForm(messageId: string, button: SimButton, index: number) {
  const url: unknown =
    typeof button.payload === 'object' && button.payload ? Reflect.get(button.payload, 'url') : undefined;
  if (typeof url === 'string')
    return html`<p><a href="${url}" target="_blank" rel="noopener">${button.title}</a></p>`;
  return html`<form method="post" action="/_control/press"><input type="hidden" name="messageId" value="${messageId}">
    <input type="hidden" name="button" value="${index}"><button>${button.title}</button></form>`;
}

const linked = (text: string) =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part) =>
      /^https?:\/\//.test(part) ? html`<a href="${part}" target="_blank" rel="noopener">${part}</a>` : part,
    );

const at = (iso: string): string => toLocal(iso).toFormat('HH:mm dd/MM/yyyy');
