/** Renders an official document as PDF with typst; the same document gives the same bytes (B90). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import {
  type Block,
  dateLine,
  documentTitle,
  keepsWhole,
  numberLine,
  type OfficialDocument,
  recipientLines,
} from './model';
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

/** Tells each table row whether it may break over pages. */
function withRowBreaks(doc: OfficialDocument) {
  const mark = (block: Block) =>
    block.type === 'table'
      ? { ...block, rows: block.rows.map((row) => ({ ...row, keep: keepsWhole(row) })) }
      : block;
  return {
    ...doc,
    body: doc.body.map(mark),
    appendices: doc.appendices.map((appendix) => ({ ...appendix, body: appendix.body.map(mark) })),
  };
}

/** Everything the template needs; words are passed as data and never as typst source. */
function templateData(doc: OfficialDocument): string {
  return JSON.stringify({
    doc: withRowBreaks(doc),
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
}

/** Throws when typst refuses the template, which is a fault of the program and never of the words. */
export async function renderPdf(doc: OfficialDocument): Promise<Uint8Array> {
  const typst = theCompiler();
  const compiled = typst.compile({ mainFileContent: TEMPLATE, inputs: { data: templateData(doc) } });
  const document = compiled.result;
  if (document === null) {
    const details = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
    throw new Error(`typst could not set the document: ${JSON.stringify(details)}`);
  }
  const seconds = Math.floor(Date.parse(doc.createdAt) / 1000);
  const bytes = typst.pdf(document, { creationTimestamp: seconds });
  // The cache is global and would grow with every document of a long-lived worker.
  typst.evictCache(5);
  return new Uint8Array(bytes);
}
