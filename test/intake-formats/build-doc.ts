// Writes small binary Word files (Word 97 format in a compound file) for tests: text, table marks, fonts, lists, deletions.

export interface DocParagraphSpec {
  text: string;
  /** '\r' ends a paragraph, '\x07' a table cell or row. */
  end?: '\r' | '\x07';
  /** Paragraph modifiers: code and operand bytes. */
  pap?: [number, number[]][];
  chp?: [number, number[]][];
}

export interface DocSpec {
  paragraphs: DocParagraphSpec[];
  fonts?: string[];
  /** Stores the text in single bytes (as Windows-1252), as Word does where it can. */
  narrow?: boolean;
  encrypted?: boolean;
  /** The data stream. */
  stored?: Uint8Array;
  /** One list, its levels as (format, pattern); paragraphs use list number 1. */
  levels?: { nfc: number; text: string }[];
}

const TEXT_AT = 0x800;
const SECTOR = 512;

class Bytes {
  readonly data: number[] = [];
  u8(...values: number[]): this {
    this.data.push(...values.map((value) => value & 0xff));
    return this;
  }
  u16(...values: number[]): this {
    for (const value of values) this.u8(value, value >> 8);
    return this;
  }
  u32(...values: number[]): this {
    for (const value of values) this.u16(value & 0xffff, value >>> 16);
    return this;
  }
}

const sprms = (list: [number, number[]][]): number[] =>
  list.flatMap(([code, operand]) => [code & 0xff, code >> 8, ...operand]);

/** Formatted pages: each holds a few ranges with their modifiers at the end of the page. */
function formattedPages(
  ranges: { from: number; to: number; data: number[] }[],
  paragraphs: boolean,
): Uint8Array[] {
  const pages: Uint8Array[] = [];
  const perPage = 4;
  for (let start = 0; start < ranges.length; start += perPage) {
    const group = ranges.slice(start, start + perPage);
    const page = new Uint8Array(SECTOR);
    const view = new DataView(page.buffer);
    let end = 510;
    group.forEach((range, i) => {
      view.setUint32(i * 4, range.from, true);
      view.setUint32(i * 4 + 4, range.to, true);
      let data = range.data;
      if (paragraphs) {
        const body = [0, 0, ...data];
        data = body.length % 2 === 1 ? [(body.length + 1) / 2, ...body] : [0, body.length / 2, ...body];
      } else data = [data.length, ...data];
      end = (end - data.length) & ~1;
      page.set(data, end);
      page[(group.length + 1) * 4 + i * (paragraphs ? 13 : 1)] = end / 2;
    });
    page[511] = group.length;
    pages.push(page);
  }
  return pages;
}

function fontTable(fonts: string[]): number[] {
  const out = new Bytes().u16(fonts.length, 0);
  for (const font of fonts) {
    const size = 39 + (font.length + 1) * 2;
    out.u8(size, ...new Array<number>(39).fill(0));
    for (const letter of font) out.u16(letter.charCodeAt(0));
    out.u16(0);
  }
  return out.data;
}

function listTables(levels: { nfc: number; text: string }[]): { lists: number[]; uses: number[] } {
  const lists = new Bytes().u16(1).u32(77, 0);
  lists.u8(...new Array<number>(18).fill(0), 0, 0);
  for (let i = 0; i < 9; i++) {
    const level = levels[i] ?? { nfc: 255, text: '' };
    lists
      .u32(1)
      .u8(level.nfc, 0, ...new Array<number>(9).fill(0), 0)
      .u32(0, 0)
      .u8(0, 0, 0, 0);
    const pattern = level.text.replace(/%(\d)/g, (_, digit: string) =>
      String.fromCharCode(Number(digit) - 1),
    );
    lists.u16(pattern.length);
    for (const letter of pattern) lists.u16(letter.charCodeAt(0));
  }
  const uses = new Bytes().u32(1).u32(77, 0, 0).u8(0, 0, 0, 0).u32(0xffffffff);
  return { lists: lists.data, uses: uses.data };
}

