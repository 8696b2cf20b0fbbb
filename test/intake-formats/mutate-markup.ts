// Damages XML and HTML: tokens torn apart, and whole elements dropped, repeated, swapped and nested so that the file stays well formed.

import { pick } from './seeded';

type Random = () => number;

const upTo = (random: Random, most: number): number => Math.floor(random() * most);

const ABSURD = ['-1', '999999999', '', 'x'.repeat(5_000), '&amp;', '0'];
const LOOSE = [
  '<w:tbl><w:tr><w:tc>',
  '</w:p>',
  '<table><tr><td>',
  '<![CDATA[',
  '<!--',
  '&#x0;',
  '<w:p><w:p>',
];

/** Tokens dropped, doubled, moved; attributes and numbers made absurd. Mostly not well formed afterwards. */
export function tearMarkup(text: string, random: Random): string {
  const tokens = text.split(/(?=<)/);
  for (let i = 1 + upTo(random, 6); i > 0; i--) {
    const at = upTo(random, tokens.length);
    const from = tokens.slice(at, at + 1 + upTo(random, 30));
    const kind = upTo(random, 6);
    if (kind === 0) tokens.splice(at, from.length);
    else if (kind === 1) tokens.splice(at, 0, ...from);
    else if (kind === 2) tokens.splice(upTo(random, tokens.length), 0, ...from);
    else if (kind === 3)
      tokens[at] = (tokens[at] ?? '').replace(/"[^"]*"/, () => `"${pick(random, ABSURD)}"`);
    else if (kind === 4)
      tokens[at] = (tokens[at] ?? '').replace(/\d+/, () => pick(random, ['0', '-5', '4294967296', '1e9']));
    else tokens.splice(at, 0, pick(random, LOOSE));
  }
  return tokens.join('');
}

interface Span {
  from: number;
  to: number;
}

/** Elements of one name with everything in them, outer and inner ones. */
function elements(text: string, name: string): Span[] {
  const open: number[] = [];
  const spans: Span[] = [];
  for (const match of text.matchAll(new RegExp(`<(/?)${name}(?=[\\s>/])[^>]*?(/?)>`, 'g'))) {
    if (match[2] === '/') spans.push({ from: match.index, to: match.index + match[0].length });
    else if (match[1] === '') open.push(match.index);
    else {
      const from = open.pop();
      if (from !== undefined) spans.push({ from, to: match.index + match[0].length });
    }
  }
  return spans;
}

const NAMES = ['w:p', 'w:r', 'w:tr', 'w:tc', 'w:tbl', 'w:pPr', 'w:tcPr', 'p', 'tr', 'td', 'table', 'div'];

function nested(element: string, name: string, depth: number): string {
  const [open, close] = name.startsWith('w:')
    ? ['<w:tbl><w:tr><w:tc>', '<w:p/></w:tc></w:tr></w:tbl>']
    : ['<table><tr><td>', '</td></tr></table>'];
  return open.repeat(depth) + element + close.repeat(depth);
}

/** Whole elements moved about: the file stays well formed and the damage reaches the reader behind the parser. */
export function shuffleElements(text: string, random: Random): string {
  let out = text;
  for (let i = 1 + upTo(random, 5); i > 0; i--) {
    const names = NAMES.filter((name) => out.includes(`<${name}`));
    if (names.length === 0) return out;
    const name = pick(random, names);
    const spans = elements(out, name);
    if (spans.length === 0) continue;
    const { from, to } = pick(random, spans);
    const element = out.slice(from, to);
    const kind = upTo(random, 5);
    if (kind === 0) out = out.slice(0, from) + out.slice(to);
    else if (kind === 1) out = out.slice(0, to) + element.repeat(1 + upTo(random, 20)) + out.slice(to);
    else if (kind === 2) {
      const target = pick(random, spans);
      out = out.slice(0, target.from) + element + out.slice(target.from);
    } else if (kind === 3)
      out = out.slice(0, from) + nested(element, name, 1 + upTo(random, 30)) + out.slice(to);
    else
      out =
        out.slice(0, from) +
        element.replace(/="\d+"/g, (value) =>
          random() < 0.5 ? value : `="${pick(random, ['0', '-5', '65536', '1e9'])}"`,
        ) +
        out.slice(to);
    if (out.length > 400_000) return out;
  }
  return out;
}
