// Words of reporting cycles in a clause, and the words that only look like one.
import type { ReportKind } from '../reading';
import type { DateHit } from './due-dates';

export interface CycleHit {
  kind: ReportKind;
  at: number;
  to: number;
}

const L = String.raw`(?<![\p{L}\d])`;
const R = String.raw`(?![\p{L}\d])`;

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
      `${L}(?:(?:hằng|hàng|mỗi|từng|theo)\\s+năm|cuối năm|cả năm|(?:01|1|một) năm${R}|báo cáo năm|định kỳ năm|(?<=(?:^|và|,|;)\\s*)năm(?=\\s*,?\\s*\\(?\\s*(?:trước|chậm nhất|muộn nhất)(?: là)? ngày)|năm(?=\\s*\\()|(?<=\\()năm(?=\\))|(?<=báo cáo (?:kết quả )?(?:sơ kết|tổng kết) )năm|(?<=(?:tháng|quý|quý [ivx]+)(?:\\s*\\([^)]*\\))?\\s*(?:,|và|hoặc|\\/|-|;|,? ?và)\\s*(?:báo cáo )?)(?:01 |1 |cả )?năm)${R}(?!\\s+(?:học|\\d{4}|sau|trước(?!\\s+(?:ngày|\\d))|thứ))`,
      'gu',
    ),
  ],
  // "báo cáo 6 tháng … và năm 2026": the year's report in a plan of one year.
  [
    'hang_nam',
    new RegExp(
      `(?<=báo cáo (?:kết quả )?(?:tổng kết |cả )?|6 tháng[^;.]{0,60}(?:và|,) (?:báo cáo )?)năm\\s+20\\d{2}${R}(?=[^;.]*\\s(?:trước|chậm nhất|muộn nhất)\\s)`,
      'gu',
    ),
  ],
];
const ON_DEMAND =
  /đột xuất|(?:khi có|theo) yêu cầu|hoặc theo đề nghị|khi được yêu cầu|khi cần thiết|khi có (?:vụ|sự cố|ổ dịch|tình huống)[^,;.]{0,20}(?:xảy ra|phát sinh)|khi xảy ra (?:vụ|sự cố|tai nạn|cháy)|khi (?:xuất hiện|phát hiện)[^,;.]{0,60}, báo cáo ngay/g;
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
        dates.some((date) => date.to <= at && /^[\s,)]*$/.test(clause.slice(date.to, at))) &&
        // "…, hằng năm (chậm nhất ngày 01 tháng 12)": a cycle with a day of its own.
        !dates.some((date) => date.at >= to && /^\s*\(\s*$/.test(clause.slice(to, date.at)))
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
    // A name in brackets ("qua Ban Giám sát và Phản biện xã hội") inspects nothing.
    if (/(?:kiểm tra|giám sát|thanh tra)[^,;()]*$/.test(before) && !/báo cáo[^,;]*$/.test(before)) continue;
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
