// Reporting cycles and deadlines as printed, and which deadline belongs to which cycle.
import type { DueRule, ReportingClause, ReportKind } from '../reading';

export interface CycleHit {
  kind: ReportKind;
  at: number;
  to: number;
}

export interface DateHit {
  at: number;
  to: number;
  rule: DueRule;
  /** The expression itself names the cycle ("tháng cuối quý" → quý). */
  kind: ReportKind | null;
  text: string;
  /** "… hằng năm" follows: the date comes back every year. */
  yearly: boolean;
}

const WEEKDAY: Record<string, number> = { hai: 2, ba: 3, tư: 4, năm: 5, sáu: 6, bảy: 7, 'chủ nhật': 8 };
const L = String.raw`(?<![\p{L}\d])`;
const R = String.raw`(?![\p{L}\d])`;

/** Words that introduce a deadline; the rule tells whether the day itself is in time. */
const LEAD = String.raw`(?:(trước|chậm nhất(?: (?:là|vào|đến|trong))?|muộn nhất(?: (?:là|vào))?|không muộn hơn|không quá|xong trước|hạn cuối(?: là)?|vào|đến|định kỳ vào|hạn(?: nộp| gửi)?(?: là| trước)?)\s+)?`;

const DATES: [
  RegExp,
  (match: RegExpExecArray) => { rule: Partial<DueRule>; kind: ReportKind | null } | null,
][] = [
  [
    new RegExp(
      String.raw`${LEAD}ngày\s+(\d{1,2})\s*(?:của\s+)?(?:,\s*)?tháng\s+cuối\s+(?:của\s+|mỗi\s+|hằng\s+|hàng\s+|từng\s+)?quý`,
      'gu',
    ),
    (m) => ({ rule: { day: Number(m[2]), month: 'last_month_of_quarter' }, kind: 'quy' }),
  ],
  [
    new RegExp(
      String.raw`${LEAD}ngày\s+(\d{1,2})\s*(?:của\s+)?tháng\s+(?:đầu|thứ nhất)\s+(?:của\s+)?quý\s+(?:sau|tiếp theo|kế tiếp|liền kề)`,
      'gu',
    ),
    (m) => ({ rule: { day: Number(m[2]), month: 'first_month_of_next_quarter' }, kind: 'quy' }),
  ],
  [
    new RegExp(
      String.raw`${LEAD}ngày\s+(\d{1,2})\s*(?:của\s+)?tháng\s+cuối\s+(?:của\s+)?(?:kỳ(?: báo cáo)?|mỗi kỳ)`,
      'gu',
    ),
    (m) => ({ rule: { day: Number(m[2]), month: 'last_month_of_period' }, kind: null }),
  ],
  [
    new RegExp(
      String.raw`${LEAD}ngày\s+(\d{1,2})\s*(?:của\s+)?(?:tháng\s+(?:sau|kế tiếp|tiếp theo|liền kề)|của tháng sau)`,
      'gu',
    ),
    (m) => ({ rule: { day: Number(m[2]), month: 'following' }, kind: 'thang' }),
  ],
  [
    new RegExp(String.raw`${LEAD}ngày\s+(\d{1,2})\s*(?:của\s+)?(?:hằng|hàng|mỗi|từng|các)\s+tháng`, 'gu'),
    (m) => ({ rule: { day: Number(m[2]), month: 'every' }, kind: 'thang' }),
  ],
  [
    new RegExp(
      String.raw`${LEAD}(?:ngày\s+)?(\d{1,2})\s*(?:\/|-|\s?tháng\s?)\s*(\d{1,2})(?:\s*(?:\/|-|,?\s?năm\s?)\s*(\d{4}))?(?!\d|\/)`,
      'gu',
    ),
    (m) => {
      const [day, month, year] = [Number(m[2]), Number(m[3]), m[4] ? Number(m[4]) : undefined];
      if (day < 1 || day > 31 || month < 1 || month > 12) return null;
      return { rule: { day, month, ...(year ? { year } : {}) }, kind: null };
    },
  ],
  [
    new RegExp(
      String.raw`${LEAD}(?:(\d{1,2})\s*(?:giờ|h)\s*(?:\d{2}\s*)?)?(?:ngày\s+)?(?:thứ\s+(hai|ba|tư|năm|sáu|bảy)|(chủ nhật))\s*,?\s*(?:hằng|hàng|mỗi)\s+tuần`,
      'gu',
    ),
    (m) => ({
      rule: {
        day: null,
        month: null,
        weekday: (WEEKDAY[m[3] ?? m[4] ?? ''] ?? 2) - 1,
        ...(m[2] ? { hour: Number(m[2]) } : {}),
      },
      kind: 'tuan',
    }),
  ],
];

