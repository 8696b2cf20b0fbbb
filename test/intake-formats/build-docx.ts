// Builds Word files for tests: whole documents from text, and packages from hand-written XML for single features.

import { Document, Packer, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { strToU8, zipSync } from 'fflate';
import { partsOf, runsOf } from './lines';

function paragraph(text: string): Paragraph {
  return new Paragraph({
    children: runsOf(text).map((run) => new TextRun({ text: run.text, bold: run.bold })),
  });
}

function table(rows: string[][]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (cells) =>
        new TableRow({
          children: cells.map((cell) => new TableCell({ children: cell.split('\n').map(paragraph) })),
        }),
    ),
  });
}

/** One paragraph for each line (empty ones too), pipe tables as tables. */
export async function textToDocx(text: string): Promise<Uint8Array> {
  const children = partsOf(text.normalize('NFC')).map((part) =>
    part.kind === 'line' ? paragraph(part.text) : table(part.rows),
  );
  const document = new Document({ sections: [{ children }] });
  return new Uint8Array(await Packer.toBuffer(document));
}

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const CONTENT_TYPES =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';
const RELATIONS =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';

export interface DocxParts {
  /** Content of `w:body`. */
  body: string;
  /** Content of `w:numbering`, `w:styles`, `w:footnotes`. */
  numbering?: string;
  styles?: string;
  footnotes?: string;
  /** Further parts by path. */
  files?: Record<string, Uint8Array>;
  /** Put before the root element of document.xml (for hostile declarations). */
  prologue?: string;
}

/** A package from the XML of its parts, with the `w:` prefix bound. */
export function docxOf(parts: DocxParts): Uint8Array {
  const root = (name: string, content: string, prologue = '') =>
    strToU8(
      `<?xml version="1.0" encoding="UTF-8"?>${prologue}<w:${name} xmlns:w="${W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">${content}</w:${name}>`,
    );
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(CONTENT_TYPES),
    '_rels/.rels': strToU8(RELATIONS),
    'word/document.xml': root('document', `<w:body>${parts.body}</w:body>`, parts.prologue),
    ...parts.files,
  };
  if (parts.numbering) files['word/numbering.xml'] = root('numbering', parts.numbering);
  if (parts.styles) files['word/styles.xml'] = root('styles', parts.styles);
  if (parts.footnotes) files['word/footnotes.xml'] = root('footnotes', parts.footnotes);
  return zipSync(files);
}

/** One paragraph of plain text, with optional paragraph and run properties. */
export function p(text: string, pPr = '', rPr = ''): string {
  const properties = pPr ? `<w:pPr>${pPr}</w:pPr>` : '';
  return `<w:p>${properties}${r(text, rPr)}</w:p>`;
}

export function r(text: string, rPr = ''): string {
  return `<w:r>${rPr ? `<w:rPr>${rPr}</w:rPr>` : ''}<w:t xml:space="preserve">${text}</w:t></w:r>`;
}

/** A table cell: its paragraphs as XML, and its properties. */
export function tc(content: string, tcPr = ''): string {
  return `<w:tc>${tcPr ? `<w:tcPr>${tcPr}</w:tcPr>` : ''}${content}</w:tc>`;
}
