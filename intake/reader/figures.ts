// Sorts the figures of one sentence: values, quality conditions, parts of a total, and what is no target at all.
import type { Qualifier } from '../reading';
import { boundaryAfter, boundaryBetween, type Span } from './clauses';
import type { Mention } from './mentions';

export type FigureRole = 'value' | 'threshold' | 'maintain';

export interface Figure {
  mention: Mention;
  role: FigureRole;
  /** Its own clause. */
  span: Span;
  qualifier: Qualifier | null;
  /** Index (in the list returned) of the total it is part of. */
  partOf: number | null;
  /** The figure continues the previous indicator with another milestone ("60% năm 2027, 90% năm 2030"). */
  continues: boolean;
}

export interface SortedFigures {
  figures: Figure[];
  /** A condition without a count ("sản phẩm OCOP đạt từ 3 sao"). */
  orphan: Qualifier | null;
}

const CURRENT_STATE =
  /(?:hiện (?:có|nay|đã|mới|trạng|đang)|đến nay|tính đến|đã (?:đạt|có|xây dựng|hoàn thành|được|triển khai|thực hiện)|năm trước|đang (?:có|quản lý)|thực hiện năm|kết quả (?:đạt|năm|giai đoạn))[^;]{0,70}$/;
/** A sentence that opens like this tells how things stand, unless it goes on to an aim. */
const STATE_SENTENCE =
  /^\s*(?:hiện nay|hiện tại|hiện|đến nay|đến thời điểm|tính đến|theo (?:thống kê|số liệu|báo cáo)|thực tế|trong (?:năm|giai đoạn) \d{4}(?:\s*-\s*\d{4})?,? đã|kết thúc năm)(?![\p{L}\d])/u;
const AIM = /phấn đấu|mục tiêu|nâng|đến năm|đến cuối năm|đến hết năm|giao chỉ tiêu/;
const BASE =
  /(?:so với|so với mức|bằng|từ mức|tương đương|tương ứng|của năm|hiện là|hiện nay là|(?<!(?:đến|vào|tới|hết|cuối|trong) )năm \d{4} là)\s*(?:mức\s*)?(?:khoảng\s*)?$/;
const OTHER_PLAN =
  /(?:(?<!nước )ngoài(?! (?:quốc doanh|nhà nước|công lập|ngân sách|khu vực|trời|giờ|nước|tỉnh|địa bàn))(?: số)?|không (?:bao gồm|tính|kể)|đã (?:được )?giao tại)\s[^,;]{0,30}$/;
const HIGHER_LEVEL =
  /(?:cả nước|toàn quốc|trung ương (?:giao|đề ra)|mục tiêu của (?:tỉnh|thành phố|trung ương))[^,;]{0,60}$/;
const FUNDING =
  /(?:kinh phí|dự toán|vốn vay|vay|lãi suất|định mức|mức chi|mức hỗ trợ|tiền thưởng|mức thưởng|thưởng|phạt|tổng mức đầu tư|ngân sách (?:hỗ trợ|bố trí|cấp|đối ứng)|bố trí|trị giá|chi phí|giá bán|mức giá|học phí)[^,;]{0,60}$/;
const SUPPORT = /hỗ trợ\s*(?:một lần|tối đa|không quá|từ|đến|thêm|bằng|mức|khoảng|một phần)?\s*$/;
const AWARD = /khen thưởng|giấy khen|bằng khen|danh hiệu|xếp loại|hoàn thành xuất sắc/;
const SIZE =
  /(?:quy mô|diện tích|công suất|chiều (?:dài|rộng|cao)|độ (?:dài|sâu)|mật độ|trọng tải|tải trọng|dung tích|tốc độ|băng thông|bán kính|thời lượng)(?: (?:diện tích|mỗi|bình quân|tối thiểu|từ|trên|dưới|khoảng|đạt|là|ít nhất|tập trung))*\s*$/;
const PLACE = /(?:tại|ở|trên địa bàn|thuộc|của|trong số|trong tổng số|trên tổng số|\/)\s*(?:các\s*)?$/;
const MAINTAIN = /^(?:tiếp tục )?(?:duy trì|giữ vững|quản lý tốt|quản lý,|bảo vệ|bảo tồn)/;
const MONEY = /đồng|usd|^(?:nghìn|ngàn|triệu|tỷ)/;
const GRADE = /^(?:sao|tuổi|hạng|mức|cấp|độ|chiều)(?!\p{L})/u;

const isMoney = (unit: string | null): boolean => unit !== null && MONEY.test(unit);

