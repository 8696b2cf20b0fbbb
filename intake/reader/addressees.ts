// Whom an item of a list speaks to: the unit its text opens with, or people that stand in the place of a unit.
import { fold, squeeze } from '../text/fold';
import { isEnumerator } from '../text/markers';
import type { NodeUnits } from './context';
import type { Node } from './outline';
import { subjectOfHeading } from './unit-headings';
import { type UnitSubject, unitSubject } from './unit-names';

/** The unit a text speaks of; in general task sections only where it is told to lead. */
export function addresseeOf(node: Node, assigned: boolean, inherited: NodeUnits): UnitSubject | null {
  // "- Yêu cầu các cơ quan báo chí …" in the list of a unit: what that unit has to demand.
  if (inherited.inUnitList && /^yêu cầu /.test(node.item.folded)) return null;
  const subject = subjectOfHeading(node);
  if (!subject) return assigned ? inPlaceOfUnit(node) : null;
  if (assigned)
    return subject.by === 'end' && node.children.length === 0 && !isEnumerator(node.item.marker)
      ? null
      : subject;
  const rest = fold(node.item.text.slice(subject.restAt));
  return (subject.by === 'verb' && /^(?:chủ trì|là (?:cơ quan|đơn vị) chủ trì)/.test(rest)) || subject.ordered
    ? subject
    : null;
}

/** People and owners, who are no bodies and still are given work. */
const PEOPLE =
  /^(?:các |mọi |mỗi |toàn thể )?(?:chủ (?!trương|đề|động|yếu)|hộ(?![\p{L}])|người |nhân dân|cộng đồng|gia đình|phụ huynh|cha mẹ|học sinh|giáo viên|hội viên|đoàn viên|đảng viên|tiểu thương|nông dân|ngư dân|công dân|già làng|nghệ nhân|cá nhân|tổ chức, cá nhân|nhà (?:thầu|đầu tư|máy|mạng)|cơ sở)/u;

/** "8. Chủ rừng:" behind "7. UBND xã:": in a list whose other items are units, people are addressed like them. */
function inPlaceOfUnit(node: Node): UnitSubject | null {
  const { text, marker, folded } = node.item;
  if (!node.parent || !marker || !isEnumerator(marker)) return null;
  const colon = text.indexOf(':');
  if (colon < 0 && (node.children.length === 0 || /[.;,]$/.test(text))) return null;
  const end = colon < 0 ? text.length : colon;
  const from = /^đối với /.exec(folded)?.[0].length ?? 0;
  const name = squeeze(text.slice(from, end));
  if (name.split(' ').length > 12 || /[.;]/.test(name) || !PEOPLE.test(fold(name))) return null;
  if (!mostlyUnits(node.parent, marker.kind)) return null;
  const by = colon < 0 ? 'end' : 'colon';
  return { name, restAt: colon < 0 ? end : end + 1, by, requested: false, ordered: false, inside: false };
}

const unitLists = new WeakMap<Node, Map<string, boolean>>();

/** The items of this kind of number under a heading are the names of units, all but a few. */
function mostlyUnits(parent: Node, kind: string): boolean {
  let byKind = unitLists.get(parent);
  if (!byKind) {
    byKind = new Map();
    unitLists.set(parent, byKind);
  }
  const known = byKind.get(kind);
  if (known !== undefined) return known;
  const items = parent.children.filter((child) => child.item.marker?.kind === kind);
  const named = items.filter((child) => {
    const subject = unitSubject(child.item.text);
    return subject !== null && subject.by !== 'verb';
  });
  const mostly = named.length >= 3 && named.length >= items.length * 0.6;
  byKind.set(kind, mostly);
  return mostly;
}
