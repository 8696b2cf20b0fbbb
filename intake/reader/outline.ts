// Rebuilds the outline of a body: who stands under whom, and which section each item belongs to.
import { isCaps } from '../text/fold';
import { type Item, sliceItem } from '../text/items';
import { isBullet, isEnumerator, type Marker } from '../text/markers';
import { labelsIn } from './labels';
import { classifyHeading, type SectionKind, type SectionMatch } from './sections';
import { unitSubject } from './unit-names';

export interface Node {
  index: number;
  item: Item;
  parent: Node | null;
  children: Node[];
  section: SectionKind;
  /** The heading of the section itself: the node where `section` was decided. */
  opensSection: boolean;
  /** Stable label such as "III.2"; a repeated number gets "(bis)". */
  label: string;
  rank: number;
  /** Text after the heading words on the same line ("1. Mục tiêu chung: Phấn đấu …"), or null. */
  inline: Item | null;
  /** In an appendix. */
  appendix: boolean;
  /** The next node under the same parent. */
  next: Node | null;
}

const PLAIN_RANK = 20;
const CAPS_RANK = 5;

/** Headings without a number: capitals, a heading style, or the bare words of a section alone on a line. */
function plainHeading(item: Item, parent: SectionKind): number | null {
  const text = item.text;
  if (item.table || item.marker || text.length > 160) return null;
  if (item.heading) return 3 + (item.style?.level ?? 2);
  const unpunctuated = !/[.;,]$/.test(text);
  if (isCaps(text) && text.length > 4 && unpunctuated) return CAPS_RANK;
  if (/^(?:phụ lục|phụ biểu|biểu số|mẫu số)(?![\p{L}\d])/u.test(item.folded) && text.length < 120) return 1;
  const match = unpunctuated && text.length < 70 ? classifyHeading(item.bare, parent) : null;
  if (match && match.length >= item.bare.replace(/[:\s]+$/, '').length * 0.6) return CAPS_RANK;
  return null;
}

/** Between "(1)" and "-": bullets stand under it, other units beside it. */
const UNIT_RANK = 11.5;

/** "Phòng Kinh tế:" without a number over a list of bullets: what stands in the list is that unit's. */
function unitOverList(item: Item, next: Item | undefined, parent: SectionKind): number | null {
  if (!TASKS.has(parent) || item.table || item.text.length > 110 || !next || !isBullet(next.marker))
    return null;
  const subject = unitSubject(item.text);
  if (!subject) return null;
  const named = subject.by === 'colon' ? item.text.length - subject.restAt < 3 : subject.by === 'end';
  return named && !/[.;,]$/.test(item.text) ? UNIT_RANK : null;
}

/** "* Công an xã:" over bullets of the same kind (converters make one kind of "*" and "-"): it heads them. */
const opensList = (item: Item, next: Item | undefined): boolean =>
  isBullet(item.marker) &&
  item.text.length < 120 &&
  /:$/.test(item.text) &&
  next?.marker?.kind === item.marker?.kind &&
  !/:$/.test(next?.text ?? ':');

/** Where content starts on a heading's own line: after its colon, or after its first sentence. */
function inlineContent(item: Item, matched: number): Item | null {
  const colon = item.text.indexOf(':', Math.max(0, matched - 1));
  if (colon >= 0 && colon < Math.max(matched + 80, 120) && item.text.slice(colon + 1).trim().length > 15)
    return sliceItem(item, colon + 1);
  const stop = /[.]\s+(?=\p{Lu})/u.exec(item.text.slice(matched));
  if (stop && matched + stop.index < 100) return sliceItem(item, matched + stop.index + stop[0].length);
  return null;
}

