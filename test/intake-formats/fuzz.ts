// Feeds damaged documents of every format to the reader and counts what happens; the bench runs it long, the suite short.

import { closeSandbox, DocumentError, readDocument } from '../../intake/formats';
import { docOf } from './build-doc';
import { docxOf, p, tc, textToDocx } from './build-docx';
import { deepHtml, headingsDocx, manyEntries, nestedTables, pdfBomb, zipBomb } from './build-hostile';
import { textToPdf } from './build-pdf';
import { scannedPdf, scanOf } from './build-scan';
import { mutate, type Sample } from './mutate';
import { SCAN_PLAN } from './scan-plan';
import { pick, seeded } from './seeded';

export interface FuzzReport {
  inputs: number;
  read: number;
  /** Refusals by code. */
  refused: Record<string, number>;
  /** Anything that is no DocumentError, with the seed of its input. */
  crashes: { input: number; sample: string; error: string }[];
  /** Inputs that took longer than the limit by the clock. */
  slow: { input: number; sample: string; ms: number }[];
  slowestMs: number;
  totalMs: number;
}

const TABLE = `| STT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Rà soát hạ tầng | Phòng Kinh tế | Quý II/2026 |\n| 2 | Tập huấn | Phòng Văn hóa - Xã hội | Thường xuyên |`;
const TEXT = `${SCAN_PLAN.text}\n\n${TABLE}\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n`;
const encoder = new TextEncoder();

const html = (text: string) =>
  `<html><body><div class="menu"><a href="/">Trang chủ</a></div>${text
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join(
      '',
    )}<table border="1"><tr><td rowspan="2">STT</td><td>Việc</td></tr><tr><td>1</td></tr></table></body></html>`;

/** Small documents of each format: what is cheap to damage thousands of times. */
export async function samples(withPictures: boolean): Promise<Sample[]> {
  const rich = docxOf({
    body: `${p('KẾ HOẠCH', '<w:jc w:val="center"/>', '<w:b/>')}<w:p><w:ins w:id="1"><w:r><w:t>mới</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>${p('Mục', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')}<w:tbl><w:tr>${tc(p('STT'), '<w:vMerge w:val="restart"/>')}${tc(p('Việc'), '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${tc(p(''), '<w:vMerge/>')}${tc(p('Rà soát'))}${tc(`<w:tbl><w:tr>${tc(p('trong'))}</w:tr></w:tbl>${p('')}`)}</w:tr></w:tbl>`,
    numbering:
      '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    styles:
      '<w:style w:type="paragraph" w:styleId="A" w:default="1"><w:basedOn w:val="A"/><w:rPr><w:b/></w:rPr></w:style>',
    footnotes: `<w:footnote w:id="2">${p('Chú thích')}</w:footnote>`,
  });
  const doc = docOf({
    fonts: ['.VnTime'],
    levels: [{ nfc: 0, text: '%1.' }],
    paragraphs: [
      { text: 'KẾ HOẠCH', chp: [[0x0835, [1]]] },
      {
        text: 'Một',
        pap: [
          [0x460b, [1, 0]],
          [0x260a, [0]],
        ],
      },
      { text: 'ô', end: '\x07', pap: [[0x2416, [1]]] },
      {
        text: '',
        end: '\x07',
        pap: [
          [0x2416, [1]],
          [0x2417, [1]],
        ],
      },
      { text: 'Phòng Kinh tế báo cáo trước ngày 10/6.' },
    ],
  });
  const list: Sample[] = [
    { name: 'txt', kind: 'text', bytes: encoder.encode(TEXT) },
    { name: 'utf16', kind: 'binary', bytes: new Uint8Array(Buffer.from(`\ufeff${TEXT}`, 'utf16le')) },
    { name: 'html', kind: 'markup', bytes: encoder.encode(html(TEXT)) },
    { name: 'docx', kind: 'zip', bytes: await textToDocx(TEXT) },
    { name: 'docx-rich', kind: 'zip', bytes: rich },
    { name: 'doc', kind: 'binary', bytes: doc },
    { name: 'pdf', kind: 'binary', bytes: textToPdf(TEXT, { header: SCAN_PLAN.header }) },
    {
      name: 'rtf',
      kind: 'text',
      bytes: encoder.encode(`{\\rtf1\\ansi ${TEXT.slice(0, 400)}\\par\\trowd\\cell\\row}`),
    },
  ];
  if (withPictures) {
    const scan = await scanOf(textToPdf('KẾ HOẠCH'), 1, { dpi: 30 });
    const jpeg = await scanOf(textToPdf('KẾ HOẠCH'), 1, { dpi: 30, format: 'jpeg' });
    list.push({ name: 'png', kind: 'binary', bytes: scan });
    list.push({ name: 'jpeg', kind: 'binary', bytes: jpeg });
    list.push({
      name: 'scan-pdf',
      kind: 'binary',
      bytes: scannedPdf([{ data: jpeg, width: 248, height: 351 }]),
    });
  }
  return list;
}

