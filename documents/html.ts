/** Accessible html preview of an official document: an `<article>` with classes only, no style and no script. */
import {
  type Appendix,
  type Block,
  cellAlign,
  dateLine,
  numberLine,
  type OfficialDocument,
  type RichText,
  recipientLines,
  runsOf,
  type Table,
} from './model';
import { settled } from './settle';
import { DRAFT_MARK, NATIONAL_MOTTO, NATIONAL_NAME, PARTY_NAME } from './style';

export type HtmlOptions = {
  /** Address of the page that shows a source (B89); null leaves the words without a link. */
  sourceHref?: ((key: string) => string | null) | undefined;
  /** Level of the document's own title in the page around it; 1–4, default 1. */
  headingLevel?: number | undefined;
};

export function escapeHtml(text: string): string {
  return (
    text
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#39;')
      // A browser breaks after a hyphen even before a blank that holds words together.
      .replace(/([-–])\u00a0/g, '$1&#8288;\u00a0')
  );
}

/** `levels`: outline levels in use, so that no level of html headings is skipped. */
type Context = { options: HtmlOptions; base: number; levels: number[] };

function heading(level: number, context: Context, className: string, text: string): string {
  const tag = `h${Math.min(6, context.base + level)}`;
  return `<${tag} class="${className}">${text}</${tag}>`;
}

function sourceLinks(keys: string[], context: Context): string {
  const links = keys.flatMap((key, i) => {
    const href = context.options.sourceHref?.(key) ?? null;
    if (href === null) return [];
    return [
      `<a class="vb-source" href="${escapeHtml(href)}"><span class="vb-sr">Xem nguồn </span>[${i + 1}]</a>`,
    ];
  });
  return links.length === 0 ? '' : `<sup class="vb-sources">${links.join(' ')}</sup>`;
}

function rich(text: RichText, context: Context): string {
  return runsOf(text)
    .map((run) => {
      let html = escapeHtml(run.text).replace(/\n/g, '<br>');
      if (run.bold) html = `<strong>${html}</strong>`;
      if (run.italic) html = `<em>${html}</em>`;
      return html + sourceLinks(run.sources ?? [], context);
    })
    .join('');
}

