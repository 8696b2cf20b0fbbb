// When a target is to be reached: years and dates in a clause, in headings, in the title.
import type { MilestoneSource } from '../reading';
import { isDate, isoDate, lastDay } from './deadlines';

export interface Milestone {
  at: number;
  to: number;
  year: number | null;
  date: string | null;
  text: string;
  /** "trước năm 2030": the end of 2029 or during 2030. */
  ambiguous: boolean;
  /** "mỗi năm", "hằng năm": every year of the plan, no end of its own. */
  recurring: 'nam' | 'thang' | 'quy' | null;
}

const QUARTER: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4, '1': 1, '2': 2, '3': 3, '4': 4 };

const PATTERNS: [RegExp, (match: RegExpExecArray) => Partial<Milestone>][] = [
  [
    /(?:trước|đến|chậm nhất|muộn nhất|hoàn thành|trong|xong)?\s*(?:vào\s+)?ngày\s+(\d{1,2})\s*(?:\/|-|\s?tháng\s?)\s*(\d{1,2})\s*(?:\/|-|,?\s?năm\s?)\s*(\d{4})/g,
    (m) => {
      const [year, month, day] = [Number(m[3]), Number(m[2]), Number(m[1])];
      return { year, date: isDate(year, month, day) ? isoDate(year, month, day) : null };
    },
  ],
  [
    /(?:trong|đến|hết|cuối|trước)\s+(?:hết\s+|cuối\s+)?quý\s+(iv|iii|ii|i|[1-4])\s*(?:\/|,?\s?năm\s?)\s*(\d{4})/g,
    (m) => {
      const month = (QUARTER[m[1] ?? ''] ?? 4) * 3;
      const year = Number(m[2]);
      return { year, date: isoDate(year, month, lastDay(year, month)) };
    },
  ],
  [
    /(?:trong|đến|hết|cuối|trước)\s+(?:hết\s+|cuối\s+)?tháng\s+(\d{1,2})\s*(?:\/|,?\s?năm\s?)\s*(\d{4})/g,
    (m) => {
      const [month, year] = [Number(m[1]), Number(m[2])];
      return { year, date: month >= 1 && month <= 12 ? isoDate(year, month, lastDay(year, month)) : null };
    },
  ],
  [
    /(?:đến|tới|vào)?\s*(?:hết|cuối)\s+(?:năm\s+)?(\d{4})(?!\d)/g,
    (m) => ({ year: Number(m[1]), date: `${m[1]}-12-31` }),
  ],
  [/trước\s+(?:năm\s+)?(\d{4})(?!\d)/g, (m) => ({ year: Number(m[1]), date: null, ambiguous: true })],
  [
    /(?:đến|tới|vào|trong|tính đến)\s+(?:năm\s+)?(\d{4})(?!\d|\s*-\s*\d{4})/g,
    (m) => ({ year: Number(m[1]) }),
  ],
  // A school year that is to be over, or that has not begun.
  [
    /(?:đến|hết|cuối|trong|kết thúc)\s+(?:hết\s+|cuối\s+)?năm học\s+(\d{4})\s*-\s*(\d{4})/g,
    (m) => ({ year: Number(m[2]) }),
  ],
  [/trước\s+năm học\s+(\d{4})\s*-\s*\d{4}/g, (m) => ({ year: Number(m[1]) })],
  [
    /(?:giai đoạn|các năm|thời kỳ)\s+(\d{4})\s*(?:-|đến)\s*(?:năm\s+)?(\d{4})/g,
    (m) => ({ year: Number(m[2]) }),
  ],
  [
    /(?<!so với |từ |của |trước |đầu |kết quả |thực hiện )năm\s+(\d{4})(?!\d|\s*-\s*\d{4})/g,
    (m) => ({ year: Number(m[1]) }),
  ],
  [/(?:mỗi|hằng|hàng|từng)\s+năm(?!\s+\d{4})/g, () => ({ year: null, recurring: 'nam' as const })],
  [/(?:mỗi|hằng|hàng|từng)\s+tháng/g, () => ({ year: null, recurring: 'thang' as const })],
  [/(?:mỗi|hằng|hàng|từng)\s+quý/g, () => ({ year: null, recurring: 'quy' as const })],
];

/** All milestones of a folded text, left to right, without overlaps. */
export function milestonesIn(folded: string): Milestone[] {
  const out: Milestone[] = [];
  if (!/năm|\d{4}|tháng|quý/.test(folded)) return out;
  for (const [pattern, read] of PATTERNS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(folded); match; match = pattern.exec(folded)) {
      const lead = match[0].length - match[0].trimStart().length;
      const at = match.index + lead;
      const to = match.index + match[0].length;
      if (out.some((other) => at < other.to && to > other.at)) continue;
      const found = { year: null, date: null, ambiguous: false, recurring: null, ...read(match) };
      if (found.year !== null && (found.year < 1990 || found.year > 2100)) continue;
      // "so với năm 2025", "năm 2025 là 45%": a base; "1,5 lần so với nam giới vào năm 2028" is none.
      const behind = folded.slice(Math.max(0, at - 55), at);
      if (
        /(?:so với|so|kết quả|thực hiện|bằng|từ)\s*$/.test(behind) ||
        (/so với\s(?:(?!\d{4})[^,;]){0,40}$/.test(behind) && !/^(?:vào|đến|trong)\s/.test(match[0].trim()))
      )
        continue;
      // "tăng từ 42% năm 2025 lên 55%": where the change starts.
      if (
        /từ\s[^,;]{0,40}\d[^,;]{0,20}$/.test(behind) &&
        /^\)?\s*(?:tăng |giảm )?(?:lên|xuống|còn)/.test(folded.slice(to))
      )
        continue;
      // The date of a law or plan that the text names.
      if (
        /ngày/.test(match[0]) &&
        /(?:số\s+\S+|[-/](?:nq|qđ|kh|ct|tb|kl|hd|đa|nđ|tt|ubnd|tw|tu|hu|đu|cp|ttg)[\p{L}/-]*),?\s*$/u.test(
          folded.slice(Math.max(0, at - 30), at),
        )
      )
        continue;
      out.push({ at, to, text: match[0].trim(), ...found });
    }
  }
  return out.sort((a, b) => a.at - b.at);
}

export interface Inherited {
  year: number | null;
  date: string | null;
  text: string | null;
  source: MilestoneSource | null;
}

/** The milestone a heading sets for what stands under it: its last stated year, or the end of its period. */
export function headingMilestone(folded: string): Milestone | null {
  const all = milestonesIn(folded).filter((milestone) => milestone.year !== null);
  const period = /(?<!\d)(\d{4})\s*-\s*(\d{4})(?!\d)/.exec(folded);
  const direct = all.find((milestone) => /đến|hết|cuối|vào|trong/.test(milestone.text)) ?? all[0];
  if (direct) return direct;
  if (period)
    return {
      at: period.index,
      to: period.index + period[0].length,
      year: Number(period[2]),
      date: null,
      text: period[0],
      ambiguous: false,
      recurring: null,
    };
  return null;
}