const PICTURES = new Set(['png', 'jpeg', 'scan-pdf']);
/** Recognition costs seconds an input; one in so many inputs is a picture. */
const PICTURE_EVERY = 250;

/** Built on demand: files that are hostile as they are. */
const HOSTILE: [string, () => Uint8Array][] = [
  ['zip bomb', () => zipBomb(300)],
  ['zip bomb that lies', () => zipBomb(300, true)],
  ['many entries', () => manyEntries(5_000)],
  ['pdf bomb', () => pdfBomb(600)],
  ['nested tables', () => nestedTables(2_000)],
  ['ten thousand headings', () => headingsDocx(10_000)],
  ['a line of 1 MB', () => encoder.encode('Phấn đấu đạt 85%; '.repeat(45_000))],
  ['deep html', () => deepHtml(30_000, 'a ')],
];

export interface FuzzOptions {
  seed: number;
  count: number;
  pictures?: boolean;
  hostile?: boolean;
  slowMs?: number;
  onInput?: (done: number) => void;
}

export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { seed, count, pictures = false, hostile = false, slowMs = 5_000 } = options;
  const all = await samples(pictures);
  const cheap = all.filter((sample) => !PICTURES.has(sample.name));
  const costly = all.filter((sample) => PICTURES.has(sample.name));
  const report: FuzzReport = {
    inputs: 0,
    read: 0,
    refused: {},
    crashes: [],
    slow: [],
    slowestMs: 0,
    totalMs: 0,
  };
  const began = performance.now();
  // The process starts with the first file; that is not the time of an input.
  await readDocument(encoder.encode('Kế hoạch'));

  const run = async (input: number, sample: string, bytes: Uint8Array): Promise<void> => {
    const from = performance.now();
    try {
      await readDocument(bytes);
      report.read++;
    } catch (error) {
      if (error instanceof DocumentError && error.code !== 'INTERNAL') {
        report.refused[error.code] = (report.refused[error.code] ?? 0) + 1;
      } else report.crashes.push({ input, sample, error: String(error) });
    }
    const ms = performance.now() - from;
    report.inputs++;
    report.slowestMs = Math.max(report.slowestMs, ms);
    if (ms > slowMs && !PICTURES.has(sample)) report.slow.push({ input, sample, ms: Math.round(ms) });
    options.onInput?.(report.inputs);
  };
  if (hostile) for (const [name, build] of HOSTILE) await run(-1, name, build());
  for (let input = 0; input < count; input++) {
    // Each input has its own generator: any one can be run again without those before it.
    const random = seeded(seed * 1_000_003 + input);
    const picture = costly.length > 0 && input % PICTURE_EVERY === PICTURE_EVERY - 1;
    const sample = pick(random, picture ? costly : cheap);
    await run(input, sample.name, mutate(sample, all, random));
  }
  report.totalMs = performance.now() - began;
  await closeSandbox();
  return report;
}
