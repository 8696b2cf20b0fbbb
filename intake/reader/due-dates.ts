// Deadlines as printed: a day of a month, of the last month of a quarter, of every week, or counted from an event.
import type { DueRule, ReportingClause, ReportKind } from '../reading';

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

/** Words that introduce a deadline; the rule tells whether the day itself is in time. */
const LEAD = String.raw`(?:(trước|chậm nhất(?: (?:là|vào|đến|trong))?|muộn nhất(?: (?:là|vào))?|không muộn hơn|không quá|xong trước|hạn cuối(?: là)?|vào|đến|định kỳ vào|hạn(?: nộp| gửi)?(?: là| trước)?)\s+)?`;
const HOUR = String.raw`(?:\d{1,2}\s*(?:giờ|h)\s*(?:\d{2}\s*(?:phút\s*)?)?,?\s*)?`;

const DATES: [
  RegExp,
  (match: RegExpExecArray) => { rule: Partial<DueRule>; kind: ReportKind | null } | null,
][] = [
  [
    // "hằng tháng (trước ngày 22)": the month was said before the day.
    /(?:(?:hằng|hàng|mỗi)\s+|báo cáo\s+)tháng\s*,?\s*[:(]?\s*(?:gửi\s+)?(trước|chậm nhất(?: là)?|muộn nhất(?: là)?|vào|đến)\s+ngày\s+(\d{1,2})(?!\s*(?:\/|-|tháng|của|\d))/gu,
    (m) => ({ rule: { day: Number(m[2]), month: 'every' }, kind: 'thang' }),
  ],
  [
    // "hằng tháng (ngày 14)": in brackets the day needs no word of its own.
    /(?:hằng|hàng|mỗi)\s+tháng\s*\(\s*(trước\s+)?ngày\s+(\d{1,2})\s*\)/gu,
    (m) => ({ rule: { day: Number(m[2]), month: 'every' }, kind: 'thang' }),
  ],
  [
    // "Hằng tháng, báo cáo … về Phòng A trước ngày 18".
    /(?<=(?:hằng|hàng|mỗi)\s+tháng[^;.\d]{1,160}\s)(trước|chậm nhất(?: là)?|muộn nhất(?: là)?|vào)\s+ngày\s+(\d{1,2})(?=\s*(?:[,;.)]|$)|\s+(?:về|gửi|để)(?![\p{L}]))/gu,
    (m) => ({ rule: { day: Number(m[2]), month: 'every' }, kind: 'thang' }),
  ],
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
      String.raw`${LEAD}${HOUR}(?:ngày\s+)?(\d{1,2})\s*(?:\/|-|\s?tháng\s?)\s*(\d{1,2})(?:\s*(?:\/|-|,?\s?năm\s?)\s*(\d{4}))?(?!\d|\/)`,
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
      String.raw`${LEAD}(?:(\d{1,2})\s*(?:giờ|h)\s*(?:\d{2}\s*)?)?(?:(?:sáng|chiều)\s+)?(?:ngày\s+)?(?:thứ\s+(hai|ba|tư|năm|sáu|bảy)|(chủ nhật))\s*,?\s*(?:của\s+)?(?:hằng|hàng|mỗi)\s+tuần`,
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
  [
    // "báo cáo tuần trước 10 giờ thứ Sáu": the week was said before the day.
    /(?:báo cáo|hằng|hàng|mỗi)\s+tuần[^;.\d]{0,40}?(trước|chậm nhất(?: là)?|vào)\s+(?:(\d{1,2})\s*(?:giờ|h)\s*(?:\d{2}\s*)?)?(?:(?:sáng|chiều)\s+)?(?:ngày\s+)?thứ\s+(hai|ba|tư|năm|sáu|bảy)(?![\p{L}])/gu,
    (m) => ({
      rule: {
        day: null,
        month: null,
        weekday: (WEEKDAY[m[3] ?? ''] ?? 2) - 1,
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
      if (lead === 'đến' && /chốt|số liệu|tính|từ ngày\s[^;.]*$/.test(before.slice(-50))) continue;
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
