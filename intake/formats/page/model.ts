// What a page shows, whatever drew it (PDF or a scanner): pieces of text at places and straight lines. Points, y downwards.

export interface Piece {
  text: string;
  x0: number;
  x1: number;
  /** Baseline. */
  y: number;
  size: number;
  bold: boolean;
  italic: boolean;
}

/** A straight line along one axis: `at` is its y (horizontal) or x (vertical), from–to its extent. */
export interface Rule {
  at: number;
  from: number;
  to: number;
}

export interface PageContent {
  number: number;
  width: number;
  height: number;
  pieces: Piece[];
  horizontal: Rule[];
  vertical: Rule[];
}

/** Text without a wide gap inside. */
export interface Segment {
  text: string;
  x0: number;
  x1: number;
  size: number;
  bold: boolean;
  italic: boolean;
}

export interface Line {
  /** Stands in one of two columns side by side: its ends say nothing of the page's margins. */
  beside?: boolean;
  page: number;
  y: number;
  x0: number;
  x1: number;
  size: number;
  bold: boolean;
  italic: boolean;
  text: string;
  segments: Segment[];
}
