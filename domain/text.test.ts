import { describe, expect, it } from 'vitest';
import { foldVietnamese, slugOf, stripDiacritics } from './text';

describe('folding for matching', () => {
  it.each([
    ['Ủy ban', 'Uỷ ban'],
    ['Phòng Văn hóa - Xã hội', 'Phòng Văn hoá – Xã hội'],
    ['Văn hóa–Xã hội', 'VĂN HÓA — XÃ HỘI'],
    ['Thủy Nguyên', 'Thuỷ Nguyên'],
    ['khỏe mạnh', 'khoẻ mạnh'],
    ['07-NQ/TU', '07 – NQ/TU'],
    ['Đảng\u00A0ủy', 'đảng  uỷ'],
    ['Phòng Kinh tế;', 'Phòng Kinh tế'],
  ])('B24 takes %s and %s for the same', (a, b) => {
    expect(foldVietnamese(a)).toBe(foldVietnamese(b));
    expect(foldVietnamese(a.normalize('NFD'))).toBe(foldVietnamese(b.normalize('NFC')));
  });

  it.each([
    ['hòa', 'hỏa'],
    ['Phòng Kinh tế', 'Phong Kinh tế'],
    ['toàn', 'toán'],
    ['của', 'cua'],
    ['mùa', 'mua'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(foldVietnamese(a)).not.toBe(foldVietnamese(b));
  });

  it('strips diacritics for search and file names', () => {
    expect(stripDiacritics('Đôn đốc Ủy ban')).toBe('don doc uy ban');
    expect(slugOf('Báo cáo 6 tháng – năm 2026')).toBe('bao-cao-6-thang-nam-2026');
  });
});
