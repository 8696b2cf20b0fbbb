// Joins the printed lines of a body into logical items, whatever cut them: page width, page break or converter.

import { flattenedTable, gluedTable, pipedTable } from './flattened';
import { bare, fold, isCaps, isLowerStart, isUpperStart } from './fold';
import { type Item, makeItem, tableItem } from './items';
import { isBlank, isPipe, isRule, type Line } from './lines';
import { isBullet, isEnumerator, type Marker, parseMarker } from './markers';
import { ruledTable } from './ruled';
import { continuesTable, type FoundTable, joinTables, pipeTable, tableFromBlock } from './tables';
import { isFull, isIndented, type WrapProfile } from './wrap';

const TERMINAL = /[.;:!?…]["”’)\]]*$/;
/** A line that ends in one of these cannot be the end of anything. */
const OPEN_END =
  /(?:^|\s)(?:của|và|các|về|theo|trong|với|cho|tại|từ|đến|để|là|có|được|những|một|do|bằng|trên|dưới|như|hoặc|nhằm|qua|ở|số|ngày|tháng|năm|đạt|giữa|gắn|thuộc|cùng|vào|ra|bị|mà|khi|nếu|thì|cả|mỗi|từng|đối với|không|ít nhất|tối thiểu|khoảng)$/i;
/** The first word of a unit's name alone at the end: "2. Sở" / "Tài chính". */
const CUT_UNIT =
  /(?:^|(?<!(?:thuộc|của|các|tại))\s|[.)])(?:Sở|Bộ|Phòng|Ban|Hội|Đoàn|Ủy|Uỷ|Ủy ban|Uỷ ban|Văn phòng|Trung tâm|Công an|Viện|Chi cục|Liên minh|Liên đoàn|Liên hiệp|Cổng)$/u;
/** Paragraphs that always start anew, even under a full line. */
const FRESH_START =
  /^(?:căn cứ |trên đây |trong quá trình (?:tổ chức |triển khai )?(?:thực hiện|triển khai)[^,.]{0,40},? nếu |nơi nhận|điều \d+\s*[.:]|phụ lục|quyết nghị|quyết định:|kính gửi|(?:đơn vị|cơ quan|bộ phận) (?:chủ trì|thực hiện|phối hợp|tham mưu)[^.;]{0,40}:|(?:chủ trì|phối hợp|thời gian|thời hạn|tiến độ|sản phẩm|kết quả)(?: thực hiện| hoàn thành| đầu ra)?\s*:)/;
/** Words that open a task or paragraph; after a heading whose line is full they tell content from the heading's rest. */
const OPENERS =
  /^(?:tổ chức|tăng cường|tập trung|tiếp tục|đẩy mạnh|xây dựng|thực hiện|triển khai|chủ động|phấn đấu|nâng cao|tích cực|rà soát|quán triệt|hoàn thiện|hoàn thành|phát huy|khuyến khích|huy động|ưu tiên|bảo đảm|đảm bảo|hỗ trợ|chỉ đạo|hướng dẫn|chú trọng|phối hợp|tham mưu|chủ trì|kinh phí|hằng năm|hàng năm|mỗi năm|định kỳ|đến năm|trong quá trình|các |là |tuyên truyền|vận động|giám sát|kiểm tra|theo dõi|tổng hợp|cân đối|bố trí|phát động|phát triển|khai thác|cung cấp|cụ thể hóa|quản lý|lồng ghép|nghiên cứu|ban hành|thành lập|củng cố|đổi mới|tạo |mở |đưa |giữ |khi |trên cơ sở|trên địa bàn|việc |mọi |để |nhằm |không |có |hình thành|mở rộng|đầu tư|duy trì|nắm |theo (?:chức năng|nhiệm vụ|phân công|thẩm quyền)|trong phạm vi|giữ vững|phân công|đôn đốc|tiếp nhận|chấp hành|bám sát|thẩm định|xử lý|giải quyết|đề xuất|báo cáo|thu hút|đào tạo|gắn |từng bước|xác định|chú ý|quy hoạch|lập |cập nhật|kịp thời|thường xuyên|hình thành)/;

/** A paragraph longer than this is not joined further: see `MAX_LINE_CHARS`. */
const MAX_ITEM_CHARS = 8_000;

/** Two or three words and a full stop: no sentence of their own. */
const LAST_WORDS = /^\p{Lu}\S*(?:\s\S+){0,2}(?:\.|\.\/\.)$/u;

/** A name and a colon, alone on a line. */
const HEADS_LIST = /^[^.;:]{4,}(?<!như sau|sau đây|cụ thể|gồm|sau|là):$/;

interface Open {
  lines: Line[];
  marker: Marker | null;
  text: string;
}

