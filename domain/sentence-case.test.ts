import { describe, expect, it } from 'vitest';
import { sentenceCase } from './sentence-case';

const TEXT = `
ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
Thực hiện Quyết định số 06/QĐ-TTg ngày 02/01/2026 của Thủ tướng Chính phủ về Chương trình mục tiêu quốc gia, Ủy ban nhân
dân tỉnh Lào Cai ban hành kế hoạch thực hiện an toàn thực phẩm trên địa bàn tỉnh Lào Cai như sau:
- An toàn lao động: các đơn vị thực hiện.
Sở Nông nghiệp và Môi trường phối hợp Ủy ban MTTQ Việt Nam tỉnh, các xã biên giới thuộc tỉnh Lào
Cai, tặng Huân chương Hồ Chí
Minh.
`;

describe('titles in capitals', () => {
  it.each([
    [
      'THỰC HIỆN CHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA TRÊN ĐỊA BÀN TỈNH LÀO CAI',
      'Thực hiện Chương trình mục tiêu quốc gia trên địa bàn tỉnh Lào Cai',
    ],
    [
      'TRIỂN KHAI QUYẾT ĐỊNH SỐ 06/QĐ-TTG CỦA THỦ TƯỚNG CHÍNH PHỦ, GIAI ĐOẠN II (2026 - 2030)',
      'Triển khai Quyết định số 06/QĐ-TTg của Thủ tướng Chính phủ, giai đoạn II (2026 - 2030)',
    ],
    // small where the text says it small, capital at the start of a sentence notwithstanding
    [
      'BẢO ĐẢM AN TOÀN THỰC PHẨM; PHÁT ĐỘNG “THÁNG AN TOÀN”',
      'Bảo đảm an toàn thực phẩm; phát động “tháng an toàn”',
    ],
    // a name broken at the end of a line
    ['HỌC TẬP TƯ TƯỞNG HỒ CHÍ MINH', 'Học tập tư tưởng Hồ Chí Minh'],
    // abbreviations stay, known to the text or without a vowel
    ['PHỐI HỢP VỚI ỦY BAN MTTQ VIỆT NAM VÀ HĐND CÁC XÃ', 'Phối hợp với Ủy ban MTTQ Việt Nam và HĐND các xã'],
  ])('%s', (title, expected) => {
    expect(sentenceCase(title, TEXT)).toBe(expected);
    expect(sentenceCase(title.normalize('NFD'), TEXT.normalize('NFD'))).toBe(expected);
  });

  it.each(['Về phát triển kinh tế xã Hà Đông', 'KH 27', ''])('"%s" stays as it is', (title) => {
    expect(sentenceCase(title, TEXT)).toBe(title);
  });

  it('costs no more than its text', () => {
    const long = `${'các đơn vị thực hiện kế hoạch của tỉnh Lào Cai '.repeat(20_000)}\n`;
    expect(sentenceCase('KẾ HOẠCH CỦA TỈNH LÀO CAI', long)).toBe('Kế hoạch của tỉnh Lào Cai');
  });
});