/** No target: a base, a state, a budget, a figure of another plan. */
function isExcluded(mention: Mention, before: string, after: string): boolean {
  const near = before.slice(-90);
  if (BASE.test(near) || OTHER_PLAN.test(near) || HIGHER_LEVEL.test(near)) return true;
  if (CURRENT_STATE.test(near) && !/phấn đấu|đến năm|nâng|lên/.test(near.slice(near.search(CURRENT_STATE))))
    return true;
  if (/^\s*(?:hiện có|đã có|hiện nay|đang có)/.test(after)) return true;
  // "Đối với ngành có tỷ lệ nữ dưới 30% có thể …": who is meant.
  if (
    mention.comparator !== '=' &&
    /đối với[^;.:]*\scó (?:tỷ lệ|số|mức)[^;.:]*$/.test(before) &&
    /^[^;.]*\scó thể/.test(after)
  )
    return true;
  if (isMoney(mention.unit) && FUNDING.test(near)) return true;
  if (
    (isMoney(mention.unit) || mention.unit?.startsWith('%')) &&
    (SUPPORT.test(near) || /lãi suất[^,;]*$|hỗ trợ[^,;]*(?:lãi suất|chi phí|kinh phí)/.test(near))
  )
    return true;
  if (isMoney(mention.unit) && /^\s*(?:để )?(?:hỗ trợ|kinh phí)/.test(after)) return true;
  return (
    mention.unit === null &&
    !mention.word &&
    mention.comparator === '=' &&
    !/(?:đạt|lên|là|còn|xuống|có|tổng số)\s*$/.test(near)
  );
}

function qualifierOf(mention: Mention, before: string): Qualifier {
  let dimension = 'điều kiện';
  if (mention.unit?.startsWith('sao'))
    dimension = /ocop|opcop/.test(before.slice(-300)) ? 'hạng OCOP' : 'hạng';
  else if (SIZE.test(before.slice(-80))) dimension = 'quy mô';
  else if (mention.counted) dimension = 'số lượng kèm theo';
  else dimension = 'quy mô';
  return { dimension, comparator: mention.comparator, value: mention.value, unit: mention.unit };
}

const bracketDepth = (text: string): number =>
  (text.match(/\(/g)?.length ?? 0) - (text.match(/\)/g)?.length ?? 0);