function labelOf(parent: Node | null, marker: Marker | null, used: Map<string, number>): string {
  if (!marker || isBullet(marker)) return parent?.label ?? '';
  const bareLabel = marker.label
    .replace(/[.)(:]/g, ' ')
    .trim()
    .replace(/\s+/g, '.');
  const own = marker.kind === 'number' ? bareLabel.split('.') : [bareLabel];
  const tail = own.at(-1) ?? bareLabel;
  let label = parent?.label
    ? `${parent.label}.${own.length > 1 && !parent.label.endsWith(own.slice(0, -1).join('.')) ? own.join('.') : tail}`
    : bareLabel;
  const count = (used.get(label) ?? 0) + 1;
  used.set(label, count);
  if (count > 1) label = `${label}(bis${count > 2 ? count - 1 : ''})`;
  return label;
}

/** "PHẦN III. QUAN ĐIỂM, MỤC TIÊU, NHIỆM VỤ": several sections under one part; each says itself what it is. */
const isMixedPart = (item: Item): boolean =>
  item.marker !== null &&
  item.marker.rank <= 4 &&
  /muc tieu/.test(item.bare) &&
  /nhiem vu|giai phap|noi dung/.test(item.bare);

const TASKS: ReadonlySet<SectionKind> = new Set(['nhiem_vu', 'noi_dung', 'to_chuc']);
/** Sections whose words also open tasks ("Tổ chức thực hiện kiểm kê, đôn đốc, …"). */
const LIKE_TASKS: ReadonlySet<SectionKind> = new Set(['to_chuc', 'nhiem_vu', 'lo_trinh', 'thi_dua']);

/** The section an item opens; among tasks a label line with its value, and a sentence that only begins like a heading, open none. */
function headingOf(item: Item, inherited: SectionKind, parent: Node | null): SectionMatch | null {
  const match = classifyHeading(item.bare, inherited);
  if (!match || !TASKS.has(inherited)) return match;
  const rest = item.text.slice(match.length);
  const labels = labelsIn(item.folded, item.text);
  // "- Thời gian thực hiện:" under a task keeps its values; right under a section it opens a timetable.
  if (labels[0]?.at === 0 && (labels[0].value !== '' || (isBullet(item.marker) && !parent?.opensSection)))
    return null;
  const stop = rest.search(/[.:](?!$)/);
  const sentence = /[.;]$/.test(rest) && (stop < 0 || stop > 40);
  // "b) Báo cáo kết quả về …." in the list of a unit is its duty; beside the units it is the regime of all.
  const ofUnit =
    inherited !== 'to_chuc' ||
    !parent?.opensSection ||
    item.marker?.kind === 'letter' ||
    item.marker?.kind === 'paren';
  const own = LIKE_TASKS.has(match.kind) || (match.kind === 'bao_cao' && ofUnit);
  return sentence && own ? null : match;
}

export interface Outline {
  nodes: Node[];
  roots: Node[];
  /** Labels of sections whose printed number came twice. */
  repeated: Node[];
}

