// What each format reader hands to the renderer: paragraphs and tables without line numbers yet.

import type { IntakeWarning, TextStyle } from '../model';

export interface RawParagraph {
  kind: 'paragraph';
  text: string;
  role?: 'heading' | 'list_item';
  style?: TextStyle;
  page?: number;
  /** PDF and scans: the printed lines this paragraph was joined from; one line of the rendering each. */
  printed?: string[];
  /** Stands for an empty line that the reader is to see. */
  blank?: boolean;
  /** Vertical gap before it in the source: an empty line in the rendering. */
  gapBefore?: boolean;
}

export interface RawCell {
  paragraphs: RawParagraph[];
  /** Grid columns and rows it covers; covered positions have no cell of their own. */
  colspan?: number;
  rowspan?: number;
}

export interface RawTable {
  kind: 'table';
  rows: RawCell[][];
  page?: number;
}

export type RawBlock = RawParagraph | RawTable;

export interface RawDocument {
  blocks: RawBlock[];
  /** Footnotes in order, without their number. Shown after the text, not read as part of it. */
  footnotes?: string[];
  warnings: IntakeWarning[];
  confidence: number;
}

export function cellText(cell: RawCell): string {
  return cell.paragraphs
    .map((paragraph) => {
      const marker = paragraph.style?.marker;
      return marker ? `${marker} ${paragraph.text}` : paragraph.text;
    })
    .filter((text) => text.trim() !== '')
    .join('\n');
}

/**
 * A finished paragraph as blocks: manual line breaks part it, the marker goes to the first line, and the role follows from
 * outline level and numbering.
 */
export function paragraphBlocks(
  text: string,
  style: TextStyle,
  kind: { outline?: number | undefined; listLevel?: number | undefined; marker: string },
): RawParagraph[] {
  const heading = kind.outline !== undefined && text.trim() !== '';
  if (heading && kind.outline !== undefined) style.level = kind.outline + 1;
  else if (kind.listLevel !== undefined) style.level = kind.listLevel + 1;
  return text.split('\n').map((line, index) => {
    const marked = kind.marker !== '' && index === 0;
    const block: RawParagraph = {
      kind: 'paragraph',
      text: line,
      style: marked ? { ...style, marker: kind.marker } : style,
    };
    if (heading) block.role = 'heading';
    else if (marked) block.role = 'list_item';
    return block;
  });
}

/** A table inside a cell is read as lines of that cell, its columns apart by " | ". */
export function flattenNested(blocks: RawBlock[]): RawParagraph[] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [block]
      : block.rows.map(
          (row): RawParagraph => ({
            kind: 'paragraph',
            text: row
              .map((cell) => cell.paragraphs.map((paragraph) => paragraph.text.trim()).join(' '))
              .filter((text) => text !== '')
              .join(' | '),
          }),
        ),
  );
}
