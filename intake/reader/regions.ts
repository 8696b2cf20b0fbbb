// Splits the lines of a document into header, title, body, recipients and signature, and appendices.

import type { DocumentType } from '../reading';
import { bare, fold, isCaps, squeeze } from '../text/fold';
import type { Line } from '../text/lines';
import type { FoundTable } from '../text/tables';
import { readTitle } from './title-lines';

/** Half-open range of line indexes. */
export interface Range {
  from: number;
  to: number;
}

export interface Regions {
  type: DocumentType | null;
  typeText: string | null;
  typeLine: number | null;
  /** Text after the type word on its own line ("CỦA BAN THƯỜNG VỤ ĐẢNG ỦY"). */
  typeRest: string;
  header: Range;
  /** Number or date lines under the title. */
  headerExtra: number[];
  title: number[];
  body: Range[];
  tail: Range | null;
  /** A decision that issues the plan: its own header, articles and signature. */
  wrapper: Range | null;
}

const TYPES: [RegExp, DocumentType | 'quyet_dinh'][] = [
  [/^chuong trinh hanh dong(?![\p{L}\d])/u, 'chuong_trinh_hanh_dong'],
  [/^chuong trinh(?![\p{L}\d])/u, 'chuong_trinh_hanh_dong'],
  [/^ke hoach(?![\p{L}\d])/u, 'ke_hoach'],
  [/^de an(?![\p{L}\d])/u, 'de_an'],
  [/^nghi quyet(?![\p{L}\d])/u, 'nghi_quyet'],
  [/^quyet dinh(?![\p{L}\d])(?!:)/u, 'quyet_dinh'],
  [/^phu luc(?![\p{L}\d])/u, 'phu_luc'],
];
const TYPE_WORD =
  /^(chương trình hành động|chương trình công tác|chương trình|kế hoạch hành động|kế hoạch|đề án|nghị quyết|quyết định|phụ lục)(?![\p{L}\d])\s*/u;
interface TypeHit {
  index: number;
  type: DocumentType | 'quyet_dinh';
  text: string;
  rest: string;
}

/** A line that is the type word alone, or opens with it in capitals. */
function typeHit(line: Line, index: number): TypeHit | null {
  if (line.text.length > 200 || line.table) return null;
  const word = TYPE_WORD.exec(fold(line.text));
  if (!word?.[1]) return null;
  const printed = line.text.slice(0, word[1].length);
  if (!isCaps(printed) && squeeze(line.text).length !== word[1].length) return null;
  if (!isCaps(printed) && !line.heading && !line.style?.bold && !/^\p{Lu}/u.test(printed)) return null;
  const rest = line.text.slice(word[0].length).trim();
  const type = TYPES.find(([pattern]) => pattern.test(bare(line.text)))?.[1];
  if (!type || rest.startsWith(':')) return null;
  return { index, type, text: printed, rest };
}

const RECIPIENTS = /^(?:\|\s*)?nơi nhận\s*[:.]?/;
const AUTHORITY = /^(?:tm\s*[./]|t\/m|kt\s*[./]|tl\s*[./]|q\s*\.\s*chủ tịch|tuq\s*[./])/;
const APPENDIX = /^(?:phụ lục|phụ biểu|biểu mẫu|biểu số|mẫu số)(?![\p{L}\d])/u;

/** Where recipients and signature begin: the first "Nơi nhận" or authority line after `from`. */
function tailStart(lines: Line[], from: number, to: number, tables: Map<number, FoundTable>): number | null {
  for (let i = from; i < to; i++) {
    const line = lines[i];
    if (!line) continue;
    const found = tables.get(i);
    if (found) {
      const cells = [
        ...found.table.header,
        ...found.table.rows.flatMap((row) => row.map((cell) => cell.text)),
      ];
      if (
        cells.some(
          (cell) => RECIPIENTS.test(fold(cell)) || (AUTHORITY.test(fold(cell)) && isCaps(cell.slice(0, 12))),
        )
      )
        return i;
      i = found.to;
      continue;
    }
    const folded = fold(line.text);
    if (RECIPIENTS.test(folded) || (AUTHORITY.test(folded) && isCaps(line.text.slice(0, 12)))) return i;
  }
  return null;
}

function appendixStart(lines: Line[], from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const line = lines[i];
    if (
      line &&
      APPENDIX.test(fold(line.text)) &&
      (isCaps(line.text.slice(0, 7)) || line.text.length < 40 || line.heading)
    )
      return i;
  }
  return to;
}

