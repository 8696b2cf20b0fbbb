// Headings that name a unit: how much of the line is the name, and when it only opens a group of units.
import { fold, squeeze } from '../text/fold';
import { isEnumerator } from '../text/markers';
import type { Node } from './outline';
import { isCollective, type UnitSubject, unitSubject } from './unit-names';

/** "1. Sở Y tế / 2. Các cơ sở … / 3. Sở Tài chính": most numbered lines beside this one are names of units. */
function amongUnits(node: Node): boolean {
  const sisters = (node.parent?.children ?? []).filter(
    (child) => child !== node && child.item.marker?.kind === node.item.marker?.kind,
  );
  const named = sisters.filter((child) => (unitSubject(child.item.text)?.by ?? 'verb') !== 'verb');
  return named.length >= 2 && named.length >= sisters.length * 0.6;
}

/** "4. Trách nhiệm của đối tượng kiểm kê:" beside "1. Trách nhiệm của Sở …": whoever it is, the list below is theirs. */
function dutyOf(node: Node): UnitSubject | null {
  const { text, folded } = node.item;
  const lead = /^(?:trách nhiệm|nhiệm vụ) của (?:các )?(?=[^.;:]{4,100}:?$)/.exec(folded)?.[0];
  if (!lead || node.children.length === 0 || !amongUnits(node)) return null;
  const name = squeeze(text.slice(lead.length)).replace(/:$/, '');
  return { name, restAt: text.length, by: 'colon', requested: false, ordered: false, inside: false };
}

/** The unit a line speaks of: "6. Các tổ chức cung cấp dịch vụ chi trả" over a list is a name to its end, verb or not. */
export function subjectOfHeading(node: Node): UnitSubject | null {
  const { text, marker } = node.item;
  const subject = unitSubject(text) ?? dutyOf(node);
  if (subject?.by !== 'verb' || subject.inside || node.children.length === 0 || !isEnumerator(marker))
    return subject;
  if (/[.;:]$/.test(text)) return subject;
  const name = squeeze(text.slice(Math.max(0, text.indexOf(subject.name)))).replace(
    /\s+có trách nhiệm$/u,
    '',
  );
  const whole: UnitSubject = { ...subject, name, restAt: text.length, by: 'end' };
  // A collective says at length which of its kind are meant ("Các doanh nghiệp hoạt động trong lĩnh vực …").
  if (/^các\s/.test(fold(name)) && text.length < 220 && amongUnits(node)) return whole;
  const rest = fold(text.slice(subject.restAt));
  return text.length > 110 || /^(?:chủ trì|phối hợp|có trách nhiệm|tham mưu)/.test(rest) ? subject : whole;
}

/** "Đối với các phòng chuyên môn:" over "a) Phòng Kinh tế …": a group whose members follow is no unit beside them. */
export function namesGroup(node: Node, name: string): boolean {
  if (!isCollective(name) || node.children.length === 0) return false;
  const members = node.children.filter((child) => {
    const subject = unitSubject(child.item.text);
    return subject !== null && subject.by !== 'verb' && !isCollective(subject.name);
  });
  return members.length >= node.children.length * 0.5;
}
