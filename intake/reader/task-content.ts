// Which part of a line is a task of its own, and which labels it carries; headings and lead-ins have neither.
import { type Item, sliceItem } from '../text/items';
import { isEnumerator } from '../text/markers';
import { isLabelText, type Label, labelsIn } from './labels';
import type { Node } from './outline';
import {
  endsOpen,
  followedByText,
  headsBullets,
  isBareHeading,
  isClosing,
  isEmptyHeading,
  isLabelNode,
  opensParagraphs,
  standsAmongHeadings,
} from './task-shape';
import type { UnitSubject } from './unit-names';

/** "chủ động bố trí kinh phí từ ngân sách …; tập trung các nhiệm vụ sau:": work of its own before it opens a list. */
const LEAD_IN_AFTER_WORK = /^.{60,}[;.][^;.]{0,120}:\s*$/su;

/** The part of a node that is a task of its own, or null for headings and lead-ins. */
export function contentOf(node: Node, subject: UnitSubject | null): Item | null {
  const { item } = node;
  const enumerated = isEnumerator(item.marker) || item.heading;
  const leaf = node.children.every((child) => isLabelNode(child) || isClosing(child));
  if (subject) {
    if (subject.by === 'end') return leaf && !enumerated ? item : null;
    const rest = item.text.slice(subject.restAt).trim();
    if (rest.length < 12) return null;
    const leadIn = endsOpen(rest) && (!leaf || followedByText(node));
    if (leadIn && !LEAD_IN_AFTER_WORK.test(rest)) return null;
    return (subject.by === 'colon' || enumerated) && !subject.inside ? sliceItem(item, subject.restAt) : item;
  }
  if (leaf) {
    if (endsOpen(item.text) && followedByText(node)) return null;
    if (!enumerated && item.marker === null && isBareHeading(node)) return null;
    if (!enumerated && opensParagraphs(node)) return null;
    // With label lines under it a numbered line may be a task, however short; a long one is no heading.
    const labelled = node.children.some(isLabelNode);
    const short = item.text.length < 60;
    const heading = isEmptyHeading(node) && !(labelled && !short);
    if (enumerated && (heading || (!labelled && short && node.rank <= 5))) return null;
    return withoutTaskLabel(item);
  }
  if (endsOpen(item.text)) return null;
  // A heading is not a task; a bullet that states an action and then lists sub-bullets is.
  if (!enumerated) return item.marker && !headsBullets(node) ? item : null;
  // A numbered paragraph that goes on in further paragraphs is the first of them, and no heading.
  const said = item.marker?.kind !== 'letter' && standsAmongHeadings(node) ? 220 : 120;
  if (
    item.text.length > said &&
    /[.;]$/.test(item.text) &&
    node.children.every((child) => !child.item.marker)
  )
    return item;
  // So is a line with label lines of its own, whatever else stands under it.
  if (item.text.length > 60 && hasOwnLabels(node)) return withoutTaskLabel(item);
  const content = /[.]\s+(?=\p{Lu})/u.exec(item.text);
  if (content && item.text.length - content.index > 80 && content.index < 160)
    return sliceItem(item, content.index + content[0].length);
  // "3. Tổ chức Đoàn kiểm tra: Ban Thường trực thành lập Đoàn … ." over who is in it.
  const named = /^[^.;:]{4,80}:\s+(?=\p{Lu}[^:]{60,}\.$)/u.exec(item.text);
  return named ? sliceItem(item, named[0].length) : null;
}

/** Notes and then one block of label lines, all of them marked: they belong to the line above, not to a note. */
function hasOwnLabels(node: Node): boolean {
  const first = node.children.findIndex(isLabelNode);
  return (
    first >= 0 &&
    node.children.every((child, i) => child.item.marker !== null && isLabelNode(child) === i >= first)
  );
}

function withoutTaskLabel(item: Item): Item {
  const label = labelsIn(item.folded, item.text).find((hit) => hit.kind === 'task' && hit.at === 0);
  return label ? sliceItem(item, label.valueAt) : item;
}

/** What stands under an empty label is its value: "- Cơ quan thực hiện:" over "+ Sở A chủ trì …". */
export function labelsOf(node: Node): Label[] {
  const own = labelsIn(node.item.folded, node.item.text);
  const below = emptyLabel(node);
  // Times are one value, however many lines they take; each line of units adds its own.
  if (below === 'time')
    return [{ kind: 'time', at: 0, value: node.children.map(({ item }) => item.text).join(' '), valueAt: 0 }];
  const above = isLabelText(own) || !node.parent ? null : emptyLabel(node.parent);
  return above
    ? [{ kind: above === 'time' ? 'meta' : above, at: 0, value: node.item.text, valueAt: 0 }]
    : own;
}

function emptyLabel(node: Node): 'lead' | 'time' | null {
  const label = labelsIn(node.item.folded, node.item.text)[0];
  if (!label || label.at > 0 || label.value !== '' || node.children.length === 0) return null;
  return label.kind === 'lead' || label.kind === 'time' ? label.kind : null;
}
