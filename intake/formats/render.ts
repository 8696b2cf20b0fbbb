// Gives every block its place: one rendering of the document in lines, and blocks that say which lines they stand on.

import type { Block, Cell, DocumentFormat, IntakeWarning, TextBlock } from '../model';
import { flattenLayout } from './layout';
import { cellText, type RawBlock, type RawDocument, type RawParagraph, type RawTable } from './raw';
import { tidy, tidyLine } from './text/clean';
import { legacyWarning } from './text/decode';
import { convertLegacy, detectLegacy, type LegacyEncoding } from './text/legacy';
import { plausibility } from './text/syllable';

/** What a format reader produces in the end; the hash is added by the caller. */
export interface Rendered {
  format: DocumentFormat;
  text: string;
  blocks: Block[];
  warnings: IntakeWarning[];
  confidence: number;
}

/** Above this share of possible syllables a document is Vietnamese as it stands. */
const SURELY_VIETNAMESE = 0.9;
/** A paragraph is judged alone only when it has this many accented words. */
const MIN_PARAGRAPH_WORDS = 5;
/** Documents with fewer accented words than this cannot be judged. */
const MIN_ACCENTED = 20;

class Lines {
  readonly lines: string[] = [];
  readonly blocks: Block[] = [];
  private empty: number | null = null;

  gap(): void {
    if (this.lines.length > 0 && this.lines[this.lines.length - 1] !== '') this.lines.push('');
  }

  /** Empty lines part what stands on both sides: several are one, and at the end there is nothing to part. */
  private add(block: Block): void {
    if (this.empty !== null)
      this.blocks.push({ kind: 'paragraph', text: '', lines: [this.empty, this.empty] });
    this.empty = null;
    this.blocks.push(block);
  }

  paragraph(raw: RawParagraph): void {
    const text = tidyLine(raw.text);
    if (text === '') {
      this.gap();
      if (raw.blank && this.lines.length > 0) this.empty = this.lines.length;
      return;
    }
    if (raw.gapBefore) this.gap();
    const first = this.lines.length + 1;
    const marker = raw.style?.marker;
    if (raw.printed && raw.printed.length > 0) this.lines.push(...raw.printed.map(tidy));
    else this.lines.push(marker ? `${marker} ${text}` : text);
    const block: TextBlock = { kind: raw.role ?? 'paragraph', text, lines: [first, this.lines.length] };
    if (raw.page !== undefined) block.page = raw.page;
    if (raw.style && Object.keys(raw.style).length > 0) block.style = raw.style;
    this.add(block);
  }

  /** A table is shown as rows between bars; cells that are covered by a merge are shown empty. */
  table(raw: RawTable): void {
    this.gap();
    const first = this.lines.length + 1;
    const width = Math.max(...raw.rows.map((row) => row.reduce((sum, cell) => sum + (cell.colspan ?? 1), 0)));
    const rows: Cell[][] = [];
    const covered = new Map<number, number>();
    raw.rows.forEach((row, index) => {
      const line = this.lines.length + 1;
      const shown: string[] = [];
      const cells: Cell[] = [];
      const skipCovered = () => {
        while ((covered.get(shown.length) ?? 0) > 0) {
          covered.set(shown.length, (covered.get(shown.length) ?? 0) - 1);
          shown.push('');
        }
      };
      for (const cell of row) {
        skipCovered();
        const text = cellText(cell).split('\n').map(tidy).filter(Boolean).join('\n');
        const made: Cell = { text, lines: [line, line] };
        if (cell.colspan && cell.colspan > 1) made.colspan = cell.colspan;
        if (cell.rowspan && cell.rowspan > 1) made.rowspan = cell.rowspan;
        cells.push(made);
        for (let i = 0; i < (cell.colspan ?? 1); i++) {
          if (cell.rowspan && cell.rowspan > 1) covered.set(shown.length, cell.rowspan - 1);
          shown.push(i === 0 ? text.replace(/\|/g, '/').replace(/\n/g, '<br>') : '');
        }
      }
      skipCovered();
      while (shown.length < width) shown.push('');
      this.lines.push(`| ${shown.join(' | ')} |`);
      if (index === 0) this.lines.push(`|${' --- |'.repeat(Math.max(1, width))}`);
      rows.push(cells);
    });
    const block: Block = { kind: 'table', rows, lines: [first, this.lines.length] };
    if (raw.page !== undefined) block.page = raw.page;
    this.add(block);
    this.lines.push('');
  }
}

