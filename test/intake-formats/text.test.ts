// Plain text in every encoding that offices still have, and the errors for what is no document at all.

import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../intake/formats';
import { convertLegacy } from '../../intake/formats/text/legacy';
import { compoundFile } from './build-doc';
import { docxOf, p } from './build-docx';
import { codesOf, expectRefused } from './helpers';

const PLAN = `KẾ HOẠCH
Thực hiện Chương trình hành động của Đảng ủy xã về chuyển đổi số giai đoạn 2026 - 2030

I. MỤC ĐÍCH, YÊU CẦU
- Cụ thể hóa các nhiệm vụ; nâng cao nhận thức của cán bộ, công chức và người dân.
- Phấn đấu đến năm 2030 tỷ lệ hồ sơ trực tuyến đạt từ 85% trở lên, giữ vững quốc phòng.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế định kỳ 6 tháng (trước ngày 10/6), năm (trước ngày 10/12) báo cáo Ủy ban nhân dân xã.`;

const bytes = (text: string) => new TextEncoder().encode(text);
const single = (text: string) => Uint8Array.from([...text].map((character) => character.charCodeAt(0)));

/** The inverse of the conversion: what a typist with an old font left in the file. */
function encode(text: string, encoding: 'TCVN3' | 'VNI'): string {
  const forms = new Map<string, string>();
  const latin = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0xa1 + i));
  const bases = [...'AEIOUYaeiouyÔÖôö'];
  const candidates =
    encoding === 'VNI' ? [...bases.flatMap((base) => latin.map((mark) => base + mark)), ...latin] : latin;
  for (const source of candidates) {
    const target = convertLegacy(source, encoding);
    if (target.length === 1 && target !== source && !forms.has(target)) forms.set(target, source);
  }
  return [...text.normalize('NFC')].map((letter) => forms.get(letter) ?? letter).join('');
}

/** TCVN3 has no capitals with tones; old files type them in small letters of a capital font. */
const LOWER = PLAN.replace(/\p{Lu}/gu, (letter) => (/[A-Z]/.test(letter) ? letter : letter.toLowerCase()));

describe('text', () => {
  it('keeps the lines of the file and its hash, and leaves splitting to the reader', async () => {
    const document = await readDocument(bytes(PLAN));
    expect(document).toMatchObject({ format: 'txt', blocks: [], confidence: 1, warnings: [] });
    expect(document.text).toBe(PLAN);
    expect(document.sha256).toBe(createHash('sha256').update(PLAN).digest('hex'));
  });

  it('B24 reads NFD, CRLF, no-break blanks and invisible marks as the same text', async () => {
    const dirty = `\ufeff${PLAN.normalize('NFD').replace(/\n/g, '\r\n').replace('Đảng ủy xã', 'Đảng\u00a0ủy\u202fx\u200bã')}`;
    expect((await readDocument(bytes(dirty))).text).toBe(PLAN);
  });

  it('keeps dash kinds as they are printed', async () => {
    const text = 'Số: 12/KH – UBND\n− Rà soát\n— Tổng hợp báo cáo';
    expect((await readDocument(bytes(text))).text).toBe(text);
  });

  it.each([
    ['UTF-16 little endian', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(PLAN, 'utf16le')])],
    ['UTF-16 big endian', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(PLAN, 'utf16le').swap16()])],
    ['UTF-16 without a mark', Buffer.from(PLAN, 'utf16le')],
  ])('reads %s', async (_name, data) => {
    const document = await readDocument(new Uint8Array(data));
    expect(document.text).toBe(PLAN);
  });

  it('reads Windows-1258 and says so', async () => {
    // Code page 1258 writes some vowels whole and their tones as marks after them.
    const table = new Map<string, number>();
    for (let code = 0x80; code < 0x100; code++) {
      table.set(new TextDecoder('windows-1258').decode(Uint8Array.of(code)), code);
    }
    const encoded = [...PLAN.normalize('NFC')].flatMap((letter) => {
      if (letter.charCodeAt(0) < 0x80) return [letter.charCodeAt(0)];
      const whole = table.get(letter);
      if (whole !== undefined) return [whole];
      const tone = /[\u0300\u0301\u0303\u0309\u0323]/.exec(letter.normalize('NFD'))?.[0] ?? '';
      const base = letter.normalize('NFD').replace(tone, '').normalize('NFC');
      return [table.get(base) ?? base.charCodeAt(0), table.get(tone) ?? 0x3f];
    });
    const document = await readDocument(Uint8Array.from(encoded));
    expect(document.text).toBe(PLAN);
    expect(codesOf(document)).toEqual(['LEGACY_ENCODING']);
  });

  it.each([
    ['TCVN3', LOWER],
    ['VNI', PLAN],
  ] as const)('converts %s, in single bytes and pasted as Unicode characters', async (encoding, text) => {
    const old = encode(text, encoding);
    expect(old).not.toBe(text);
    for (const data of [single(old), bytes(old)]) {
      const document = await readDocument(data);
      expect(document.text).toBe(text);
      expect(codesOf(document)).toEqual(['LEGACY_ENCODING']);
    }
  });

  it('does not convert proper Vietnamese, English, or a name with foreign letters', async () => {
    for (const text of [
      PLAN,
      'The committee reports to the council every quarter. Café Đà Nẵng, señor.',
      'Ông Müller',
    ]) {
      expect((await readDocument(bytes(text))).text).toBe(text);
    }
  });

  it('says when characters are broken or nothing is Vietnamese', async () => {
    const broken = Buffer.concat([bytes(PLAN), Buffer.from([0xc3]), bytes(PLAN)]);
    expect(codesOf(await readDocument(new Uint8Array(broken)))).toContain('BROKEN_CHARACTERS');
    const foreign = 'The committee reports to the council every quarter of the year. '.repeat(10);
    expect(codesOf(await readDocument(bytes(foreign)))).toContain('NOT_VIETNAMESE');
  });

  it('calls a text with pipes, fences or bold marks Markdown', async () => {
    expect(
      (await readDocument(bytes(`# Kế hoạch\n\n| STT | Nhiệm vụ |\n|---|---|\n| 1 | Rà soát |`))).format,
    ).toBe('md');
  });
});