/** `appendixFrom`: index of the first item that stands in an appendix, or the item count. */
export function outlineOf(items: Item[], appendixFrom: number): Outline {
  const nodes: Node[] = [];
  const roots: Node[] = [];
  const repeated: Node[] = [];
  const used = new Map<string, number>();
  let stack: Node[] = [];
  let purposeSeen = false;
  let upper: 'inside' | 'outside' | null = null;
  items.forEach((item, index) => {
    if (index === appendixFrom) stack = [];
    const appendix = index >= appendixFrom;
    const marker = item.marker;
    const enclosing = stack.at(-1);
    const above = enclosing?.section ?? 'opening';
    const plain = marker ? null : (plainHeading(item, above) ?? unitOverList(item, items[index + 1], above));
    const star = marker !== null && opensList(item, items[index + 1]);
    // "III. Tổ chức thực hiện / A. Cấp xã": letters that come only after Roman numbers stand under them.
    if (marker?.kind === 'roman' && upper === null) upper = 'inside';
    if (marker?.kind === 'upper') upper ??= 'outside';
    const inside = marker?.kind === 'upper' && upper === 'inside' && !appendix;
    let rank = star ? UNIT_RANK : inside ? CAPS_RANK + 0.5 : (marker?.rank ?? plain ?? PLAIN_RANK);
    if (rank < PLAIN_RANK) {
      const sibling = marker
        ? stack.findLastIndex((node) => node.item.marker?.kind === marker.kind && node.rank === rank)
        : -1;
      if (sibling >= 0) stack.length = sibling;
      else while ((stack.at(-1)?.rank ?? -1) >= rank) stack.pop();
    } else {
      // A plain paragraph stands under the last heading, not under the last bullet.
      while (stack.length > 0 && isBullet(stack.at(-1)?.item.marker ?? null)) stack.pop();
      rank = PLAIN_RANK;
    }
    const parent = stack.at(-1) ?? null;
    const inherited: SectionKind = parent?.section ?? (appendix ? 'khac' : 'opening');
    const bullet = isBullet(marker);
    const headingLike =
      !star &&
      rank < PLAIN_RANK &&
      !item.table &&
      (!bullet || (item.text.length < 60 && item.text.endsWith(':')));
    const match = headingLike && !isMixedPart(item) ? headingOf(item, inherited, parent) : null;
    const label = labelOf(parent, marker, used);
    const node: Node = {
      index,
      item,
      parent,
      children: [],
      section: match?.kind ?? inherited,
      opensSection: match !== null,
      label,
      rank,
      inline: match ? inlineContent(item, match.length) : null,
      appendix,
      next: null,
    };
    // A main section with words of its own, after the purpose was stated, is about what has to be done.
    if (!match && !bullet && rank <= CAPS_RANK && marker && parent === null && !appendix)
      node.section = purposeSeen && !isMixedPart(item) && item.marker?.kind !== 'phan' ? 'nhiem_vu' : 'khac';
    if (node.section !== 'opening' && node.section !== 'khac') purposeSeen = true;
    if (/\(bis\d*\)$/.test(label) && marker && !bullet && marker.kind !== 'letter') repeated.push(node);
    (parent ? parent.children : roots).push(node);
    nodes.push(node);
    if (rank < PLAIN_RANK) stack.push(node);
  });
  freeClosing(nodes);
  markAssignments(nodes);
  markIndicators(nodes);
  keepAssignedFunding(nodes);
  for (const list of [roots, ...nodes.map((node) => node.children)]) {
    list.forEach((node, i) => {
      node.next = list[i + 1] ?? null;
    });
  }
  return { nodes, roots, repeated };
}

const lastMarked = (nodes: Node[]): Node | undefined => nodes.findLast((node) => node.rank !== PLAIN_RANK);

/** A paragraph after the last numbered item, when that item already said its own text, belongs to the section. */
function freeClosing(nodes: Node[]): void {
  for (const node of nodes) {
    const parent = node.parent;
    if (node.rank !== PLAIN_RANK || node.item.table || !parent?.parent || parent.opensSection) continue;
    const marker = parent.item.marker;
    if (!marker || isBullet(marker) || !/[.;/…]$/.test(parent.item.text) || parent.item.text.length < 50)
      continue;
    // With a list behind it, it introduces what the item goes on to say.
    if (parent.children.slice(parent.children.indexOf(node)).some((child) => child.item.marker)) continue;
    const siblings = parent.parent.children;
    if (lastMarked(siblings) !== parent) continue;
    parent.children.splice(parent.children.indexOf(node), 1);
    siblings.push(node);
    node.parent = parent.parent;
    node.section = parent.parent.section;
    node.label = parent.parent.label;
  }
}

/** A numbered item that is nothing but the name of a unit, or a unit and a colon. */
function namesUnit(node: Node): boolean {
  if (!isEnumerator(node.item.marker) || node.item.text.length > 220) return false;
  const subject = unitSubject(node.item.text);
  return subject !== null && subject.by !== 'verb' && !/\.$/.test(node.item.text) && node.children.length > 0;
}

/** "a) Bộ Y tế xuất cấp …", "- Bộ Xây dựng" over "+ …": an item that begins with who is to act. */
function opensWithUnit(node: Node): boolean {
  const subject = unitSubject(node.item.text);
  if (!subject || subject.inside) return false;
  return subject.by === 'verb' || node.children.length > 0 || subject.by === 'colon';
}

