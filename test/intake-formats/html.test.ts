// A plan as posted on a web page: the document comes through, the page around it does not.

import { describe, expect, it } from 'vitest';
import { readDocument } from '../../intake/formats';
import { codesOf, linesOf } from './helpers';

const read = (html: string) => readDocument(new TextEncoder().encode(html));

const BODY = `
<table width="100%"><tr><td align="center"><b>ỦY BAN NHÂN DÂN<br>XÃ HÀ ĐÔNG</b></td><td align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></td></tr>
<tr><td>Số: 12/KH-UBND</td><td><i>Hà Đông, ngày 02 tháng 4 năm 2026</i></td></tr></table>
<p style="text-align:center"><strong>KẾ HOẠCH</strong></p>
<p>Thực hiện Nghị quyết số 07-NQ/TU ngày 29/01/2026<sup><a href="#_ftn1">[1]</a></sup> của Ban Thường vụ Thành ủy về phát triển nông nghiệp.</p>
<h2>I. MỤC ĐÍCH, YÊU CẦU</h2>
<ul><li>Cụ thể hóa nghị quyết trên địa bàn xã.</li><li>Giao nhiệm vụ rõ người, rõ việc.</li></ul>
<ol type="a" start="4"><li>Diện tích rau an toàn đạt 50 m<sup>2</sup>/hộ.</li></ol>
<div>- Dòng tự đánh dấu.<br/>- Dòng thứ hai.</div>
<table border="1"><thead><tr><th rowspan="2">STT</th><th colspan="2">Chỉ tiêu</th></tr><tr><td>2026</td><td>2030</td></tr></thead>
<tbody><tr><td>1</td><td><p>≥30%</p></td><td>100%</td></tr></tbody></table>
<p>Nơi nhận:<br>- Như trên;<br>- Lưu: VT.</p>`;

const PAGE = `<!doctype html><html><head><title>Cổng thông tin xã Hà Đông</title><style>p{}</style></head><body>
<header class="top"><a href="/">Trang chủ</a> <a href="/b">Giới thiệu</a> <a href="/c">Tin tức</a></header>
<nav><ul><li><a href="/x">Văn bản</a></li></ul></nav>
<div class="wrap"><div class="sidebar"><p>Lượt truy cập: 123.456</p></div>
<div class="content"><div class="article">${BODY}</div></div>
<div class="related"><a href="/1">Kế hoạch khác</a> <a href="/2">Tin khác</a> <a href="/3">Thêm nữa</a></div></div>
<footer>Bản quyền thuộc UBND xã Hà Đông. Đăng ngày 15/4/2026</footer>
<script>document.write('x')</script><div style="display:none">ẩn</div></body></html>`;

const EXPECTED = [
  'ỦY BAN NHÂN DÂN',
  'XÃ HÀ ĐÔNG',
  'Số: 12/KH-UBND',
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  'Hà Đông, ngày 02 tháng 4 năm 2026',
  'KẾ HOẠCH',
  'Thực hiện Nghị quyết số 07-NQ/TU ngày 29/01/2026 của Ban Thường vụ Thành ủy về phát triển nông nghiệp.',
  'I. MỤC ĐÍCH, YÊU CẦU',
  '- Cụ thể hóa nghị quyết trên địa bàn xã.',
  '- Giao nhiệm vụ rõ người, rõ việc.',
  'd. Diện tích rau an toàn đạt 50 m2/hộ.',
  '- Dòng tự đánh dấu.',
  '- Dòng thứ hai.',
  '| STT | Chỉ tiêu |',
  '| 2026 | 2030 |',
  '| 1 | ≥30% | 100% |',
  'Nơi nhận:',
  '- Như trên;',
  '- Lưu: VT.',
];

describe('html', () => {
  it('reads the document out of the page', async () => {
    const document = await read(PAGE);
    expect(document.format).toBe('html');
    expect(linesOf(document)).toEqual(EXPECTED);
  });

  it('reads a fragment as pasted, without any page around it', async () => {
    expect(linesOf(await read(BODY))).toEqual(EXPECTED);
  });

  it('keeps merged cells, headings and type style', async () => {
    const document = await read(BODY);
    const table = document.blocks.find((block) => block.kind === 'table');
    expect(
      table?.kind === 'table' ? table.rows[0]?.map((cell) => [cell.colspan, cell.rowspan]) : null,
    ).toEqual([
      [undefined, 2],
      [2, undefined],
    ]);
    expect(document.blocks.find((block) => block.kind === 'heading')).toMatchObject({
      text: 'I. MỤC ĐÍCH, YÊU CẦU',
      style: { level: 2, bold: true },
    });
    expect(
      document.blocks.find((block) => block.kind !== 'table' && block.text === 'KẾ HOẠCH'),
    ).toMatchObject({
      style: { bold: true, centered: true },
    });
  });

  it('does not drop a document that lies inside a form, a header or a class named like furniture', async () => {
    const document = await read(`<form><header class="banner print">${BODY}</header></form>`);
    expect(linesOf(document)).toEqual(EXPECTED);
  });

  it('converts a page in the VNI encoding', async () => {
    const document = await read(
      '<html><body><p>UÛy ban nhaân daân xaõ Haø Ñoâng ban haønh keá hoaïch thöïc hieän nhieäm vuï</p></body></html>',
    );
    expect(linesOf(document)).toEqual(['Ủy ban nhân dân xã Hà Đông ban hành kế hoạch thực hiện nhiệm vụ']);
    expect(codesOf(document)).toContain('LEGACY_ENCODING');
  });

  it('leaves out the running head of a saved page and keeps its footnotes apart', async () => {
    const document = await read(
      `<html><body><div title="header"><p>UBND XÃ HÀ ĐÔNG</p></div><p>Thực hiện Nghị quyết<a href="#sdfootnote1sym"><sup>1</sup></a> của xã.</p>
<div id="sdfootnote1"><p><a href="#sdfootnote1anc">1</a>Nghị quyết số 05-NQ/ĐU.</p></div><div title="footer"><p>Trang 1</p></div></body></html>`,
    );
    expect(linesOf(document)).toEqual(['Thực hiện Nghị quyết của xã.']);
    expect(document.text).toContain('[1] Nghị quyết số 05-NQ/ĐU.');
    expect(codesOf(document)).toContain('FOOTNOTES');
  });

  it('fetches nothing and runs nothing', async () => {
    const document = await read(
      '<p>Kế hoạch của xã</p><img src="http://192.0.2.1/a.png"><iframe src="http://192.0.2.1/"></iframe><script>throw 1</script>',
    );
    expect(linesOf(document)).toEqual(['Kế hoạch của xã']);
  });
});
