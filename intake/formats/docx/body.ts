// Walks word/document.xml (or a notes part) and builds paragraphs and tables as they are printed, tracked changes accepted.

import { DocumentError } from '../errors';
import type { Limits } from '../limits';
import type { RawBlock, RawCell, RawParagraph, RawTable } from '../raw';
import { convertLegacy, legacyFont } from '../text/legacy';
import type { Attributes, XmlHandler } from '../xml';
import type { Numbering } from './numbering';
import {
  applyParagraphProp,
  applyRunProp,
  isOn,
  type ParagraphProps,
  type RunProps,
  type StyleSheet,
} from './styles';

interface Paragraph {
  pieces: string[];
  props: ParagraphProps;
  /** Characters that are not blank: all, bold, italic, caps. */
  counts: { all: number; bold: number; italic: number; caps: number };
  size: number;
  markDeleted: boolean;
  startPage: number;
  /** Text box paragraphs found inside; printed after this one. */
  boxes: RawBlock[];
  run: RunProps;
  inRunProps: boolean;
}

interface OpenCell {
  blocks: RawBlock[];
  colspan: number;
  merge?: 'restart' | 'continue';
}

interface OpenTable {
  rows: { cells: (OpenCell & { column: number })[]; deleted: boolean; before: number }[];
  page: number;
}

type Container = { blocks: RawBlock[]; cell?: OpenCell; box?: boolean };

export interface BodyResult {
  blocks: RawBlock[];
  trackedChanges: number;
  legacyFonts: Set<'TCVN3' | 'VNI'>;
  pictures: number;
  pageBreaks: number;
}

/** Subtrees that are not what the reader of the accepted document sees: old versions, deletions, second renderings. */
const SKIPPED = new Set([
  'mc:Fallback',
  'w:moveFrom',
  'w:pPrChange',
  'w:rPrChange',
  'w:tblPrChange',
  'w:tblPrExChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:sectPrChange',
  'w:numberingChange',
  'w:tblGridChange',
  'w:instrText',
  'w:delInstrText',
  'w:delText',
  'w:sectPr',
]);

/** Tables within tables beyond this depth are bogus; real ones go to three. */
const MAX_TABLE_DEPTH = 12;

export class BodyReader implements XmlHandler {
  private readonly result: BodyResult = {
    blocks: [],
    trackedChanges: 0,
    legacyFonts: new Set(),
    pictures: 0,
    pageBreaks: 0,
  };
  private readonly containers: Container[] = [{ blocks: this.result.blocks }];
  private readonly paragraphs: Paragraph[] = [];
  private readonly tables: OpenTable[] = [];
  private readonly stack: string[] = [];
  private readonly fields: { result: boolean; hidden: boolean }[] = [];
  private instruction = '';
  private skipping = 0;
  private inText = false;
  private inInstruction = false;
  private page = 1;
  private chars = 0;
  private blockCount = 0;
  private carried: Paragraph | undefined;

  constructor(
    private readonly styles: StyleSheet,
    private readonly numbering: Numbering,
    private readonly limits: Limits,
  ) {}

  finish(): BodyResult {
    return this.result;
  }

  open(name: string, attributes: Attributes): void {
    const parent = this.stack[this.stack.length - 1] ?? '';
    this.stack.push(name);
    if (name === 'w:instrText') this.inInstruction = true;
    if (this.skipping > 0) {
      this.skipping++;
      return;
    }
    if (name === 'w:del' || name === 'w:ins' || name === 'w:moveTo') this.result.trackedChanges++;
    if (name === 'w:del') {
      const paragraph = this.current();
      if (parent === 'w:rPr' && paragraph && this.stack.includes('w:pPr')) paragraph.markDeleted = true;
      else if (parent === 'w:trPr') this.deleteRow();
      else if (parent !== 'w:rPr') this.skipping = 1;
      return;
    }
    if (SKIPPED.has(name)) {
      this.skipping = 1;
      return;
    }
    this.openBlock(name, attributes);
    this.openInline(name, attributes, parent);
  }

