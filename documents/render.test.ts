import { strFromU8, unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { letterInput, party, report, reportInput } from './documents.fixture';
import { renderDocx } from './docx';
import { renderHtml } from './html';
import { reminderLetter } from './letter';
import type { OfficialDocument } from './model';
import { renderPdf } from './pdf';
import { summaryReport } from './report';
import { settled } from './settle';

const MM = 72 / 25.4;

async function pagesOf(doc: OfficialDocument): Promise<string[]> {
  const { text } = await extractText(await renderPdf(doc), { mergePages: false });
  return text.map((page) => page.normalize('NFC').replace(/\s+/g, ' '));
}

type Item = { str: string; x: number; y: number; size: number };

/** Words of a page with their place in mm from the top left and their size in pt. */
async function itemsOf(doc: OfficialDocument, page = 1): Promise<Item[]> {
  const pdf = await getDocumentProxy(await renderPdf(doc));
  const sheet = await pdf.getPage(page);
  const height = sheet.view[3] ?? 0;
  const { items } = await sheet.getTextContent();
  return items.flatMap((item) => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
    const size = Math.round(Math.hypot(a, b) * 10) / 10;
    return [{ str: item.str.normalize('NFC'), x: x / MM, y: (height - y) / MM, size }];
  });
}

const partOf = async (doc: OfficialDocument, name: string) => {
  const entry = unzipSync(await renderDocx(doc))[name];
  if (entry === undefined) throw new Error(`no part ${name}`);
  return strFromU8(entry).normalize('NFC');
};

const manyRows = (): OfficialDocument => {
  const doc = report();
  const appendix = doc.appendices[0];
  const table = appendix?.body[0];
  if (appendix === undefined || table?.type !== 'table') throw new Error('no table');
  const rows = Array.from({ length: 60 }, (_, i) => table.rows[i % table.rows.length]).filter(
    (r) => r !== undefined,
  );
  return { ...doc, body: doc.body.slice(0, 1), appendices: [{ ...appendix, body: [{ ...table, rows }] }] };
};

/** A unit's text can hold anything that a browser lets through. */
const ODD = `a\u0000b\u000bc\ud800d\tđ\u0065\u0302 ${'x'.repeat(200)}`;

describe('settled texts', () => {
  it('no control character, lone surrogate or endless word reaches a file', async () => {
    const doc = {
      ...report(),
      title: ODD,
      recipients: [ODD],
      body: [{ type: 'paragraph' as const, text: ODD }],
      appendices: [],
    };
    const xml = await partOf(doc, 'word/document.xml');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
    expect(xml).toContain('abc\ufffdd đê');
    const items = await itemsOf(doc);
    const lines = new Map<number, number>();
    for (const item of items.filter((i) => /^x+$/.test(i.str))) lines.set(item.y, item.x);
    expect(lines.size).toBeGreaterThan(2);
    expect(renderHtml(doc)).toContain('abc');
  });

  it('keeps "2026 - 2030" together and leaves the keys of sources alone', () => {
    const key = `k${'0123456789'.repeat(8)}`;
    const doc = {
      ...report(),
      body: [{ type: 'paragraph' as const, text: [{ text: '2026 - 2030', sources: [key] }] }],
    };
    expect(settled(doc).body[0]).toEqual({
      type: 'paragraph',
      text: [{ text: '2026\u00a0-\u00a02030', sources: [key] }],
    });
  });
});