const AFTER_EVENT =
  /(?:sau|trong(?: thời hạn| vòng)?|chậm nhất(?: là)?)\s+(\d{1,2})\s+ngày(\s+làm việc)?\s*,?\s*(?:kể từ|sau khi|từ ngày|sau ngày)[^,;.()]*/u;

/** "sau 05 ngày làm việc kể từ ngày …" of a folded clause. */
export function afterEventIn(clause: string): ReportingClause['after_event'] {
  const match = AFTER_EVENT.exec(clause);
  return match ? { days: Number(match[1]), working_days: Boolean(match[2]), text: match[0].trim() } : null;
}

const ruleOf = (lead: string | undefined): DueRule['rule'] => {
  if (!lead) return 'before';
  if (/trước/.test(lead)) return 'before';
  if (/vào/.test(lead) && !/nhất/.test(lead)) return 'on';
  return 'by';
};

/** A date here tells when data are cut off or something starts, not when a report is due. */
const NOT_DUE =
  /(?:chốt|số liệu (?:tính|lấy)|tính(?: từ)?|kể từ|bắt đầu|từ|căn cứ|số \S+|ban hành|nghị quyết[^,;]{0,40}|quyết định[^,;]{0,40}|kế hoạch số[^,;]{0,40}|có hiệu lực|tính đến|đến hết)\s*(?:số liệu\s*)?(?:đến\s*)?(?:hết\s*)?$/;

export function datesIn(clause: string): DateHit[] {
  const out: DateHit[] = [];
  for (const [pattern, read] of DATES) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(clause); match; match = pattern.exec(clause)) {
      const at = match.index;
      const to = at + match[0].length;
      if (out.some((hit) => at < hit.to && to > hit.at)) continue;
      const found = read(match);
      if (!found) continue;
      const before = clause.slice(Math.max(0, at - 60), at);
      const lead = /^(?:sau|trong)/.test(match[0]) ? undefined : match[1];
      if (
        !lead &&
        /\d{1,2}\s*[-/]\s*\d/.test(match[0]) &&
        !/ngày|tháng/.test(match[0]) &&
        !/(?:và|,|\()\s*$/.test(before)
      )
        continue;
      if (NOT_DUE.test(before) && lead !== 'trước') continue;
      if (lead === 'đến' && /chốt|số liệu|tính/.test(before.slice(-40))) continue;
      const inheritedLead =
        lead ??
        /(trước|chậm nhất|muộn nhất|vào|hạn)\s+(?:ngày\s+)?[^;.]{0,40}(?:và|,)\s*(?:ngày\s*)?$/.exec(
          before,
        )?.[1];
      // A date with a year and no word of deadline is the date of some document.
      if (found.rule.year && !inheritedLead) continue;
      out.push({
        at,
        to,
        rule: { day: null, month: null, ...found.rule, rule: found.rule.rule ?? ruleOf(inheritedLead) },
        kind: found.kind,
        text: match[0].trim(),
        yearly:
          /^\s*,?\s*(?:\)\s*)?(?:hằng|hàng|mỗi) năm/.test(clause.slice(to)) ||
          /^(?:\s*(?:và|,)\s*(?:trước |vào )?(?:ngày )?\d{1,2}(?:\/| tháng )\d{1,2})+\s*(?:hằng|hàng|mỗi) năm/.test(
            clause.slice(to),
          ),
      });
    }
  }
  return out.sort((a, b) => a.at - b.at);
}

const CYCLES: [ReportKind, RegExp][] = [
  [
    '6_thang',
    new RegExp(
      `${L}(?:0?6|sáu)\\s*tháng(?!\\s*tuổi)(?:\\s+(?:đầu|cuối)\\s+năm)?|nửa năm|(?:${L}báo cáo )(?:sơ kết )?giữa năm`,
      'gu',
    ),
  ],
  ['9_thang', new RegExp(`${L}(?:0?9|chín)\\s*tháng(?!\\s*tuổi)(?:\\s+đầu\\s+năm)?`, 'gu')],
  [
    'quy',
    new RegExp(
      `${L}(?:(?:hằng|hàng|mỗi|từng|theo|định kỳ)\\s+)?quý${R}(?!\\s+(?:[ivx]+|[1-4])\\s*(?:\\/|năm)\\s*\\d{4})(?:\\s+(?:[ivx]+|[1-4])${R})?`,
      'gu',
    ),
  ],
  ['tuan', new RegExp(`${L}(?:(?:hằng|hàng|mỗi|từng|theo)\\s+tuần|báo cáo tuần)${R}`, 'gu')],
  [
    'thang',
    new RegExp(
      `${L}(?:(?:hằng|hàng|mỗi|từng|theo)\\s+tháng|báo cáo tháng|định kỳ tháng|(?<=báo cáo (?:tuần|ngày), )tháng)${R}(?!\\s+\\d)|(?<=(?:định kỳ|báo cáo|tuần),? \\(?)tháng(?=\\s*(?:,|và|\\())`,
      'gu',
    ),
  ],
  [
    'hang_nam',
    new RegExp(
      `${L}(?:(?:hằng|hàng|mỗi|từng|theo)\\s+năm|cuối năm|cả năm|(?:01|1|một) năm${R}|báo cáo năm|định kỳ năm|năm(?=\\s*\\()|(?<=(?:tháng|quý|quý [ivx]+)(?:\\s*\\([^)]*\\))?\\s*(?:,|và|hoặc|\\/|-|;|,? ?và)\\s*(?:báo cáo )?)(?:01 |1 |cả )?năm)${R}(?!\\s+(?:học|\\d{4}|sau|trước(?!\\s+(?:ngày|\\d))|thứ))`,
      'gu',
    ),
  ],
];
const ON_DEMAND = /đột xuất|(?:khi có|theo) yêu cầu|khi được yêu cầu|khi cần thiết/g;
const PERIODIC = /định kỳ/g;