  close(name: string): void {
    this.stack.pop();
    if (name === 'w:instrText') this.inInstruction = false;
    if (this.skipping > 0) {
      this.skipping--;
      return;
    }
    switch (name) {
      case 'w:p':
        this.closeParagraph();
        break;
      case 'w:tbl':
        this.closeTable();
        break;
      case 'w:tc': {
        const container = this.containers.pop();
        const row = this.row();
        if (container?.cell && row) row.cells.push({ ...container.cell, column: this.nextColumn(row) });
        break;
      }
      case 'w:txbxContent': {
        const container = this.containers.pop();
        const owner = this.current();
        if (container && owner) owner.boxes.push(...container.blocks);
        else if (container) this.container().blocks.push(...container.blocks);
        break;
      }
      case 'w:t':
        this.inText = false;
        break;
      case 'w:rPr': {
        const paragraph = this.current();
        if (paragraph) paragraph.inRunProps = false;
        break;
      }
    }
  }

  text(value: string): void {
    if (this.inInstruction) {
      this.instruction += value;
      return;
    }
    if (this.skipping > 0 || !this.inText) return;
    this.write(value);
  }

  private openBlock(name: string, attributes: Attributes): void {
    if (name === 'w:p') {
      if (++this.blockCount > this.limits.maxBlocks) throw new DocumentError('TOO_COMPLEX', 'Word');
      const props: ParagraphProps = {};
      this.paragraphs.push({
        pieces: [],
        props,
        counts: { all: 0, bold: 0, italic: 0, caps: 0 },
        size: 0,
        markDeleted: false,
        startPage: this.page,
        boxes: [],
        run: {},
        inRunProps: false,
      });
    } else if (name === 'w:tbl') {
      if (this.tables.length >= MAX_TABLE_DEPTH) throw new DocumentError('TOO_COMPLEX', 'Word');
      this.tables.push({ rows: [], page: this.page });
    } else if (name === 'w:tr') {
      this.tables[this.tables.length - 1]?.rows.push({ cells: [], deleted: false, before: 0 });
    } else if (name === 'w:tc') {
      const cell: OpenCell = { blocks: [], colspan: 1 };
      this.containers.push({ blocks: cell.blocks, cell });
    } else if (name === 'w:txbxContent') {
      this.containers.push({ blocks: [], box: true });
    } else if (name === 'w:gridSpan') {
      const cell = this.container().cell;
      if (cell) cell.colspan = Math.min(Math.max(Number(attributes['w:val']) || 1, 1), 64);
    } else if (name === 'w:vMerge') {
      const cell = this.container().cell;
      if (cell) cell.merge = attributes['w:val'] === 'restart' ? 'restart' : 'continue';
    } else if (name === 'w:gridBefore') {
      const row = this.row();
      if (row) row.before = Math.min(Number(attributes['w:val']) || 0, 64);
    }
  }

  private openInline(name: string, attributes: Attributes, parent: string): void {
    const paragraph = this.current();
    if (!paragraph) return;
    switch (name) {
      case 'w:rPr':
        paragraph.inRunProps = parent === 'w:r';
        break;
      case 'w:r':
        paragraph.run = {};
        break;
      case 'w:rStyle':
        if (paragraph.inRunProps && attributes['w:val']) {
          paragraph.run = { ...this.styles.characterRun(attributes['w:val']), ...paragraph.run };
        }
        break;
      case 'w:t':
        this.inText = true;
        break;
      case 'w:tab':
        if (parent === 'w:r') this.write('\t');
        break;
      case 'w:cr':
        this.write('\n');
        break;
      case 'w:br':
        if (attributes['w:type'] !== 'page' && attributes['w:type'] !== 'column') this.write('\n');
        break;
      case 'w:lastRenderedPageBreak':
        this.page++;
        this.result.pageBreaks++;
        if (paragraph.pieces.length === 0) paragraph.startPage = this.page;
        break;
      case 'w:noBreakHyphen':
        this.write('-');
        break;
      case 'w:softHyphen':
        // In a TCVN3 font the soft hyphen is the letter ư, and Word may have stored it as an element.
        this.write('\u00ad');
        break;
      case 'w:sym':
        this.write(symbol(attributes['w:char']));
        break;
      case 'w:drawing':
      case 'w:pict':
        this.result.pictures++;
        break;
      case 'w:fldChar':
        this.field(attributes['w:fldCharType']);
        break;
      default:
        if (paragraph.inRunProps) applyRunProp(paragraph.run, name, attributes);
        else if (this.stack.includes('w:pPr')) this.paragraphProp(paragraph, name, attributes);
    }
  }

