// Files made to hurt a reader: bombs, entities, links to the outside, depth, length. All small enough to keep in a test.

import { constants, deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { docxOf, p, tc } from './build-docx';

/** A PDF that asks for a password nobody has. */
export function encryptedPdf(): Uint8Array {
  const zeros = '00'.repeat(32);
  const body = [
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
    '2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n',
    `3 0 obj\n<< /Filter /Standard /V 1 /R 2 /O <${zeros}> /U <${zeros}> /P -44 >>\nendobj\n`,
  ];
  let text = '%PDF-1.4\n';
  const offsets = body.map((object) => {
    const at = text.length;
    text += object;
    return at;
  });
  const start = text.length;
  text += `xref\n0 4\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  text += `trailer\n<< /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00><00>] >>\nstartxref\n${start}\n%%EOF`;
  return strToU8(text, true);
}

/** A PDF page whose content stream unpacks to `megabytes` of blanks. */
export function pdfBomb(megabytes: number): Uint8Array {
  // A zlib stream: two bytes of head before; the checksum after it is not looked at.
  const packed = Buffer.concat([Buffer.from([0x78, 0x9c]), deflateBlanks(megabytes), Buffer.alloc(4)]);
  const head = Buffer.from(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`,
    'latin1',
  );
  const tail = Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF', 'latin1');
  return new Uint8Array(Buffer.concat([head, packed, tail]));
}

/** One compressed megabyte of blanks, repeated: a stream of any length without the work of packing it. */
function deflateBlanks(megabytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(1_000_000, 0x20), {
    level: 9,
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const end = deflateRawSync(Buffer.alloc(0));
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), end]);
}

/** document.xml that unpacks to `megabytes`. With `lie`, the directory declares only a few bytes. */
export function zipBomb(megabytes: number, lie = false): Uint8Array {
  const packed = deflateBlanks(megabytes);
  const name = Buffer.from('word/document.xml');
  const declared = lie ? 100 : megabytes * 1_000_000;
  const entry = (signature: number, extra: number): Buffer => {
    const head = Buffer.alloc(30 + extra);
    head.writeUInt32LE(signature, 0);
    const shift = extra > 0 ? 2 : 0;
    head.writeUInt16LE(8, 8 + shift);
    head.writeUInt32LE(packed.length, 18 + shift);
    head.writeUInt32LE(declared, 22 + shift);
    head.writeUInt16LE(name.length, 26 + shift);
    return Buffer.concat([head, name]);
  };
  const local = Buffer.concat([entry(0x04034b50, 0), packed]);
  const central = entry(0x02014b50, 16);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return new Uint8Array(Buffer.concat([local, central, end]));
}

export function manyEntries(count: number): Uint8Array {
  const files: Record<string, Uint8Array> = { 'word/document.xml': strToU8('<x/>') };
  for (let i = 0; i < count; i++) files[`word/${i}.xml`] = new Uint8Array();
  return zipSync(files);
}

/** Entities that would read a file, fetch an address, or grow to gigabytes. */
export const ENTITY_DOCX = {
  file: () =>
    docxOf({ prologue: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', body: p('&e;') }),
  address: () => docxOf({ prologue: '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">', body: p('a') }),
  laughs: () => {
    const levels = Array.from({ length: 12 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
      '',
    );
    return docxOf({ prologue: `<!DOCTYPE x [<!ENTITY l0 "ha">${levels}]>`, body: p('&l12;') });
  },
};

/** Everything in a docx that names an address outside. */
export function docxWithLinks(): Uint8Array {
  const relations = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://192.0.2.1/a.png" TargetMode="External"/>
    <Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://192.0.2.1/t.dotm" TargetMode="External"/>
    <Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/subDocument" Target="file:///etc/passwd" TargetMode="External"/></Relationships>`;
  return docxOf({
    body: `${p('Kế hoạch của Ủy ban nhân dân xã')}<w:p><w:r><w:drawing><a:blip xmlns:a="a" xmlns:r="r" r:link="r1"/></w:drawing></w:r></w:p><w:subDoc w:id="r3"/>`,
    files: { 'word/_rels/document.xml.rels': strToU8(relations) },
  });
}

export function nestedTables(depth: number): Uint8Array {
  let inner = p('Kế hoạch trong cùng');
  for (let i = 0; i < depth; i++) inner = `<w:tbl><w:tr>${tc(inner)}${tc(p('ô'))}</w:tr></w:tbl>${p('')}`;
  return docxOf({ body: inner });
}

export function headingsDocx(count: number): Uint8Array {
  const body = Array.from({ length: count }, (_, i) =>
    p(`Mục số ${i + 1} của kế hoạch`, '<w:outlineLvl w:val="0"/>'),
  );
  return docxOf({ body: body.join('') });
}

/** Nested elements, each with a little text of its own or none. */
export function deepHtml(depth: number, text = ''): Uint8Array {
  return strToU8(
    `<html><body>${`<div>${text}`.repeat(depth)}Kế hoạch của xã${'</div>'.repeat(depth)}</body></html>`,
  );
}

/** Header of a PNG that declares a huge picture. */
export function hugePng(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}
