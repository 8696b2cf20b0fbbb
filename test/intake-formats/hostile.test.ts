// Files made to hurt: a clear error or a bounded result, within the sandbox's own limits of time and memory, and nothing is fetched.
// How long each takes is measured by bench/fuzz-intake.ts.

import { createServer } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { closeSandbox, type DocumentError, readDocument, readPlanWithin } from '../../intake/formats';
import { docxOf, p, tc } from './build-docx';
import {
  deepHtml,
  docxWithLinks,
  ENTITY_DOCX,
  headingsDocx,
  hugePng,
  manyEntries,
  nestedTables,
  pdfBomb,
  zipBomb,
} from './build-hostile';
import { expectRefused, linesOf } from './helpers';

const text = (value: string) => new TextEncoder().encode(value);

describe('hostile files', () => {
  afterAll(closeSandbox);

  it.each([
    ['a zip bomb that declares its size', () => zipBomb(300)],
    ['a zip bomb that hides its size', () => zipBomb(300, true)],
    ['a package of ten thousand parts', () => manyEntries(10_000)],
  ])('%s is refused', async (_what, build) => {
    await expectRefused(build(), 'ZIP_BOMB');
  });

  it.each(Object.entries(ENTITY_DOCX))('entities (%s) are refused, not resolved', async (_kind, build) => {
    await expectRefused(build(), 'DAMAGED');
  });

  it('a docx with links to the outside is read without following any', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const bytes = docxWithLinks();
    const document = await readDocument(bytes);
    expect(linesOf(document)).toEqual(['Kế hoạch của Ủy ban nhân dân xã']);
    await readDocument(
      text(`<html><body><img src="http://127.0.0.1:${port}/a.png"><p>Kế hoạch</p></body></html>`),
    );
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toBe(0);
  });

  it('tables nested as deep as real ones are read, deeper ones refused', async () => {
    expect(linesOf(await readDocument(nestedTables(3))).join('\n')).toContain('Kế hoạch trong cùng');
    await expectRefused(nestedTables(60), 'TOO_COMPLEX');
    await expectRefused(nestedTables(5_000), 'TOO_COMPLEX');
  });

  it('HTML nested a hundred thousand deep is read through empty wrappers and refused where it holds text', async () => {
    expect((await readDocument(deepHtml(50_000))).text).toBe('Kế hoạch của xã');
    await expectRefused(deepHtml(50_000, 'a '), ['TOO_COMPLEX', 'TIME_LIMIT']);
  });

  it('a line of 1 MB and ten thousand headings are read', async () => {
    const line = Array.from(
      { length: 20_000 },
      (_, i) => `Phấn đấu đến năm 2030 có ${i} hộ thoát nghèo, giảm ${i * 7_919} lượt; `,
    ).join('');
    expect((await readDocument(text(line))).text.length).toBeGreaterThan(1_000_000);
    expect((await readDocument(docxOf({ body: p(line) }))).blocks).toHaveLength(1);
    expect((await readDocument(headingsDocx(10_000))).blocks).toHaveLength(10_000);
  });

  it('a table of ten thousand rows and spans beyond reason is bounded', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `<w:tr>${tc(p(String(i)))}${tc(p('việc'), '<w:gridSpan w:val="1000000"/>')}</w:tr>`,
    );
    const document = await readDocument(docxOf({ body: `<w:tbl>${rows.join('')}</w:tbl>` }));
    expect(document.blocks).toHaveLength(1);
    const spans =
      '<table><tr><td colspan="99999999" rowspan="99999999">a</td><td>b</td></tr><tr><td>c</td></tr></table>';
    expect((await readDocument(text(spans.repeat(50)))).text.length).toBeLessThan(1_000_000);
  });

  it('a PDF stream that unpacks to a gigabyte is stopped by memory or time', async () => {
    await expectRefused(pdfBomb(1_000), ['MEMORY_LIMIT', 'TIME_LIMIT', 'DAMAGED', 'NO_TEXT']);
  });

  it('a picture that declares a hundred thousand pixels a side is refused before it is decoded', async () => {
    await expectRefused(hugePng(100_000, 100_000), 'IMAGE_TOO_LARGE');
  });

  it('a file that takes too long is stopped, and the next one is read', async () => {
    const slow = headingsDocx(30_000);
    await expectRefused(slow, 'TIME_LIMIT', { limits: { parseMs: 1 } });
    expect((await readDocument(text('Kế hoạch'))).text).toBe('Kế hoạch');
  });

  it('a plan that takes too long to read is stopped, and the next one is read', async () => {
    const document = await readDocument(text(`KẾ HOẠCH\n${'- Phòng Kinh tế báo cáo. '.repeat(2_000)}`));
    const error = await readPlanWithin(document, { limits: { planMs: 1 } }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'TIME_LIMIT' });
    const next = await readDocument(text('KẾ HOẠCH'));
    expect((await readPlanWithin(next)).document.type).toBe('ke_hoach');
  });

  it('files handed in at once are read one after another', async () => {
    const texts = ['Kế hoạch một', 'Kế hoạch hai', 'Kế hoạch ba'];
    const results = await Promise.allSettled([
      ...texts.map((value) => readDocument(text(value))),
      readDocument(zipBomb(100)),
      readDocument(text('Kế hoạch cuối')),
    ]);
    expect(
      results.map((result) =>
        result.status === 'fulfilled' ? result.value.text : (result.reason as DocumentError).code,
      ),
    ).toEqual([...texts, 'ZIP_BOMB', 'Kế hoạch cuối']);
  });
});
