// Walks the text of an old Word file and builds paragraphs and tables from its marks and formatting.

import type { Numbering } from '../docx/numbering';
import { DocumentError } from '../errors';
import { Fields } from '../fields';
import type { Limits } from '../limits';
import { paragraphBlocks, type RawBlock, type RawParagraph } from '../raw';
import { Tally } from '../tally';
import { convertLegacy, legacyFont } from '../text/legacy';
import { decodeWestern } from '../text/western';
import { tableRows } from './rows';
import { applyParagraph, applyRun, type DocParagraph, type DocRow, type DocRun } from './sprm';
import { type DocStyle, type Piece, type Run, resolveStyle, runAt } from './tables';

export interface DocSource {
  main: Uint8Array;
  /** The data stream: properties that were too long for the text's own pages. */
  stored: Uint8Array | null;
  pieces: Piece[];
  runs: Run[];
  paragraphs: Run[];
  styles: DocStyle[];
  fonts: string[];
  numbering: Numbering;
}

/** A stretch of characters with one formatting. */
interface Stretch {
  text: string;
  /** Offset of its first character in the stream, and bytes per character. */
  offset: number;
  bytes: number;
  run: DocRun;
}

interface OpenRow {
  cells: RawParagraph[][];
  current: RawParagraph[];
}

const CELL = '\x07';
/** List numbers from here on mean that the paragraph has left its list. */
const NO_LIST = 2_048;
/** Marks inside a paragraph: line break, hyphens, and anchors of pictures, notes and drawings that print nothing. */
const MARKS: Record<string, string> = {
  '\x01': '',
  '\x02': '',
  '\x03': '',
  '\x04': '',
  '\x05': '',
  '\x06': '',
  '\x08': '',
  '\x0b': '\n',
  '\x0e': '',
  '\x1e': '-',
  '\x1f': '\u00ad',
};
const wide = new TextDecoder('utf-16le');

export class DocBody {
  readonly legacyFonts = new Set<'TCVN3' | 'VNI'>();
  trackedChanges = false;
  private readonly resolved = new Map<number, { paragraph: DocParagraph; run: DocRun }>();
  private fields = new Fields();

  constructor(
    private readonly source: DocSource,
    private readonly limits: Limits,
  ) {}

  /** Text of a range without any formatting. */
  plain(from: number, to: number): string {
    let out = '';
    for (const piece of this.source.pieces) {
      const start = Math.max(from, piece.from);
      const end = Math.min(to, piece.to);
      if (start < end) out += this.decode(piece, start, end);
    }
    return out;
  }

  read(from: number, to: number): RawBlock[] {
    const blocks: RawBlock[] = [];
    let rows: { cells: RawParagraph[][]; row: DocRow | undefined }[] = [];
    let row: OpenRow = { cells: [], current: [] };
    this.fields = new Fields();
    const closeTable = () => {
      if (rows.length > 0) blocks.push({ kind: 'table', rows: tableRows(rows) });
      rows = [];
    };
    let count = 0;
    for (const paragraph of this.splitParagraphs(from, to)) {
      if (++count > this.limits.maxBlocks) throw new DocumentError('TOO_COMPLEX', 'Word');
      const { props, mark } = paragraph;
      if (props.rowEnd) {
        if (row.current.length > 0) row.cells.push(row.current);
        rows.push({ cells: row.cells, row: props.row });
        row = { cells: [], current: [] };
        continue;
      }
      const made = this.toParagraphs(paragraph.stretches, props);
      if (props.inTable || mark === CELL) {
        row.current.push(...made);
        if (mark === CELL) {
          row.cells.push(row.current);
          row.current = [];
        }
        continue;
      }
      closeTable();
      blocks.push(...made);
    }
    if (row.cells.length > 0 || row.current.length > 0)
      rows.push({ cells: [...row.cells, row.current], row: undefined });
    closeTable();
    return blocks;
  }

  private decode(piece: Piece, from: number, to: number): string {
    const size = piece.wide ? 2 : 1;
    const start = piece.offset + (from - piece.from) * size;
    const bytes = this.source.main.subarray(start, start + (to - from) * size);
    return piece.wide ? wide.decode(bytes) : decodeWestern(bytes);
  }

