/** Renders an official document as PDF with typst; the same document gives the same bytes (B90). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import {
  type Block,
  cellAlign,
  dateLine,
  documentTitle,
  keepsWhole,
  numberLine,
  type OfficialDocument,
  recipientLines,
  runsOf,
} from './model';
import { settled } from './settle';
import { DRAFT_MARK, NATIONAL_MOTTO, NATIONAL_NAME, PAGE_MM, PARTY_NAME, PDF_FONT, styleOf } from './style';

const TEMPLATE = readFileSync(new URL('./official.typ', import.meta.url), 'utf8');

const FACES = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'];

let compiler: NodeCompiler | null = null;

/** One compiler a process: creating it and reading the fonts costs more than many pages. */
function theCompiler(): NodeCompiler {
  if (compiler === null) {
    const root = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
    const fontBlobs = FACES.map((face) => readFileSync(join(root, face, `Tinos_${face}.ttf`)));
    compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  }
  return compiler;
}

/** Settles for the template what it can not decide: row breaks, cell alignment, words that stay together. */
function prepared(doc: OfficialDocument) {
  const block = (b: Block) => {
    if (b.type === 'paragraph') return { ...b, text: runsOf(b.text) };
    if (b.type === 'list') return { ...b, items: b.items.map(runsOf) };
    if (b.type !== 'table') return b;
    const rows = b.rows.map((row) =>
      row.type === 'group'
        ? row
        : {
            ...row,
            cells: row.cells.map(runsOf),
            keep: keepsWhole(row, b),
            aligns: row.cells.map((cell, i) => cellAlign(b.columns[i], cell)),
          },
    );
    return { ...b, rows };
  };
  return {
    ...doc,
    body: doc.body.map(block),
    appendices: doc.appendices.map((appendix) => ({ ...appendix, body: appendix.body.map(block) })),
  };
}

/** Everything the template needs; words are passed as data and never as typst source. */
function templateData(doc: OfficialDocument): string {
  const json = JSON.stringify({
    doc: prepared(doc),
    style: styleOf(doc),
    page: PAGE_MM,
    font: PDF_FONT,
    title: documentTitle(doc),
    author: doc.issuer.bodyLines.join(' '),
    number: numberLine(doc),
    date: dateLine(doc),
    recipients: recipientLines(doc),
    recipientsLabel: 'Nơi nhận:',
    nationalName: NATIONAL_NAME,
    nationalMotto: NATIONAL_MOTTO,
    partyName: PARTY_NAME,
    draftMark: DRAFT_MARK,
    // A công văn has no type line, so its first heading is the top of the outline.
    headingShift: doc.typeName === null ? 0 : 1,
  });
  // typst breaks a line after a hyphen even before a blank that holds words together.
  return json.replace(/([-–])\u00a0/g, '$1\u2060\u00a0');
}

/**
 * How many later documents a cached result outlives. The cache is global and would otherwise grow with every
 * document of a long-lived worker; a few generations keep the template and the fonts warm.
 */
const CACHE_GENERATIONS = 3;

/** Throws when typst refuses the template, which is a fault of the program and never of the words. */
export async function renderPdf(input: OfficialDocument): Promise<Uint8Array> {
  const doc = settled(input);
  const typst = theCompiler();
  const source = { mainFileContent: TEMPLATE, inputs: { data: templateData(doc) } };
  const creationTimestamp = Math.floor(Date.parse(doc.createdAt) / 1000);
  try {
    // Straight to bytes: a compiled document handed to JavaScript is freed only when the event loop comes round,
    // and a batch of renderings would keep them all (1.7 MB each, measured).
    return new Uint8Array(typst.pdf(source, { creationTimestamp }));
  } catch (error) {
    const details = typst.compile(source).takeDiagnostics()?.shortDiagnostics ?? [];
    throw new Error(`typst could not set the document: ${JSON.stringify(details)}`, { cause: error });
  } finally {
    typst.evictCache(CACHE_GENERATIONS);
  }
}
