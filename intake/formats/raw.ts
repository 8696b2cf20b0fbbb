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
