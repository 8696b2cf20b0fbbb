// Splits the lines of a document into header, title, body, recipients and signature, and appendices.

import type { DocumentType } from '../reading';
import { bare, fold, isCaps, squeeze } from '../text/fold';
import { isBlank, isRule, type Line } from '../text/lines';
import { isBullet, parseMarker } from '../text/markers';
import { isPageHead } from '../text/running';
import type { FoundTable } from '../text/tables';

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
const OPENING =
  /như sau|sau đây:|(?:xây dựng|ban hành|đề ra) (?:kế hoạch|chương trình|đề án|nghị quyết)|quyết nghị|[;:]\s*$/;
const ISSUER =
  /^(?:ủy ban nhân dân|ubnd|ban thường vụ|ban chấp hành|đảng ủy|huyện ủy|tỉnh ủy|thành ủy|hội đồng nhân dân|hđnd|ban chỉ đạo)(?![\p{L}\d])/u;
const OPEN_END = /(?:của|và|các|về|theo|trong|với|cho|tại|từ|đến|để|số|,|-)$/;

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

/** The paragraph from `at` up to the next marker, blank-blind: is it the opening sentence of the document? */
function isOpening(lines: Line[], at: number, to: number): boolean {
  let text = '';
  for (let i = at; i < Math.min(to, at + 40) && text.length < 1500; i++) {
    const line = lines[i];
    if (!line || isBlank(line)) continue;
    const marker = parseMarker(line.text);
    if (text && (isRule(line) || (marker !== null && !isBullet(marker)))) break;
    text = `${text} ${line.text}`;
    if (/[;:.]$/.test(line.text) && OPENING.test(fold(text))) return true;
  }
  return OPENING.test(fold(text));
}

/** The lines from `at` up to the next empty one make a paragraph rather than a line of a title. */
function isLong(lines: Line[], at: number, to: number): boolean {
  let length = 0;
  for (let i = at; i < to && length <= 60; i++) {
    const line = lines[i];
    if (!line || isBlank(line)) break;
    length += line.text.length;
  }
  return length > 60;
}

const UNDER_TITLE =
  /^[^.;:\d]{2,40},\s*ngày\s*[\d.…_]*\s*(?:tháng\s*[\d.…_]*\s*,?\s*năm\s*[\d.…_]*|\/\s*\d{1,2}\s*\/\s*\d{4})$|^số\s*:?\s*[\d.…_]*\s*[-/]\s*(?:kh|ctr|nq|đa|qđ)(?![\p{L}])/u;

/** "- Luật …;": bases as a list, whose "Căn cứ" a converter lost. */
const LISTED_BASIS =
  /^[-–+•]\s*(?:bộ luật|luật|nghị quyết|nghị định|quyết định|chỉ thị|thông tư|kế hoạch|công văn|kết luận)\s.*\d/;

function readTitle(
  lines: Line[],
  hit: TypeHit,
  to: number,
): { title: number[]; bodyFrom: number; issuer: string; extra: number[] } {
  const title: number[] = [];
  let i = hit.index + 1;
  let text = '';
  let issuer = '';
  const extra: number[] = [];
  let inBracket = false;
  let blank = false;
  for (; i < to; i++) {
    const line = lines[i];
    if (!line) continue;
    if (line.table) break;
    if (isBlank(line)) {
      blank = true;
      continue;
    }
    if (isRule(line)) {
      if (title.length > 0) break;
      continue;
    }
    const folded = fold(line.text);
    // "(Kèm theo Quyết định số …)" stands between type word and title, or after the title.
    if (isPageHead(folded) && line.text.length < 90) continue;
    if (inBracket || /^[-\s]*\((?:ban hành )?kèm theo/.test(folded)) {
      inBracket = !folded.includes(')');
      continue;
    }
    // "CỦA BAN THƯỜNG VỤ ĐẢNG ỦY" under the type word names the issuer.
    if (title.length === 0 && !issuer && /^của /.test(folded) && isCaps(line.text) && line.text.length < 90) {
      issuer = line.text;
      continue;
    }
    // Number or date printed under the title instead of above it.
    if (UNDER_TITLE.test(folded) && line.text.length < 90) {
      extra.push(i);
      continue;
    }
    const marker = parseMarker(line.text);
    if (marker && (marker.kind !== 'dash' || LISTED_BASIS.test(folded))) break;
    if (/^(?:căn cứ|xét |theo đề nghị|kính gửi|quyết nghị|hội đồng nhân dân .*khóa)/.test(folded)) break;
    const finished = !OPEN_END.test(fold(text));
    const opens =
      /^(?:thực hiện|triển khai|tiếp tục|nhằm|để|trên cơ sở|sau khi)(?![\p{L}\d])/u.test(folded) ||
      ISSUER.test(folded);
    const separate =
      blank || line.text.length > 160 || !text || text.length < 40 || !/^\p{Ll}/u.test(line.text);
    // A title in capitals is over where a paragraph in ordinary letters follows it.
    if (blank && title.length > 0 && finished && isCaps(text) && !isCaps(line.text) && isLong(lines, i, to))
      break;
    if (title.length > 0 && opens && finished && separate && isOpening(lines, i, to)) break;
    if (title.length === 0 && line.text.length > 160 && isOpening(lines, i, i + 1) && /[:;]$/.test(line.text))
      break;
    if (title.length > 0 && (/[:;]$/.test(text) || text.length > 900)) break;
    title.push(i);
    text = `${text} ${line.text}`.trim();
    blank = false;
  }
  return { title, bodyFrom: i, issuer, extra };
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
  const { title, bodyFrom, issuer, extra } = readTitle(lines, main, end);
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
    const found = readTitle(lines, { index: header - 1, type: type ?? 'ke_hoach', text: '', rest: '' }, end);
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
