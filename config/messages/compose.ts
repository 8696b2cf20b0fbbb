/** Turns one list of blocks into the plain text and the HTML of an e-mail, so that both always say the same. */

export type Block =
  | { p: string }
  | { heading: string }
  | { list: readonly string[] }
  /** Label and value pairs, one a line. */
  | { facts: readonly (readonly [label: string, value: string])[] };

export interface Letter {
  subject: string;
  greeting: string;
  blocks: readonly Block[];
  button?: { label: string; url: string };
  /** Under the button, before the signature. */
  closing?: string;
  signature: readonly string[];
  footer: string;
}

export function composeText(letter: Letter): string {
  const parts = [
    letter.greeting,
    ...letter.blocks.map(blockText),
    ...(letter.button ? [`${letter.button.label}:\n${letter.button.url}`] : []),
    ...(letter.closing ? [letter.closing] : []),
    letter.signature.join('\n'),
    `--\n${letter.footer}`,
  ];
  return `${parts.join('\n\n')}\n`.normalize('NFC');
}

function blockText(block: Block): string {
  if ('p' in block) return block.p;
  if ('heading' in block) return block.heading.toLocaleUpperCase('vi');
  if ('list' in block) return block.list.map((line) => `- ${line}`).join('\n');
  return block.facts.map(([label, value]) => `${label}: ${value}`).join('\n');
}

// Inline styles and one column: mail readers drop style sheets, and 360 px phones are the usual reader.
const BODY_STYLE =
  'margin:0;padding:16px;background:#ffffff;color:#1b1b1b;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5';
const BUTTON_STYLE =
  'display:inline-block;padding:12px 20px;background:#0b4f9e;color:#ffffff;font-weight:bold;text-decoration:none;border-radius:4px';
const CELL_STYLE = 'padding:4px 12px 4px 0;text-align:left;vertical-align:top';

export function composeHtml(letter: Letter): string {
  const button = letter.button
    ? `<p style="margin:24px 0"><a href="${escapeHtml(letter.button.url)}" style="${BUTTON_STYLE}">${escapeHtml(letter.button.label)}</a></p>` +
      `<p style="font-size:14px;overflow-wrap:anywhere">Nếu nút không mở được, chép đường dẫn này vào trình duyệt:<br>${escapeHtml(letter.button.url)}</p>`
    : '';
  return [
    '<!doctype html>',
    `<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(letter.subject)}</title></head>`,
    `<body style="${BODY_STYLE}"><div role="main" style="max-width:640px;margin:0 auto">`,
    `<p>${escapeHtml(letter.greeting)}</p>`,
    ...letter.blocks.map(blockHtml),
    button,
    letter.closing ? `<p>${escapeHtml(letter.closing)}</p>` : '',
    `<p>${letter.signature.map(escapeHtml).join('<br>')}</p>`,
    `<p style="border-top:1px solid #767676;padding-top:8px;font-size:14px;color:#4a4a4a">${escapeHtml(letter.footer)}</p>`,
    '</div></body></html>',
  ]
    .filter(Boolean)
    .join('\n')
    .normalize('NFC');
}

function blockHtml(block: Block): string {
  if ('p' in block) return `<p>${escapeHtml(block.p)}</p>`;
  if ('heading' in block)
    return `<h2 style="font-size:18px;margin:24px 0 8px">${escapeHtml(block.heading)}</h2>`;
  if ('list' in block) return `<ul>${block.list.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`;
  const rows = block.facts.map(
    ([label, value]) =>
      `<tr><th scope="row" style="${CELL_STYLE};font-weight:normal;white-space:nowrap;color:#4a4a4a">${escapeHtml(label)}</th><td style="${CELL_STYLE}">${escapeHtml(value)}</td></tr>`,
  );
  return `<table style="border-collapse:collapse">${rows.join('')}</table>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