  private *splitParagraphs(
    from: number,
    to: number,
  ): Generator<{ stretches: Stretch[]; props: DocParagraph; mark: string }> {
    let stretches: Stretch[] = [];
    for (const stretch of this.stretches(from, to)) {
      let start = 0;
      for (let i = 0; i < stretch.text.length; i++) {
        const mark = stretch.text[i] ?? '';
        if (mark !== '\r' && mark !== CELL && mark !== '\f') continue;
        stretches.push({ ...stretch, text: stretch.text.slice(start, i) });
        start = i + 1;
        const props = this.paragraphAt(stretch.offset + i * stretch.bytes);
        // A deleted paragraph mark, accepted, joins its paragraph with the next.
        if (stretch.run.deleted && mark === '\r') continue;
        yield { stretches, props, mark };
        stretches = [];
      }
      stretches.push({ ...stretch, text: stretch.text.slice(start) });
    }
    if (stretches.some((stretch) => stretch.text !== '')) yield { stretches, props: {}, mark: '\r' };
  }

  /** Pieces cut where the formatting changes. */
  private *stretches(from: number, to: number): Generator<Stretch> {
    const { pieces, runs } = this.source;
    for (const piece of pieces) {
      const start = Math.max(from, piece.from);
      const end = Math.min(to, piece.to);
      if (start >= end) continue;
      const bytes = piece.wide ? 2 : 1;
      const text = this.decode(piece, start, end);
      const base = piece.offset + (start - piece.from) * bytes;
      for (let i = 0; i < text.length; ) {
        const offset = base + i * bytes;
        const run = runAt(runs, offset);
        const until = run
          ? Math.min(text.length, Math.max(i + 1, Math.floor((run.to - base) / bytes)))
          : text.length;
        const props: DocRun = { ...this.styleOf(this.paragraphRun(offset)).run };
        if (run) applyRun(props, run.data);
        yield { text: text.slice(i, until), offset, bytes, run: props };
        i = until;
      }
    }
  }

  private paragraphRun(offset: number): number {
    const run = runAt(this.source.paragraphs, offset);
    if (!run || run.data.length < 2) return 0;
    return (run.data[0] ?? 0) | ((run.data[1] ?? 0) << 8);
  }

  private styleOf(index: number): { paragraph: DocParagraph; run: DocRun } {
    let style = this.resolved.get(index);
    if (!style) {
      style = resolveStyle(this.source.styles, index);
      this.resolved.set(index, style);
    }
    return style;
  }

  private paragraphAt(offset: number): DocParagraph {
    const run = runAt(this.source.paragraphs, offset);
    const props: DocParagraph = { ...this.styleOf(this.paragraphRun(offset)).paragraph };
    if (run && run.data.length > 2) applyParagraph(props, run.data.subarray(2), this.source.stored);
    return props;
  }

  /** Field marks stand in the text itself. */
  private visible(text: string): string {
    let out = '';
    for (const character of text) {
      if (character === '\x13') this.fields.begin();
      else if (character === '\x14') this.fields.separate();
      else if (character === '\x15') this.fields.end();
      else if (this.fields.shown) out += character;
      else this.fields.instruct(character);
    }
    return out;
  }

  private toParagraphs(stretches: Stretch[], props: DocParagraph): RawParagraph[] {
    let text = '';
    const tally = new Tally();
    for (const stretch of stretches) {
      const { run } = stretch;
      if (run.deleted || run.inserted) this.trackedChanges = true;
      const shown = this.visible(stretch.text);
      if (run.deleted || run.hidden || shown === '') continue;
      const piece = this.convert(shown, run);
      text += piece;
      tally.add(piece, run);
    }
    const style = tally.style();
    if (props.centered) style.centered = true;
    const numbered = !tally.empty && props.list !== undefined && props.list > 0 && props.list < NO_LIST;
    return paragraphBlocks(text, style, {
      outline: props.outline,
      listLevel: numbered ? (props.level ?? 0) : undefined,
      marker: numbered ? this.source.numbering.next(String(props.list), props.level ?? 0) : '',
    });
  }

  private convert(text: string, run: DocRun): string {
    if (run.symbol !== undefined && text === '(') {
      return run.symbol >= 0xf020 ? '•' : String.fromCharCode(run.symbol);
    }
    let out = '';
    for (const character of text) out += MARKS[character] ?? character;
    const legacy = legacyFont(this.source.fonts[run.font ?? -1]);
    if (legacy && /[^\x20-\x7e\s]/.test(out)) {
      out = convertLegacy(out, legacy.encoding);
      this.legacyFonts.add(legacy.encoding);
    }
    return legacy?.capitals ? out.toUpperCase() : out;
  }
}