/** Cycle words of a clause. "hằng năm" right behind a date says how often the date returns and is no cycle of its own. */
export function cyclesIn(clause: string, dates: DateHit[]): CycleHit[] {
  const out: CycleHit[] = [];
  for (const [kind, pattern] of CYCLES) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(clause); match; match = pattern.exec(clause)) {
      const at = match.index;
      const to = at + match[0].length;
      if (match[0].length === 0) {
        pattern.lastIndex++;
        continue;
      }
      if (out.some((hit) => at < hit.to && to > hit.at)) continue;
      if (dates.some((date) => at < date.to && to > date.at)) continue;
      if (
        kind === 'hang_nam' &&
        /^(?:hằng|hàng|mỗi)/.test(match[0]) &&
        dates.some((date) => date.to <= at && /^[\s,)]*$/.test(clause.slice(date.to, at)))
      )
        continue;
      if (describesSomethingElse(clause, at, to, match[0])) continue;
      out.push({ kind, at, to });
    }
  }
  return out.sort((a, b) => a.at - b.at);
}

/** "kế hoạch hằng năm", "bồi dưỡng hàng năm", "dự toán hằng năm": not about a report. */
function describesSomethingElse(clause: string, at: number, to: number, word: string): boolean {
  if (!/năm|tháng/.test(word)) return false;
  const before = clause.slice(Math.max(0, at - 28), at);
  if (
    /(?:kế hoạch|chương trình công tác|dự toán|ngân sách|kinh phí|bồi dưỡng|trợ cấp|khen thưởng|đánh giá|xếp loại|công tác|vốn|đầu tư|chỉ tiêu|nhiệm vụ)\s*$/.test(
      before,
    )
  )
    return true;
  return /^\s*(?:trước|sau|2\d{3})/.test(clause.slice(to)) && !/^\s*trước ngày/.test(clause.slice(to));
}

export const onDemand = (clause: string): { at: number; to: number } | null => {
  ON_DEMAND.lastIndex = 0;
  for (let match = ON_DEMAND.exec(clause); match; match = ON_DEMAND.exec(clause)) {
    const before = clause.slice(Math.max(0, match.index - 45), match.index);
    if (/(?:kiểm tra|giám sát|thanh tra)[^,;]*$/.test(before) && !/báo cáo[^,;]*$/.test(before)) continue;
    return { at: match.index, to: match.index + match[0].length };
  }
  return null;
};

export const periodic = (clause: string): { at: number; to: number } | null => {
  PERIODIC.lastIndex = 0;
  for (let match = PERIODIC.exec(clause); match; match = PERIODIC.exec(clause)) {
    const before = clause.slice(Math.max(0, match.index - 40), match.index);
    if (
      /(?:kiểm tra|giám sát|tuyên truyền|họp|giao ban)[^,;]{0,12}$/.test(before) &&
      !/báo cáo[^,;]*$/.test(before)
    )
      continue;
    return { at: match.index, to: match.index + match[0].length };
  }
  return null;
};

export interface Scheduled {
  kind: ReportKind;
  due: DueRule[];
  text: string[];
  inferred: boolean;
}

const halfOf = (rule: DueRule): ReportKind | null => {
  if (typeof rule.month !== 'number') return null;
  if (rule.month >= 5 && rule.month <= 7) return '6_thang';
  if (rule.month >= 8 && rule.month <= 10) return '9_thang';
  return rule.month >= 11 || rule.month <= 2 ? 'hang_nam' : null;
};

