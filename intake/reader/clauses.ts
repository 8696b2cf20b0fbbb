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
    // "TP. Hồ Chí Minh", "S. KH&CN": an abbreviation, not an end; but "… của HTX. Tập trung …" is one.
    if (/(?:^|\s)(?:\p{Lu}{1,2}|Tp|tr|v\.v)$/u.test(text.slice(Math.max(0, match.index - 6), match.index)))
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

/** What may stand between the comma of a clause and its figure where the figure itself opens the clause. */
const OPENS =
  /^(?:[\s:]|phấn đấu|bảo đảm|đảm bảo|trong đó|đạt|có|được|tăng|giảm|thêm|nâng|lên|xuống|còn|xây dựng|hình thành|thành lập|tổ chức|duy trì|ít nhất|tối thiểu|tối đa|không quá|trên|dưới|hơn|khoảng|từ|[≥≤<>=]|(?:đến |vào |trong )?(?:hết |cuối )?năm \d{4}|mỗi năm|hằng năm|hàng năm)*$/;

/**
 * Where the clause of one figure ends and the next begins. A figure that opens its clause ("100% số điểm bán, điểm
 * chứa …, và 100% diện tích …") leaves everything before its comma or "và" to the figure before; elsewhere the next
 * clause has a subject of its own, which begins at the first boundary.
 */
export function boundaryBetween(text: string, from: number, to: number): number {
  const first = boundaryAfter(text, from, to);
  let last = first;
  // "(xã A: 09 trạm, xã B: 26 trạm)": what stands before a colon is said of the figure behind it.
  for (let at = first; at < to; at = boundaryAfter(text, at + 1, to)) if (text.charAt(at) !== ':') last = at;
  return OPENS.test(text.slice(last, to).replace(/^(?:[,;]| và )/, '')) ? last : first;
}

/** First `;` after `at`, or `limit`. */
export function semicolonAfter(text: string, at: number, limit: number): number {
  const hit = text.indexOf(';', at);
  return hit >= 0 && hit < limit ? hit : limit;
}