export function regionsOf(lines: Line[], tables: Map<number, FoundTable>): Regions {
  const end = lines.length;
  const hits: TypeHit[] = [];
  for (let i = 0; i < end; i++) {
    const line = lines[i];
    if (!line) continue;
    const found = tables.get(i);
    if (found) {
      i = found.to;
      continue;
    }
    const hit = typeHit(line, i);
    if (hit) hits.push(hit);
  }
  const candidates = hits.filter(
    (hit) => hit.type !== 'phu_luc' || hits.every((other) => other.type === 'phu_luc'),
  );
  // The record that a web page puts before the document also names its kind, but not in capitals.
  const first =
    candidates.find((hit) => isCaps(hit.text) && hit.index < (candidates[0]?.index ?? 0) + 150) ??
    candidates[0];
  if (!first) return withoutTypeWord(lines, tables, end);
  let main = first;
  let wrapper: Range | null = null;
  if (first.type === 'quyet_dinh') {
    // "Quyết định … ban hành Kế hoạch": the plan proper starts at its own type word, alone and after the decision's signature.
    const plan = hits.find(
      (hit) =>
        hit.index > first.index &&
        hit.type !== 'quyet_dinh' &&
        hit.type !== 'phu_luc' &&
        hit.rest.length < 120,
    );
    if (plan) {
      main = plan;
      wrapper = { from: 0, to: plan.index };
    }
  }
  const { title, bodyFrom, issuer, extra } = readTitle(lines, main.index, end);
  const tail = tailStart(lines, bodyFrom, end, tables);
  const body: Range[] = [{ from: bodyFrom, to: tail ?? end }];
  let tailRange: Range | null = null;
  if (tail !== null) {
    const appendix = appendixStart(lines, tail + 1, end);
    tailRange = { from: tail, to: appendix };
    if (appendix < end) body.push({ from: appendix, to: end });
  }
  const planType = main.type === 'quyet_dinh' ? 'ke_hoach' : main.type;
  return {
    type: planType,
    typeText: main.text,
    typeLine: main.index,
    typeRest: main.rest || issuer,
    header: { from: wrapper ? wrapper.from : 0, to: wrapper ? first.index : main.index },
    headerExtra: extra,
    title,
    body,
    tail: tailRange,
    wrapper,
  };
}

const NUMBER_LINE =
  /^(?:\|\s*)?số\s*:?\s*[\d.…_]*\s*[-/]\s*(?:\d{4}\s*[-/]\s*)?(nq|qđ|kh|ctr|ctrhđ|ct|đa)(?![\p{L}])/u;
const SYMBOL_TYPES: Record<string, DocumentType> = {
  kh: 'ke_hoach',
  ctr: 'chuong_trinh_hanh_dong',
  ctrhđ: 'chuong_trinh_hanh_dong',
  nq: 'nghi_quyet',
  đa: 'de_an',
};
const OPENED_TYPE = /(?:xây dựng|ban hành|đề ra)\s+(kế hoạch|chương trình|đề án|nghị quyết)/;

/**
 * Some converters lose the type word (it stood alone between rules). The number's symbol still tells the type, and
 * the opening sentence says what is issued; the title is what stands between date and opening.
 */
function withoutTypeWord(lines: Line[], tables: Map<number, FoundTable>, end: number): Regions {
  let header = 0;
  let type: DocumentType | null = null;
  for (let i = 0; i < Math.min(end, 40); i++) {
    const line = lines[i];
    if (!line || tables.has(i)) continue;
    const folded = fold(line.text);
    const number = NUMBER_LINE.exec(folded);
    if (number) type = SYMBOL_TYPES[number[1] ?? ''] ?? type;
    if (
      number ||
      (header > 0 &&
        i - header < 6 &&
        !/^[-–+•]|[;:]$|số\s*\d|^(?:căn cứ|thực hiện|triển khai|theo)/.test(folded) &&
        /ngày.*(?:tháng.*năm|\/\d{4})/.test(folded) &&
        line.text.length < 80)
    )
      header = i + 1;
  }
  const none: Regions = {
    type,
    typeText: null,
    typeLine: null,
    typeRest: '',
    header: { from: 0, to: header },
    headerExtra: [],
    title: [],
    body: [],
    tail: null,
    wrapper: null,
  };
  let bodyFrom = header;
  let title: number[] = [];
  if (header > 0) {
    const found = readTitle(lines, header - 1, end);
    title = found.title;
    bodyFrom = found.bodyFrom;
  }
  if (type === null) {
    const opening = lines
      .slice(bodyFrom, bodyFrom + 30)
      .map((line) => line.text)
      .join(' ');
    const word = OPENED_TYPE.exec(fold(opening))?.[1];
    type =
      (TYPES.find(([pattern]) => pattern.test(bare(word ?? '')))?.[1] as DocumentType | undefined) ?? null;
  }
  const tail = tailStart(lines, bodyFrom, end, tables);
  return {
    ...none,
    type,
    title,
    body: [{ from: bodyFrom, to: tail ?? end }],
    tail: tail === null ? null : { from: tail, to: end },
  };
}