export function docOf(spec: DocSpec): Uint8Array {
  const width = spec.narrow ? 1 : 2;
  const ranges: { from: number; to: number; pap: number[]; chp: number[] }[] = [];
  let text = '';
  for (const paragraph of spec.paragraphs) {
    const from = TEXT_AT + text.length * width;
    text += paragraph.text + (paragraph.end ?? '\r');
    const to = TEXT_AT + text.length * width;
    ranges.push({ from, to, pap: sprms(paragraph.pap ?? []), chp: sprms(paragraph.chp ?? []) });
  }
  const textBytes = Buffer.from(text, spec.narrow ? 'latin1' : 'utf16le');
  const pagesAt = Math.ceil((TEXT_AT + textBytes.length) / SECTOR);
  const chpx = formattedPages(
    ranges.map(({ from, to, chp }) => ({ from, to, data: chp })),
    false,
  );
  const papx = formattedPages(
    ranges.map(({ from, to, pap }) => ({ from, to, data: pap })),
    true,
  );
  const main = new Uint8Array(Math.max(4_096, (pagesAt + chpx.length + papx.length) * SECTOR));
  main.set(textBytes, TEXT_AT);
  [...chpx, ...papx].forEach((page, i) => {
    main.set(page, (pagesAt + i) * SECTOR);
  });

  const table: number[] = [];
  const fib = new DataView(main.buffer);
  const put = (index: number, data: number[]) => {
    fib.setUint32(0x9a + index * 8, table.length, true);
    fib.setUint32(0x9a + index * 8 + 4, data.length, true);
    table.push(...data);
  };
  const plc = (pages: Uint8Array[], first: number): number[] => {
    const out = new Bytes();
    const perPage = 4;
    pages.forEach((_, i) => {
      out.u32(ranges[i * perPage]?.from ?? 0);
    });
    out.u32(TEXT_AT + text.length * width);
    pages.forEach((_, i) => {
      out.u32(first + i);
    });
    return out.data;
  };
  const pieces = new Bytes().u32(0, text.length).u16(0);
  pieces.u32(spec.narrow ? (TEXT_AT * 2) | 0x40000000 : TEXT_AT).u16(0);
  put(
    33,
    new Bytes()
      .u8(2)
      .u32(pieces.data.length)
      .u8(...pieces.data).data,
  );
  put(12, plc(chpx, pagesAt));
  put(13, plc(papx, pagesAt + chpx.length));
  put(15, fontTable(spec.fonts ?? []));
  if (spec.levels) {
    const { lists, uses } = listTables(spec.levels);
    put(73, lists);
    put(74, uses);
  }
  fib.setUint16(0, 0xa5ec, true);
  fib.setUint16(2, 0xc1, true);
  fib.setUint16(0x0a, 0x0200 | (spec.encrypted ? 0x0100 : 0), true);
  fib.setUint32(0x4c, text.length, true);
  return compoundFile([
    ...(spec.stored ? [['Data', spec.stored] as [string, Uint8Array]] : []),
    ['WordDocument', main],
    ['1Table', Uint8Array.from([...table, ...new Array<number>(Math.max(0, 4_096 - table.length)).fill(0)])],
  ]);
}

/** A compound file of large streams (no mini stream), sector size 512. */
export function compoundFile(streams: [string, Uint8Array][]): Uint8Array {
  const sectors = streams.map(([, data]) => Math.ceil(data.length / SECTOR));
  const dataSectors = sectors.reduce((sum, count) => sum + count, 0);
  const directorySectors = 1;
  const fatSectors = Math.ceil((dataSectors + directorySectors + 4) / 128) + 1;
  const total = fatSectors + directorySectors + dataSectors;
  const out = new Uint8Array((1 + total) * SECTOR);
  const view = new DataView(out.buffer);
  out.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(30, 9, true);
  view.setUint16(32, 6, true);
  view.setUint32(44, fatSectors, true);
  view.setUint32(48, fatSectors, true);
  view.setUint32(56, 4_096, true);
  view.setUint32(60, 0xfffffffe, true);
  view.setUint32(68, 0xfffffffe, true);
  for (let i = 0; i < 109; i++) view.setUint32(76 + i * 4, i < fatSectors ? i : 0xffffffff, true);
  const fat = (sector: number, value: number) => view.setUint32(SECTOR + sector * 4, value, true);
  for (let i = 0; i < fatSectors * 128; i++) fat(i, 0xffffffff);
  for (let i = 0; i < fatSectors; i++) fat(i, 0xfffffffd);
  fat(fatSectors, 0xfffffffe);
  const directory = (1 + fatSectors) * SECTOR;
  const entry = (
    index: number,
    name: string,
    type: number,
    start: number,
    size: number,
    right: number,
    child: number,
  ) => {
    const at = directory + index * 128;
    out.set(Buffer.from(name, 'utf16le'), at);
    view.setUint16(at + 64, name.length * 2 + 2, true);
    out[at + 66] = type;
    view.setUint32(at + 68, 0xffffffff, true);
    view.setUint32(at + 72, right, true);
    view.setUint32(at + 76, child, true);
    view.setUint32(at + 116, start, true);
    view.setUint32(at + 120, size, true);
  };
  entry(0, 'Root Entry', 5, 0xfffffffe, 0, 0xffffffff, 1);
  let sector = fatSectors + directorySectors;
  streams.forEach(([name, data], i) => {
    entry(i + 1, name, 2, sector, data.length, i + 1 < streams.length ? i + 2 : 0xffffffff, 0xffffffff);
    out.set(data, (1 + sector) * SECTOR);
    const count = sectors[i] ?? 0;
    for (let j = 0; j < count; j++) fat(sector + j, j + 1 < count ? sector + j + 1 : 0xfffffffe);
    sector += count;
  });
  return out;
}
