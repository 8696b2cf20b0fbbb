// Normal forms of printed deadlines of tasks: a day, a month, a quarter or a year; null where nothing can be dated.

const pad = (value: number): string => String(value).padStart(2, '0');
const ROMAN: Record<string, number> = { i: 1, ii: 2, iii: 3, iv: 4 };

/** Last day of a month. */
export function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function isDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
}

export const isoDate = (year: number, month: number, day: number): string =>
  `${year}-${pad(month)}-${pad(day)}`;

/** What follows "đến" where a span is printed; a start alone ("từ tháng 11/2025 đến khi xong") is no deadline. */
function endOf(folded: string): string {
  const span = /(?:^|\s)từ\s[^;]*?\d[^;]*?\sđến\s+(.*)$/s.exec(folded);
  if (span) return span[1] ?? '';
  return /^\s*(?:bắt đầu\s+)?từ\s+(?:ngày\s|tháng\s|năm\s|quý\s|\d)[^-]*$/.test(folded) ? '' : folded;
}

/** "Quý II/2027" → 2027-Q2, "trước ngày 30/6/2026" → 2026-06-30, "Thường xuyên" → null. */
export function parseDeadline(text: string): string | null {
  const folded = endOf(text.toLowerCase().replace(/[–—−]/g, '-'));
  const day =
    /(\d{1,2})([/.-])(\d{1,2})\2(\d{4})/.exec(folded.replace(/(?<=\d)\s*([/.])\s*(?=\d)/g, '$1')) ??
    /(\d{1,2})(\s*tháng\s*)(\d{1,2})\s*(?:\/|,?\s*năm\s*)\s*(\d{4})/.exec(folded);
  if (day) {
    const [d, m, y] = [day[1], day[3], day[4]].map(Number);
    if (d && m && y && isDate(y, m, d)) return isoDate(y, m, d);
  }
  const quarter = /qu[ýí]\s*(iv|iii|ii|i|[1-4])(?![\p{L}\d])\s*(?:\/|-|,|năm|\s)*\s*(\d{4})/u.exec(folded);
  if (quarter) return `${quarter[2]}-Q${ROMAN[quarter[1] ?? ''] ?? quarter[1]}`;
  const month =
    /tháng\s*(?:\d{1,2}\s*(?:-|đến|,|và)\s*(?:tháng\s*)?)?(\d{1,2})\s*(?:\/|-|,|năm|\s)*\s*(\d{4})/.exec(
      folded,
    ) ?? /^\s*(\d{1,2})\/(\d{4})/.exec(folded);
  if (month && Number(month[1]) <= 12) return `${month[2]}-${pad(Number(month[1]))}`;
  const years = [...folded.matchAll(/(?<![\p{L}\d])(20\d{2})(?![\p{L}\d])/gu)].map((match) => match[1]);
  return years.at(-1) ?? null;
}
