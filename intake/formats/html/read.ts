// Reads HTML as saved or pasted from a web page: paragraphs, lists and tables of the document, without the page around it.

import { parse } from 'parse5';
import { roman } from '../docx/numbering';
import { DocumentError } from '../errors';
import type { Limits } from '../limits';
import type { RawBlock, RawCell, RawDocument, RawParagraph } from '../raw';
import { Tally } from '../tally';
import { decodeText } from '../text/decode';
import {
  attribute,
  type Element,
  isElement,
  isFurniture,
  type Measures,
  mainPart,
  measure,
  type Node,
} from './tree';

const BLOCKS = new Set(
  'address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

/** Footnotes and endnotes as word processors save them, at the end of the page. */
const NOTE_ID = /^(sdfootnote|sdendnote|_?ftn|_?edn)\d+$/i;

interface Inherited {
  bold: boolean;
  italic: boolean;
  caps: boolean;
  centered: boolean;
  pre: boolean;
  heading: number;
  listDepth: number;
}

const PLAIN: Inherited = {
  bold: false,
  italic: false,
  caps: false,
  centered: false,
  pre: false,
  heading: 0,
  listDepth: 0,
};

class PageReader {
  blocks: RawBlock[] = [];
  readonly footnotes: string[] = [];
  private text = '';
  private tally = new Tally();
  private marker = '';
  private depth = 0;
  private count = 0;

  constructor(
    private readonly measures: Map<Node, Measures>,
    private readonly limits: Limits,
  ) {}

  walk(node: Node, inherited: Inherited): void {
    if (node.nodeName === '#text' && 'value' in node) {
      this.write(node.value, inherited);
      return;
    }
    if (!isElement(node)) return;
    if (isFurniture(node, this.measures)) return;
    const tag = node.tagName;
    if (tag === 'div' && NOTE_ID.test(attribute(node, 'id'))) {
      const note = textOf(node)
        .replace(/\s+/g, ' ')
        .replace(/^\s*\[?\d{1,3}\]?\s*/, '');
      if (note.trim() !== '') this.footnotes.push(note.trim());
      return;
    }
    if (tag === 'br') {
      this.flush(inherited);
      return;
    }
    if (tag === 'sup' && /^\s*\[?\d{1,3}\]?\s*$/.test(textOf(node)) && isNoteLink(node)) return;
    if (++this.depth > this.limits.maxDepth) throw new DocumentError('TOO_COMPLEX', 'HTML');
    const style = styled(node, inherited);
    if (tag === 'table') this.table(node, style);
    else if (tag === 'ul' || tag === 'ol') this.list(node, style);
    else {
      const block = BLOCKS.has(tag);
      if (block) this.flush(inherited);
      for (const child of node.childNodes) this.walk(child, style);
      if (block) this.flush(style);
      if (tag === 'p' || /^h[1-6]$/.test(tag)) this.gap();
    }
    this.depth--;
  }

  private write(value: string, style: Inherited): void {
    const parts = style.pre ? value.split('\n') : [value.replace(/\s+/g, ' ')];
    parts.forEach((part, index) => {
      if (index > 0) this.flush(style);
      if (this.text === '' && part.trim() === '') return;
      this.text += part;
      this.tally.add(part, style);
    });
  }

  flush(style: Inherited): void {
    const text = this.text;
    const look = this.tally.style();
    this.text = '';
    this.tally = new Tally();
    if (text.trim() === '') return;
    if (++this.count > this.limits.maxBlocks) throw new DocumentError('TOO_COMPLEX', 'HTML');
    if (style.centered) look.centered = true;
    const block: RawParagraph = { kind: 'paragraph', text, style: look };
    if (style.heading > 0) {
      block.role = 'heading';
      look.level = style.heading;
    } else if (this.marker) {
      block.role = 'list_item';
      look.marker = this.marker;
      look.level = Math.max(1, style.listDepth);
    }
    this.marker = '';
    this.blocks.push(block);
  }

  private gap(): void {
    this.blocks.push({ kind: 'paragraph', text: '' });
  }

  private list(element: Element, style: Inherited): void {
    this.flush(style);
    const inner = { ...style, listDepth: style.listDepth + 1 };
    let number = Number.parseInt(attribute(element, 'start'), 10);
    if (!Number.isFinite(number)) number = 1;
    const type = attribute(element, 'type') || '1';
    for (const child of element.childNodes) {
      if (!isElement(child) || child.tagName !== 'li') {
        this.walk(child, inner);
        continue;
      }
      // A list that prints no mark carries its own dash or number in the text.
      const unmarked = /list-style(-type)?\s*:\s*none/i.test(
        attribute(element, 'style') + attribute(child, 'style'),
      );
      const own = /^\s*([-–+•*]|\(?[0-9a-zđIVX]{1,4}[.)])\s/.test(textOf(child).slice(0, 20));
      this.marker = unmarked || own ? '' : element.tagName === 'ul' ? '-' : `${listNumber(number, type)}.`;
      number++;
      this.walk(child, inner);
      this.marker = '';
    }
    this.flush(inner);
  }

  private table(element: Element, style: Inherited): void {
    this.flush(style);
    const outer = this.blocks;
    const rows: RawCell[][] = [];
    const visitRows = (parent: Element): void => {
      for (const child of parent.childNodes) {
        if (!isElement(child)) continue;
        if (child.tagName === 'tr') rows.push(this.row(child, style));
        else if (/^(thead|tbody|tfoot)$/.test(child.tagName)) visitRows(child);
        else if (child.tagName === 'caption') this.walk(child, style);
      }
    };
    visitRows(element);
    this.blocks = outer;
    const filled = rows.filter((row) => row.length > 0);
    if (filled.length > 0) this.blocks.push({ kind: 'table', rows: filled });
  }

  private row(element: Element, style: Inherited): RawCell[] {
    const outer = this.blocks;
    const cells: RawCell[] = [];
    for (const child of element.childNodes) {
      if (!isElement(child) || !/^t[dh]$/.test(child.tagName)) continue;
      this.blocks = [];
      const inner = styled(child, { ...style, bold: style.bold || child.tagName === 'th' });
      for (const part of child.childNodes) this.walk(part, inner);
      this.flush(inner);
      const cell: RawCell = { paragraphs: this.blocks.flatMap(cellParagraphs) };
      const colspan = span(attribute(child, 'colspan'));
      const rowspan = span(attribute(child, 'rowspan'));
      if (colspan > 1) cell.colspan = colspan;
      if (rowspan > 1) cell.rowspan = rowspan;
      cells.push(cell);
    }
    this.blocks = outer;
    return cells;
  }
}

function cellParagraphs(block: RawBlock): RawParagraph[] {
  if (block.kind === 'paragraph') return block.text.trim() === '' ? [] : [block];
  return block.rows.flatMap((row) => row.flatMap((cell) => cell.paragraphs));
}

function span(value: string): number {
  const number = Number.parseInt(value, 10);
  return number > 1 && number <= 64 ? number : 1;
}

function listNumber(value: number, type: string): string {
  if (type === 'I') return roman(value).toUpperCase();
  if (type === 'i') return roman(value);
  if (type === 'a' || type === 'A') {
    const letter = String.fromCharCode(97 + ((value - 1) % 26));
    return type === 'A' ? letter.toUpperCase() : letter;
  }
  return String(value);
}

function styled(element: Element, inherited: Inherited): Inherited {
  const tag = element.tagName;
  const css = attribute(element, 'style');
  const weight = /font-weight\s*:\s*(\w+)/i.exec(css)?.[1];
  const align = /text-align\s*:\s*(\w+)/i.exec(css)?.[1] ?? attribute(element, 'align');
  const heading = /^h([1-6])$/.exec(tag)?.[1];
  return {
    bold: weight
      ? /bold|[6-9]00/i.test(weight)
      : inherited.bold || tag === 'b' || tag === 'strong' || Boolean(heading),
    italic: inherited.italic || tag === 'i' || tag === 'em' || /font-style\s*:\s*italic/i.test(css),
    caps: inherited.caps || /text-transform\s*:\s*uppercase/i.test(css),
    centered: align ? /center/i.test(align) : inherited.centered || tag === 'center',
    pre: inherited.pre || tag === 'pre' || /white-space\s*:\s*pre/i.test(css),
    heading: heading ? Number(heading) : inherited.heading,
    listDepth: inherited.listDepth,
  };
}

/** Text of a small element; only looked at for marks and numbers, so depth and length are bounded. */
function textOf(node: Node, depth = 0): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  if (depth > 12 || !('childNodes' in node)) return '';
  return node.childNodes
    .slice(0, 20)
    .map((child) => textOf(child, depth + 1))
    .join('');
}

function isNoteLink(element: Element): boolean {
  const parent = element.parentNode;
  if (parent && isElement(parent) && parent.tagName === 'a') return true;
  return element.childNodes.some((child) => isElement(child) && child.tagName === 'a');
}

export function readHtml(bytes: Uint8Array, limits: Limits): RawDocument {
  const decoded = decodeText(bytes);
  if (decoded.text.length > limits.maxChars) throw new DocumentError('TOO_COMPLEX', 'HTML');
  const document = parse(decoded.text);
  const root = document.childNodes.find(isElement);
  if (!root) throw new DocumentError('NO_TEXT', 'HTML');
  const measures = measure(root);
  const reader = new PageReader(measures, limits);
  reader.walk(mainPart(root, measures), PLAIN);
  reader.flush(PLAIN);
  const { blocks, footnotes } = reader;
  return { blocks, footnotes, warnings: decoded.warnings, confidence: 1 };
}
