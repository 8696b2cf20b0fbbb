// Running heads that survived until lines were joined: one unpunctuated line between two items of one series.
import { isCaps } from './fold';
import type { Item } from './items';
import { isBullet } from './markers';

/** Words of page heads: the office, the kind of document, gazette and page. */
const PAGE_WORDS =
  /^(?:công báo|trang|ubnd|ủy ban nhân dân|đảng ủy|hđnd|hội đồng nhân dân|kế hoạch|chương trình|văn bản|số \d)/;

/** A line that can only be a page head: gazette, page mark, or the office together with a document. */
export const isPageHead = (folded: string): boolean =>
  /^(?:công báo\s*[-–/]|trang \d+(?:\/\d+)?$)|^(?:ubnd|ủy ban nhân dân|đảng ủy|hđnd)[^.;:]{0,40}\s[-|]\s*(?:kế hoạch|chương trình|nghị quyết|đề án|trang|số|văn bản)|^(?:kế hoạch|chương trình)[^.;:]{0,60}trang \d/.test(
    folded,
  );

/** The item after continues the series of the item before: 1 → 2, a → b, bullet → bullet of the same kind. */
function continuesSeries(before: Item, after: Item): boolean {
  const [left, right] = [before.marker, after.marker];
  if (!left || !right || left.kind !== right.kind) return false;
  if (isBullet(left)) return true;
  return left.ordinal !== null && right.ordinal === left.ordinal + 1;
}

/**
 * Drops a short line without marker or punctuation that stands between two items of one series and either speaks like
 * a page head or is in capitals: nothing that belongs to the text is printed there.
 */
export function dropRunningHeads(items: Item[]): Item[] {
  return items.filter((item, i) => {
    if (item.marker || item.table || item.heading || item.text.length > 80 || /[.;:,]$/.test(item.text))
      return true;
    if (isPageHead(item.folded)) return false;
    const before = items[i - 1];
    const after = items[i + 1];
    if (!before || !after || !continuesSeries(before, after)) return true;
    return !(PAGE_WORDS.test(item.folded) || isCaps(item.text));
  });
}
