/** What people type into a figure: Vietnamese numbers and units of measure, understood or refused, never guessed (B83). */
import { formatNumber } from './format';
import { foldVietnamese } from './text';

export type ParsedNumber =
  /** `value` null = left blank, which is not zero (B77). `warning` is Vietnamese, to be shown beside the field. */
  | { ok: true; value: number | null; unit: '%' | null; warning: string | null }
  | { ok: false; message: string };

const GROUPED = /^[1-9]\d{0,2}([. ]\d{3})+$/;
const DIGITS = /^\d+$/;

/** Removes the noise of binary sums (0.1 + 0.2) while keeping every digit a person would type. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * '6,0' → 6 · '1.250,75' → 1250.75 · '139.543' → 139543 · '' → null.
 * '6.0' is read as 6 with a warning, never as 60; '1,250.75' and '1.25,5' are refused.
 */
export function parseVietnameseNumber(text: string): ParsedNumber {
  const refuse = (): ParsedNumber => ({
    ok: false,
    message: `Không hiểu số “${text.trim()}”. Viết theo kiểu Việt Nam: dấu chấm ngăn hàng nghìn, dấu phẩy trước phần thập phân, ví dụ 1.250,75.`,
  });
  let body = text
    .normalize('NFC')
    .replace(/[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u2012-\u2015\u2212]/g, '-')
    .trim();
  if (body === '') return { ok: true, value: null, unit: null, warning: null };
  let unit: '%' | null = null;
  if (body.endsWith('%')) {
    unit = '%';
    body = body.slice(0, -1).trim();
  }
  const negative = body.startsWith('-');
  if (negative) body = body.slice(1).trim();
  const done = (magnitude: number, warning: string | null): ParsedNumber => ({
    ok: true,
    value: negative && magnitude !== 0 ? -magnitude : magnitude,
    unit,
    warning,
  });

  const commas = body.split(',').length - 1;
  if (commas > 1) return refuse();
  if (commas === 1) {
    const [whole = '', fraction = ''] = body.split(',');
    if (!DIGITS.test(fraction) || !(DIGITS.test(whole) || GROUPED.test(whole))) return refuse();
    const value = Number(`${whole.replace(/[. ]/g, '')}.${fraction}`);
    const looksEnglish = /^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3;
    const warning = looksEnglish
      ? `“${body}” được hiểu là ${formatNumber(value)}. Nếu là hàng nghìn, viết ${whole}.${fraction}.`
      : null;
    return done(value, warning);
  }
  if (DIGITS.test(body)) return done(Number(body), null);
  if (GROUPED.test(body)) return done(Number(body.replace(/[. ]/g, '')), null);
  if (/^\d+\.\d+$/.test(body)) {
    const value = Number(body);
    return done(
      value,
      `“${body}” được hiểu là ${formatNumber(value)} (dấu thập phân là dấu phẩy). Sửa lại nếu không đúng.`,
    );
  }
  return refuse();
}

/** Scale of a unit within its dimension; units of different dimensions are never converted. */
const UNITS: Readonly<Record<string, readonly [dimension: string, scale: number]>> = {
  đồng: ['tiền', 1],
  'nghìn đồng': ['tiền', 1e3],
  'triệu đồng': ['tiền', 1e6],
  'tỷ đồng': ['tiền', 1e9],
  m2: ['diện tích', 1],
  ha: ['diện tích', 1e4],
  km2: ['diện tích', 1e6],
  kg: ['khối lượng', 1],
  tạ: ['khối lượng', 100],
  tấn: ['khối lượng', 1000],
  m: ['chiều dài', 1],
  km: ['chiều dài', 1000],
};

const SYNONYMS: Readonly<Record<string, string>> = {
  'm²': 'm2',
  'km²': 'km2',
  hecta: 'ha',
  héc: 'ha',
  'héc ta': 'ha',
  triệu: 'triệu đồng',
  'tr.đ': 'triệu đồng',
  trđ: 'triệu đồng',
  'tr đồng': 'triệu đồng',
  tỷ: 'tỷ đồng',
  tỉ: 'tỷ đồng',
  'tỉ đồng': 'tỷ đồng',
  'ngàn đồng': 'nghìn đồng',
  nghìn: 'nghìn đồng',
  đ: 'đồng',
  vnđ: 'đồng',
};

function canonicalUnit(unit: string): string[] {
  return foldVietnamese(unit)
    .split('/')
    .map((part) => part.trim())
    .map((part) => SYNONYMS[part] ?? part);
}

export function sameUnit(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return canonicalUnit(a).join('/') === canonicalUnit(b).join('/');
}

export type Conversion =
  /** `note` states the conversion ('1,5 ha = 15.000 m²'); null when the units are the same. */
  { ok: true; value: number; note: string | null } | { ok: false; message: string };

/** Converts between units of one dimension, also as first part of a compound ('triệu đồng/ha'); else refuses (B83). */
export function convertUnit({ value, from, to }: { value: number; from: string; to: string }): Conversion {
  if (sameUnit(from, to)) return { ok: true, value, note: null };
  const [head = '', ...per] = canonicalUnit(from);
  const [target = '', ...targetPer] = canonicalUnit(to);
  const a = UNITS[head];
  const b = UNITS[target];
  if (a === undefined || b === undefined || a[0] !== b[0] || per.join('/') !== targetPer.join('/')) {
    return {
      ok: false,
      message: `Không quy đổi được từ “${from}” sang “${to}”. Nhập số theo đơn vị tính của chỉ tiêu (${to}).`,
    };
  }
  const converted = tidy((value * a[1]) / b[1]);
  const decimals = 9;
  const note = `quy đổi ${formatNumber(value, { decimals })} ${from} = ${formatNumber(converted, { decimals })} ${to}`;
  return { ok: true, value: converted, note };
}