function eachParagraph(blocks: RawBlock[], visit: (paragraph: RawParagraph) => void): void {
  for (const block of blocks) {
    if (block.kind === 'paragraph') visit(block);
    else for (const row of block.rows) for (const cell of row) cell.paragraphs.forEach(visit);
  }
}

/** Font names do not always give a legacy encoding away: what is still unreadable is judged by its syllables. */
function repairLegacy(blocks: RawBlock[], warnings: IntakeWarning[]): void {
  const sample: string[] = [];
  eachParagraph(blocks, (paragraph) => sample.push(paragraph.text));
  const text = sample.join('\n');
  if (plausibility(text).share >= SURELY_VIETNAMESE) return;
  const whole = detectLegacy(text);
  const found = new Set<LegacyEncoding>();
  eachParagraph(blocks, (paragraph) => {
    const encoding = whole ?? detectLegacy(paragraph.text, MIN_PARAGRAPH_WORDS);
    if (!encoding) return;
    found.add(encoding);
    paragraph.text = convertLegacy(paragraph.text, encoding);
    if (paragraph.printed) paragraph.printed = paragraph.printed.map((line) => convertLegacy(line, encoding));
  });
  for (const encoding of found) {
    if (!warnings.some((warning) => warning.code === 'LEGACY_ENCODING'))
      warnings.push(legacyWarning(encoding));
  }
}

/** Says so when the text can hardly be a Vietnamese document: wrong encoding, no tone marks, or another language. */
export function languageWarning(text: string): IntakeWarning | null {
  const words = text.match(/\p{L}{2,}/gu)?.length ?? 0;
  if (words < 50) return null;
  const { accented, share } = plausibility(text);
  if (accented < words * 0.2) {
    return {
      code: 'NOT_VIETNAMESE',
      message: 'Phần lớn văn bản không có dấu tiếng Việt; kết quả đọc có thể thiếu nhiều.',
    };
  }
  if (accented >= MIN_ACCENTED && share < 0.6) {
    return {
      code: 'UNREADABLE_TEXT',
      message:
        'Nhiều chữ trong văn bản bị sai dấu hoặc sai bảng mã. Hãy dùng bản Unicode hoặc bản quét rõ hơn.',
    };
  }
  return null;
}

export function render(format: DocumentFormat, raw: RawDocument): Rendered {
  const warnings = [...raw.warnings];
  const blocks = flattenLayout(raw.blocks);
  repairLegacy(blocks, warnings);
  const out = new Lines();
  for (const block of blocks) {
    if (block.kind === 'paragraph') out.paragraph(block);
    else out.table(block);
  }
  if (raw.footnotes && raw.footnotes.length > 0) {
    out.gap();
    out.lines.push('Chú thích cuối trang:');
    raw.footnotes.forEach((note, index) => {
      out.lines.push(`[${index + 1}] ${note}`);
    });
    warnings.push({
      code: 'FOOTNOTES',
      message: `Văn bản có ${raw.footnotes.length} chú thích cuối trang, in ở cuối phần chữ và không đọc thành nhiệm vụ. Hãy xem lại nếu chú thích có nội dung giao việc.`,
    });
  }
  const text = out.lines.join('\n');
  const language = languageWarning(text);
  if (language) warnings.push(language);
  return { format, text, blocks: out.blocks, warnings, confidence: raw.confidence };
}
