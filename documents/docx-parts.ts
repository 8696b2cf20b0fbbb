/** Small builders over the docx package: text, paragraphs and tables in the measures of one style. */
import {
  AlignmentType,
  BorderStyle,
  TableRow as DocxRow,
  Table as DocxTable,
  type IParagraphOptions,
  LineRuleType,
  Paragraph,
  TableCell,
  TableLayoutType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type Block, cellAlign, keepsWhole, type RichText, runsOf, type Table } from './model';
import { FONT, type Style } from './style';

/** docx counts text in half points, lengths in twentieths of a point. */
export const half = (pt: number): number => Math.round(pt * 2);
export const twips = (pt: number): number => Math.round(pt * 20);
export const mmTwips = (mm: number): number => Math.round((mm / 25.4) * 1440);

type RunStyle = {
  size: number;
  bold?: boolean;
  italics?: boolean;
  allCaps?: boolean;
  underline?: boolean;
  /** Starts on a new line of the same paragraph. */
  newLine?: boolean;
  color?: string;
};

export function run(text: string, style: RunStyle): TextRun {
  return new TextRun({
    text,
    font: FONT,
    size: half(style.size),
    bold: style.bold ?? false,
    italics: style.italics ?? false,
    allCaps: style.allCaps ?? false,
    color: style.color ?? '000000',
    ...(style.underline ? { underline: {} } : {}),
    ...(style.newLine ? { break: 1 } : {}),
  });
}

export function richRuns(text: RichText, style: RunStyle): TextRun[] {
  // Word knows no line feed inside a text: every further line is a run that begins with a break.
  return runsOf(text).flatMap((r) =>
    r.text.split('\n').map((line, i) =>
      run(line, {
        ...style,
        bold: (style.bold ?? false) || (r.bold ?? false),
        italics: (style.italics ?? false) || (r.italic ?? false),
        newLine: i > 0,
      }),
    ),
  );
}

export const NO_BORDER = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
export const NO_BORDERS = {
  top: NO_BORDER,
  bottom: NO_BORDER,
  left: NO_BORDER,
  right: NO_BORDER,
  insideHorizontal: NO_BORDER,
  insideVertical: NO_BORDER,
} as const;
const THIN = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;

/** A tight centred line, as in the header. */
export function centred(children: TextRun[], options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 0, after: 0 },
    ...options,
    children,
  });
}

/** An empty line that carries a rule of a given share of the place's width (Word has no shorter rule in text). */
export function rule(indentTwips: number, sizePt = 0.75): Paragraph {
  return new Paragraph({
    spacing: { before: 0, after: twips(2), line: twips(3), lineRule: LineRuleType.EXACT },
    indent: { left: indentTwips, right: indentTwips },
    border: { top: { style: BorderStyle.SINGLE, size: Math.round(sizePt * 8), color: '000000', space: 1 } },
    children: [],
  });
}

function bodySpacing(style: Style) {
  return style.exactPitch
    ? {
        before: 0,
        after: twips(style.paragraphGapPt),
        line: twips(style.linePitchPt),
        lineRule: LineRuleType.EXACT,
      }
    : { before: 0, after: twips(style.paragraphGapPt), line: 264, lineRule: LineRuleType.AUTO };
}

function textParagraph(children: TextRun[], style: Style, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    spacing: bodySpacing(style),
    indent: { firstLine: mmTwips(style.firstLineMm) },
    ...options,
    children,
  });
}

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.JUSTIFIED,
} as const;

export function dataTable(table: Table, style: Style, widthMm: number): DocxTable {
  const size = style.tableSize;
  const total = table.columns.reduce((sum, column) => sum + column.weight, 0);
  const widths = table.columns.map((column) => Math.round((mmTwips(widthMm) * column.weight) / total));
  const paragraph = (children: TextRun[], align: keyof typeof ALIGN, indentPt = 0, keepNext = false) =>
    new Paragraph({
      keepNext,
      alignment: ALIGN[align],
      spacing: { before: 30, after: 30 },
      indent: { left: twips(indentPt) },
      children,
    });
  const cell = (children: Paragraph[], width: number, span = 1) =>
    new TableCell({
      children,
      columnSpan: span,
      width: { size: width, type: WidthType.DXA },
      margins: { left: 60, right: 60, top: 0, bottom: 0 },
      verticalAlign: VerticalAlign.TOP,
    });
  const header = new DocxRow({
    tableHeader: true,
    cantSplit: true,
    children: table.columns.map((column, i) =>
      cell([paragraph([run(column.header, { size, bold: true })], 'center')], widths[i] ?? 0),
    ),
  });
  const rows = table.rows.map((row) => {
    if (row.type === 'group') {
      const line = paragraph([run(row.text, { size, bold: true })], 'left', 0, true);
      return new DocxRow({ children: [cell([line], mmTwips(widthMm), table.columns.length)] });
    }
    return new DocxRow({
      cantSplit: keepsWhole(row, table),
      children: row.cells.map((value, i) => {
        const indentPt = i === 1 ? (row.indent ?? 0) * 8 : 0;
        const children = richRuns(value, { size, bold: row.bold ?? false });
        return cell([paragraph(children, cellAlign(table.columns[i], value), indentPt)], widths[i] ?? 0);
      }),
    });
  });
  return new DocxTable({
    layout: TableLayoutType.FIXED,
    width: { size: mmTwips(widthMm), type: WidthType.DXA },
    columnWidths: widths,
    borders: {
      top: THIN,
      bottom: THIN,
      left: THIN,
      right: THIN,
      insideHorizontal: THIN,
      insideVertical: THIN,
    },
    rows: [header, ...rows],
  });
}

/** `last`: the paragraph stays with the signature that follows. */
export function bodyBlock(
  block: Block,
  style: Style,
  widthMm: number,
  last = false,
): (Paragraph | DocxTable)[] {
  const size = style.textSize;
  switch (block.type) {
    case 'heading': {
      if (block.level === 0) {
        const options = { outlineLevel: 0, keepNext: true } as const;
        const first = centred([run(block.text, { size, bold: true })], {
          ...options,
          spacing: { before: twips(10), after: block.subtitle === undefined ? twips(6) : 0 },
        });
        if (block.subtitle === undefined) return [first];
        const second = centred([run(block.subtitle, { size, bold: true })], {
          keepNext: true,
          spacing: { before: 0, after: twips(6) },
        });
        return [first, second];
      }
      const look = { size, bold: true, allCaps: block.level === 1, italics: block.level === 3 };
      return [textParagraph([run(block.text, look)], style, { outlineLevel: block.level, keepNext: true })];
    }
    case 'paragraph': {
      const align = block.align ?? 'justify';
      const children = richRuns(block.text, { size });
      if (align === 'justify') return [textParagraph(children, style, { keepNext: last })];
      return [
        new Paragraph({ alignment: ALIGN[align], spacing: bodySpacing(style), keepNext: last, children }),
      ];
    }
    case 'list':
      return block.items.map((item) =>
        textParagraph([run(`${block.marker} `, { size }), ...richRuns(item, { size })], style),
      );
    case 'table':
      return [
        dataTable(block, style, widthMm),
        new Paragraph({ spacing: { before: 0, after: twips(style.paragraphGapPt) }, children: [] }),
      ];
    case 'pageBreak':
      return [new Paragraph({ pageBreakBefore: true, spacing: { before: 0, after: 0 }, children: [] })];
  }
}
