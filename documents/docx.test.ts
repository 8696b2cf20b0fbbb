import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { party, report } from './documents.fixture';
import { renderDocx } from './docx';
import type { OfficialDocument } from './model';

const partOf = async (doc: OfficialDocument, name: string) => {
  const entry = unzipSync(await renderDocx(doc))[name];
  if (entry === undefined) throw new Error(`no part ${name}`);
  return strFromU8(entry).normalize('NFC');
};

/** Text of the paragraphs of a docx part in document order. */
const paragraphs = (xml: string) =>
  [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map((p) =>
    [...p[0].matchAll(/<w:t[ >][^<]*/g)].map((t) => t[0].replace(/^<w:t[^>]*>/, '')).join(''),
  );

const runWith = (xml: string, text: string): string => {
  const run = [...xml.matchAll(/<w:r>.*?<\/w:r>/gs)].find((r) => r[0].includes(text));
  if (run === undefined) throw new Error(`no run with ${text}`);
  return run[0];
};

// The first rendering loads the library, which a loaded machine takes its time for.
vi.setConfig({ testTimeout: 30_000 });

describe('docx', () => {
  it('B90 the same document gives the same bytes, with no trace of the clock', async () => {
    const [a, b] = [await renderDocx(report()), await renderDocx(report())];
    expect(Buffer.compare(Buffer.from(a), Buffer.from(b))).toBe(0);
    const core = await partOf(report(), 'docProps/core.xml');
    expect([...core.matchAll(/>(\d{4}-[^<]*)</g)].map((m) => m[1])).toEqual([
      '2026-06-18T01:00:00Z',
      '2026-06-18T01:00:00Z',
    ]);
  });

  it('page, font and sizes of Nghị định 30/2020', async () => {
    const xml = await partOf(report(), 'word/document.xml');
    const sections = [...xml.matchAll(/<w:sectPr.*?<\/w:sectPr>/gs)].map((m) => m[0]);
    expect(sections).toHaveLength(4);
    // 20 / 15 / 20 / 30 mm in twentieths of a point.
    for (const section of sections) {
      expect(section).toMatch(/<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701"/);
      expect(section).toContain('<w:titlePg');
      expect(section).toContain('<w:pgNumType w:start="1"');
    }
    const sizes = sections.map((section) =>
      /<w:pgSz w:w="(\d+)" w:h="(\d+)"/.exec(section)?.slice(1).map(Number),
    );
    expect(sizes).toEqual([
      [11906, 16838],
      [16838, 11906],
      [16838, 11906],
      [11906, 16838],
    ]);
    expect(xml).not.toMatch(/w:ascii="(?!Times New Roman)/);
    expect(runWith(xml, 'CỘNG HÒA')).toMatch(/<w:b\/>.*<w:sz w:val="26"\/>/);
    expect(runWith(xml, 'Độc lập')).toMatch(/<w:b\/>.*<w:sz w:val="28"\/>/);
    expect(runWith(xml, 'Hà Đông, ngày')).toMatch(/<w:i\/>.*<w:sz w:val="28"\/>/);
    expect(runWith(xml, 'Nơi nhận:')).toMatch(/<w:b\/>.*<w:i\/>.*<w:sz w:val="24"\/>/);
    expect(runWith(xml, '- Lưu: VT, VP.')).toContain('<w:sz w:val="22"/>');
    const styles = await partOf(report(), 'word/styles.xml');
    expect(styles).toMatch(/Times New Roman.*<w:sz w:val="28"\/>/s);
  });

  it('body is justified with a first line of 1.27 cm and 6 pt after', async () => {
    const xml = await partOf(report(), 'word/document.xml');
    const body = [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].find((p) => p[0].includes('báo cáo kết quả 6 tháng'));
    expect(body?.[0]).toContain('<w:jc w:val="both"/>');
    expect(body?.[0]).toContain('w:firstLine="720"');
    expect(body?.[0]).toContain('w:after="120"');
  });

  it('parts come in order, and table heads repeat', async () => {
    const xml = await partOf(report(), 'word/document.xml');
    const texts = paragraphs(xml).filter((text) => text !== '');
    expect(texts.slice(0, 4)).toEqual([
      'ỦY BAN NHÂN DÂN',
      'XÃ HÀ ĐÔNG',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
    ]);
    for (const [before, after] of [
      ['BÁO CÁO', 'Nơi nhận:'],
      ['Nơi nhận:', 'Phụ lục I'],
      ['Phụ lục I', 'Phụ lục III'],
    ]) {
      expect(texts.indexOf(before ?? '')).toBeLessThan(texts.indexOf(after ?? ''));
    }
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(3);
  });

  it('Party form of 2026: exact line pitch, title of the signer not bold; in 2018 bold', async () => {
    const xml = await partOf(party(), 'word/document.xml');
    expect(xml).toContain('w:line="360" w:lineRule="exact"');
    expect(runWith(xml, '>BÍ THƯ<')).toContain('<w:b w:val="false"/>');
    expect(xml).not.toContain('CỘNG HÒA');
    const older = await partOf({ ...party(), partyForm: 'HD36' }, 'word/document.xml');
    expect(runWith(older, '>BÍ THƯ<')).toContain('<w:b/>');
    expect(older).not.toContain('w:lineRule="exact" w:after="120"');
  });

  it('the draft mark stands in the foot of every page of a draft only', async () => {
    const footers = async (doc: OfficialDocument) =>
      Object.entries(unzipSync(await renderDocx(doc)))
        .filter(([name]) => name.startsWith('word/footer'))
        .map(([, bytes]) => strFromU8(bytes).normalize('NFC').includes('DỰ THẢO'));
    expect((await footers(report())).every(Boolean)).toBe(true);
    expect((await footers(party())).some(Boolean)).toBe(false);
  });

  it('lines of a cell become breaks, hostile words become text', async () => {
    const doc = report();
    const text = 'một\nhai </w:t><w:b/> & "ba"';
    const xml = await partOf(
      { ...doc, body: [{ type: 'paragraph', text }], appendices: [] },
      'word/document.xml',
    );
    expect(xml).toContain('<w:br/>');
    expect(xml).toContain('hai &lt;/w:t&gt;&lt;w:b/&gt; &amp; &quot;ba&quot;');
  });
});
