// Identity of the document: number, date, issuer, title and period, each only as far as it is printed.
import type { LineRange } from '../model';
import type { DocumentDate, DocumentNumber, Period, PlanIdentity } from '../reading';
import { fold, squeeze } from '../text/fold';
import { isBlank, type Line } from '../text/lines';
import type { FoundTable } from '../text/tables';
import { isDate, isoDate } from './deadlines';
import { readIssuer } from './issuer';
import type { Regions } from './regions';

/** A piece of header text: a line, or one cell of a header table. */
export interface HeaderLine {
  text: string;
  lines: LineRange;
}

/** Lines `from`..`to` with table cells on lines of their own. */
export function headerLines(
  lines: Line[],
  from: number,
  to: number,
  tables: Map<number, FoundTable>,
): HeaderLine[] {
  const out: HeaderLine[] = [];
  for (let i = from; i < to; i++) {
    const line = lines[i];
    if (!line) continue;
    const found = tables.get(i);
    if (found) {
      const source = line.table
        ? line.table.rows.flatMap((row) => row.map((cell) => ({ text: cell.text, lines: cell.lines })))
        : cellsOf(found);
      for (const cell of source)
        for (const part of cell.text.split('\n'))
          if (part.trim())
            out.push({ text: squeeze(part.normalize('NFC').replace(/\*/g, '')), lines: cell.lines });
      i = found.to;
    } else if (!isBlank(line)) {
      // Two columns on one line are told apart by a wide gap or a pipe.
      // A blank number is a gap too: "Số       -CTr/ĐU" is one piece.
      const row = line.raw.replace(/(^|\s)(Số\s?:?)\s+(?=[-/–])/giu, '$1$2 ');
      for (const part of row.split(/\v|[^\S\v]{4,}|\||\t/))
        if (part.trim()) out.push({ text: squeeze(part), lines: line.range });
    }
  }
  return withWholeNumber(out);
}

/** A narrow cell parts "Số:" from what follows it. */
function withWholeNumber(header: HeaderLine[]): HeaderLine[] {
  return header.flatMap((line, i) => {
    if (/^số\s*:?$/.test(fold(header[i - 1]?.text ?? ''))) return [];
    const next = header[i + 1];
    if (!next || !/^số\s*:?$/.test(fold(line.text))) return [line];
    return [{ text: `${line.text} ${next.text}`, lines: [line.lines[0], next.lines[1]] as LineRange }];
  });
}

function cellsOf(found: FoundTable): HeaderLine[] {
  const head = found.table.header.map((text) => ({
    text,
    lines: [found.table.range[0], found.table.range[0]] as LineRange,
  }));
  return [...head, ...found.table.rows.flat()];
}

const NUMBER =
  /(?:^|\s)số\s*:?\s*([\d.…_]*)\s*(?:[-/]\s*(\d{4}))?\s*[-/]\s*([\p{L}][\p{L}\d]*(?:\s?[-/&]\s?[\p{L}\d]+)*)/u;
/** A headline or basis that names another document by its number. */
const NOT_OWN =
  /^(?:căn cứ|thực hiện|triển khai|kèm theo|ban hành|về việc)|(?:nghị quyết|chỉ thị|kết luận)\s+số/;
const BARE_NUMBER = /^số\s*:?\s*(\d{1,5})\s*$/;

/** A line that begins with "Số" is the number's own; elsewhere it may be of a document that the headline names. */
export function readNumber(header: HeaderLine[]): DocumentNumber {
  const own = header.filter((line) => /^số(?![\p{L}\d])/u.test(fold(line.text)));
  const found = numberIn(own);
  return found.text !== null ? found : numberIn(header.filter((line) => !own.includes(line)));
}

function numberIn(header: HeaderLine[]): DocumentNumber {
  const none: DocumentNumber = {
    text: null,
    number: null,
    symbol: null,
    blank: false,
    canonical: null,
    lines: [],
  };
  for (let i = 0; i < header.length; i++) {
    const line = header[i];
    if (!line) continue;
    const folded = fold(line.text);
    const match = NUMBER.exec(folded);
    if (match && !NOT_OWN.test(folded) && match.index < 40) {
      const start = match.index + (match[0].length - match[0].trimStart().length);
      const printed = line.text.slice(start, match.index + match[0].length).trim();
      const symbolAt = match.index + match[0].length - (match[3] ?? '').length;
      const symbol = line.text
        .slice(symbolAt, match.index + match[0].length)
        .replace(/[‐-―−]/g, '-')
        .replace(/\s*([-/&])\s*/g, '$1')
        .replace(/[.,;]+$/, '');
      const digits = (match[1] ?? '').replace(/\D/g, '');
      const number = digits ? Number(digits) : null;
      const year = match[2];
      const party = /\//.test(symbol);
      const separator = party ? '-' : '/';
      const canonical = number === null ? null : `${digits}${year ? `/${year}` : ''}${separator}${symbol}`;
      return { text: printed, number, symbol, blank: number === null, canonical, lines: [line.lines] };
    }
    const bare = BARE_NUMBER.exec(folded);
    if (bare) return { ...none, text: line.text, number: Number(bare[1]), lines: [line.lines] };
  }
  return none;
}

