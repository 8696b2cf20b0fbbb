// Reads the old binary Word format (Word 97–2003): paragraphs, tables, automatic numbers, fonts, tracked changes accepted.

import type { IntakeWarning } from '../../model';
import { DocumentError } from '../errors';
import type { Limits } from '../limits';
import type { RawDocument } from '../raw';
import { tidy } from '../text/clean';
import { legacyWarning } from '../text/decode';
import { decodeWestern } from '../text/western';
import { DocBody } from './body';
import { CompoundFile } from './cfb';
import { type Piece, readFonts, readLists, readPieces, readRuns, readStyles } from './tables';

const MAGIC_97 = 0xa5ec;
const MAGIC_95 = 0xa5dc;
/** Position of the n-th (offset, size) pair of the file information block. */
const PAIRS = 0x9a;
const PAIR = { styles: 1, runs: 12, paragraphs: 13, fonts: 15, pieces: 33, lists: 73, uses: 74 } as const;

function text95(main: Uint8Array): string {
  const data = new DataView(main.buffer, main.byteOffset, main.byteLength);
  return decodeWestern(main.subarray(data.getUint32(0x18, true), data.getUint32(0x1c, true)));
}

/** Word 6 and 95 keep one run of single-byte text; without its tables only the paragraphs are read. */
function read95(main: Uint8Array): RawDocument {
  const blocks = text95(main)
    .replaceAll('\x0b', '\r')
    .split(/[\r\f]/)
    .map((line) => line.split('\x07').map(tidy).filter(Boolean).join(' | '))
    .map((text) => ({ kind: 'paragraph' as const, text }));
  const warning: IntakeWarning = {
    code: 'OLD_WORD',
    message:
      'Tệp Word đời cũ (Word 95): chỉ đọc được chữ, có thể mất số thứ tự tự động và bảng. Nên lưu lại thành .docx.',
  };
  return { blocks, warnings: [warning], confidence: 0.9 };
}

export function readDoc(bytes: Uint8Array, limits: Limits): RawDocument {
  const file = new CompoundFile(bytes);
  const main = file.stream('WordDocument');
  if (!main || main.length < 0x200) throw new DocumentError('DAMAGED', 'Word');
  const data = new DataView(main.buffer, main.byteOffset, main.byteLength);
  const flags = data.getUint16(0x0a, true);
  if ((flags & 0x0100) !== 0) throw new DocumentError('ENCRYPTED', 'Word');
  const magic = data.getUint16(0, true);
  if (magic === MAGIC_95 || (magic === MAGIC_97 && data.getUint16(2, true) < 0xc1)) return read95(main);
  if (magic !== MAGIC_97 || main.length < 0x2f2) throw new DocumentError('DAMAGED', 'Word');
  const table = file.stream((flags & 0x0200) !== 0 ? '1Table' : '0Table');
  if (!table) throw new DocumentError('DAMAGED', 'Word');
  const pair = (index: number): [number, number] => [
    data.getUint32(PAIRS + index * 8, true),
    data.getUint32(PAIRS + index * 8 + 4, true),
  ];
  const length = (at: number) => Math.min(data.getUint32(at, true), limits.maxChars);
  const body = length(0x4c);
  const notes = length(0x50);
  const endnotesFrom = body + notes + length(0x54) + length(0x58) + length(0x5c);
  const boxesFrom = endnotesFrom + length(0x60);
  const pieces = readPieces(table, pair(PAIR.pieces)[0]);
  if (pieces.length === 0) throw new DocumentError('DAMAGED', 'Word');
  const source = {
    main,
    stored: file.stream('Data'),
    pieces: clip(pieces),
    runs: readRuns(main, table, ...pair(PAIR.runs), false),
    paragraphs: readRuns(main, table, ...pair(PAIR.paragraphs), true),
    styles: readStyles(table, ...pair(PAIR.styles)),
    fonts: readFonts(table, ...pair(PAIR.fonts)),
    numbering: readLists(table, ...pair(PAIR.lists), ...pair(PAIR.uses)),
  };
  const reader = new DocBody(source, limits);
  const blocks = reader.read(0, body);
  const boxes = reader.read(boxesFrom, boxesFrom + length(0x64));
  const footnotes = [reader.plain(body, body + notes), reader.plain(endnotesFrom, boxesFrom)]
    .flatMap((text) => text.split('\x02'))
    .map(tidy)
    .filter(Boolean);
  const warnings = [...reader.legacyFonts].map(legacyWarning);
  if (reader.trackedChanges) {
    warnings.push({
      code: 'TRACKED_CHANGES',
      message:
        'Văn bản còn dấu vết chỉnh sửa; đã đọc như khi chấp nhận mọi thay đổi. Hãy kiểm tra đây có phải bản ban hành không.',
    });
  }
  return { blocks: [...blocks, ...boxes], footnotes, warnings, confidence: 1 };
}

/** Pieces in order, without overlaps, so that no character is read twice. */
function clip(pieces: Piece[]): Piece[] {
  let last = 0;
  return pieces.flatMap((piece) => {
    if (piece.from < last || piece.to <= piece.from) return [];
    last = piece.to;
    return [piece];
  });
}