/** Pairs the cycles of a clause with its dates; dates without a cycle word imply one (and say so). */
export function schedule(clause: string, cycles: CycleHit[], dates: DateHit[]): Scheduled[] {
  const out = new Map<ReportKind, Scheduled>();
  const entry = (kind: ReportKind, inferred = false): Scheduled => {
    let hit = out.get(kind);
    if (!hit) {
      hit = { kind, due: [], text: [], inferred };
      out.set(kind, hit);
    }
    return hit;
  };
  for (const cycle of cycles) entry(cycle.kind);
  const give = (kind: ReportKind, date: DateHit, inferred = false): void => {
    const target = entry(kind, inferred);
    target.due.push(date.rule);
    target.text.push(date.text);
  };
  const loose: DateHit[] = [];
  for (const date of dates) {
    if (date.kind) give(date.kind, date);
    else loose.push(date);
  }
  if (loose.length === 0) return [...out.values()];
  const periodicKinds = [...new Set(cycles.map((cycle) => cycle.kind))];
  if (periodicKinds.length === 0) return inferKinds(loose, give, out);
  if (periodicKinds.length === 1) {
    const [kind] = periodicKinds as [ReportKind];
    for (const date of loose) give(kind, date);
    return [...out.values()];
  }
  for (const date of loose) {
    const named = bracketed(clause, date, cycles);
    if (named) {
      give(named, date);
      continue;
    }
    if (date.rule.month === 'last_month_of_period') {
      for (const kind of periodicKinds) give(kind, date);
      continue;
    }
    const group = groupBefore(clause, date, cycles) ?? groupAfter(clause, date, cycles);
    const kinds = group ?? periodicKinds;
    const half = halfOf(date.rule);
    if (kinds.length === 1 && kinds[0]) give(kinds[0], date);
    else if (half && kinds.includes(half)) give(half, date);
    else if (kinds.includes('quy') && !half) give('quy', date);
    else if (half && periodicKinds.includes(half)) give(half, date);
    else if (kinds[0]) give(kinds.at(-1) ?? kinds[0], date);
  }
  return [...out.values()];
}

/** A date pair without a cycle word: half-year and year; four dates: quarters; one: yearly when it says so. */
function inferKinds(
  loose: DateHit[],
  give: (kind: ReportKind, date: DateHit, inferred?: boolean) => void,
  out: Map<ReportKind, Scheduled>,
): Scheduled[] {
  const yearly = loose.filter((date) => date.rule.year === undefined);
  if (loose.some((date) => date.rule.year !== undefined)) {
    for (const date of loose) give('mot_lan', date);
  } else if (yearly.length >= 4) for (const date of yearly) give('quy', date, true);
  else if (yearly.length === 1) {
    const [date] = yearly;
    if (date) give(date.yearly ? 'hang_nam' : (halfOf(date.rule) ?? 'hang_nam'), date, !date.yearly);
  } else for (const date of yearly) give(halfOf(date.rule) ?? 'hang_nam', date, true);
  return [...out.values()];
}

/** "(báo cáo 6 tháng)" directly behind the date, or the cycle directly before the bracket that holds the date. */
function bracketed(clause: string, date: DateHit, cycles: CycleHit[]): ReportKind | null {
  const after = cycles.find(
    (cycle) =>
      cycle.at >= date.to &&
      /^\s*\(?\s*(?:đối với\s+)?(?:báo cáo\s+)?(?:định kỳ\s+)?$/.test(clause.slice(date.to, cycle.at)) &&
      /\(|đối với/.test(clause.slice(date.to, cycle.at)),
  );
  if (after) return after.kind;
  const before = cycles.filter((cycle) => cycle.to <= date.at).at(-1);
  if (before && /^\s*(?:\(|:|-)?\s*(?:gửi\s*)?$/.test(clause.slice(before.to, date.at))) {
    const grouped = groupBefore(clause, date, cycles);
    return grouped && grouped.length > 1 ? null : before.kind;
  }
  return null;
}

/** Cycles listed together ("quý, 6 tháng, năm") right before the date. */
function groupBefore(clause: string, date: DateHit, cycles: CycleHit[]): ReportKind[] | null {
  const before = cycles.filter((cycle) => cycle.to <= date.at);
  const last = before.at(-1);
  if (!last || /;|\.\s/.test(clause.slice(last.to, date.at))) return null;
  const group = [last.kind];
  for (let i = before.length - 2; i >= 0; i--) {
    const left = before[i];
    const right = before[i + 1];
    if (
      !left ||
      !right ||
      !/^\s*(?:,|và|hoặc|\/|-|,\s*và)?\s*(?:báo cáo\s+)?(?:định kỳ\s+)?$/.test(
        clause.slice(left.to, right.at),
      )
    )
      break;
    group.unshift(left.kind);
  }
  return group;
}

function groupAfter(clause: string, date: DateHit, cycles: CycleHit[]): ReportKind[] | null {
  const after = cycles.filter((cycle) => cycle.at >= date.to);
  if (after.length === 0 || /;|\.\s/.test(clause.slice(date.to, after[0]?.at))) return null;
  return [...new Set(after.map((cycle) => cycle.kind))];
}
