// The documents that the fuzz run damages: a small one of each format, plain and hostile.

import { docOf } from './build-doc';
import { docxOf, p, tc, textToDocx } from './build-docx';
import { deepHtml, docxWithLinks, ENTITY_DOCX, encryptedPdf, nestedTables } from './build-hostile';
import { textToPdf } from './build-pdf';
import { scannedPdf, scanOf } from './build-scan';
import type { Sample } from './mutate';
import { SCAN_PLAN } from './scan-plan';

const encoder = new TextEncoder();
const TABLE = `| STT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Rà soát hạ tầng | Phòng Kinh tế | Quý II/2026 |\n| 2 | Tập huấn | Phòng Văn hóa - Xã hội | Thường xuyên |`;
const TEXT = `${SCAN_PLAN.text}\n\n${TABLE}\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n`;

const html = (text: string) =>
  `<html><body><div class="menu"><a href="/">Trang chủ</a></div>${text
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join(
      '',
    )}<table border="1"><tr><td rowspan="2">STT</td><td>Việc</td></tr><tr><td>1</td></tr></table></body></html>`;

/** A PDF that hides nothing: no compression and no embedded font, so that damage reaches text, lines and places. */
function plainPdf(): Uint8Array {
  const rows = Array.from({ length: 12 }, (_, i) => {
    const y = 700 - i * 20;
    return `0.5 w\n50 ${y} m\n500 ${y} l\nS\nBT\n/F1 12 Tf\n1 0 0 1 60 ${y + 5} Tm\n(${i} Ke hoach bao cao truoc ngay 10/6) Tj\n1 0 0 1 320 ${y + 5} Tm\n[(Phong) -250 (Kinh te)] TJ\nET`;
  });
  const columns = [50, 310, 500].map((x) => `${x} 480 m\n${x} 720 l\nS`);
  const content = [...rows, ...columns].join('\n');
  return encoder.encode(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]\n/Rotate 0\n/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n4 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF`,
  );
}

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
    { name: 'pdf-plain', kind: 'commands', bytes: plainPdf() },
    { name: 'pdf-encrypted', kind: 'commands', bytes: encryptedPdf() },
    { name: 'docx-entities', kind: 'zip', bytes: ENTITY_DOCX.file() },
    { name: 'docx-links', kind: 'zip', bytes: docxWithLinks() },
    { name: 'docx-nested', kind: 'zip', bytes: nestedTables(8) },
    { name: 'html-deep', kind: 'markup', bytes: deepHtml(150, 'a ') },
    {
      name: 'rtf',
      kind: 'commands',
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
