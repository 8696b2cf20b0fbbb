/** An official document as plain data: what it says and where each part belongs, not how it is drawn. */

export type DocumentSystem = 'chinh_quyen' | 'dang';

/** Which guidance of the Party's central office the layout follows. */
export type PartyForm = 'HD36' | 'HD05';

/** Hướng dẫn 05-HD/VPTW of 27/05/2026 replaced Hướng dẫn 36-HD/VPTW (2018). */
export const PARTY_FORM_CHANGE = '2026-05-27';

/** A piece of text; `sources` are opaque keys that the html preview turns into links (B89). */
export type Run = {
  text: string;
  bold?: boolean | undefined;
  italic?: boolean | undefined;
  sources?: string[] | undefined;
};

export type RichText = string | Run[];

export type Column = {
  header: string;
  /** Share of the table's width; shares need not add up to anything. */
  weight: number;
  align: 'left' | 'center' | 'right';
};

export type TableRow =
  | { type: 'data'; cells: RichText[]; bold?: boolean | undefined; indent?: number | undefined }
  /** Bold line over the full width that opens a group of rows. */
  | { type: 'group'; text: string };

/** A row of more lines than this may break over pages rather than leave half a page empty. */
const MOST_LINES_KEPT = 9;
/** A table between portrait (165 mm) and landscape (252 mm), and a letter of 12 pt on average. */
const TABLE_MM = 200;
const LETTER_MM = 2;

/** A short row stays on one page. The height is a guess from letters and widths, good enough for that choice. */
export function keepsWhole(row: TableRow, { columns }: Pick<Table, 'columns'>): boolean {
  if (row.type === 'group') return true;
  const total = columns.reduce((sum, column) => sum + column.weight, 0);
  return row.cells.every((cell, i) => {
    const width = ((columns[i]?.weight ?? total) / total) * TABLE_MM;
    const lines = plainText(cell)
      .split('\n')
      .map((line) => Math.max(1, Math.ceil((line.length * LETTER_MM) / width)));
    return lines.reduce((sum, n) => sum + n, 0) <= MOST_LINES_KEPT;
  });
}

/** Numbers stand right; words in a column of numbers stand left. */
export function cellAlign(column: Column | undefined, cell: RichText): Column['align'] {
  if (column?.align !== 'right') return column?.align ?? 'left';
  return plainText(cell).length > 12 && !/^[-\d]/.test(plainText(cell)) ? 'left' : 'right';
}

export type Table = { type: 'table'; caption: string; columns: Column[]; rows: TableRow[] };

export type Block =
  /** Level 0 = 'Phần thứ nhất' (two lines, centred), 1 = 'I.', 2 = '1.', 3 = 'a)'. The enumerator is in the text. */
  | { type: 'heading'; level: 0 | 1 | 2 | 3; text: string; subtitle?: string | undefined }
  | { type: 'paragraph'; text: RichText; align?: 'justify' | 'center' | 'left' | undefined }
  | { type: 'list'; marker: '-' | '+' | '•'; items: RichText[] }
  | Table
  | { type: 'pageBreak' };

export type Appendix = {
  /** 'Phụ lục I', or 'Phụ lục' when it is the only one. */
  label: string;
  title: string;
  /** '(Kèm theo Báo cáo số …)'. */
  attachedTo: string;
  landscape: boolean;
  body: Block[];
};

export type SignatureLine = { text: string; role: 'authority' | 'title' };

export type DocumentDate = {
  year: number;
  /** 1–12, or null to leave it blank for the clerk. */
  month: number | null;
  /** 1–31, or null to leave it blank for the clerk. */
  day: number | null;
};

export type OfficialDocument = {
  system: DocumentSystem;
  /** Only for Party documents. */
  partyForm: PartyForm | null;
  /** `van_ban`: neither a named type with number nor a letter, for example a receipt. */
  kind: 'bao_cao' | 'cong_van' | 'van_ban';
  issuer: {
    /** Bodies above the issuing one, regular capitals. */
    parentLines: string[];
    /** The issuing body, bold capitals, one entry per line. */
    bodyLines: string[];
  };
  /** null = the document carries no number at all. `value` null = not issued yet. */
  number: { value: number | null; symbol: string } | null;
  place: string;
  date: DocumentDate;
  /** 'BÁO CÁO'; null for a công văn. */
  typeName: string | null;
  /** Trích yếu; for a công văn without 'V/v'. */
  title: string;
  /** Kính gửi; empty when the document is not addressed. */
  addressees: string[];
  body: Block[];
  /** Nơi nhận, without dashes and final marks. */
  recipients: string[];
  /** null = nobody signs (a receipt made by the service). */
  signature: { lines: SignatureLine[]; name: string | null } | null;
  appendices: Appendix[];
  /** Prints 'DỰ THẢO' across every page. */
  draft: boolean;
  /** Words in small print under the last page's text, for example 'Phiếu do hệ thống lập'. */
  footnote: string | null;
  /** Instant written into the file's properties, ISO 8601 with offset; never the clock (B90). */
  createdAt: string;
};

/** `date` is a civil date; a document not dated yet is written in the newer form. */
export function partyFormOn(date: string | null): PartyForm {
  return date !== null && date < PARTY_FORM_CHANGE ? 'HD36' : 'HD05';
}

export function plainText(text: RichText): string {
  return typeof text === 'string' ? text : text.map((run) => run.text).join('');
}

export function runsOf(text: RichText): Run[] {
  return typeof text === 'string' ? [{ text }] : text;
}

/** Room the clerk needs to write a number by hand. */
const BLANK_NUMBER = '\u00a0'.repeat(6);
const BLANK_DAY = '\u00a0'.repeat(4);

/** `Số: 218/BC-UBND` (Nghị định 30/2020) or `Số 127-BC/ĐU` (Party: no colon, a hyphen). */
export function numberLine(doc: OfficialDocument): string | null {
  if (doc.number === null) return null;
  const { value, symbol } = doc.number;
  const digits = value === null ? BLANK_NUMBER : String(value).padStart(2, '0');
  return doc.system === 'dang' ? `Số ${digits}-${symbol}` : `Số: ${digits}/${symbol}`;
}

/** `Cẩm Hà, ngày 24 tháng 6 năm 2022`: days below 10 and months 1 and 2 take a leading zero. */
export function dateLine(doc: OfficialDocument): string {
  const { day, month, year } = doc.date;
  const dd = day === null ? BLANK_DAY : String(day).padStart(2, '0');
  const mm = month === null ? BLANK_DAY : month < 3 ? `0${month}` : String(month);
  return `${doc.place}, ngày ${dd} tháng ${mm} năm ${year}`;
}

/** The lines of Nơi nhận with their marks: `- Như trên;` … `- Lưu: VT, VP.` */
export function recipientLines(doc: OfficialDocument): string[] {
  return doc.recipients.map((line, i) => `- ${line}${i === doc.recipients.length - 1 ? '.' : ';'}`);
}

/** Title of the file and of the pdf. */
export function documentTitle(doc: OfficialDocument): string {
  if (doc.kind === 'cong_van') return `Công văn V/v ${doc.title}`;
  return doc.typeName === null ? doc.title : `${doc.typeName} ${doc.title}`;
}