  private paragraphProp(paragraph: Paragraph, name: string, attributes: Attributes): void {
    if (name === 'w:pageBreakBefore' && !isOn(attributes)) return;
    applyParagraphProp(paragraph.props, name, attributes);
  }

  /** A field shows its result, not its instruction; a table of contents repeats headings and shows nothing here. */
  private field(type: string | undefined): void {
    if (type === 'begin') {
      this.fields.push({ result: false, hidden: false });
      this.instruction = '';
    } else if (type === 'separate') {
      const field = this.fields[this.fields.length - 1];
      if (field) {
        field.result = true;
        field.hidden = /^\s*TOC\b/i.test(this.instruction);
      }
      this.instruction = '';
    } else if (type === 'end') this.fields.pop();
  }

  private write(value: string): void {
    const paragraph = this.current();
    if (!paragraph) return;
    if (this.fields.some((field) => !field.result || field.hidden)) return;
    const inherited = this.styles.run(paragraph.props.style);
    const run = { ...inherited, ...paragraph.run };
    if (run.hidden) return;
    this.chars += value.length;
    if (this.chars > this.limits.maxChars) throw new DocumentError('TOO_COMPLEX', 'Word');
    let text = value;
    const legacy = legacyFont(run.font);
    if (legacy && /[^\x20-\x7e\s]/.test(text)) {
      text = convertLegacy(text, legacy.encoding);
      this.result.legacyFonts.add(legacy.encoding);
    }
    if (legacy?.capitals) text = text.toUpperCase();
    paragraph.pieces.push(text);
    const solid = text.replace(/\s+/g, '').length;
    paragraph.counts.all += solid;
    if (run.bold) paragraph.counts.bold += solid;
    if (run.italic) paragraph.counts.italic += solid;
    if (run.caps) paragraph.counts.caps += solid;
    if (run.size) paragraph.size = Math.max(paragraph.size, run.size);
  }

  private closeParagraph(): void {
    const paragraph = this.paragraphs.pop();
    if (!paragraph) return;
    this.inText = false;
    const previous = this.carried;
    if (previous) {
      paragraph.pieces.unshift(...previous.pieces);
      for (const key of ['all', 'bold', 'italic', 'caps'] as const)
        paragraph.counts[key] += previous.counts[key];
      paragraph.props = { ...paragraph.props, ...previous.props };
      this.carried = undefined;
    }
    // Its mark was deleted: accepted, it runs on into the next paragraph.
    if (paragraph.markDeleted && paragraph.boxes.length === 0) {
      this.carried = paragraph;
      return;
    }
    const blocks = this.container().blocks;
    blocks.push(...this.toBlocks(paragraph), ...paragraph.boxes);
  }

