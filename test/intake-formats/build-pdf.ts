// Sets a plan text as a PDF with text, the way an office prints it: A4, Times-like face, page numbers, ruled tables.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { columnsOf, partsOf, runsOf } from './lines';

const FACES = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];
let compiler: NodeCompiler | undefined;

function typst(): NodeCompiler {
  if (!compiler) {
    const root = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
    const fontBlobs = FACES.map((face) => readFileSync(join(root, face, `Tinos_${face}.ttf`)));
    compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  }
  return compiler;
}

/** Words are data of the template, never its source. */
const TEMPLATE = `
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm),
  header: context { if data.numbers and counter(page).get().first() > 1 { align(center)[#counter(page).display()] } })
#set text(font: "Tinos", size: data.size * 1pt, lang: "vi", hyphenate: false)
#set par(justify: data.justify, first-line-indent: (amount: data.indent * 1mm, all: true), leading: 0.55em, spacing: 0.9em)
#let runs(list) = { for run in list { if run.bold { strong(run.text) } else { run.text } } }
#for part in data.parts {
  if part.kind == "table" {
    table(columns: part.columns.map(c => c * 1fr), stroke: if part.ruled { 0.5pt } else { none },
      ..part.rows.flatten().map(cell => { set par(first-line-indent: 0pt, justify: false); cell }))
  } else if part.kind == "columns" {
    grid(columns: (0.8fr, 1.2fr), align: center, row-gutter: 0.6em,
      ..part.rows.map(row => row.map(cell => { set par(first-line-indent: 0pt); runs(cell) })).flatten())
  } else if part.kind == "spaced" {
    // Where a typewriter would have put each piece: 76 characters on a line.
    block(width: 100%, height: 1em, {
      for cell in part.cells { place(left, dx: calc.min(cell.at, 60) / 76 * 100%, box(runs(cell.runs))) }
    })
  } else if part.kind == "gap" { v(0.4em) } else { par(runs(part.runs)) }
}
`;

export interface PdfOptions {
  /** Points; 14 is the size of the regulations. */
  size?: number;
  numbers?: boolean;
  justify?: boolean;
  /** Millimetres of the first line of a paragraph. */
  indent?: number;
  ruled?: boolean;
  /** Two columns side by side above the text (letterhead), row by row. */
  header?: [string, string][];
  /** … and below it (recipients and signature). */
  footer?: [string, string][];
}

const sideBySide = (rows: [string, string][] | undefined) =>
  rows ? [{ kind: 'columns', rows: rows.map((row) => row.map(runsOf)) }] : [];

/** Columns get room by the longest text in them, as Word's automatic fit does. */
function widths(rows: string[][]): number[] {
  const count = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, column) =>
    Math.min(40, Math.max(4, ...rows.map((row) => Math.sqrt((row[column] ?? '').length) * 3))),
  );
}

export function textToPdf(text: string, options: PdfOptions = {}): Uint8Array {
  const body = partsOf(text.normalize('NFC')).map((part) => {
    if (part.kind === 'line') {
      const columns = columnsOf(part.text);
      if (columns.length > 0)
        return { kind: 'spaced', cells: columns.map(({ text: cell, at }) => ({ runs: runsOf(cell), at })) };
      return part.text.trim() === '' ? { kind: 'gap' } : { kind: 'line', runs: runsOf(part.text.trim()) };
    }
    const columns = widths(part.rows);
    const rows = part.rows.map((row) => columns.map((_, i) => row[i] ?? ''));
    return { kind: 'table', ruled: options.ruled ?? true, columns, rows };
  });
  const data = JSON.stringify({
    parts: [...sideBySide(options.header), ...body, ...sideBySide(options.footer)],
    size: options.size ?? 14,
    numbers: options.numbers ?? true,
    justify: options.justify ?? true,
    indent: options.indent ?? 10,
  });
  const compiled = typst().compile({ mainFileContent: TEMPLATE, inputs: { data } });
  if (!compiled.result) throw new Error(JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics));
  const bytes = typst().pdf(compiled.result, { creationTimestamp: 0 });
  typst().evictCache(2);
  return new Uint8Array(bytes);
}
