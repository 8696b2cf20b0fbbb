// Property modifiers ("sprm") of the old Word format: which property, and the operand in as many bytes as its kind says.

export interface DocRun {
  bold?: boolean;
  italic?: boolean;
  caps?: boolean;
  hidden?: boolean;
  deleted?: boolean;
  inserted?: boolean;
  /** Points. */
  size?: number;
  /** Index into the font table. */
  font?: number;
  /** Character of a symbol font. */
  symbol?: number;
}

export interface DocParagraph {
  style?: number;
  inTable?: boolean;
  rowEnd?: boolean;
  centered?: boolean;
  outline?: number;
  list?: number;
  level?: number;
  row?: DocRow;
}

/** Edges of the cells in twips, and how each cell is merged. */
export interface DocRow {
  edges: number[];
  merged: ('none' | 'across' | 'start' | 'below')[];
}

/** Operand length by the three highest bits of the code; 6 means that the first byte tells. */
const OPERAND_BYTES = [1, 1, 2, 4, 2, 2, -1, 3];

export function eachSprm(data: Uint8Array, visit: (code: number, operand: DataView) => void): void {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = 0;
  while (at + 2 < data.length) {
    const code = view.getUint16(at, true);
    at += 2;
    let length = OPERAND_BYTES[code >> 13] ?? 1;
    if (length < 0) {
      // The table definition has a length of two bytes, everything else of its kind one.
      const wide = code === 0xd608;
      if (at + (wide ? 2 : 1) > data.length) return;
      length = wide ? view.getUint16(at, true) - 1 : view.getUint8(at);
      at += wide ? 2 : 1;
    }
    if (length < 0 || at + length > data.length) return;
    visit(code, new DataView(data.buffer, data.byteOffset + at, length));
    at += length;
  }
}

/** 0x80 keeps and 0x81 inverts what the style says. */
function toggle(value: number, inherited: boolean | undefined): boolean {
  if (value === 0x80) return inherited === true;
  if (value === 0x81) return inherited !== true;
  return value !== 0;
}

export function applyRun(run: DocRun, data: Uint8Array): void {
  const base = { ...run };
  eachSprm(data, (code, operand) => {
    const first = operand.byteLength > 0 ? operand.getUint8(0) : 0;
    if (code === 0x0835) run.bold = toggle(first, base.bold);
    else if (code === 0x0836) run.italic = toggle(first, base.italic);
    else if (code === 0x083b) run.caps = toggle(first, base.caps);
    else if (code === 0x083c) run.hidden = toggle(first, base.hidden);
    else if (code === 0x0800) run.deleted = (first & 1) === 1;
    else if (code === 0x0801) run.inserted = (first & 1) === 1;
    else if (code === 0x4a43) run.size = operand.getUint16(0, true) / 2;
    else if (code === 0x4a4f) run.font = operand.getUint16(0, true);
    else if (code === 0x6a09) run.symbol = operand.getUint16(2, true);
  });
}

const MAX_CELLS = 64;

function tableRow(operand: DataView): DocRow | undefined {
  const count = operand.byteLength > 0 ? operand.getUint8(0) : 0;
  if (count === 0 || count > MAX_CELLS || operand.byteLength < 1 + (count + 1) * 2) return undefined;
  const edges = Array.from({ length: count + 1 }, (_, i) => operand.getInt16(1 + i * 2, true));
  const cells = 1 + (count + 1) * 2;
  const merged = Array.from({ length: count }, (_, i): DocRow['merged'][number] => {
    const at = cells + i * 20;
    if (at + 2 > operand.byteLength) return 'none';
    const flags = operand.getUint16(at, true);
    if ((flags & 0x03) === 2) return 'across';
    if ((flags & 0x40) !== 0) return 'start';
    return (flags & 0x20) !== 0 ? 'below' : 'none';
  });
  return { edges, merged };
}

/** Properties too long for their page (rows of many cells) lie in the data stream, behind their length. */
function longProperties(stored: Uint8Array | null, operand: DataView): Uint8Array {
  const at = operand.getUint32(0, true);
  if (!stored || at + 2 > stored.length) return new Uint8Array();
  const length = (stored[at] ?? 0) | ((stored[at + 1] ?? 0) << 8);
  return stored.subarray(at + 2, at + 2 + length);
}

/** `stored` is the data stream, where the file has one. */
export function applyParagraph(
  props: DocParagraph,
  data: Uint8Array,
  stored: Uint8Array | null = null,
): void {
  eachSprm(data, (code, operand) => {
    // Without the stream the second time: what is stored there may name itself.
    if (code === 0x6646 || code === 0x6645) applyParagraph(props, longProperties(stored, operand));
    const first = operand.byteLength > 0 ? operand.getUint8(0) : 0;
    if (code === 0x2416) props.inTable = first !== 0;
    else if (code === 0x2417) props.rowEnd = first !== 0;
    else if (code === 0x2403 || code === 0x2461) props.centered = first === 1;
    else if (code === 0x2640) {
      if (first < 9) props.outline = first;
      else delete props.outline;
    } else if (code === 0x260a) props.level = first;
    else if (code === 0x460b) props.list = operand.getUint16(0, true);
    else if (code === 0xd608) {
      const row = tableRow(operand);
      if (row) props.row = row;
    }
  });
}