  private toBlocks(paragraph: Paragraph): RawParagraph[] {
    const props = { ...this.styles.paragraph(paragraph.props.style), ...paragraph.props };
    const { all, bold, italic, caps } = paragraph.counts;
    const numbered = props.numId !== undefined && props.numId !== '0' && all > 0;
    const marker = numbered ? this.numbering.next(props.numId ?? '', props.level ?? 0) : '';
    const heading = props.outline !== undefined && all > 0;
    const nearlyAll = (count: number) => all > 0 && count >= all * 0.95;
    const style: NonNullable<RawParagraph['style']> = {};
    if (nearlyAll(bold)) style.bold = true;
    if (nearlyAll(italic)) style.italic = true;
    if (nearlyAll(caps)) style.caps = true;
    if (props.centered) style.centered = true;
    if (paragraph.size) style.size = paragraph.size;
    if (heading && props.outline !== undefined) style.level = props.outline + 1;
    else if (numbered) style.level = (props.level ?? 0) + 1;
    return paragraph.pieces
      .join('')
      .split('\n')
      .map((text, index) => {
        const block: RawParagraph = { kind: 'paragraph', text, page: paragraph.startPage };
        if (heading) block.role = 'heading';
        else if (marker && index === 0) block.role = 'list_item';
        block.style = marker && index === 0 ? { ...style, marker } : style;
        return block;
      });
  }

  private closeTable(): void {
    const table = this.tables.pop();
    if (!table) return;
    const block: RawTable = { kind: 'table', rows: mergeRows(table), page: table.page };
    if (block.rows.length > 0) this.container().blocks.push(block);
  }

  private deleteRow(): void {
    const row = this.row();
    if (row) row.deleted = true;
  }

  private nextColumn(row: OpenTable['rows'][number]): number {
    const last = row.cells[row.cells.length - 1];
    return last ? last.column + last.colspan : row.before;
  }

  private row(): OpenTable['rows'][number] | undefined {
    const rows = this.tables[this.tables.length - 1]?.rows;
    return rows?.[rows.length - 1];
  }

  private current(): Paragraph | undefined {
    return this.paragraphs[this.paragraphs.length - 1];
  }

  private container(): Container {
    return this.containers[this.containers.length - 1] ?? { blocks: this.result.blocks };
  }
}

/** Vertical merges become `rowspan` on the cell that starts them; covered cells disappear. */
function mergeRows(table: OpenTable): RawCell[][] {
  const open = new Map<number, RawCell>();
  const rows: RawCell[][] = [];
  for (const row of table.rows) {
    if (row.deleted) continue;
    const cells: RawCell[] = [];
    for (const cell of row.cells) {
      const above = open.get(cell.column);
      if (cell.merge === 'continue' && above) {
        above.rowspan = (above.rowspan ?? 1) + 1;
        above.paragraphs.push(...flatten(cell.blocks).filter((paragraph) => paragraph.text.trim() !== ''));
        continue;
      }
      const made: RawCell = { paragraphs: flatten(cell.blocks) };
      if (cell.colspan > 1) made.colspan = cell.colspan;
      cells.push(made);
      if (cell.merge === 'restart') open.set(cell.column, made);
      else open.delete(cell.column);
    }
    if (cells.length > 0) rows.push(cells);
  }
  return rows;
}

/** A table inside a cell is read as lines of that cell, its columns apart by " | ". */
function flatten(blocks: RawBlock[]): RawParagraph[] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block]
      : block.rows.map(
          (row): RawParagraph => ({
            kind: 'paragraph',
            text: row
              .map((cell) => cell.paragraphs.map((paragraph) => paragraph.text.trim()).join(' '))
              .filter((text) => text !== '')
              .join(' | '),
          }),
        ),
  );
}

/** Characters of symbol fonts that occur in plans; anything else is a bullet or ornament. */
function symbol(code: string | undefined): string {
  const value = Number.parseInt(code ?? '', 16) & 0xff;
  const known: Record<number, string> = {
    179: '≥',
    163: '≤',
    177: '±',
    180: '×',
    176: '°',
    45: '-',
    43: '+',
  };
  return (
    known[value] ?? (value >= 0xa0 ? '•' : value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '')
  );
}
