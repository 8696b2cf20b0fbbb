// The old binary Word format: tables, fonts, lists and deletions as Word stores them.

import { describe, expect, it } from 'vitest';
import { readDocument } from '../../intake/formats';
import { type DocParagraphSpec, docOf } from './build-doc';
import { codesOf, expectRefused, linesOf } from './helpers';

const IN_TABLE: [number, number[]] = [0x2416, [1]];
const ROW_END: [number, number[]] = [0x2417, [1]];
const BOLD: [number, number[]] = [0x0835, [1]];

/** Definition of a row: edges in twips and, for each cell, its merge flags. */
function row(edges: number[], flags: number[]): [number, number[]] {
  const cells = flags.flatMap((flag) => [flag & 0xff, flag >> 8, ...new Array<number>(18).fill(0)]);
  const body = [flags.length, ...edges.flatMap((edge) => [edge & 0xff, (edge >> 8) & 0xff]), ...cells];
  const length = body.length + 1;
  return [0xd608, [length & 0xff, length >> 8, ...body]];
}

function tableRow(texts: string[], definition: [number, number[]]): DocParagraphSpec[] {
  return [
    ...texts.map((text): DocParagraphSpec => ({ text, end: '\x07', pap: [IN_TABLE] })),
    { text: '', end: '\x07', pap: [IN_TABLE, ROW_END, definition] },
  ];
}

describe('doc', () => {
  it('reads paragraphs, type style and line breaks', async () => {
    const document = await readDocument(
      docOf({
        paragraphs: [
          { text: 'KẾ HOẠCH', pap: [[0x2403, [1]]], chp: [BOLD, [0x4a43, [28, 0]]] },
          { text: 'Dòng một\x0bdòng hai' },
          { text: 'Số 12\x1eKH/ĐU' },
        ],
      }),
    );
    expect(document.format).toBe('doc');
    expect(linesOf(document)).toEqual(['KẾ HOẠCH', 'Dòng một', 'dòng hai', 'Số 12-KH/ĐU']);
    expect(document.blocks[0]).toMatchObject({ style: { bold: true, centered: true, size: 14 } });
  });

  it('reads tables with merged cells and several paragraphs in a cell', async () => {
    const document = await readDocument(
      docOf({
        paragraphs: [
          { text: 'Biểu chỉ tiêu' },
          ...tableRow(['STT', 'Chỉ tiêu', 'Mốc'], row([0, 500, 3_000, 6_000], [0x60, 0x60, 0])),
          ...tableRow(['', '', '2026', '2030'], row([0, 500, 3_000, 4_500, 6_000], [0x20, 0x20, 0, 0])),
          { text: '1', end: '\x07', pap: [IN_TABLE] },
          { text: 'Tỷ lệ hộ', pap: [IN_TABLE] },
          { text: '(%)', end: '\x07', pap: [IN_TABLE] },
          ...tableRow(['80', '95'], row([0, 500, 3_000, 4_500, 6_000], [0, 0, 0, 0])),
          { text: 'Sau bảng' },
        ],
      }),
    );
    const table = document.blocks[1];
    if (table?.kind !== 'table') throw new Error('no table');
    expect(
      table.rows.map((cells) => cells.map((cell) => [cell.text, cell.colspan ?? 1, cell.rowspan ?? 1])),
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
        ['Tỷ lệ hộ\n(%)', 1, 1],
        ['80', 1, 1],
        ['95', 1, 1],
      ],
    ]);
    expect(linesOf(document)[4]).toBe('Sau bảng');
  });

  it('finds a row whose definition is too long for its page in the data stream', async () => {
    const cells = ['STT', 'Chỉ tiêu', 'ĐVT', '2026'];
    const [code, definition] = row([0, 500, 3_000, 4_000, 6_000], [0, 0, 0, 0]);
    const properties = [0x16, 0x24, 1, 0x17, 0x24, 1, code & 0xff, code >> 8, ...definition];
    const stored = new Uint8Array(4_096);
    stored.set([properties.length & 0xff, properties.length >> 8, ...properties], 16);
    const document = await readDocument(
      docOf({
        stored,
        paragraphs: [
          ...cells.map((text): DocParagraphSpec => ({ text, end: '\x07', pap: [IN_TABLE] })),
          { text: '', end: '\x07', pap: [[0x6646, [16, 0, 0, 0]]] },
          ...tableRow(['1', 'Hộ nghèo', 'hộ', '45'], row([0, 500, 3_000, 4_000, 6_000], [0, 0, 0, 0])),
          { text: 'Sau bảng' },
        ],
      }),
    );
    expect(linesOf(document)).toEqual([
      '| STT | Chỉ tiêu | ĐVT | 2026 |',
      '| 1 | Hộ nghèo | hộ | 45 |',
      'Sau bảng',
    ]);
  });

  it('converts TCVN3 fonts, also in single-byte text', async () => {
    const document = await readDocument(
      docOf({
        narrow: true,
        fonts: ['Times New Roman', '.VnTime', '.VnTimeH'],
        paragraphs: [
          { text: 'Céng hßa x· héi chñ nghÜa ViÖt Nam, nh­ sau', chp: [[0x4a4f, [1, 0]]] },
          { text: 'KÕ ho¹ch', chp: [[0x4a4f, [2, 0]]] },
        ],
      }),
    );
    expect(linesOf(document)).toEqual(['Cộng hòa xã hội chủ nghĩa Việt Nam, như sau', 'KẾ HOẠCH']);
    expect(codesOf(document)).toContain('LEGACY_ENCODING');
  });

  it('prints automatic numbers', async () => {
    const item = (text: string, level: number): DocParagraphSpec => ({
      text,
      pap: [
        [0x460b, [1, 0]],
        [0x260a, [level]],
      ],
    });
    const document = await readDocument(
      docOf({
        levels: [
          { nfc: 1, text: '%1.' },
          { nfc: 0, text: '%2.' },
          { nfc: 23, text: '\uf02d' },
        ],
        paragraphs: [
          item('Mục đích', 0),
          item('Yêu cầu', 1),
          item('Việc', 2),
          item('Khác', 1),
          item('Nhiệm vụ', 0),
        ],
      }),
    );
    expect(linesOf(document)).toEqual(['I. Mục đích', '1. Yêu cầu', '- Việc', '2. Khác', 'II. Nhiệm vụ']);
  });

  it('accepts tracked deletions and hides field instructions', async () => {
    const document = await readDocument(
      docOf({
        paragraphs: [{ text: 'đã xóa', chp: [[0x0800, [1]]] }, { text: 'còn lại \x13 PAGE \x147\x15 trang' }],
      }),
    );
    expect(linesOf(document)).toEqual(['còn lại 7 trang']);
    expect(codesOf(document)).toContain('TRACKED_CHANGES');
  });

  it('refuses an encrypted file', async () => {
    await expectRefused(docOf({ paragraphs: [{ text: 'x' }], encrypted: true }), 'ENCRYPTED');
  });
});
