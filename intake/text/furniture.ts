// Page furniture: numbers, running heads, converter debris and the frame of web pages, dropped before joining.
import { fold, isLowerStart, key } from './fold';
import { isBlank, isPipe, type Line } from './lines';
import { parseMarker } from './markers';

const PAGE_NUMBER = /^[-–—\s]*(?:trang|page|tr\.)?\s*\d{1,3}\s*(?:(?:\/|of|trên)\s*\d{1,3})?[-–—\s]*$/i;
const DEBRIS =
  /^(?:\[(?:bookmark|image|hình ảnh|if gte|endif)[^\]]*\]|!\[[^\]]*\]\([^)]*\)(?:\s*\|)?|<!--.*-->|\[?\.{3}\]?|_+goback_*|form feed)$/i;
const WEB_FRAME =
  /^(?:lượt xem|số lượt truy cập|đang truy cập|đang online|tổng (?:số )?lượt truy cập|hôm nay|ngày (?:đăng|cập nhật|xuất bản)|cập nhật(?: lúc| ngày)?|đăng ngày|chia sẻ|in trang|in bài viết|gửi email|quay lại|về trang chủ|trang chủ|tin liên quan|các tin khác|tải về|tải file|file đính kèm|tệp đính kèm|nguồn tin|tác giả|lượt tải|bình luận|thích|xem thêm|facebook|zalo|twitter|đăng nhập|tìm kiếm)(?:\s*[:|(].*|\s*[\d/.:-]*(?:\s+[\d:]+)?)$/i;
/** The document's own type word stands between header and title and interrupts nothing. */
const TYPE_WORD = /^(?:kế hoạch|chương trình(?: hành động)?|đề án|nghị quyết|quyết định)$/;
const TRAILING_PAGE_MARK = /\s*(?:[-–—]\s*)?(?:trang|page)\s+\d{1,3}(?:\s*\/\s*\d{1,3})?\s*$/i;

/** Lines that are never a running head however often they come: list items, table rows, labels. */
function mayBeRunningHead(line: Line): boolean {
  return (
    line.text.length >= 3 &&
    line.text.length <= 120 &&
    !isPipe(line) &&
    !line.heading &&
    parseMarker(line.text) === null &&
    !/[.;:,]$|,\s\p{Ll}/u.test(line.text) &&
    !/ngày \d/i.test(line.text) &&
    !/^[^:]{3,40}:/.test(line.text)
  );
}

/** Lines that come back at a regular distance: the head or foot of each page. */
function runningHeads(lines: Line[]): Set<number> {
  const at = new Map<string, number[]>();
  lines.forEach((line, i) => {
    if (isBlank(line) || !mayBeRunningHead(line)) return;
    const id = key(line.text).replace(/\d+/g, '#');
    const list = at.get(id);
    if (list) list.push(i);
    else at.set(id, [i]);
  });
  const out = new Set<number>();
  for (const [id, places] of at) {
    // Two occurrences prove nothing unless the line counts pages.
    if (places.length < (id.includes('#') && /trang|page|#\/#/.test(id) ? 2 : 3)) continue;
    const gaps = places.slice(1).map((place, i) => place - (places[i] ?? 0));
    const smallest = Math.min(...gaps);
    if (smallest >= 20 && Math.max(...gaps) <= smallest * 1.5) for (const place of places) out.add(place);
  }
  return out;
}

/** A short unpunctuated line that stands inside a sentence: the only trace of a running head that came once. */
function interrupts(before: Line | undefined, line: Line, after: Line | undefined): boolean {
  if (!before || !after || !mayBeRunningHead(line) || TYPE_WORD.test(fold(line.text))) return false;
  if (/[.;:!?)"”]$/.test(before.text) || !isLowerStart(after.text) || before.text.length <= 40) return false;
  if (line.text.length >= before.text.length * 0.7 || isLowerStart(line.text)) return false;
  // "… trước ngày" / "20 tháng 12" / "hằng năm": the sentence itself.
  if (/^\d[\d/.]*\s+\p{Ll}/u.test(line.text)) return false;
  return /^(?:trang|page|\d|ubnd|ủy ban|kế hoạch|đảng|hđnd|xã|phường|tỉnh|văn bản|công báo|dự thảo)/.test(
    fold(line.text),
  );
}

export interface Cleaned {
  lines: Line[];
  dropped: number;
}

/** Blanks out furniture (line numbers stay); `keep` marks lines that a table already owns. */
export function dropFurniture(lines: Line[], keep: Set<number>): Cleaned {
  const heads = runningHeads(lines);
  let dropped = 0;
  const blankOut = (line: Line): Line => {
    dropped++;
    return { ...line, raw: '', text: '' };
  };
  const first = lines.map((line, i) => {
    if (keep.has(i) || line.table || line.text === '') return line;
    if (PAGE_NUMBER.test(line.text) || DEBRIS.test(line.text) || WEB_FRAME.test(line.text) || heads.has(i))
      return blankOut(line);
    if (/^\[bookmark:[^\]]*\]/i.test(line.text)) {
      return {
        ...line,
        raw: line.raw.replace(/\[bookmark:[^\]]*\]/gi, ''),
        text: line.text.replace(/\[bookmark:[^\]]*\]/gi, '').trim(),
      };
    }
    if (TRAILING_PAGE_MARK.test(line.text) && line.text.length < 120 && mayBeRunningHead(line))
      return blankOut(line);
    return line;
  });
  const solid = first.map((_, i) => i).filter((i) => !isBlank(first[i] as Line));
  solid.forEach((at, order) => {
    const line = first[at];
    if (!line || line.table || keep.has(at)) return;
    const before = first[solid[order - 1] ?? -1];
    const after = first[solid[order + 1] ?? -1];
    if (interrupts(before, line, after)) first[at] = blankOut(line);
  });
  return { lines: first, dropped };
}
