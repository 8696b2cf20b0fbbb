/** Vietnamese mobile numbers in the one spelling that Zalo's business host is always sent: 84 and nine digits. */

export type NormalizedPhone = { ok: true; phone: string } | { ok: false; reasonVi: string };

/** Mobile prefixes after the renumbering of 2018; Zalo accounts exist on mobile numbers only. */
const MOBILE = /^84[35789]\d{8}$/;
const TYPED_SEPARATORS = /[\s.\-()\u00A0]/g;

/** Accepts 0987 654 321, +84 987.654.321, 0084…, 84…, and the bare nine digits. */
export function normalizeVnPhone(input: string): NormalizedPhone {
  const digits = input
    .replace(TYPED_SEPARATORS, '')
    .replace(/^\+/, '')
    .replace(/^00(?=84)/, '');
  if (!/^\d+$/.test(digits)) return { ok: false, reasonVi: 'Số điện thoại chỉ gồm chữ số, ví dụ 0987654321' };
  const national = digits.length === 9 ? digits : digits.replace(/^(?:840?|0)/, '');
  const phone = `84${national}`;
  if (MOBILE.test(phone)) return { ok: true, phone };
  return {
    ok: false,
    reasonVi: 'Số điện thoại di động cần đủ 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09',
  };
}
