/** The one formatter of dates, numbers and counts for Vietnamese readers; no ICU, so every machine writes the same. */
import { datePartsOf, type IsoDate, type IsoInstant, localDate, localTime, weekdayOf } from './time';

const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'] as const;
const ROMAN: readonly (readonly [number, string])[] = [
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

// Nghị định 30/2020/NĐ-CP, Phụ lục I: days below 10 and months 1 and 2 get a leading zero.
const day2 = (day: number): string => (day < 10 ? `0${day}` : String(day));
const month2 = (month: number): string => (month < 3 ? `0${month}` : String(month));

/** 'thứ Sáu' */
export function formatWeekday(date: IsoDate): string {
  return WEEKDAYS[weekdayOf(date) - 1] ?? '';
}

/** '19/6/2026', '05/02/2026' */
export function formatDate(date: IsoDate): string {
  const { year, month, day } = datePartsOf(date);
  return `${day2(day)}/${month2(month)}/${year}`;
}

/** 'thứ Sáu, 19/6/2026' */
export function formatDateWithWeekday(date: IsoDate): string {
  return `${formatWeekday(date)}, ${formatDate(date)}`;
}

/** 'ngày 05 tháng 02 năm 2026' */
export function formatLongDate(date: IsoDate): string {
  const { year, month, day } = datePartsOf(date);
  return `ngày ${day2(day)} tháng ${month2(month)} năm ${year}`;
}

/** 'thứ Bảy' with a capital, for the start of a sentence or a table head. */
export function capitalise(text: string): string {
  return text === '' ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** '16h00' */
export function formatClock(instant: IsoInstant): string {
  return localTime(instant).replace(':', 'h');
}

/** '16h00 ngày 05/8/2026' */
export function formatInstant(instant: IsoInstant): string {
  return `${formatClock(instant)} ngày ${formatDate(localDate(instant))}`;
}

/** A deadline as people say it: 'hết thứ Bảy, 20/6/2026', or with its hour '16h00 thứ Tư, 05/8/2026'. */
export function formatDue(dueAt: IsoInstant): string {
  const date = formatDateWithWeekday(localDate(dueAt));
  return localTime(dueAt) === '23:59' ? `hết ${date}` : `${formatClock(dueAt)} ${date}`;
}

/** '15/12/2025 – 14/6/2026' */
export function formatDateRange(from: IsoDate, to: IsoDate): string {
  return `${formatDate(from)} – ${formatDate(to)}`;
}

/**
 * '1.250,75'. Rounds half away from zero on the decimal text, so that 1.005 → '1,01' at two decimals.
 * @param decimals most digits after the comma (default 3); trailing zeros are dropped unless `fixed`
 */
export function formatNumber(value: number, options: { decimals?: number; fixed?: boolean } = {}): string {
  if (!Number.isFinite(value)) return '';
  const decimals = options.decimals ?? 3;
  const rounded = roundDecimal(Math.abs(value), decimals);
  const [whole = '0', fraction = ''] = rounded.split('.');
  const shown = options.fixed ? fraction.padEnd(decimals, '0') : fraction.replace(/0+$/, '');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  const body = shown === '' ? grouped : `${grouped},${shown}`;
  return value < 0 && /[1-9]/.test(body) ? `-${body}` : body;
}

function roundDecimal(value: number, decimals: number): string {
  // Shifting through the exponent of the decimal text avoids binary slips such as 1.005 * 100 = 100.49999999999999.
  const text = String(value);
  if (text.includes('e')) return value < 1 ? value.toFixed(decimals) : BigInt(value).toString();
  const shifted = Math.round(Number(`${text}e${decimals}`));
  return Number(`${shifted}e-${decimals}`).toFixed(decimals);
}

/** '50,06%' */
export function formatPercent(value: number, decimals = 2): string {
  return `${formatNumber(value, { decimals })}%`;
}

/** Small counts as offices write them: '05', '12'. */
export function formatCount(count: number): string {
  return count >= 0 && count < 10 ? `0${count}` : formatNumber(count);
}

/** 'còn 3 ngày làm việc' · 'hết hạn hôm nay' · 'quá hạn 2 ngày làm việc' */
export function formatWorkingDaysLeft(workingDays: number): string {
  if (workingDays > 0) return `còn ${workingDays} ngày làm việc`;
  if (workingDays === 0) return 'hết hạn hôm nay';
  return `quá hạn ${-workingDays} ngày làm việc`;
}

/** 'còn 3 ngày' · 'hết hạn hôm nay' · 'quá hạn 2 ngày' */
export function formatDaysLeft(days: number): string {
  if (days > 0) return `còn ${days} ngày`;
  return days === 0 ? 'hết hạn hôm nay' : `quá hạn ${-days} ngày`;
}

/** 'A', 'A và B', 'A, B và C' */
export function formatList(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined) return '';
  const rest = items.slice(0, -1);
  return rest.length === 0 ? last : `${rest.join(', ')} và ${last}`;
}

/** Roman numeral of 1–39, for quarters and section numbers. */
export function formatRoman(value: number): string {
  let rest = value;
  let text = '';
  for (const [size, sign] of ROMAN) {
    while (rest >= size) {
      text += sign;
      rest -= size;
    }
  }
  return text;
}