/** Tables by the line index where they start; their lines are off limits for furniture removal and joining. */
export function findTables(lines: Line[]): Map<number, FoundTable> {
  const out = new Map<number, FoundTable>();
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    let found: FoundTable | null = null;
    if (line.table) found = { from: i, to: i, table: tableFromBlock(line.table) };
    else if (line.text === '|') found = ruledTable(lines, i);
    else if (/^\|?\s*(?:stt|tt|số tt|số thứ tự)(?![\p{L}\d])/iu.test(line.text))
      found =
        pipedTable(lines, i) ??
        flattenedTable(lines, i) ??
        (isPipe(line) ? pipeTable(lines, i) : gluedTable(lines, i));
    else if (isPipe(line) && line.text.length > 1) found = pipeTable(lines, i);
    if (!found) continue;
    // Bars without a row are no table, and neither is any rest of them: they are not tried again line by line.
    if (found.table.rows.length > 0 || line.table) out.set(i, found);
    i = found.to;
  }
  return out;
}

/** Lines `from`..`to` (exclusive) as logical items. */
export function joinLines(
  lines: Line[],
  from: number,
  to: number,
  tables: Map<number, FoundTable>,
  profile: WrapProfile,
): Item[] {
  const items: Item[] = [];
  const phrase = phraseFinder(lines);
  let open: Open | null = null;
  let blank = false;
  const lastOrdinal = new Map<string, number>();
  const close = (): void => {
    if (open) items.push(makeItem(open.lines));
    open = null;
  };
  for (let i = from; i < to; i++) {
    const line = lines[i];
    if (!line) continue;
    const found = tables.get(i);
    if (found) {
      close();
      const last = items.at(-1);
      if (last?.table && continuesTable(last.table, found.table))
        items[items.length - 1] = tableItem(joinTables(last.table, found.table));
      else items.push(tableItem(found.table));
      i = found.to;
      blank = false;
      continue;
    }
    if (isBlank(line)) {
      blank = true;
      continue;
    }
    if (isRule(line) || line.text === '|') continue;
    const current: Open | null = open;
    if (current && continues(current, line, blank, profile, phrase, lastOrdinal)) {
      current.lines.push(line);
      current.text = `${current.text} ${line.text}`;
    } else {
      close();
      const marker = parseMarker(line.text);
      if (marker && isEnumerator(marker) && marker.ordinal !== null)
        lastOrdinal.set(`${marker.kind}${marker.rank}`, marker.ordinal);
      open = { lines: [line], marker, text: line.text };
    }
    blank = false;
  }
  close();
  return items;
}

/** Does the document print these two words joined by a dash elsewhere ("Văn hóa - Xã hội")? */
function phraseFinder(lines: Line[]): (left: string, right: string) => boolean {
  let all: string | null = null;
  const spaced = (text: string): string => text.replace(/[^\S\n]*-[^\S\n]*/g, ' - ');
  return (left, right) => {
    all ??= spaced(fold(lines.map((line) => line.text).join('\n')));
    return all.includes(`${fold(left)} - ${fold(right)}`);
  };
}

