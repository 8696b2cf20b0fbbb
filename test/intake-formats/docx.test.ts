// What a Word file shows, as printed: tables, merges, numbers, tracked changes, boxes, notes.

import { describe, expect, it } from 'vitest';
import { readDocument } from '../../intake/formats';
import { docxOf, p, r, tc } from './build-docx';
import { codesOf, linesOf } from './helpers';

const read = async (parts: Parameters<typeof docxOf>[0]) => readDocument(docxOf(parts));

const LEVELS = `<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%3."/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
  <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>`;
const num = (level: number, id = 5) =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`;

describe('docx', () => {
  it('prints automatic numbers as Word counts them, restarting below and starting over where told', async () => {
    const body = [
      p('Mục đích', num(0)),
      p('Yêu cầu chung', num(1)),
      p('Chi tiết', num(2)),
      p('Chi tiết nữa', num(2)),
      p('Điểm', num(3)),
      p('Việc', num(4)),
      p('Yêu cầu khác', num(1)),
      p('Chi tiết', num(2)),
      p('Nhiệm vụ', num(0)),
      p('Một', num(1)),
      p('Mục bốn', num(0, 6)),
    ].join('');
    const document = await read({ body, numbering: LEVELS });
    expect(linesOf(document)).toEqual([
      'I. Mục đích',
      '1. Yêu cầu chung',
      '1.1. Chi tiết',
      '1.2. Chi tiết nữa',
      'a) Điểm',
      '- Việc',
      '2. Yêu cầu khác',
      '2.1. Chi tiết',
      'II. Nhiệm vụ',
      '1. Một',
      'IV. Mục bốn',
    ]);
    expect(document.text.split('\n')[0]).toBe('I. Mục đích');
    expect(document.blocks[0]).toMatchObject({
      kind: 'list_item',
      text: 'Mục đích',
      style: { marker: 'I.', level: 1 },
    });
  });

  it('takes a number from the style of the paragraph', async () => {
    const styles = `<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/><w:pPr>${num(0)}</w:pPr></w:style>`;
    const document = await read({
      body: p('Một', '<w:pStyle w:val="Muc"/>') + p('Hai', '<w:pStyle w:val="Muc"/>'),
      styles,
      numbering: LEVELS,
    });
    expect(linesOf(document)).toEqual(['I. Một', 'II. Hai']);
  });

  it('reads tables with cells merged across and down; lines of the rendering name the rows', async () => {
    const body = `<w:tbl>
      <w:tr>${tc(p('STT'), '<w:vMerge w:val="restart"/>')}${tc(p('Chỉ tiêu'), '<w:vMerge w:val="restart"/>')}${tc(p('Mốc'), '<w:gridSpan w:val="2"/>')}</w:tr>
      <w:tr>${tc(p(''), '<w:vMerge/>')}${tc(p(''), '<w:vMerge/>')}${tc(p('2026'))}${tc(p('2030'))}</w:tr>
      <w:tr>${tc(p('1'))}${tc(p('Tỷ lệ hộ có nước sạch') + p('(%)'))}${tc(p('80'))}${tc(p('95'))}</w:tr></w:tbl>`;
    const document = await read({ body });
    const table = document.blocks[0];
    expect(table?.kind).toBe('table');
    if (table?.kind !== 'table') return;
    expect(
      table.rows.map((row) => row.map((cell) => [cell.text, cell.colspan ?? 1, cell.rowspan ?? 1])),
    ).toEqual([
      [
        ['STT', 1, 2],
        ['Chỉ tiêu', 1, 2],
        ['Mốc', 2, 1],
      ],
      [
        ['2026', 1, 1],
        ['2030', 1, 1],
      ],
      [
        ['1', 1, 1],
        ['Tỷ lệ hộ có nước sạch\n(%)', 1, 1],
        ['80', 1, 1],
        ['95', 1, 1],
      ],
    ]);
    const line = table.rows[2]?.[1]?.lines[0] ?? 0;
    expect(document.text.split('\n')[line - 1]).toBe('| 1 | Tỷ lệ hộ có nước sạch<br>(%) | 80 | 95 |');
    expect(document.text.split('\n')[(table.rows[1]?.[0]?.lines[0] ?? 0) - 1]).toBe('|  |  | 2026 | 2030 |');
  });

  it('accepts tracked changes: insertions in, deletions and old places out, joined paragraphs joined', async () => {
    const ins = (text: string) => `<w:ins w:id="1">${r(text)}</w:ins>`;
    const del = (text: string) => `<w:del w:id="2"><w:r><w:delText>${text}</w:delText></w:r></w:del>`;
    const body = [
      `<w:p>${r('trước ngày ')}${del('20')}${ins('15')}${r('/6')}</w:p>`,
      `<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>${r('Phòng Kinh tế ')}</w:p>`,
      p('chủ trì.'),
      `<w:p><w:moveFrom w:id="4">${r('cũ')}</w:moveFrom><w:moveTo w:id="5">${r('mới')}</w:moveTo></w:p>`,
      `<w:tbl><w:tr>${tc(p('a'))}${tc(p('b'))}</w:tr><w:tr><w:trPr><w:del w:id="6"/></w:trPr>${tc(p('x'))}${tc(p('y'))}</w:tr><w:tr>${tc(p('c'))}${tc(p('d'))}</w:tr></w:tbl>`,
    ].join('');
    const document = await read({ body });
    expect(linesOf(document)).toEqual([
      'trước ngày 15/6',
      'Phòng Kinh tế chủ trì.',
      'mới',
      '| a | b |',
      '| c | d |',
    ]);
    expect(codesOf(document)).toContain('TRACKED_CHANGES');
  });

  it('reads a text box once although the file holds it in two renderings', async () => {
    const box = (text: string) => `<w:txbxContent>${p(text)}</w:txbxContent>`;
    const body = `<w:p>${r('Trước hộp')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box('Trong hộp')}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box('Trong hộp')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>${p('Sau hộp')}`;
    expect(linesOf(await read({ body }))).toEqual(['Trước hộp', 'Trong hộp', 'Sau hộp']);
  });

  it('keeps footnotes out of sentences and shows them after the text', async () => {
    const body = `<w:p>${r('Thực hiện Nghị quyết')}<w:r><w:footnoteReference w:id="2"/></w:r>${r(' của Đảng ủy xã.')}</w:p>`;
    const footnotes = `<w:footnote w:type="separator" w:id="0">${p('-')}</w:footnote><w:footnote w:id="2">${p('Nghị quyết số 05-NQ/ĐU.')}</w:footnote>`;
    const document = await read({ body, footnotes });
    expect(linesOf(document)).toEqual(['Thực hiện Nghị quyết của Đảng ủy xã.']);
    expect(document.text).toContain('[1] Nghị quyết số 05-NQ/ĐU.');
    expect(codesOf(document)).toContain('FOOTNOTES');
  });

  it('shows the result of a field, not its instruction, and no table of contents', async () => {
    const field = (code: string, result: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const body = `<w:p>${field('TOC \\o "1-3"', 'I. MỤC ĐÍCH 1')}</w:p><w:p>${r('xem trang ')}${field('PAGEREF a', '7')}</w:p>`;
    expect(linesOf(await read({ body }))).toEqual(['xem trang 7']);
  });

  it('reads hidden text as absent, and type style where it covers the paragraph', async () => {
    const body = [
      `<w:p><w:pPr><w:jc w:val="center"/></w:pPr>${r('KẾ HOẠCH', '<w:b/><w:sz w:val="28"/>')}</w:p>`,
      `<w:p>${r('Đậm ', '<w:b/>')}${r('và thường')}</w:p>`,
      `<w:p>${r('Hiện')}${r(' ẩn', '<w:vanish/>')}</w:p>`,
      p('I. Mục', '<w:outlineLvl w:val="0"/>'),
    ].join('');
    const document = await read({ body });
    expect(
      document.blocks.map((block) => (block.kind === 'table' ? null : [block.kind, block.text, block.style])),
    ).toEqual([
      ['paragraph', 'KẾ HOẠCH', { bold: true, centered: true, size: 14 }],
      ['paragraph', 'Đậm và thường', undefined],
      ['paragraph', 'Hiện', undefined],
      ['heading', 'I. Mục', { level: 1 }],
    ]);
  });

  it('lays a letterhead table out column by column, and leaves a table of facts a table', async () => {
    const body = `<w:tbl><w:tr>${tc(p('ỦY BAN NHÂN DÂN') + p('XÃ HÀ ĐÔNG'))}${tc(p('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM') + p('Độc lập - Tự do - Hạnh phúc'))}</w:tr>
      <w:tr>${tc(p('Số: 12/KH-UBND'))}${tc(p('Hà Đông, ngày 02 tháng 4 năm 2026'))}</w:tr></w:tbl>${p('KẾ HOẠCH')}
      <w:tbl><w:tr>${tc(p('STT'))}${tc(p('Nhiệm vụ'))}</w:tr><w:tr>${tc(p('1'))}${tc(p('Rà soát'))}</w:tr></w:tbl>`;
    expect(linesOf(await read({ body }))).toEqual([
      'ỦY BAN NHÂN DÂN',
      'XÃ HÀ ĐÔNG',
      'Số: 12/KH-UBND',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Hà Đông, ngày 02 tháng 4 năm 2026',
      'KẾ HOẠCH',
      '| STT | Nhiệm vụ |',
      '| 1 | Rà soát |',
    ]);
  });

  it('counts pages by where Word last broke them', async () => {
    const body = `${p('Trang một')}<w:p><w:r><w:lastRenderedPageBreak/><w:t>Trang hai</w:t></w:r></w:p>${p('Cũng trang hai')}`;
    expect((await read({ body })).blocks.map((block) => block.page)).toEqual([1, 2, 2]);
    expect((await read({ body: p('Không biết trang') })).blocks[0]?.page).toBeUndefined();
  });

  it('converts runs in TCVN3 and VNI fonts, capitals too, and leaves Unicode runs alone', async () => {
    const font = (name: string) => `<w:rFonts w:ascii="${name}" w:hAnsi="${name}"/>`;
    const body = [
      `<w:p>${r('Céng hßa x· héi chñ nghÜa ViÖt Nam', font('.VnTime'))}</w:p>`,
      `<w:p>${r('KÕ ho¹ch', font('.VnTimeH'))}</w:p>`,
      `<w:p>${r('UÛy ban nhaân daân xaõ', font('VNI-Times'))}</w:p>`,
      `<w:p>${r('Đã là Unicode', font('Times New Roman'))}</w:p>`,
    ].join('');
    const document = await read({ body });
    expect(linesOf(document)).toEqual([
      'Cộng hòa xã hội chủ nghĩa Việt Nam',
      'KẾ HOẠCH',
      'Ủy ban nhân dân xã',
      'Đã là Unicode',
    ]);
    expect(codesOf(document).filter((code) => code === 'LEGACY_ENCODING')).toHaveLength(2);
  });

  it('reads nested tables as lines of the outer cell', async () => {
    const inner = `<w:tbl><w:tr>${tc(p('thôn A'))}${tc(p('25 điểm'))}</w:tr></w:tbl>`;
    const body = `<w:tbl><w:tr>${tc(p('STT'))}${tc(p('Nội dung'))}</w:tr><w:tr>${tc(p('1'))}${tc(p('Lắp đặt') + inner + p(''))}</w:tr></w:tbl>`;
    expect(linesOf(await read({ body }))).toEqual([
      '| STT | Nội dung |',
      '| 1 | Lắp đặt / thôn A | 25 điểm |',
    ]);
  });
});
