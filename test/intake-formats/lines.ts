// The lines of a plan text as parts to print: paragraphs and pipe tables. Shared by the builders of docx, PDF and HTML fixtures.

export type Part = { kind: 'line'; text: string } | { kind: 'table'; rows: string[][] };

const ROW = /^\s*\|(.*)\|\s*$/;
const RULE = /^[\s|:-]+$/;

/** Splits a text into printed lines and tables; the rule under a table head is not printed. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  for (const line of text.split('\n')) {
    const row = ROW.exec(line)?.[1];
    if (row === undefined) {
      parts.push({ kind: 'line', text: line });
      continue;
    }
    if (RULE.test(row)) continue;
    const cells = row.split('|').map((cell) => cell.trim().replace(/<br\s*\/?>/gi, '\n'));
    const last = parts[parts.length - 1];
    if (last?.kind === 'table') last.rows.push(cells);
    else parts.push({ kind: 'table', rows: [cells] });
  }
  return parts;
}

/** Further in than any indent: the line stands under the right one of two columns. */
const FAR_IN = 24;

/** Text set in columns with blanks: "A        B" → the pieces and where they begin, in characters. */
export function columnsOf(line: string): { text: string; at: number }[] {
  const pieces = [...line.matchAll(/\S+(?: {1,3}\S+)*/g)].map((match) => ({
    text: match[0],
    at: match.index,
  }));
  return pieces.length > 1 || (pieces[0]?.at ?? 0) >= FAR_IN ? pieces : [];
}

/** `**a** b` → runs with their weight. */
export function runsOf(text: string): { text: string; bold: boolean }[] {
  return text
    .split('**')
    .map((piece, index) => ({ text: piece, bold: index % 2 === 1 }))
    .filter((run) => run.text !== '');
}