function continues(
  open: Open,
  line: Line,
  blank: boolean,
  profile: WrapProfile,
  phrase: (left: string, right: string) => boolean,
  lastOrdinal: Map<string, number>,
): boolean {
  const last = open.lines.at(-1);
  if (!last || line.heading || last.heading || open.text.length > MAX_ITEM_CHARS) return false;
  const text = line.text;
  const folded = fold(text);
  const unfinished = !TERMINAL.test(open.text);
  const full = isFull(last.text, text, profile);
  const openEnd =
    unfinished &&
    (/[,(–-]$/.test(open.text) ||
      CUT_UNIT.test(open.text) ||
      (OPEN_END.test(open.text) && (!isCaps(open.text) || isCaps(text))));
  const marker = parseMarker(text);
  const headed = isEnumerator(open.marker);
  // "PHẦN II" alone on its line: its name stands on the next.
  if (open.marker && open.marker.rank <= 2 && open.text.length <= open.marker.length) return marker === null;
  if (marker) {
    if (isBullet(marker) && (marker.kind === 'dash' || marker.kind === 'plus'))
      return isHyphen(open, text.slice(marker.length), full, unfinished, profile, phrase);
    if (isBullet(marker) || !unfinished || !full || headed) return false;
    // "… tại khu vực / 7. Phát triển": a number that fits no series, under a full unfinished line.
    const previous = lastOrdinal.get(`${marker.kind}${marker.rank}`) ?? 0;
    return marker.kind === 'number' && marker.ordinal !== 1 && marker.ordinal !== previous + 1;
  }
  if (profile.solid && !blank) return true;
  if (profile.indented && isIndented(line) && !unfinished) return false;
  if (FRESH_START.test(folded) && isUpperStart(text)) return false;
  if (isCaps(text) && !isCaps(open.text.replace(/^\S+\s/, '')) && text.length > 6 && !full) return false;
  if (headed && isCaps(open.text) && isCaps(text) && unfinished) return true;
  if (unclosed(open.text)) return true;
  // "Công an xã:" behind a finished sentence, whose last line happened to be full: it heads what follows.
  if (!unfinished && isUpperStart(text) && text.length < 60 && HEADS_LIST.test(folded)) return false;
  if (isLowerStart(text)) {
    if (unfinished)
      return !isLabelLine(folded) || /(?:đơn vị|cơ quan|bộ phận|thời gian|thời hạn)$/i.test(open.text);
    return (full || (profile.ragged && open.marker !== null)) && !(profile.blankEnds && blank);
  }
  // A paragraph does not open with a bare figure: "… theo phương châm / 4 tại chỗ".
  if (profile.wrapped && unfinished && /^\d/.test(text) && !headed) return true;
  if (!profile.wrapped) {
    const rest =
      unfinished && !blank && open.marker !== null && last.text.length > 60 && LAST_WORDS.test(text);
    if (!openEnd && !rest) return false;
    return !isLabelLine(folded);
  }
  if (profile.blankEnds && blank) return openEnd && !OPENERS.test(folded);
  // Web converters break the first line of an item early: an unfinished list item goes on whatever its length.
  if (profile.shortFirst && unfinished && open.lines.length === 1 && isListItem(open.marker)) return true;
  // Text wrapped twice is ragged; a sentence already running over lines goes on until it ends.
  const running =
    unfinished && open.lines.length >= 2 && (!headed || isSentence(open.text) || profile.ragged);
  if (!full) return (openEnd || running) && !OPENERS.test(folded);
  if (headed && unfinished && open.lines.length <= 3 && (!isSentence(open.text) || isListOfBodies(open.text)))
    return !OPENERS.test(folded);
  return true;
}

/** A bracket is still open: nothing has ended. Not trusted beyond a few lines. */
const unclosed = (text: string): boolean => {
  const at = text.lastIndexOf('(');
  return at >= 0 && text.indexOf(')', at) < 0 && text.length - at < 200 && text.length - at > 1;
};

const isListItem = (marker: Marker | null): boolean =>
  marker !== null && (isBullet(marker) || marker.kind === 'letter' || marker.kind === 'paren');

/** "Thời gian thực hiện: …" starts anew even after a line without punctuation. */
const isLabelLine = (folded: string): boolean =>
  /^(?:đơn vị|cơ quan|chủ trì|phối hợp|thời gian|thời hạn|tiến độ|sản phẩm)[^:.;]{0,45}:/.test(folded);

/** An enumerated text that already reads as a sentence rather than a heading. */
const isSentence = (text: string): boolean => text.length > 140 || /[.;:]\s/.test(text.replace(/^\S+\s/, ''));

/** "2. Cục A; Cục B; Vụ C", "3. Các Viện: A, B": names under a number, with the punctuation of a sentence. */
const isListOfBodies = (text: string): boolean =>
  /^\S+\s(?:Các\s)?(?:Sở|Bộ|Phòng|Ban|Hội|Đoàn|Ủy ban|UBND|Văn phòng|Trung tâm|Công an|Viện|Cục|Vụ|Chi cục|Bệnh viện|Trường|Trạm)[^.;:]*[;:]\s\p{Lu}[^.:]*$/u.test(
    text,
  );

/** Fixed compounds of officialese that are written with a dash between blanks. */
const COMPOUNDS = new Set([
  'hóa-xã',
  'tế-xã',
  'trị-xã',
  'phòng-an',
  'học-công',
  'học-kỹ',
  'chính-kế',
  'hđnd-ubnd',
  'thanh-truyền',
  'thể-thao',
]);

/** A dash at the start of a line: the hyphen of a broken sentence, or a bullet. */
function isHyphen(
  open: Open,
  rest: string,
  full: boolean,
  unfinished: boolean,
  profile: WrapProfile,
  phrase: (left: string, right: string) => boolean,
): boolean {
  if (/(?:19|20)\d{2}$/.test(open.text) && /^(?:19|20)\d{2}(?![\p{L}\d])/u.test(rest) && unfinished)
    return true;
  if (!unfinished) return false;
  const lastWord = open.text.split(' ').at(-1) ?? '';
  const firstWord = rest.split(/[\s,.;]/, 1)[0] ?? '';
  const printedElsewhere =
    COMPOUNDS.has(`${fold(lastWord)}-${fold(firstWord)}`) || phrase(lastWord, firstWord);
  if (isLowerStart(rest)) {
    if (profile.wrapped) return full && (profile.lowerBullets < 0.3 || printedElsewhere);
    return printedElsewhere && open.text.length > 60;
  }
  // "… gửi Phòng Văn hóa" / "- Xã hội …": a long line that stops inside a compound was broken there.
  return printedElsewhere && (full || open.text.length > 60 || bare(open.text).endsWith('ban'));
}