function tableHtml(table: Table, context: Context): string {
  const head = table.columns.map((column) => `<th scope="col">${escapeHtml(column.header)}</th>`).join('');
  const rows = table.rows.map((row) => {
    if (row.type === 'group') {
      return `<tr class="vb-group"><th scope="rowgroup" colspan="${table.columns.length}">${escapeHtml(row.text)}</th></tr>`;
    }
    const cells = row.cells.map((cell, i) => {
      const indent = i === 1 && (row.indent ?? 0) > 0 ? ' vb-indent' : '';
      return `<td class="vb-${cellAlign(table.columns[i], cell)}${indent}">${rich(cell, context)}</td>`;
    });
    return `<tr${row.bold ? ' class="vb-bold"' : ''}>${cells.join('')}</tr>`;
  });
  // A wide table scrolls by itself on a narrow screen; the region needs a name and focus for the keyboard.
  return `<div class="vb-table-scroll" role="region" tabindex="0" aria-label="${escapeHtml(table.caption)}"><table class="vb-table"><caption class="vb-sr">${escapeHtml(table.caption)}</caption><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function blockHtml(block: Block, context: Context): string {
  switch (block.type) {
    case 'heading': {
      const sub = block.subtitle === undefined ? '' : `<br>${escapeHtml(block.subtitle)}`;
      const level = context.levels.indexOf(block.level) + 1;
      return heading(level, context, `vb-heading vb-heading-${block.level}`, escapeHtml(block.text) + sub);
    }
    case 'paragraph': {
      const align = block.align ?? 'justify';
      return `<p class="vb-p vb-p-${align}">${rich(block.text, context)}</p>`;
    }
    case 'list': {
      const kind = block.marker === '+' ? 'plus' : block.marker === '•' ? 'dot' : 'dash';
      const items = block.items.map((item) => `<li>${rich(item, context)}</li>`).join('');
      return `<ul class="vb-list vb-list-${kind}">${items}</ul>`;
    }
    case 'table':
      return tableHtml(block, context);
    case 'pageBreak':
      return '<hr class="vb-page-break">';
  }
}

function headerHtml(doc: OfficialDocument, context: Context): string {
  const line = (className: string, text: string) => `<p class="${className}">${escapeHtml(text)}</p>`;
  const number = numberLine(doc);
  const left = [
    ...doc.issuer.parentLines.map((text) => line('vb-parent', text)),
    ...doc.issuer.bodyLines.map((text) => line('vb-issuer', text)),
    doc.system === 'dang'
      ? '<p class="vb-star" aria-hidden="true">*</p>'
      : '<span class="vb-rule vb-rule-short"></span>',
    number === null ? '' : line('vb-number', number),
    // A công văn has no other title: its subject is the heading of the page.
    doc.kind === 'cong_van' ? heading(0, context, 'vb-letter-title', `V/v ${escapeHtml(doc.title)}`) : '',
  ];
  const right =
    doc.system === 'dang'
      ? [line('vb-party', PARTY_NAME)]
      : [line('vb-nation', NATIONAL_NAME), line('vb-motto', NATIONAL_MOTTO)];
  right.push(line('vb-date', dateLine(doc)));
  return `<header class="vb-header"><div class="vb-left">${left.join('')}</div><div class="vb-right">${right.join('')}</div></header>`;
}

function titleHtml(doc: OfficialDocument, context: Context): string {
  if (doc.typeName === null) return '';
  const rule =
    doc.system === 'dang'
      ? '<p class="vb-dashes" aria-hidden="true">-----</p>'
      : '<span class="vb-rule vb-rule-short"></span>';
  const words = `<span class="vb-type">${escapeHtml(doc.typeName)}</span> <span class="vb-title">${escapeHtml(doc.title)}</span>`;
  return heading(0, context, 'vb-title-block', words) + rule;
}

function addresseesHtml(doc: OfficialDocument): string {
  if (doc.addressees.length === 0) return '';
  const only = doc.addressees[0];
  if (doc.addressees.length === 1 && only !== undefined) {
    return `<p class="vb-to">Kính gửi: ${escapeHtml(only)}${doc.system === 'dang' ? '' : '.'}</p>`;
  }
  const items = doc.addressees.map((name, i) => {
    const end = i === doc.addressees.length - 1 ? '.' : ';';
    return `<li>- ${escapeHtml(name)}${end}</li>`;
  });
  return `<div class="vb-to-many"><p>Kính gửi:</p><ul>${items.join('')}</ul></div>`;
}

function footHtml(doc: OfficialDocument): string {
  const recipients =
    doc.recipients.length === 0
      ? ''
      : `<p class="vb-recipients-label">Nơi nhận:</p><ul>${recipientLines(doc)
          .map((text) => `<li>${escapeHtml(text)}</li>`)
          .join('')}</ul>`;
  const signature =
    doc.signature === null
      ? ''
      : doc.signature.lines.map((l) => `<p class="vb-sign-${l.role}">${escapeHtml(l.text)}</p>`).join('') +
        `<p class="vb-sign-name">${escapeHtml(doc.signature.name ?? '')}</p>`;
  const note = doc.footnote === null ? '' : `<p class="vb-footnote">${escapeHtml(doc.footnote)}</p>`;
  if (recipients === '' && signature === '') return note;
  return `<footer class="vb-foot"><div class="vb-recipients">${recipients}</div><div class="vb-signature">${signature}</div></footer>${note}`;
}

function appendixHtml(appendix: Appendix, context: Context): string {
  const title = `${escapeHtml(appendix.label)}<br><span class="vb-appendix-title">${escapeHtml(appendix.title)}</span>`;
  const body = appendix.body.map((block) => blockHtml(block, context)).join('');
  return `<section class="vb-appendix">${heading(1, context, 'vb-appendix-label', title)}<p class="vb-attached">${escapeHtml(appendix.attachedTo)}</p>${body}</section>`;
}

/** The fragment carries no page around it: the caller supplies `<html lang="vi">` and the sheet of the classes. */
export function renderHtml(input: OfficialDocument, options: HtmlOptions = {}): string {
  const doc = settled(input);
  const blocks = [...doc.body, ...doc.appendices.flatMap((appendix) => appendix.body)];
  const used = new Set(blocks.flatMap((block) => (block.type === 'heading' ? [block.level] : [])));
  const levels = [...used].sort((a, b) => a - b);
  const base = Math.min(4, Math.max(1, options.headingLevel ?? 1));
  const context: Context = { options, base, levels };
  const form = doc.system === 'dang' ? `vb-dang vb-${doc.partyForm ?? 'HD05'}` : 'vb-chinh-quyen';
  const draft = doc.draft ? `<p class="vb-draft">${DRAFT_MARK}</p>` : '';
  const body = doc.body.map((block) => blockHtml(block, context)).join('');
  const appendices = doc.appendices.map((appendix) => appendixHtml(appendix, context)).join('');
  return `<article class="vb ${form}${doc.draft ? ' vb-is-draft' : ''}" lang="vi">${draft}${headerHtml(doc, context)}${titleHtml(doc, context)}${addresseesHtml(doc)}<div class="vb-body">${body}</div>${footHtml(doc)}${appendices}</article>`;
}
