// The shape of an item among its neighbours: lead-in, heading left empty, bare heading, closing words, or content.
import { fold } from '../text/fold';
import { isBullet, isEnumerator } from '../text/markers';
import { isLabelText, labelsIn } from './labels';
import type { Node } from './outline';

const CLOSING =
  /^(?:(?:căn cứ|trên cơ sở)\s[^.;:]{0,120}?(?:kế hoạch|chương trình|nghị quyết)[^.;:,]{0,40}, (?:[^,;.:]{0,50} )?(?:giao|đề nghị|yêu cầu) (?:các|thủ trưởng|lãnh đạo|người đứng đầu|giám đốc|chủ tịch)|trên đây là|(?:kế hoạch|chương trình(?: hành động)?|nghị quyết|quyết định|đề án) này\s|(?:(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|ban thường vụ|ban chấp hành|đảng ủy|tỉnh ủy|thành ủy|ban chỉ đạo|chủ tịch)[^,;.:]{0,50} (?:giao|đề nghị|yêu cầu) |yêu cầu )(?:các|thủ trưởng|lãnh đạo|người đứng đầu|giám đốc|chủ tịch)|trong quá trình (?:tổ chức |triển khai )?(?:thực hiện|triển khai)[^.]*(?:vướng mắc|khó khăn|phát sinh|sửa đổi, bổ sung|điều chỉnh|cần (?:thiết )?(?:phải )?bổ sung)|nhận được (?:kế hoạch|chương trình)|đề nghị (?:các|thủ trưởng)[^.]*(?:nghiêm túc|triển khai thực hiện (?:kế hoạch|tốt|có hiệu quả))[^.]*\.?\/?\.?$)/;

/** "Điều 3. Nghị quyết này … có hiệu lực …". */
const IN_FORCE =
  /^(?:nghị quyết|quyết định) này (?:được|có hiệu lực|đã)|chịu trách nhiệm thi hành (?:quyết định|nghị quyết) này/;

/** "Phân công cụ thể theo Phụ lục kèm theo": the tasks stand there. */
const POINTS_TO_APPENDIX =
  /^(?:\(|phân công|các nhiệm vụ|nhiệm vụ|nội dung|chi tiết|danh mục|cụ thể)[^.;]{0,120}(?:phụ lục|biểu) ?(?:[ivx\d]+ ?)?(?:kèm theo|đính kèm|ban hành|này)?[^.;]{0,60}[.;]?\)?$/;

/** "(Kèm theo Kế hoạch số …)" under the heading of an appendix. */
const CAME_WITH = /^\((?:ban hành )?(?:kèm theo|đính kèm|theo) [^()]+\)$/;

export const isClosing = (node: Node): boolean =>
  IN_FORCE.test(node.item.folded) ||
  POINTS_TO_APPENDIX.test(node.item.folded) ||
  (node.item.marker === null && (CLOSING.test(node.item.folded) || CAME_WITH.test(node.item.folded)));

/** "Toàn dân hưởng ứng …!", or the theme of a month in quotation marks: for banners, nobody's work. */
export const isSlogan = (text: string): boolean => /!["”]?$/.test(text) || /^["“][^"“”]+["”][.]?$/.test(text);

/** "…:" introduces what follows. */
export const endsOpen = (text: string): boolean => /:\s*$/.test(text);

/** What is printed after a node without children: the next one beside it, or beside whom it stands under. */
function nextInText(node: Node): Node | null {
  for (let at: Node | null = node; at; at = at.parent) if (at.next) return at.next;
  return null;
}

/** Text of its own follows, list or paragraph: a text ending in ":" introduces it. */
export function followedByText(node: Node): boolean {
  if (node.children.length > 0) return true;
  if (!node.next) return false;
  const { marker } = node.next.item;
  if (node.item.marker === null) return isEnumerator(marker) || (isBullet(marker) && !isLabelNode(node.next));
  return isBullet(node.item.marker) && marker === null;
}

/** "- Nội dung theo dõi" over paragraphs without a mark: it says what they are about. */
export const opensParagraphs = (node: Node): boolean =>
  isTopic(node.item.text) && nextInText(node)?.item.marker === null;

/** "- Tổng hợp, báo cáo ở cấp tỉnh" over "+ …": a short line without end punctuation heads its list. */
export const headsBullets = (node: Node): boolean =>
  isTopic(node.item.text) || (node.item.text.length < 90 && !/[.;,]$/.test(node.item.text));

/** A bullet that only says what the next ones are about ("- Nội dung giám sát của chủ chương trình"). */
export const isTopic = (text: string): boolean =>
  text.length < 110 &&
  !/[.;]$/.test(text) &&
  /^(?:nội dung|đối với|về|tại|cấp|công tác|lĩnh vực|nhóm|hình thức|phương pháp|phạm vi|thời gian|địa điểm|thành phần|trách nhiệm)(?![\p{L}])/u.test(
    fold(text),
  );

/** A line that is nothing but labels. */
export const isLabelNode = (node: Node): boolean => isLabelText(labelsIn(node.item.folded, node.item.text));

/** Something stands under it besides label lines. */
const hasText = (node: Node): boolean => node.children.some((child) => !isLabelNode(child));

interface Sisters {
  count: number;
  /** How many have text under them. */
  full: number;
}
const sisterCache = new WeakMap<Node, Map<string, Sisters>>();

/** Items of the same kind of number under the same parent, the node itself not counted. */
function sistersOf(node: Node): Sisters {
  const parent = node.parent;
  const kind = node.item.marker?.kind ?? '';
  if (!parent) return { count: 0, full: 0 };
  let byKind = sisterCache.get(parent);
  if (!byKind) {
    byKind = new Map();
    for (const child of parent.children) {
      const slot = byKind.get(child.item.marker?.kind ?? '') ?? { count: 0, full: 0 };
      slot.count++;
      if (hasText(child)) slot.full++;
      byKind.set(child.item.marker?.kind ?? '', slot);
    }
    sisterCache.set(parent, byKind);
  }
  const all = byKind.get(kind) ?? { count: 1, full: 0 };
  return { count: all.count - 1, full: all.full - (hasText(node) ? 1 : 0) };
}

/** A numbered line without end punctuation whose sisters all have text under them: a heading left empty. */
export function isEmptyHeading(node: Node): boolean {
  const { text } = node.item;
  if (/[;:]$/.test(text) || text.length > 250 || isListLetter(node)) return false;
  const { count, full } = sistersOf(node);
  // With a full stop it may be a sentence of its own, unless it is short and every sister is a heading.
  if (/\.$/.test(text)) return text.length <= 100 && count >= 3 && full >= count * 0.8;
  return standsAmongHeadings(node);
}

export function standsAmongHeadings(node: Node): boolean {
  const { count, full } = sistersOf(node);
  return count > 0 && full >= count * 0.6;
}

const isListLetter = (node: Node): boolean =>
  node.item.marker?.kind === 'letter' || node.item.marker?.kind === 'paren';

/** An unnumbered short line without end punctuation, with more text after it: a heading the source did not mark. */
export function isBareHeading(node: Node): boolean {
  if (node.item.text.length > 90 || /[.;:,]$/.test(node.item.text)) return false;
  return node.next !== null;
}
