// Which lines under the type word are the title, and where the document begins to speak.
import { fold, isCaps } from '../text/fold';
import { isBlank, isRule, type Line } from '../text/lines';
import { isBullet, parseMarker } from '../text/markers';
import { isPageHead } from '../text/running';

const OPENING =
  /như sau|sau đây:|(?:xây dựng|ban hành|đề ra) (?:kế hoạch|chương trình|đề án|nghị quyết)|quyết nghị|[;:]\s*$/;
const ISSUER =
  /^(?:ủy ban nhân dân|ubnd|ban thường vụ|ban chấp hành|đảng ủy|huyện ủy|tỉnh ủy|thành ủy|hội đồng nhân dân|hđnd|ban chỉ đạo|ban thường trực|ủy ban (?:mặt trận|mttq))(?![\p{L}\d])/u;
/** "…, Ban Thường vụ … xây dựng Chương trình, cụ thể như sau:" on one line: the opening sentence, however short. */
const OPENS_AT_ONCE =
  /[,;.] (?:ủy ban nhân dân|ubnd|ban thường vụ|ban chấp hành|đảng ủy|tỉnh ủy|thành ủy|hội đồng nhân dân|ban chỉ đạo)[^,;:]* (?:xây dựng|ban hành)[^;:]*như sau\s*:$/;
const OPEN_END = /(?:của|và|các|về|theo|trong|với|cho|tại|từ|đến|để|số|,|-)$/;

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

const DECIDES =
  /^(?:chủ tịch )?(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|ban thường vụ|ban chấp hành|chính phủ|thủ tướng|quốc hội|ủy ban thường vụ|bộ trưởng)/;
const basisFollows = (lines: Line[], at: number): boolean => {
  const next = lines.slice(at, at + 6).find((line) => !isBlank(line));
  return next !== undefined && /^(?:căn cứ|xét|theo đề nghị)(?![\p{L}])/u.test(fold(next.text));
};

/** "- Luật …;": bases as a list, whose "Căn cứ" a converter lost. */
const LISTED_BASIS =
  /^[-–+•]\s*(?:bộ luật|luật|nghị quyết|nghị định|quyết định|chỉ thị|thông tư|kế hoạch|công văn|kết luận)\s.*\d/;

/** Title lines under the type word in line `typeLine`, and where the body begins. */
export function readTitle(
  lines: Line[],
  typeLine: number,
  to: number,
): { title: number[]; bodyFrom: number; issuer: string; extra: number[] } {
  const title: number[] = [];
  let i = typeLine + 1;
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
    // "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X" over the bases says who decides.
    if (title.length > 0 && isCaps(line.text) && DECIDES.test(folded) && basisFollows(lines, i + 1)) {
      i++;
      break;
    }
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
    if (title.length === 0 && OPENS_AT_ONCE.test(folded)) break;
    if (title.length === 0 && line.text.length > 160 && isOpening(lines, i, i + 1) && /[:;]$/.test(line.text))
      break;
    if (title.length > 0 && (/[:;]$/.test(text) || text.length > 900)) break;
    title.push(i);
    text = `${text} ${line.text}`.trim();
    blank = false;
  }
  return { title, bodyFrom: i, issuer, extra };
}
