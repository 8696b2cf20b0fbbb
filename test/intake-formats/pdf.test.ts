// PDF with text: paragraphs from lines, two-column letterheads, page furniture, ruled tables over pages.

import { describe, expect, it } from 'vitest';
import { readDocument } from '../../intake/formats';
import { encryptedPdf } from './build-hostile';
import { textToPdf } from './build-pdf';
import { expectRefused, linesOf } from './helpers';

const LONG =
  'Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia, Ủy ban nhân dân xã Hà Đông ban hành Kế hoạch số 12/KH-UBND như sau:';

describe('pdf', () => {
  it('joins the printed lines of a paragraph and says on which lines it stands', async () => {
    const document = await readDocument(textToPdf(`KẾ HOẠCH\n\n${LONG}\n- Rà soát hạ tầng.\n- Tập huấn.`));
    expect(linesOf(document)).toEqual(['KẾ HOẠCH', LONG, '- Rà soát hạ tầng.', '- Tập huấn.']);
    const block = document.blocks[1];
    const [first, last] = block?.lines ?? [0, 0];
    expect(last).toBeGreaterThan(first);
    const printed = document.text.split('\n').slice(first - 1, last);
    expect(printed.join(' ').replace(/[-/] (?=[\p{L}\d])/gu, (end) => end.trim())).toBe(LONG);
    expect(block?.page).toBe(1);
  });

  it('reads a letterhead and a signature block left column first', async () => {
    const document = await readDocument(
      textToPdf(`KẾ HOẠCH\nTriển khai nhiệm vụ năm 2026\n${LONG}`, {
        header: [
          ['ỦY BAN NHÂN DÂN', '**CỘNG HÒA XÃ HỘI**'],
          ['**XÃ HÀ ĐÔNG**', '**Độc lập - Tự do - Hạnh phúc**'],
          ['Số: 12/KH-UBND', 'Hà Đông, ngày 02 tháng 4 năm 2026'],
        ],
        footer: [
          ['Nơi nhận:', '**TM. ỦY BAN NHÂN DÂN**'],
          ['- Như trên;', '**CHỦ TỊCH**'],
          ['- Lưu: VT.', ''],
          ['', '**Nguyễn Văn A**'],
        ],
      }),
    );
    expect(linesOf(document)).toEqual([
      'ỦY BAN NHÂN DÂN',
      'XÃ HÀ ĐÔNG',
      'Số: 12/KH-UBND',
      'CỘNG HÒA XÃ HỘI',
      'Độc lập - Tự do - Hạnh phúc',
      'Hà Đông, ngày 02 tháng 4 năm 2026',
      'KẾ HOẠCH',
      'Triển khai nhiệm vụ năm 2026',
      LONG,
      'Nơi nhận:',
      '- Như trên;',
      '- Lưu: VT.',
      'TM. ỦY BAN NHÂN DÂN',
      'CHỦ TỊCH',
      'Nguyễn Văn A',
    ]);
  });

  it('B19 joins a table over pages: repeated head dropped, cut row completed, pages counted', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) =>
        `| ${i + 1} | Chỉ tiêu số ${i + 1} về tỷ lệ hộ dân sử dụng dịch vụ công trực tuyến toàn trình | ≥${i + 10}% | Phòng Văn hóa - Xã hội |`,
    );
    const text = [
      '| STT | Chỉ tiêu | Đến 2030 | Đơn vị chủ trì |',
      '|---|---|---|---|',
      ...rows,
      '',
      'Sau bảng.',
    ].join('\n');
    const document = await readDocument(textToPdf(text));
    const tables = document.blocks.filter((block) => block.kind === 'table');
    expect(tables).toHaveLength(1);
    expect(linesOf(document)).toEqual([
      '| STT | Chỉ tiêu | Đến 2030 | Đơn vị chủ trì |',
      ...rows,
      'Sau bảng.',
    ]);
    expect(document.blocks[1]?.page).toBeGreaterThan(1);
  });

  it('drops page numbers and keeps a paragraph whole over a page break', async () => {
    const text = Array.from({ length: 12 }, (_, i) => `${i + 1}. ${LONG}`).join('\n');
    expect(linesOf(await readDocument(textToPdf(text)))).toEqual(text.split('\n'));
  });

  it('reads a page that is shown turned the way it is shown', async () => {
    // Set along the long side of an upright sheet, and turned when shown: an appendix across the page.
    const words = ['Ke hoach cua xa', 'Phong Kinh te bao cao truoc ngay 10/6'];
    const content = words
      .map((line, i) => `BT /F1 12 Tf 0 1 -1 0 ${80 + i * 40} 60 Tm (${line}) Tj ET`)
      .join('\n');
    const objects = [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 90 /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>',
    ].map((object, i) => `${i + 1} 0 obj\n${object}\nendobj`);
    const file = `%PDF-1.4\n${objects.join('\n')}\ntrailer\n<< /Root 1 0 R >>\n%%EOF`;
    expect(linesOf(await readDocument(new TextEncoder().encode(file)))).toEqual(words);
  });

  it('reports each page', async () => {
    const pages: number[] = [];
    await readDocument(textToPdf(Array.from({ length: 40 }, () => LONG).join('\n')), {
      onProgress: (progress) => pages.push(progress.page),
    });
    expect(pages[0]).toBe(0);
    expect(pages.at(-1)).toBeGreaterThan(1);
  });

  it('refuses a PDF with a password', async () => {
    const error = await expectRefused(encryptedPdf(), 'ENCRYPTED');
    expect(error.message).toContain('mật khẩu');
  });
});
