// What was read, one line for each paragraph and table row; usable outside the test runner too.

import type { SourceDocument } from '../../intake/model';

/** Each block as one line: marker and text, or a table row between bars. */
export function linesOf(document: SourceDocument): string[] {
  return document.blocks.flatMap((block) => {
    if (block.kind === 'table') {
      return block.rows.map((row) => `| ${row.map((cell) => cell.text.replace(/\n/g, ' / ')).join(' | ')} |`);
    }
    const marker = block.style?.marker;
    return [marker ? `${marker} ${block.text}` : block.text];
  });
}
