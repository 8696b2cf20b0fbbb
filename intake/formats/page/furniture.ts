// Page furniture: page numbers, running heads and stamps, which are printed on the page but do not belong to the text.

import type { Line } from './model';

const PAGE_NUMBER = /^[-–—|.\s]*(trang\s*)?\d{1,4}(\s*[/|]\s*\d{1,4})?[-–—|.\s]*$/i;
/** What a digital signature paints over the first page; its date is not that of the document. */
const SIGNATURE_STAMP =
  /^(người ký|ký bởi|được ký bởi|cơ quan|tổ chức|thời gian ký|ngày ký|email)\s*:|^(signature (not verified|valid)|digitally signed)/i;
/** What a converter leaves where a web page had an anchor. */
const ANCHOR = /^\[bookmark:[^\]]*\]$/i;
/** Share of the page at top and bottom where running heads stand. */
const EDGE = 0.09;

const masked = (line: Line): string =>
  line.text.replace(/\d+/g, '#').replace(/\s+/g, ' ').trim().toLowerCase();

function atEdge(line: Line, heights: Map<number, number>): boolean {
  const height = heights.get(line.page) ?? 842;
  return line.y < height * EDGE || line.y > height * (1 - EDGE);
}

/** The last word of a paragraph may be a year or an amount: it follows its line closely and begins at the left. */
const CLOSE = 1.5;
const LEFT_PART = 40;
function endsParagraph(line: Line, before: Line | undefined, left: number): boolean {
  return (
    before !== undefined &&
    line.y - before.y < Math.max(line.size, before.size) * CLOSE &&
    line.x0 < left + LEFT_PART
  );
}

/** Removes furniture; `pages` maps page number to height. */
export function dropFurniture(lines: Line[], heights: Map<number, number>): Line[] {
  const byPage = new Map<number, Line[]>();
  for (const line of lines) {
    const list = byPage.get(line.page) ?? [];
    byPage.set(line.page, list);
    list.push(line);
  }
  const repeated = new Map<string, Set<number>>();
  for (const [page, list] of byPage) {
    for (const line of [...list.slice(0, 2), ...list.slice(-2)]) {
      if (!atEdge(line, heights)) continue;
      const pages = repeated.get(masked(line)) ?? new Set();
      repeated.set(masked(line), pages);
      pages.add(page);
    }
  }
  const enough = Math.max(3, Math.ceil(byPage.size * 0.4));
  return lines.filter((line) => {
    const list = byPage.get(line.page) ?? [];
    // Cells printed one a line between lone bars: the bar at the edge of a page is no running head.
    if (line.text === '|') return true;
    const edgeLine = line === list[0] || line === list[list.length - 1];
    if (ANCHOR.test(line.text)) return false;
    if (PAGE_NUMBER.test(line.text) && (edgeLine || atEdge(line, heights))) {
      const left = Math.min(...list.map(({ x0 }) => x0));
      // A page has one number; where that is centred, a number at the left margin is the cell of a row.
      const atLeft = ({ x0 }: Line): boolean => x0 < left + LEFT_PART;
      const own = (other: Line): boolean => PAGE_NUMBER.test(other.text) && !atLeft(other);
      if (atLeft(line) && list.some((other) => own(other) && atEdge(other, heights))) return true;
      return endsParagraph(line, list[list.indexOf(line) - 1], left);
    }
    if (atEdge(line, heights) && (repeated.get(masked(line))?.size ?? 0) >= enough) return false;
    return !(line.page === 1 && SIGNATURE_STAMP.test(line.text) && line.size < 11);
  });
}