/**
 * Items that begin with units assign, whatever the section is called ("II. Nội dung: 1. Sở Y tế …; 2. Sở Tài chính …",
 * "a) Bộ Quốc phòng chỉ đạo …; b) Bộ Y tế …"): what stands in such a list belongs to the organisation part.
 */
function markAssignments(nodes: Node[]): void {
  for (const node of nodes) {
    if (node.section !== 'nhiem_vu' && node.section !== 'noi_dung') continue;
    const numbered = node.children.filter(
      (child) => isEnumerator(child.item.marker) && child.section === node.section,
    );
    const kind = node.children.find((child) => child.item.marker)?.item.marker?.kind;
    const alike = node.children.filter(
      (child) => child.item.marker?.kind === kind && child.section === node.section,
    );
    const headed = numbered.filter(namesUnit);
    const told = kind ? alike.filter(opensWithUnit) : [];
    const names = new Set(
      told
        .map((child) => unitSubject(child.item.text)?.name ?? '')
        .filter((name) => !/^(?:các|cơ quan|đơn vị)(?![\p{L}])/iu.test(name)),
    );
    const assigns =
      (headed.length >= 2 && headed.length >= numbered.length * 0.6) ||
      (names.size >= 2 && told.length >= alike.length * 0.7);
    if (!assigns) continue;
    for (const child of node.children) turnSection(child, node.section, 'to_chuc');
  }
}

/** What stands in one section, with everything under it, belongs to another. */
function turnSection(node: Node, from: SectionKind, to: SectionKind): void {
  if (node.section !== from) return;
  node.section = to;
  for (const child of node.children) turnSection(child, from, to);
}

const ANNOUNCES_INDICATORS =
  /(?:chỉ tiêu|mục tiêu)(?: (?:cụ thể|chủ yếu|chính|phấn đấu|cần đạt))*(?: (?:như )?sau(?: đây)?)?:$/;

/** "… cụ thể hóa bằng các chỉ tiêu sau: (1) 100% …; (2) …": a list of indicators among the tasks. */
function markIndicators(nodes: Node[]): void {
  for (const node of nodes) {
    if (node.section !== 'noi_dung' && node.section !== 'nhiem_vu') continue;
    if (!ANNOUNCES_INDICATORS.test(node.item.folded)) continue;
    const listed = node.children.length > 0 ? node.children : listBehind(node);
    const figured = listed.filter((child) => /\d/.test(child.item.text));
    if (listed.length < 2 || figured.length < listed.length * 0.6) continue;
    for (const child of listed) turnSection(child, node.section, 'muc_tieu_cu_the');
  }
}

/** The marked items that follow a paragraph, as far as their kind of marker goes. */
function listBehind(node: Node): Node[] {
  const siblings = node.parent?.children ?? [];
  const behind = siblings.slice(siblings.indexOf(node) + 1);
  const kind = behind[0]?.item.marker?.kind;
  const end = behind.findIndex((sibling) => sibling.item.marker?.kind !== kind);
  return kind === undefined ? [] : behind.slice(0, end < 0 ? undefined : end);
}

/** "4.1. Kinh phí thực hiện" among tasks, with "Cơ quan thực hiện: …" under it: work that somebody was given, like the rest. */
function keepAssignedFunding(nodes: Node[]): void {
  for (const node of nodes) {
    const above = node.parent?.section;
    if (!node.opensSection || node.section !== 'kinh_phi' || !above || !TASKS.has(above)) continue;
    const given = node.children.some((child) =>
      labelsIn(child.item.folded, child.item.text).some((label) => label.kind === 'lead' && label.at === 0),
    );
    if (!given) continue;
    turnSection(node, 'kinh_phi', above);
    node.opensSection = false;
  }
}

export function* ancestors(node: Node): Generator<Node> {
  for (let at = node.parent; at; at = at.parent) yield at;
}
