// Cuts a text into sentences and says where a figure's own clause begins and ends.

export interface Span {
  from: number;
  to: number;
}

/** Sentences: ended by a full stop before a capital, or by the end of the text. */
export function sentencesOf(text: string): Span[] {
  const out: Span[] = [];
  const pattern = /[.!?](?:["”)]*)\s+(?=["“(]?[\p{Lu}\d])/gu;
  let from = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    // "TP. Hồ Chí Minh", "S. KH&CN": an abbreviation, not an end.
    if (/(?:^|\s)(?:\p{Lu}{1,3}|Tp|TP|tr|v\.v)$/u.test(text.slice(Math.max(0, match.index - 6), match.index)))
      continue;
    out.push({ from, to: match.index + 1 });
    from = match.index + match[0].length;
  }
  if (from < text.length) out.push({ from, to: text.length });
  return out;
}

/** First clause boundary (`;`, `:`, `,` outside brackets, " và ") at or after `at`, before `limit`; `limit` if none. */
export function boundaryAfter(text: string, at: number, limit: number): number {
  let depth = 0;
  for (let i = at; i < limit; i++) {
    const char = text.charAt(i);
    if (char === '(') depth++;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0 && (char === ';' || (char === ',' && /\s/.test(text.charAt(i + 1))))) return i;
    else if (depth === 0 && char === ':' && text.charAt(i + 1) === ' ') return i;
    else if (depth === 0 && char === ' ' && text.startsWith(' và ', i)) return i;
  }
  return limit;
}

/** First `;` after `at`, or `limit`. */
export function semicolonAfter(text: string, at: number, limit: number): number {
  const hit = text.indexOf(';', at);
  return hit >= 0 && hit < limit ? hit : limit;
}