/** `folded` is the whole item; only mentions inside `sentence` are looked at. */
export function sortFigures(folded: string, sentence: Span, mentions: Mention[]): SortedFigures {
  const words = folded.slice(sentence.from, sentence.to);
  if (STATE_SENTENCE.test(words) && !AIM.test(words)) return { figures: [], orphan: null };
  const inside = mentions.filter((mention) => mention.from >= sentence.from && mention.from < sentence.to);
  const figures: Figure[] = [];
  let orphan: Qualifier | null = null;
  let pending: Qualifier | null = null;
  let clauseStart = sentence.from;
  let lastEnd = sentence.from;
  for (const mention of inside) {
    const before = folded.slice(sentence.from, mention.from);
    const after = folded.slice(mention.to, sentence.to);
    const previous = figures.at(-1);
    const between = previous ? folded.slice(previous.mention.to, mention.from) : '';
    const sameClause = previous !== undefined && !/[;:]/.test(between);
    const inBrackets = bracketDepth(before) > 0;
    if (mention.unit && GRADE.test(mention.unit) && !/tuổi thọ/.test(before)) {
      const qualifier = qualifierOf(mention, before);
      if (previous && sameClause && !previous.qualifier) previous.qualifier = qualifier;
      else if (!previous || !sameClause) orphan = qualifier;
      lastEnd = mention.to;
      continue;
    }
    if (
      inBrackets &&
      previous &&
      !/trong đó|:\s*[^,()]*$/.test(between) &&
      !isPartInBrackets(folded, mention, figures, inside)
    )
      continue;
    if (inBrackets && !previous && !/\(\s*(?:trên|ít nhất|từ|≥|đạt)/.test(before.slice(-20))) continue;
    if (isExcluded(mention, before, after)) {
      lastEnd = mention.to;
      clauseStart = boundaryAfter(folded, mention.to, sentence.to);
      continue;
    }
    const next = inside[inside.indexOf(mention) + 1];
    if (next && definesGroup(before, folded.slice(mention.to, next.from), mention, next)) {
      pending = qualifierOf(mention, before);
      continue;
    }
    if (previous && sameClause && isCondition(previous, mention, between, before)) {
      previous.qualifier ??= qualifierOf(mention, before);
      lastEnd = mention.to;
      continue;
    }
    if (previous) {
      const bracket = /^[^()]*\((?=[^()]*$)/.exec(between)?.[0].length;
      const cut =
        bracket === undefined
          ? boundaryBetween(folded, previous.mention.to, mention.from)
          : previous.mention.to + bracket - 1;
      previous.span.to = Math.min(previous.span.to, cut);
      clauseStart = cut;
    } else if (lastEnd > sentence.from && clauseStart === sentence.from)
      clauseStart = boundaryAfter(folded, lastEnd, mention.from);
    const start = clauseFrom(folded, clauseStart, mention.from);
    const figure: Figure = {
      mention,
      role: roleOf(mention, before, folded.slice(start, mention.from)),
      span: { from: start, to: sentence.to },
      qualifier: pending,
      partOf: null,
      continues: false,
    };
    pending = null;
    if (previous) relate(figure, figures, between);
    figures.push(figure);
    lastEnd = mention.to;
  }
  // A clause ends at its semicolon unless a later figure cut it before.
  for (const figure of figures) {
    const semicolon = folded.indexOf(';', figure.mention.to);
    if (semicolon >= 0 && semicolon < figure.span.to) figure.span.to = semicolon;
    const close = folded.indexOf(')', figure.mention.to);
    if (bracketDepth(folded.slice(figure.span.from, figure.span.to)) < 0 && close > 0) figure.span.to = close;
  }
  return { figures, orphan };
}

/** "45 nhà (xây mới 30 nhà, sửa chữa 15 nhà)": what stands in the brackets adds up to the total before them. */
function isPartInBrackets(folded: string, mention: Mention, figures: Figure[], all: Mention[]): boolean {
  const open = folded.lastIndexOf('(', mention.from);
  const close = folded.indexOf(')', mention.to);
  const total = figures.filter((figure) => figure.mention.to <= open).at(-1)?.mention;
  if (!total || close < 0) return false;
  const parts = all.filter(
    (part) => part.from > open && part.to <= close && !(part.unit && GRADE.test(part.unit)),
  );
  const sum = parts.reduce((value, part) => value + part.value, 0);
  return parts.length > 1 && parts.every((part) => part.unit === total.unit) && sum === total.value;
}

/** The shortest start: after the separator, after a colon's lead-in, or where ", phấn đấu …" sets a new aim. */
function clauseFrom(text: string, from: number, limit: number): number {
  const lead = /^(?:[;,:.\s(]|và\s)*/.exec(text.slice(from, limit))?.[0].length ?? 0;
  let at = from + lead;
  const part = text.slice(from, limit);
  for (const pattern of [/;\s*/g, /:\s+/g, /,\s+(?=(?:phấn đấu|phần đầu|trong đó)\s)/g]) {
    for (const match of part.matchAll(pattern))
      at = Math.max(at, Math.min(limit, from + (match.index ?? 0) + match[0].length));
  }
  return Math.min(limit, at);
}

function roleOf(mention: Mention, before: string, clause: string): FigureRole {
  if (SIZE.test(before.slice(-80)) && !mention.unit?.startsWith('%') && /quy mô/.test(before.slice(-40)))
    return 'threshold';
  if (AWARD.test(clause) && (mention.comparator === '<=' || mention.comparator === '<')) return 'threshold';
  const own = clause
    .slice(Math.max(clause.lastIndexOf(','), clause.lastIndexOf('.'), clause.lastIndexOf(':')) + 1)
    .trim();
  if (
    mention.comparator === '=' &&
    (MAINTAIN.test(own) || MAINTAIN.test(clause.trim())) &&
    !/phấn đấu/.test(clause)
  )
    return 'maintain';
  return 'value';
}

/** "tàu cá có chiều dài từ 15 mét trở lên … đạt 100%": the first figure says which ones are meant. */
function definesGroup(before: string, between: string, mention: Mention, next: Mention): boolean {
  if (/[,;:]/.test(between) || mention.unit?.startsWith('%')) return false;
  if (!next.unit?.startsWith('%')) return false;
  // "Tỷ lệ trẻ được tiêm đủ 8 loại vắc xin đạt 95%": a rate has one value, the share at its end.
  if (
    mention.counted &&
    /(?:^|[,;.(]\s*)(?:\p{L}+ ){0,2}t[ỷỉ] lệ [^,;:]*$/u.test(before) &&
    /(?:đạt|còn|là|lên|xuống|ở mức|trên|dưới|≥|≤)\s*(?:\p{L}+\s+){0,2}[≥≤]?\s*$/u.test(between)
  )
    return true;
  return (
    (SIZE.test(before.slice(-80)) && !/quy mô\s*$/.test(before.slice(-12))) ||
    (/\scó (?:từ|trên|dưới)\s*$/.test(before.slice(-20)) && mention.comparator !== '=')
  );
}

/** The second figure is a condition of the first, not a value. */
function isCondition(previous: Figure, mention: Mention, between: string, before: string): boolean {
  if (
    SIZE.test(before.slice(-80)) &&
    /quy mô|diện tích (?:tối thiểu|từ|trên)/.test(before.slice(-40)) &&
    !/trong đó/.test(between)
  )
    return true;
  // "01 đội …, tối thiểu 20 người/đội": said of each of what was counted.
  const each = /\/([^/]+)$/.exec(mention.unit ?? '')?.[1];
  if (each && previous.mention.counted && (previous.mention.unit ?? '').startsWith(each)) return true;
  if (ofEachInList(previous, mention, between)) return true;
  // "100% thôn có đội xung kích, mỗi đội ít nhất 25 người": how big each is; "mỗi năm …" is a pace of its own.
  if (
    mention.counted &&
    /,\s+mỗi (?!năm|quý|tháng|tuần|ngày|nhiệm kỳ)\p{L}+(?:\s\p{L}+){0,5}\s*$/u.test(between)
  )
    return true;
  if (/[,;:(]|\svà\s/.test(between)) return false;
  if (PLACE.test(before.slice(-25))) return true;
  if (previous.mention.unit?.startsWith('%') && mention.counted) return true;
  return (
    previous.mention.counted &&
    !mention.counted &&
    !/(?:đạt|với tổng|tổng diện tích|sản lượng|doanh thu)/.test(between)
  );
}

/** "100% khu A, khu B, cụm C có ít nhất 1 trạm": the list names who is meant, and each has as many. */
function ofEachInList(previous: Figure, mention: Mention, between: string): boolean {
  if (!previous.mention.unit?.startsWith('%') || !mention.counted || /[;:(]|trong đó/.test(between))
    return false;
  const last = between.slice(between.lastIndexOf(',') + 1);
  const names = between.slice(0, between.length - last.length);
  return (
    /\S\s(?:có|được trang bị|sử dụng)\s+(?:(?:tối thiểu|ít nhất|từ|trên)\s*)?$/.test(last) &&
    !/mỗi(?! (?:năm|quý|tháng|tuần))|(?:^|\s)(?:có|được|đạt|hoàn thành|thực hiện)(?:\s|$)/.test(
      names + last.replace(/(?:có|được trang bị|sử dụng)\s+\S*\s*\S*\s*$/, ''),
    )
  );
}

/** Parts of a total, another milestone of the same indicator, a comparator that reaches on. */
function relate(figure: Figure, figures: Figure[], between: string): void {
  const index = figures.length - 1;
  const previous = figures[index];
  if (!previous) return;
  const parentIndex = previous.partOf ?? index;
  const sameUnit = previous.mention.unit === figure.mention.unit;
  if (/^[^()]*\([^()]*$/.test(between) && previous.mention.unit === figure.mention.unit)
    figure.partOf = index;
  else if (/trong đó/.test(between))
    figure.partOf = previous.partOf !== null && /trong đó[^;]*$/.test(between) ? index : parentIndex;
  else if (/:/.test(between) && !/;/.test(between) && previous.partOf === null) figure.partOf = index;
  else if (previous.partOf !== null && !/;|\.\s/.test(between)) figure.partOf = previous.partOf;
  const direct = /^[^,;]*(?:,|;|\svà)\s*$/.test(between);
  // Nothing is more than all of it: "trên 80% trạm y tế và 100% cơ sở" says two things.
  const all = figure.mention.unit?.startsWith('%') && figure.mention.value === 100;
  if (
    direct &&
    sameUnit &&
    !all &&
    figure.mention.comparator === '=' &&
    previous.mention.comparator !== 'range'
  )
    figure.mention.comparator = previous.mention.comparator;
  if (direct && sameUnit && figure.partOf === null && /\d{4}|năm/.test(between)) figure.continues = true;
  if (previous.role === 'threshold' && direct && sameUnit) figure.role = 'threshold';
  // "nâng tổng số lên 12": the unit was said before.
  if (figure.mention.unit === null) figure.mention.unit = previous.mention.unit;
}
