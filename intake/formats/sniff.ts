// Recognises a file by what is in it; its name is only used to say in an error what it claims to be.

import { CompoundFile } from './doc/cfb';
import { DocumentError } from './errors';
import type { Limits } from './limits';
import { openZip } from './zip';

export type FileKind = 'docx' | 'doc' | 'pdf' | 'html' | 'text' | 'image';

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));

/** Signatures of files that are handed in by mistake: offset, bytes, and the words that tell the person what they are. */
const NOT_DOCUMENTS: [number, string, string][] = [
  [0, 'MZ', 'chương trình máy tính (.exe)'],
  [0, '\x7fELF', 'chương trình máy tính'],
  [0, 'Rar!', 'tệp nén RAR'],
  [0, '7z\xbc\xaf', 'tệp nén 7-Zip'],
  [0, '\x1f\x8b', 'tệp nén gzip'],
  [0, 'ID3', 'tệp âm thanh'],
  [0, '\xff\xfb', 'tệp âm thanh'],
  [4, 'ftypmp4', 'tệp video'],
  [4, 'ftypisom', 'tệp video'],
  [4, 'ftypM4V', 'tệp video'],
  [4, 'ftypqt', 'tệp video'],
  [0, 'SQLite format', 'tệp cơ sở dữ liệu'],
];

const IMAGES: [number, string, string][] = [
  [0, '\x89PNG\r\n\x1a\n', 'png'],
  [0, '\xff\xd8\xff', 'jpeg'],
  [0, 'II*\0', 'tiff'],
  [0, 'MM\0*', 'tiff'],
  [0, 'GIF87a', 'gif'],
  [0, 'GIF89a', 'gif'],
  [8, 'WEBP', 'webp'],
  [4, 'ftypheic', 'heic'],
  [4, 'ftypheix', 'heic'],
  [4, 'ftypmif1', 'heic'],
  [4, 'ftypavif', 'avif'],
];

function signed(head: string, table: [number, string, string][]): string | null {
  return table.find(([at, signature]) => head.startsWith(signature, at))?.[2] ?? null;
}

export function imageType(bytes: Uint8Array): string | null {
  const head = latin(bytes, 0, 64);
  // "BM" alone may begin a text; a bitmap has four reserved zero bytes.
  if (head.startsWith('BM') && head.startsWith('\0\0\0\0', 6)) return 'bmp';
  return signed(head, IMAGES);
}

function named(name: string | undefined): string {
  return name ? ` (“${name.replace(/[\r\n]/g, ' ').slice(-80)}”)` : '';
}

/** A compound file (OLE) tells its kind by the names of its streams. */
function compoundKind(bytes: Uint8Array, name: string | undefined): FileKind {
  const file = new CompoundFile(bytes);
  if (file.has('WordDocument')) return 'doc';
  if (file.has('EncryptedPackage')) throw new DocumentError('ENCRYPTED', 'Word');
  if (file.has('Workbook') || file.has('Book')) throw new DocumentError('NOT_A_DOCUMENT', 'bảng tính Excel');
  if (file.has('PowerPoint Document'))
    throw new DocumentError('NOT_A_DOCUMENT', 'bài trình chiếu PowerPoint');
  throw new DocumentError('UNKNOWN_FORMAT', named(name));
}

function packageKind(bytes: Uint8Array, limits: Limits): FileKind {
  const zip = openZip(bytes, limits, 'Word');
  if (zip.has('word/document.xml') || zip.names.some((name) => /^word\/document\d*\.xml$/i.test(name)))
    return 'docx';
  if (zip.has('xl/workbook.xml')) throw new DocumentError('NOT_A_DOCUMENT', 'bảng tính Excel');
  if (zip.has('ppt/presentation.xml'))
    throw new DocumentError('NOT_A_DOCUMENT', 'bài trình chiếu PowerPoint');
  if (zip.has('content.xml') && zip.has('mimetype')) {
    throw new DocumentError('UNSUPPORTED_FORMAT', 'OpenDocument (.odt)');
  }
  throw new DocumentError('ZIP_NOT_DOCX');
}

const HTML_START =
  /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]{0,2000}?-->\s*)*<(!doctype\s+html|html|head|body|div|p|table|article|section|span|meta)\b/i;

/** Text, HTML or nothing known. The first bytes decide; UTF-16 is seen through by dropping zero bytes. */
function textKind(bytes: Uint8Array): FileKind {
  const head = latin(bytes, 0, 8_192)
    .replace(/\0/g, '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  if (/^\s*\{\\rtf/.test(head)) throw new DocumentError('UNSUPPORTED_FORMAT', 'RTF');
  if (HTML_START.test(head)) return 'html';
  const tags = head.match(/<\/(p|div|td|tr|span|strong|li|h[1-6])>/gi)?.length ?? 0;
  return tags >= 5 ? 'html' : 'text';
}

export function sniff(bytes: Uint8Array, limits: Limits, name?: string): FileKind {
  if (bytes.length === 0) throw new DocumentError('EMPTY_FILE');
  const head = latin(bytes, 0, 1_024);
  if (head.includes('%PDF-')) return 'pdf';
  if (head.startsWith('PK\x03\x04')) return packageKind(bytes, limits);
  if (head.startsWith('PK\x05\x06')) throw new DocumentError('ZIP_NOT_DOCX');
  if (head.startsWith('\xd0\xcf\x11\xe0')) return compoundKind(bytes, name);
  if (imageType(bytes)) return 'image';
  const wrong = signed(head, NOT_DOCUMENTS);
  if (wrong) throw new DocumentError('NOT_A_DOCUMENT', wrong);
  return textKind(bytes);
}
