// The one model every format ends in: a source document as blocks with their place. Formats write it, the reader reads it.

/** Where a block or a fact stands: 1-based lines of the text rendering, page and table cell where there are any. */
export interface Place {
  line: number;
  endLine?: number;
  page?: number;
  cell?: { table: number; row: number; column: number };
}

/** First and last line (1-based, inclusive) of `SourceDocument.text` split at '\n'. */
export type LineRange = [number, number];

export interface TextStyle {
  bold?: boolean;
  italic?: boolean;
  caps?: boolean;
  centered?: boolean;
  /** Font size in points. */
  size?: number;
  /** Outline or list depth, 1 = outermost. */
  level?: number;
  /** The bullet or enumerator that the format numbers by itself ("-", "1.", "a)"); not repeated in `text`. */
  marker?: string;
}

export interface TextBlock {
  kind: 'heading' | 'paragraph' | 'list_item';
  text: string;
  lines: LineRange;
  page?: number;
  style?: TextStyle;
}

export interface Cell {
  /** Paragraphs of one cell are separated by '\n'. */
  text: string;
  lines: LineRange;
  colspan?: number;
  rowspan?: number;
}

export interface TableBlock {
  kind: 'table';
  rows: Cell[][];
  lines: LineRange;
  page?: number;
}

export type Block = TextBlock | TableBlock;

export type DocumentFormat = 'txt' | 'md' | 'html' | 'docx' | 'doc' | 'pdf' | 'scan';

export interface IntakeWarning {
  /** Upper snake case, e.g. LEGACY_ENCODING, TRACKED_CHANGES, LOW_CONFIDENCE. */
  code: string;
  /** Vietnamese, for the person who confirms the plan. */
  message: string;
}

export interface SourceDocument {
  format: DocumentFormat;
  /** Hex SHA-256 of the bytes as received: the same file is recognised by it (B26). */
  sha256: string;
  /** The text rendering that every `lines` refers to, split at '\n'. */
  text: string;
  /**
   * Structure as far as the format knows it. Leave it empty to have the reader split `text` itself
   * (txt, md, and every format whose line order is all there is).
   */
  blocks: Block[];
  warnings: IntakeWarning[];
  /** 1 where the text is certain, lower for OCR; multiplies the confidence of every fact. */
  confidence: number;
}