describe('pdf', () => {
  it('B90 the same document gives the same bytes, dated by the document and not by the clock', async () => {
    const once = await renderPdf(report());
    expect(Buffer.compare(Buffer.from(once), Buffer.from(await renderPdf(report())))).toBe(0);
    const { info } = await (await getDocumentProxy(once)).getMetadata();
    expect(JSON.stringify(info)).toContain('D:20260618010000');
    const other = await renderPdf({ ...report(), createdAt: '2026-06-19T08:00:00.000+07:00' });
    expect(Buffer.compare(Buffer.from(await renderPdf(report())), Buffer.from(other))).not.toBe(0);
  });

  it('state report: parts in the order of Nghị định 30/2020, with their sizes', async () => {
    const [first = ''] = await pagesOf(report());
    const order = [
      'ỦY BAN NHÂN DÂN',
      'XÃ HÀ ĐÔNG',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      '/BC-UBND',
      'Hà Đông, ngày',
      'BÁO CÁO',
      'Sơ kết 6 tháng đầu năm 2026',
      'I. CÔNG TÁC CHỈ ĐẠO',
    ];
    const found = order.map((part) => first.indexOf(part));
    expect(found.every((at) => at >= 0)).toBe(true);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    const items = await itemsOf(report());
    const sizeOf = (text: string) => items.find((item) => item.str.includes(text))?.size;
    expect([sizeOf('CỘNG HÒA'), sizeOf('Độc lập'), sizeOf('BÁO CÁO'), sizeOf('Thực hiện Kế hoạch')]).toEqual([
      13, 14, 14, 14,
    ]);
  });

  it('Quốc hiệu stays on one line, everything inside the margins 20/20/30/15', async () => {
    const items = await itemsOf(report());
    expect(items.some((item) => item.str === 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')).toBe(true);
    const text = items.filter((item) => item.str !== 'DỰ THẢO' && item.size < 20);
    expect(Math.min(...text.map((item) => item.x))).toBeGreaterThanOrEqual(29.9);
    expect(Math.min(...text.map((item) => item.y))).toBeGreaterThan(20);
    expect(Math.max(...text.map((item) => item.y))).toBeLessThan(277);
  });

  it('page numbers stand in the top margin from page 2 on, each appendix counts by itself', async () => {
    const doc = manyRows();
    const number = async (page: number) =>
      (await itemsOf(doc, page))
        .filter((item) => item.y < 20 && /^\d+$/.test(item.str))
        .map((item) => item.str);
    // Page 1 is the report itself, the appendix begins on page 2.
    expect([await number(1), await number(2), await number(3), await number(4)]).toEqual([
      [],
      [],
      ['2'],
      ['3'],
    ]);
  });

  it('a long table repeats its head on every page, the appendix lies in landscape', async () => {
    const doc = manyRows();
    const pages = await pagesOf(doc);
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages.slice(1)) expect(page).toContain('Đơn vị báo cáo');
    const view = (await (await getDocumentProxy(await renderPdf(doc))).getPage(2)).view;
    expect(Math.round((view[2] ?? 0) / MM)).toBe(297);
  });

  it('only a draft carries the mark', async () => {
    expect((await pagesOf(report())).every((page) => page.includes('DỰ THẢO'))).toBe(true);
    const final = summaryReport(reportInput({ draft: false, number: 8, date: '2026-06-24' }));
    expect((await pagesOf(final)).some((page) => page.includes('DỰ THẢO'))).toBe(false);
  });

  it('Party report: no Quốc hiệu, a star, a number without colon, five hyphens', async () => {
    const [first = ''] = await pagesOf(party());
    expect(first).toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
    expect(first).not.toContain('CỘNG HÒA');
    expect(first).toContain('Số 03-BC/ĐU');
    expect(first).toMatch(/THÀNH ỦY HẢI PHÒNG ĐẢNG ỦY PHƯỜNG THỦY NGUYÊN \*/);
    expect(first).toContain(' ----- ');
  });

  it('letter: V/v under the number, Kính gửi one by one, signature opposite Nơi nhận', async () => {
    const items = await itemsOf(reminderLetter(letterInput()));
    const find = (text: string) => {
      const item = items.find((i) => i.str.includes(text));
      if (item === undefined) throw new Error(`no ${text}`);
      return item;
    };
    expect(find('V/v đôn đốc').y).toBeGreaterThan(find('/UBND-VP').y);
    expect(find('V/v đôn đốc').size).toBe(12);
    expect(find('- Trạm Y tế;').x).toBe(find('- Hội Liên hiệp Phụ nữ.').x);
    expect(Math.abs(find('Nơi nhận:').y - find('TL. CHỦ TỊCH').y)).toBeLessThan(3);
    expect(find('TL. CHỦ TỊCH').x).toBeGreaterThan(105);
    expect(find('Lưu: VT, VP.').size).toBe(11);
  });

  it('a very long unit name, title and cell stay on the page', async () => {
    const name = `Trung tâm ${'Dịch vụ sự nghiệp công tổng hợp '.repeat(20)}`.trim();
    const doc = reminderLetter(
      letterInput({
        units: [
          { name, kind: 'subordinate', dueDate: '2026-06-17', reminders: 1 },
          {
            name: 'Trạm Y tế',
            kind: 'subordinate',
            dueDate: '2026-06-17',
            reminders: 1,
            note: 'x '.repeat(4000),
          },
        ],
      }),
    );
    const pages = await pagesOf(doc);
    expect(pages.length).toBeGreaterThan(2);
    expect((pages.at(-1) ?? '').includes('Số lần đã nhắc')).toBe(true);
  });

  it('words that look like typst are printed as they are', async () => {
    const doc = report();
    const evil = '#panic() $x$ *a* _b_ [c] <d> @e \\ // "q"';
    const [first = ''] = await pagesOf({ ...doc, body: [{ type: 'paragraph', text: evil }], appendices: [] });
    expect(first).toContain('#panic() $x$ *a* _b_ [c] <d> @e \\ // "q"');
  });
});