const DATE =
  /ngày\s*([\d.…_]*)\s*(?:tháng\s*([\d.…_]*)\s*,?\s*năm\s*([\d.…_]*)|\/\s*(\d{1,2})\s*\/\s*(\d{4}))/;

export function readDate(header: HeaderLine[]): DocumentDate {
  const none: DocumentDate = {
    text: null,
    day: null,
    month: null,
    year: null,
    iso: null,
    place: null,
    lines: [],
  };
  for (let i = 0; i < header.length; i++) {
    // The parts may stand on up to three lines.
    for (let span = 1; span <= 3 && i + span <= header.length; span++) {
      const group = header.slice(i, i + span);
      const text = squeeze(group.map((line) => line.text).join(' '));
      const folded = fold(text);
      const match = DATE.exec(folded);
      if (!match) continue;
      if (
        /^(?:căn cứ|thực hiện|\(?kèm theo|\(?ban hành)/.test(folded) ||
        /(?:nghị quyết|quyết định|kế hoạch|số\s*:?\s*\d+[^,]{0,20}) *$/.test(folded.slice(0, match.index))
      )
        break;
      const beforeDate = text.slice(0, match.index).replace(/[,\s]+$/, '');
      if (!/,\s*$/.test(text.slice(0, match.index)) && beforeDate !== '') continue;
      const place = placeOf(beforeDate);
      if (beforeDate !== '' && place === null) continue;
      const [day, month, year] = [match[1], match[2] ?? match[4], match[3] ?? match[5]].map(
        (part) => Number((part ?? '').replace(/\D/g, '')) || null,
      );
      const printed = text.slice(place ? text.indexOf(place) : match.index, match.index + match[0].length);
      const complete = day && month && year && isDate(year, month, day);
      return {
        text: printed,
        day: day ?? null,
        month: month ?? null,
        year: year ?? null,
        iso: complete ? isoDate(year, month, day) : null,
        place,
        lines: group.map((line) => line.lines),
      };
    }
  }
  return none;
}

/** The place before ", ngày": capitalised words; a number or motto glued before it is cut off. */
function placeOf(text: string): string | null {
  const match =
    /(?:^|\s)((?:(?:TP\.?|Thành phố|Xã|Phường|Tỉnh|Thị xã|Huyện|Quận|Đặc khu)\s)?\p{Lu}[\p{Ll}'’]*(?:[\s-]+\p{Lu}[\p{Ll}'’]*){0,5})$/u.exec(
      text,
    );
  if (!match?.[1]) return null;
  // "Độc lập - Tự do - Hạnh phúc Tân Hòa, ngày …": only what follows the motto.
  const words = match[1].split(/(?:Hạnh phúc|Việt Nam)\s+/i).at(-1);
  return words?.trim() || null;
}

const ISSUES_PLAN = /(?:ban hành|xây dựng|đề ra|lập)\s+(?:kế hoạch|chương trình|đề án|nghị quyết)/g;

export function readPeriod(title: string, opening: string, headings: string): Period {
  const read = (text: string): Omit<Period, 'note'> | null => {
    const folded = fold(text);
    const vision = /(?:tầm nhìn|định hướng)\s*(?:đến|tới)?\s*(?:năm)?\s*(\d{4})/.exec(folded);
    const vision_year = vision ? Number(vision[1]) : null;
    const span = [
      ...folded.matchAll(
        /(?:giai đoạn|nhiệm kỳ|thời kỳ|trong \d+ năm|các năm|năm học|năm)?\s*(?:từ năm )?(?<![\d/])(\d{4})\s*(?:-|đến(?: năm)?)\s*(\d{4})(?!\d)/g,
      ),
    ].at(-1);
    if (span) {
      const tail =
        vision && vision.index > (span.index ?? 0)
          ? vision.index + vision[0].length
          : (span.index ?? 0) + span[0].length;
      return {
        text: text.slice(span.index ?? 0, tail).trim(),
        start_year: Number(span[1]),
        end_year: Number(span[2]),
        vision_year,
      };
    }
    const withoutDates = folded
      .replace(/ngày\s*\d{1,2}\s*(?:\/|-|tháng\s*)\s*\d{1,2}\s*(?:\/|-|\s?năm\s*)\s*\d{4}/g, (hit) =>
        '#'.repeat(hit.length),
      )
      .replace(/\d+\/\d{4}\/[\p{L}-]+/gu, (hit) => '#'.repeat(hit.length));
    const until = /đến\s+(?:hết\s+)?(?:năm\s+)(\d{4})/.exec(
      withoutDates.replace(/(?:tầm nhìn|định hướng)\s+đến\s+năm\s+\d{4}/g, (hit) => '#'.repeat(hit.length)),
    );
    if (until)
      return {
        text: text.slice(until.index, until.index + until[0].length),
        start_year: null,
        end_year: Number(until[1]),
        vision_year,
      };
    const years = [...withoutDates.matchAll(/năm\s+(\d{4})(?:\s*(?:,|và)\s*(?:năm\s+)?(\d{4}))?/g)].at(-1);
    if (years)
      return {
        text: text.slice(years.index ?? 0, (years.index ?? 0) + years[0].length),
        start_year: Number(years[1]),
        end_year: Number(years[2] ?? years[1]),
        vision_year,
      };
    return vision_year ? { text: vision?.[0] ?? null, start_year: null, end_year: null, vision_year } : null;
  };
  const own = read(title);
  if (own) return { ...own, note: null };
  // Spans in a list of bases are those of other documents: there only the clause that issues speaks of this one.
  const bases = /(?:^|\s)căn cứ\s|;/.test(fold(opening));
  const issues = bases ? ([...fold(opening).matchAll(ISSUES_PLAN)].at(-1)?.index ?? 0) : 0;
  const issued = read(opening.slice(issues));
  if (issued && issued.start_year !== issued.end_year)
    return { ...issued, note: 'lấy từ câu mở đầu, cần người xác nhận' };
  const opened = read(opening);
  // A single year in the opening sentence says when the work starts, not when it ends.
  if (opened?.start_year && opened.start_year === opened.end_year)
    return {
      text: null,
      start_year: opened.start_year,
      end_year: null,
      vision_year: null,
      note: 'không nêu giai đoạn; năm lấy từ câu mở đầu',
    };
  const headed = read(headings);
  if (headed?.end_year && headed.start_year !== headed.end_year)
    return { ...headed, note: 'lấy từ đề mục, cần người xác nhận' };
  return { text: null, start_year: null, end_year: null, vision_year: null, note: null };
}

export interface IdentityInput {
  lines: Line[];
  tables: Map<number, FoundTable>;
  regions: Regions;
  /** Folded opening paragraphs before the first section. */
  opening: string;
  bodyText: string;
  headings: string;
  tail: HeaderLine[];
}

export function readIdentity(input: IdentityInput): PlanIdentity {
  const { lines, tables, regions } = input;
  const header = [
    ...headerLines(lines, regions.header.from, regions.header.to, tables),
    ...regions.headerExtra.flatMap((index) => headerLines(lines, index, index + 1, tables)),
  ];
  const number = readNumber(header);
  let date = readDate(header);
  if (!date.text) {
    // Some texts date themselves beside the signature: a line of its own, never a date inside a sentence.
    const signed = readDate(input.tail.filter((line) => /^[^.;:]{2,60},\s*ngày/.test(fold(line.text))));
    if (signed.text) date = signed;
  }
  const printed = titleOf(lines, regions);
  const title = printed.title ?? titleFromOpening(input.opening);
  const typeRest = regions.typeRest;
  const period = readPeriod(title ?? '', input.opening, input.headings);
  return {
    type: regions.type,
    type_text: regions.typeText,
    issuing_body: readIssuer({
      header,
      opening: input.opening,
      bodyText: input.bodyText,
      tail: input.tail,
      place: date.place,
      typeRest,
      symbol: number.symbol,
      title: title ?? '',
    }),
    number,
    date,
    title,
    title_lines: printed.titleLines,
    period,
    implements: [],
    issued_by_decision: regions.wrapper ? (number.canonical ?? number.text) : null,
  };
}

function titleOf(lines: Line[], regions: Regions): { title: string | null; titleLines: LineRange[] } {
  const parts: string[] = [];
  const titleLines: LineRange[] = [];
  for (const index of regions.title) {
    const line = lines[index];
    if (!line) continue;
    parts.push(line.text);
    titleLines.push(line.range);
  }
  const own = /^(?:của )/.test(fold(regions.typeRest)) ? '' : regions.typeRest;
  const title = squeeze([own, ...parts].join(' '))
    .replace(/^[:\-–\s]+/, '')
    .replace(/[\s:;-]+$/, '');
  return { title: title || null, titleLines };
}

/** Where no title is printed (converters drop lines between rules), the opening says what is issued. */
const ISSUED_TITLE =
  /(?:ban hành|xây dựng)\s+(?:kế hoạch|chương trình hành động|chương trình(?! hành động)|đề án|nghị quyết)\s+(.{20,400}?)(?=\s*\(sau đây|,?\s+(?:cụ thể )?như sau|,?\s+với (?:các |những )?nội dung|\s*[;:]|$)/u;

/** "Thực hiện Nghị quyết X, Ban Thường vụ … xây dựng Chương trình như sau:": what it carries out is all that is said. */
const CARRIED_TITLE =
  /^(?<title>(?:thực hiện|triển khai)\s.{15,400}?), (?:ủy ban nhân dân|ubnd|ban thường vụ|ban chấp hành|đảng ủy|tỉnh ủy|thành ủy|hội đồng nhân dân|ban chỉ đạo)[^,;:]{0,80} (?:xây dựng|ban hành)\s/u;

function titleFromOpening(opening: string): string | null {
  const match = ISSUED_TITLE.exec(fold(opening));
  if (!match?.[1]) {
    const carried = CARRIED_TITLE.exec(fold(opening))?.groups?.title;
    return carried ? squeeze(opening.slice(0, carried.length)) : null;
  }
  const at = match.index + match[0].length - match[1].length;
  return squeeze(opening.slice(at, at + match[1].length));
}