describe('files that cannot be read', () => {
  const png = Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...new Array<number>(64).fill(0),
  ]);
  const named = { name: 'ke-hoach.docx' };

  it.each([
    ['an empty file', new Uint8Array(), 'EMPTY_FILE'],
    ['only blanks', bytes(' \n\t\n '), 'NO_TEXT'],
    ['a broken picture named .docx', png, 'DAMAGED'],
    ['a zip that is no document', zipSync({ 'a.txt': bytes('x') }), 'ZIP_NOT_DOCX'],
    ['a rich text file', bytes('{\\rtf1\\ansi Kế hoạch\\par}'), 'UNSUPPORTED_FORMAT'],
    [
      'an OpenDocument text',
      zipSync({ mimetype: bytes('application/vnd.oasis.opendocument.text'), 'content.xml': bytes('<x/>') }),
      'UNSUPPORTED_FORMAT',
    ],
    ['a workbook', zipSync({ 'xl/workbook.xml': bytes('<x/>') }), 'NOT_A_DOCUMENT'],
    ['an old workbook', compoundFile([['Workbook', new Uint8Array(4_096)]]), 'NOT_A_DOCUMENT'],
    ['an encrypted docx', compoundFile([['EncryptedPackage', new Uint8Array(4_096)]]), 'ENCRYPTED'],
    ['a compound file of something else', compoundFile([['Other', new Uint8Array(4_096)]]), 'UNKNOWN_FORMAT'],
    ['a program', bytes('MZ\x90\x00\x03'), 'NOT_A_DOCUMENT'],
    ['a video', bytes('\x00\x00\x00\x20ftypmp42'), 'NOT_A_DOCUMENT'],
    ['a photograph of a phone', bytes('\x00\x00\x00\x20ftypheic....'), 'UNSUPPORTED_IMAGE'],
    [
      'random bytes',
      Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7_919 + (i >> 3) * 31) & 0xff),
      'UNKNOWN_FORMAT',
    ],
    ['a docx cut in the middle', docxOf({ body: p('Kế hoạch') }).subarray(0, 400), 'DAMAGED'],
    ['a docx whose XML is broken', docxOf({ body: '<w:p><w:r>' }), 'DAMAGED'],
    ['a docx without text', docxOf({ body: p('') }), 'NO_TEXT'],
    ['a PDF of nothing', bytes('%PDF-1.7\n%âãÏÓ\n'), 'DAMAGED'],
  ] as const)('%s is refused in Vietnamese, by content and not by name', async (_what, data, code) => {
    await expectRefused(data, code, named);
  });

  it('a file above the size limit is refused before it is looked at', async () => {
    await expectRefused(bytes(PLAN), 'TOO_LARGE', { limits: { maxBytes: 100 } });
  });
});
