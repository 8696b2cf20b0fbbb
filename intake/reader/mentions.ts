// Figures in a text: every number that may be a target's value, with its comparator, unit and place; all others masked.
import type { Comparator } from '../reading';
import { type Measure, measureAfter, tidyUnit } from './measures';
import { NUMBER, parseNumber, WORD_NUMBERS } from './numbers';

export interface Mention {
  from: number;
  /** End of number and unit. */
  to: number;
  value: number;
  valueMax: number | null;
  unit: string | null;
  counted: boolean;
  comparator: Comparator;
  foreign: boolean;
  /** "từ 45% lên 60%": where the change starts, not a target. */
  baseline: number | null;
  /** Written as a word ("một", "toàn bộ"). */
  word: boolean;
}

/** Numbers that are names, dates, laws, ages, grades or durations (section 5.5 of the genre's description). */
const MASKS: RegExp[] = [
  /\(?ngày\s+\d{1,2}\s*(?:\/|-|\s?tháng\s?)\s*\d{1,2}(?:\s*(?:\/|-|,?\s?năm\s?)\s*\d{4})?/gu,
  /\d{1,2}\/\d{1,2}\/\d{4}/gu,
  // "trước ngày 01/6 và 15/11", "trước ngày 20 hằng tháng": days of a calendar.
  /(?<=#\s*(?:,|và)\s*)(?:ngày\s+)?\d{1,2}\/\d{1,2}(?![\d/])/gu,
  /(?<![\p{L}])ngày\s+\d{1,2}(?!\d)/gu,
  /(?<![\d.,])\d{1,2}\/\d{4}(?!\/|\d)/gu,
  /(?<![\p{L}])(?:tháng|quý|tuần|kỳ)\s+(?:\d{1,2}(?!\d)|[ivx]+(?![\p{L}]))(?:\s*(?:\/|,?\s?năm\s?)\s*\d{4})?/gu,
  /(?:\d{1,2}|sáu|chín)\s+tháng(?!\s+tuổi)(?:\s+(?:đầu|cuối)\s+năm)?(?:\s+\d{4})?/gu,
  /(?<![\p{L}])(?:các\s+)?(?:năm|giai đoạn|nhiệm kỳ|thời kỳ|khóa|niên khóa|năm học)\s+\d{4}(?:\s*(?:-|đến|và|,|\/)\s*(?:năm\s+)?\d{4})*/gu,
  /(?<![\d.,])(?:19|20)\d{2}\s*-\s*(?:19|20)\d{2}(?!\d)/gu,
  /(?<![\p{L}])(?:đến|hết|cuối|trước|sau|từ|vào|trong|so với)\s+(?:năm\s+)?(?:19|20)\d{2}(?![\d.,]*\d|\s*(?:ha|người|hộ|km|tấn|m2|m²|triệu|lượt|cây)(?![\p{L}]))/gu,
  /(?<![\p{L}])(?:số\s+)?\d+\s*(?:[-/]\s*\d{4})?\s*[-/]\s*(?:nq|qđ|kh|ct|ctr|ctrhđ|tb|kl|hd|đa|nđ|tt|bc|cv|ttr|pl|luật|qh\d*|ubnd|tw|tu|hu|đu|qc|qy|cđ|tl|l)[\p{L}\d/&-]*/gu,
  /\d+\s+nq\/tu/gu,
  /(?<![\p{L}])(?:nghị quyết|đề án|chỉ thị|quyết định|kế hoạch|nghị định|luật|thông tư|công văn|kết luận|hướng dẫn|quy định|chương trình|thông báo|dự án|tiểu dự án|nội dung thành phần|hợp phần|pháp lệnh|bộ luật|tờ trình|văn bản|công điện)\s+(?:số\s+)?\d+(?![\d.,]*\s*%)(?:[-/][\p{L}\d/-]+)?(?!\s*(?:ha|%|hộ|mô hình|sản phẩm|công trình))/gu,
  /(?<![\p{L}])(?:điều|khoản|mục|điểm|chương|phần|phụ lục|biểu|mẫu|biểu mẫu|bảng|hình|quốc lộ|tỉnh lộ|đường tỉnh|đường huyện|khu vực|lần thứ|thứ|cấp độ|mức độ|mức(?=\s+[1-5](?![\d.,]))|cấp|hạng|loại|vùng|nhóm|tiêu chí số|lớp|bậc|lô|thửa|tờ bản đồ|khối|bước|kỳ|covid|cop|top|tốp|iso|tcvn|qcvn|trang|đợt|dòng|cột|ô|số hiệu|số)\s*-?\s*(?!\d{1,3}(?:\.\d{3})+(?!\d))\d+(?:[.:,]\d+)*(?:\s*(?:,|và|-|đến)\s*(?:mức độ\s*)?\d+(?![\d.,]*\s*[\p{L}%]))*(?![\d.,]*\s*(?:%|ha|triệu|tỷ))/gu,
  /(?<![\p{L}\d])\d+\s*g(?![\p{L}\d])/gu,
  /(?<![\p{L}])[45]\.0(?![\p{L}\d])/gu,
  /24\/7|24\/24/gu,
  /(?<![\p{L}])(?:từ |đủ |trên |dưới |dưới độ |độ )?\d+\s*(?:tháng\s+)?(?:đến|-)\s*(?:dưới\s+)?\d+\s+(?:tháng\s+)?tuổi/gu,
  /(?<!tuổi thọ(?:[^,;]|,\d){0,60})(?<![\p{L}\d.,])(?:từ |đủ |trên |dưới )*(?:đủ\s+)?\d+\s+(?:tháng\s+)?tuổi(?:\s+trở (?:lên|xuống))?/gu,
  /(?<![\p{L}])độ tuổi\s+(?:từ\s+)?\d+(?:\s*(?:-|đến)\s*\d+)?/gu,
  // A term is no target, but the waiting time of people at the counter is.
  /(?<!thời gian chờ[^.;]{0,90})(?:trong|sau|trước|kể từ|không quá|tối đa|thời hạn|thời gian|chậm nhất|ít nhất)?\s*(?<![\d.,])\d+\s+(?:ngày(?: làm việc)?|giờ(?: làm việc)?|phút)(?!\s*công)(?![\p{L}])/gu,
  // "cam kết công tác ít nhất 5 năm": what a person binds himself to.
  /(?<=(?:cam kết|công tác|phục vụ|gắn bó)[^,;.\d]{0,50})\d+\s+năm(?![\p{L}])/gu,
  /\d+\s+đợt/gu,
  // "1.500 tỷ đồng trong 5 năm", "kế hoạch 5 năm", "kế hoạch sử dụng đất 05 năm": a span of time.
  /(?<=(?:kế hoạch|quy hoạch|chiến lược)[^,;.:\d]{0,60}\s)\d{1,2} năm(?![\p{L}])/gu,
  /(?<![\p{L}])(?:trong|sau|giai đoạn|kế hoạch|chu kỳ|thời gian|thời hạn(?: vay)?|nhiệm kỳ)\s+(?:vòng\s+)?\d{1,2}\s+năm(?![\p{L}])/gu,
  // "Tổng vốn đầu tư 5 năm đạt trên …": the span of what is counted.
  /(?<![\d.,\p{L}])\d{1,2}\s+năm(?=\s+(?:đạt|khoảng|ước|dự kiến))/gu,
  /(?<![\d.,])\d{1,2}\s+năm\s+(?:qua|tới|tiếp theo|liên tục|liên tiếp|liền)(?![\p{L}])/gu,
  // "định kỳ 6 tháng, 01 năm": how often.
  /(?<=(?:#|tháng)\s*(?:tháng)?\s*(?:,|và|hoặc)\s*)(?:01|1)\s+năm(?![\p{L}])/gu,
  /(?<![\p{L}])(?:kỷ niệm|lần thứ)\s+(?:lần thứ\s+)?\d+(?:\s+năm)?/gu,
  /(?<![\p{L}])(?:bình quân |tính )?trên\s+(?:01|1|một)\s*(?:ha|héc ta|đơn vị|m2|sào|người|hộ)(?![\p{L}])/gu,
  /(?<![\p{L}])(?:bình quân\s*\/\s*)(?:01|1)\s*ha/gu,
  /\(\d{1,2}\)/gu,
  /mỗi\s+(?:xã|phường|thôn|làng)(?:\s+\(?\s*phường\)?)?\s+(?:một|01|1)\s+(?:sản phẩm|nghề|xã)/gu,
  /(?<![\p{L}])(?:nhà ở|tổ|khu|thôn|ấp|bản|khu phố|khóm|đội|xóm|km|cụm)\s+(?:số\s+)?\d+(?=[,.;)]|$|\s+(?:và|đến|,|-|xã|phường|thuộc))/gu,
];

/** Masks every number that cannot be a value; offsets stay. */
export function maskNumbers(folded: string): string {
  let out = folded;
  for (const pattern of MASKS) {
    if (!/\d/.test(out)) break;
    pattern.lastIndex = 0;
    out = out.replace(pattern, (hit) => hit.replace(/\d/g, '#'));
  }
  return out;
}

const FILL =
  '(?:\\s*(?:đạt|đạt tỷ lệ|có|là|được|tỷ lệ|mức|lên|xuống|xuống còn|còn|thêm|thành lập|xây dựng|phát triển|hình thành|hỗ trợ|công nhận|mức tăng|tăng thêm|tăng|giảm|đạt mức|bình quân|(?:vào|đến)\\s+(?:hết\\s+|cuối\\s+)?năm\\s+#+,?|cho|đào tạo|tổ chức|đăng ký|thực hiện|trồng|mới|tổng số))*\\s*$';
const BEFORE: [Comparator, RegExp][] = [
  ['>=', new RegExp(`(?:≥|>=|không (?:thấp hơn|dưới|ít hơn|nhỏ hơn)|ít nhất|tối thiểu|thấp nhất)${FILL}`)],
  [
    '<=',
    new RegExp(
      `(?:≤|<=|không (?:quá|vượt quá|vượt|cao hơn|lớn hơn|để quá)|tối đa|cao nhất|nhiều nhất)${FILL}`,
    ),
  ],
  ['approx', new RegExp(`(?:khoảng|xấp xỉ|ước đạt|trên dưới|gần)${FILL}`)],
  ['>', new RegExp(`(?:^|[\\s,(])(?:>|trên|hơn|vượt(?: mức)?|cao hơn|lớn hơn|nhiều hơn)${FILL}`)],
  ['<', new RegExp(`(?:^|[\\s,(])(?:<|dưới|thấp hơn|nhỏ hơn|ít hơn)${FILL}`)],
  ['>=', /(?:^|[\s,(])từ(?:\s*(?:đạt|khoảng))?\s*$/],
];

function comparatorBefore(before: string): Comparator | null {
  for (const [comparator, pattern] of BEFORE) if (pattern.test(before)) return comparator;
  return null;
}

const RANGE_JOIN = /^\s*(?:-|đến|tới|–)\s*$/;
const CHANGE_JOIN =
  /^\s*(?:\(?(?:(?:vào|cuối|đầu)\s+)*năm\s+[\d#]{4}\)?\s*)?(?:lên|xuống(?: còn)?|còn|tăng lên|giảm còn|giảm xuống(?: còn)?)\s*(?:đạt\s*)?(?:trên\s|dưới\s|khoảng\s)?\s*$/;

/** All candidate figures of a text, left to right. */
export function mentionsIn(folded: string, original: string): Mention[] {
  const masked = maskNumbers(folded);
  const pattern = new RegExp(`(?<![\\p{L}#\\d.,/-])${NUMBER}(?![#])`, 'gu');
  const raw: { from: number; end: number; value: number; foreign: boolean }[] = [];
  for (let match = pattern.exec(masked); match; match = pattern.exec(masked)) {
    const parsed = parseNumber(match[0]);
    if (parsed) raw.push({ from: match.index, end: match.index + match[0].length, ...parsed });
  }
  // A number glued to a dash or slash before it belongs to a range or a ratio only when a number stands there too.
  for (const match of masked.matchAll(new RegExp(`(?<=\\d\\s?%?\\s?)-(${NUMBER})`, 'gu'))) {
    const parsed = parseNumber(match[1] ?? '');
    const from = (match.index ?? 0) + 1;
    if (parsed && !raw.some((hit) => hit.from === from))
      raw.push({ from, end: from + (match[1] ?? '').length, ...parsed });
  }
  raw.sort((a, b) => a.from - b.from);
  const out: Mention[] = [];
  for (let i = 0; i < raw.length; i++) {
    const hit = raw[i];
    if (!hit) continue;
    const before = masked.slice(Math.max(0, hit.from - 60), hit.from);
    // "12/12 thôn": of twelve, all; the second number only says of how many.
    const rate = /^\s?\/\s?1(?:0{2,5}|0{0,2}\.000)\s+\p{L}+/u.exec(masked.slice(hit.end))?.[0];
    const share = rate ? 0 : (/^\/\d+(?=\s+\p{L})/u.exec(masked.slice(hit.end))?.[0].length ?? 0);
    hit.end += share;
    // "4/100.000 trẻ": what is counted was said before; the rate is the unit.
    const measure: Measure = rate
      ? { unit: tidyUnit(rate), length: rate.length, counted: true, known: true }
      : measureAfter(masked.slice(hit.end), original.slice(hit.end));
    const mention: Mention = {
      from: hit.from,
      to: hit.end + measure.length,
      value: hit.value,
      valueMax: null,
      unit: measure.unit,
      counted: measure.counted,
      comparator: comparatorBefore(before) ?? '=',
      foreign: hit.foreign,
      baseline: null,
      word: false,
    };
    const next = raw[i + 1];
    if (next) {
      const direct = masked.slice(hit.end, next.from);
      const between = masked.slice(mention.to, next.from);
      const joined =
        RANGE_JOIN.test(direct) || (RANGE_JOIN.test(between) && !measure.counted) || RANGE_JOIN.test(between);
      const changed = CHANGE_JOIN.test(direct) || CHANGE_JOIN.test(between);
      if ((joined || changed) && next.value !== hit.value) {
        const second = measureAfter(masked.slice(next.end), original.slice(next.end));
        mention.to = next.end + second.length;
        mention.unit = second.unit ?? mention.unit;
        mention.counted = second.unit ? second.counted : mention.counted;
        if (joined && next.value > hit.value) {
          mention.valueMax = next.value;
          mention.comparator = 'range';
        } else if (changed) {
          mention.baseline = hit.value;
          mention.value = next.value;
          mention.from = next.from;
          mention.comparator = comparatorBefore(masked.slice(Math.max(0, next.from - 25), next.from)) ?? '=';
        }
        if (joined || changed) i++;
      }
    }
    applyTrailing(mention, masked);
    out.push(mention);
  }
  return out;
}

/** "… trở lên" and "… trở xuống" govern what stands just before them. */
function applyTrailing(mention: Mention, masked: string): void {
  const after = masked.slice(mention.to, mention.to + 30);
  if (mention.comparator === 'range') return;
  if (/^\s*trở lên/.test(after)) {
    mention.comparator = '>=';
    mention.to += /^\s*trở lên/.exec(after)?.[0].length ?? 0;
  } else if (/^\s*trở xuống/.test(after)) {
    mention.comparator = '<=';
    mention.to += /^\s*trở xuống/.exec(after)?.[0].length ?? 0;
  }
}

const WORDED =
  /(?:có|thành lập|xây dựng|hình thành|phát triển|công nhận|thêm|ít nhất|tối thiểu|hoàn thành|tổ chức|duy trì)\s+(?:được\s+|mới\s+|thêm\s+|ít nhất\s+|tối thiểu\s+)*(một|hai|ba|bốn|sáu|bảy|tám|chín|mười)\s+(?!số|trong|phần|bước|cách|cửa|lần|bên|mặt|là|đơn vị diện tích|cấp|chiều)/gu;

/** Counts written as words ("có một sản phẩm"), where the text has them in a position of value. */
export function wordedMentions(folded: string, original: string): Mention[] {
  const out: Mention[] = [];
  for (const match of folded.matchAll(WORDED)) {
    const word = match[1] ?? '';
    const from = (match.index ?? 0) + match[0].lastIndexOf(word);
    const end = from + word.length;
    const measure = measureAfter(folded.slice(end), original.slice(end));
    const value = WORD_NUMBERS[word];
    // "xây dựng một hệ sinh thái": an article; only of things that are counted is it a count.
    if (value === undefined || !measure.unit || !measure.known) continue;
    const comparator = comparatorBefore(folded.slice(Math.max(0, from - 40), from)) ?? '=';
    out.push({
      from,
      to: end + measure.length,
      value,
      valueMax: null,
      unit: measure.unit,
      counted: true,
      comparator,
      foreign: false,
      baseline: null,
      word: true,
    });
  }
  return out;
}
