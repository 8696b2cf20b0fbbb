// Walks word/document.xml (or a notes part) and builds paragraphs and tables as they are printed, tracked changes accepted.

import { DocumentError } from '../errors';
import { Fields } from '../fields';
import type { Limits } from '../limits';
import { paragraphBlocks, type RawBlock, type RawParagraph, type RawTable } from '../raw';
import { Tally } from '../tally';
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
import { symbol } from './symbol';
import { mergeRows, type OpenCell, type OpenTable } from './table';
import { Versions } from './versions';

interface Paragraph {
  pieces: string[];
  props: ParagraphProps;
  tally: Tally;
  markDeleted: boolean;
  startPage: number;
  /** Text box paragraphs found inside; printed after this one. */
  boxes: RawBlock[];
  run: RunProps;
  inRunProps: boolean;
}

type Container = { blocks: RawBlock[]; cell?: OpenCell; box?: boolean };

export interface BodyResult {
  blocks: RawBlock[];
  trackedChanges: number;
  legacyFonts: Set<'TCVN3' | 'VNI'>;
  pictures: number;
  pageBreaks: number;
}

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
  private readonly fields = new Fields();
  private readonly versions = new Versions();
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
    this.flushCarried();
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
    if (this.versions.skips(name, attributes)) {
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
        this.flushCarried();
        const container = this.containers.pop();
        const row = this.row();
        if (container?.cell && row) row.cells.push({ ...container.cell, column: this.nextColumn(row) });
        break;
      }
      case 'w:txbxContent': {
        this.flushCarried();
        const container = this.containers.pop();
        const owner = this.current();
        if (container && owner) owner.boxes.push(...container.blocks);
        else if (container) this.container().blocks.push(...container.blocks);
        break;
      }
      case 'mc:AlternateContent':
        this.versions.close();
        break;
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
      this.fields.instruct(value);
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
        tally: new Tally(),
        markDeleted: false,
        startPage: this.page,
        boxes: [],
        run: {},
        inRunProps: false,
      });
    } else if (name === 'w:tbl') {
      this.flushCarried();
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
        if (attributes['w:fldCharType'] === 'begin') this.fields.begin();
        else if (attributes['w:fldCharType'] === 'separate') this.fields.separate();
        else if (attributes['w:fldCharType'] === 'end') this.fields.end();
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

  private write(value: string): void {
    const paragraph = this.current();
    if (!paragraph || !this.fields.shown) return;
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
    paragraph.tally.add(text, run);
  }

  private closeParagraph(): void {
    const paragraph = this.paragraphs.pop();
    if (!paragraph) return;
    this.inText = false;
    const previous = this.carried;
    if (previous) {
      paragraph.pieces.unshift(...previous.pieces);
      paragraph.tally.include(previous.tally);
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

  /** Nothing follows in the same place that it could run on into. */
  private flushCarried(): void {
    const paragraph = this.carried;
    this.carried = undefined;
    if (paragraph) this.container().blocks.push(...this.toBlocks(paragraph));
  }

  private toBlocks(paragraph: Paragraph): RawParagraph[] {
    const props = { ...this.styles.paragraph(paragraph.props.style), ...paragraph.props };
    const numbered = props.numId !== undefined && props.numId !== '0' && !paragraph.tally.empty;
    const style = paragraph.tally.style();
    if (props.centered) style.centered = true;
    const blocks = paragraphBlocks(paragraph.pieces.join(''), style, {
      outline: props.outline,
      listLevel: numbered ? (props.level ?? 0) : undefined,
      marker: numbered ? this.numbering.next(props.numId ?? '', props.level ?? 0) : '',
    });
    for (const block of blocks) {
      block.page = paragraph.startPage;
      if (block.text.trim() === '') block.blank = true;
    }
    return blocks;
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
