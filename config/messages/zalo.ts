/** Short texts for Zalo: title, deadline and link, nothing else (B65). */

/** Zalo allows 2,000 code points; the rest is for the short code that the channel adds. */
export const ZALO_TEXT_LIMIT = 1_900;

export const codePoints = (text: string): number => [...text].length;

/** Joins lines; drops list lines from the end, counted in words, until the text fits. */
export function zaloText(parts: { head: string; items: readonly string[]; tail: string }): string {
  for (let kept = parts.items.length; kept >= 0; kept--) {
    const left = parts.items.length - kept;
    const more = left > 0 ? [`… và ${left} báo cáo khác.`] : [];
    const text = [parts.head, ...parts.items.slice(0, kept), ...more, parts.tail]
      .filter(Boolean)
      .join('\n')
      .normalize('NFC');
    if (codePoints(text) <= ZALO_TEXT_LIMIT) return text;
  }
  return shorten([parts.head, parts.tail].filter(Boolean).join('\n').normalize('NFC'), ZALO_TEXT_LIMIT);
}

export function shorten(text: string, limit: number): string {
  const points = [...text];
  return points.length <= limit
    ? text
    : `${points
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}

/**
 * Parameters of the registered Zalo template. Zalo caps a name at 30 and an address-like text at 200 code points
 * (unofficial list); the channel shortens to what the template itself says.
 */
export function templateData(input: {
  unitName: string;
  title: string;
  due: string;
  link?: string;
}): Record<string, string> {
  return {
    ten_don_vi: input.unitName.normalize('NFC'),
    ten_bao_cao: input.title.normalize('NFC'),
    han_nop: input.due,
    ...(input.link ? { duong_dan: input.link } : {}),
  };
}
