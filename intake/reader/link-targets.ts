// Joins what belongs together among the targets: repetitions, parts of a total, milestones of one indicator, conflicts.
import type { Target } from '../reading';
import { fold, words } from '../text/fold';
import type { Context } from './context';
import type { DraftTarget } from './target-draft';

const COMMON = new Set(
  'phấn đấu đến năm đạt có thêm ít nhất tối thiểu trên dưới từ trở lên khoảng tăng giảm bình quân hằng hàng mỗi số tỷ lệ các và của trong được đối với về là theo xây dựng phát triển thành lập hình thành hoàn tổ chức thực hiện toàn xã phường tỉnh địa bàn'.split(
    ' ',
  ),
);

function content(target: DraftTarget): Set<string> {
  return new Set(
    words(`${target.indicator} ${target.text}`).filter((word) => !COMMON.has(word) && !/^\d/.test(word)),
  );
}

/** Share of the smaller set that the two have in common. */
function overlap(a: Set<string>, b: Set<string>): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  return [...small].filter((word) => large.has(word)).length / small.size;
}

const unitCache = new WeakMap<DraftTarget, string>();
function unitOf(target: DraftTarget): string {
  let hit = unitCache.get(target);
  if (hit === undefined) {
    hit =
      fold(target.unit ?? '')
        .split('/')[0]
        ?.trim() ?? '';
    unitCache.set(target, hit);
  }
  return hit;
}
const sameUnit = (a: DraftTarget, b: DraftTarget): boolean => {
  const [left, right] = [unitOf(a), unitOf(b)];
  return left === right || left.startsWith(right) || right.startsWith(left);
};

/** No plan has more figures of one value and unit than this that could repeat each other; the rest are not compared. */
const NEIGHBOURS = 60;

/** The figure of a task or assignment is one that the objectives set. */
const repeatsAim = (aim: DraftTarget, draft: DraftTarget, left: Set<string>, right: Set<string>): boolean =>
  sameUnit(aim, draft) && overlap(left, right) >= 0.5;

const slotOf = (draft: DraftTarget): string => `${draft.value}|${draft.value_max ?? ''}`;

/**
 * A count written as a word ("tổ chức một lớp") is everyday language outside the objectives: it stays only where it
 * repeats a figure that the objectives set, so that no target is made of it.
 */
function withoutLooseWords(drafts: DraftTarget[]): DraftTarget[] {
  const loose = (draft: DraftTarget): boolean => draft.worded && draft.scope !== 'main';
  if (!drafts.some(loose)) return drafts;
  const aims = new Map<string, DraftTarget[]>();
  for (const draft of drafts) {
    if (draft.scope !== 'main' || !draft.measurable) continue;
    const list = aims.get(slotOf(draft)) ?? [];
    if (list.length < NEIGHBOURS) list.push(draft);
    aims.set(slotOf(draft), list);
  }
  return drafts.filter(
    (draft) =>
      !loose(draft) ||
      aims.get(slotOf(draft))?.some((aim) => repeatsAim(aim, draft, content(aim), content(draft))),
  );
}

/** Numbers the drafts, links them, and lends the units of an assignment to the target it repeats. */
export function linkTargets(ctx: Context, all: DraftTarget[]): Target[] {
  const drafts = withoutLooseWords(all);
  const ids = new Map<DraftTarget, string>();
  drafts.forEach((draft, i) => {
    ids.set(draft, `T${i + 1}`);
  });
  const byValue = new Map<string, DraftTarget[]>();
  const sets = new Map<DraftTarget, Set<string>>();
  const setOf = (draft: DraftTarget): Set<string> => {
    let hit = sets.get(draft);
    if (!hit) {
      hit = content(draft);
      sets.set(draft, hit);
    }
    return hit;
  };
  for (const draft of drafts) {
    if (draft.scope !== 'main' || !draft.measurable || draft.value === null) continue;
    const slot = slotOf(draft);
    const list = byValue.get(slot) ?? [];
    const first = list
      .slice(-NEIGHBOURS)
      .find((other) => isRepetition(other, draft, setOf(other), setOf(draft)));
    if (first && first.total === draft.total && !draft.sibling) restate(ctx, draft, first, ids);
    else {
      list.push(draft);
      byValue.set(slot, list);
    }
  }
  for (const draft of drafts) {
    if (draft.scope === 'main' || draft.scope === 'restated') continue;
    if (draft.value === null || draft.kind === 'threshold') continue;
    const origin = byValue
      .get(slotOf(draft))
      ?.slice(0, NEIGHBOURS)
      .filter((other) => repeatsAim(other, draft, setOf(other), setOf(draft)))
      .sort((a, b) => overlap(setOf(b), setOf(draft)) - overlap(setOf(a), setOf(draft)))[0];
    if (origin) restate(ctx, draft, origin, ids);
  }
  const conflicts = findConflicts(drafts, setOf);
  return drafts.map((draft, i) => toTarget(draft, i, ids, conflicts));
}

function isRepetition(a: DraftTarget, b: DraftTarget, left: Set<string>, right: Set<string>): boolean {
  if (!sameUnit(a, b) || a.milestone_year !== b.milestone_year || a.milestone_date !== b.milestone_date)
    return false;
  if (
    a.lines.some(([from, to]) => b.lines.some(([start, end]) => from <= end && start <= to)) &&
    a.node === b.node
  )
    return false;
  return (
    overlap(left, right) >= 0.85 &&
    // Words of its own on either side: two things that are worded alike.
    ([...left].every((word) => right.has(word)) || [...right].every((word) => left.has(word))) &&
    Math.min(left.size, right.size) >= 3 &&
    Math.max(left.size, right.size) <= Math.min(left.size, right.size) * 2.2
  );
}

function restate(ctx: Context, draft: DraftTarget, origin: DraftTarget, ids: Map<DraftTarget, string>): void {
  draft.restates = ids.get(origin) ?? null;
  // A figure repeated in the task sections stays `in_task`; only what assigns it is a plain restatement.
  draft.scope = draft.scope === 'roadmap' ? 'roadmap' : 'restated';
  draft.kind = 'restated';
  draft.measurable = false;
  const units =
    draft.responsible_units.length > 0
      ? draft.responsible_units
      : draft.node
        ? ctx.unitsOf(draft.node).leads
        : [];
  if (units.length > 0) {
    draft.responsible_units = units;
    draft.responsible_source = 'cùng dòng';
    if (origin.responsible_units.length === 0) {
      origin.responsible_units = units;
      origin.responsible_source = `mục ${draft.node?.label ?? ''} (dòng ${draft.lines[0]?.[0] ?? ''})`;
    }
  }
  const weaker =
    origin.comparator !== draft.comparator && draft.comparator !== null && origin.comparator !== null;
  if (weaker) {
    ctx.ask({
      code: 'COMPARATORS_DIFFER',
      message: `Chỉ tiêu "${origin.indicator}" được ghi hai cách: "${origin.text}" và "${draft.text}". Cách nào là chính thức?`,
      lines: [...origin.lines, ...draft.lines],
      refers_to: [ids.get(origin) ?? '', ids.get(draft) ?? ''],
      answers: [origin.text, draft.text],
      blocking: false,
    });
  }
}

/** Two figures for (nearly) the same quantity at the same time: both are kept, a person chooses (B17). */
function findConflicts(
  drafts: DraftTarget[],
  setOf: (draft: DraftTarget) => Set<string>,
): Map<DraftTarget, DraftTarget> {
  const out = new Map<DraftTarget, DraftTarget>();
  const groups = new Map<string, DraftTarget[]>();
  for (const draft of drafts) {
    if (draft.scope !== 'main' || !draft.measurable || draft.value === null || draft.total) continue;
    const slot = `${unitOf(draft)}|${draft.milestone_year ?? ''}|${draft.per ?? ''}`;
    const group = groups.get(slot) ?? [];
    for (const other of group.slice(-NEIGHBOURS)) {
      if (out.has(draft)) break;
      if (other.value === draft.value || other.sibling === draft || draft.sibling === other) continue;
      if (other.node === draft.node || !alike(setOf(other), setOf(draft))) continue;
      if ((other.qualifier?.value ?? null) !== (draft.qualifier?.value ?? null)) continue;
      out.set(draft, other);
      if (!out.has(other)) out.set(other, draft);
    }
    group.push(draft);
    groups.set(slot, group);
  }
  return out;
}

function alike(a: Set<string>, b: Set<string>): boolean {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared >= 4 && shared / (a.size + b.size - shared) >= 0.6;
}

function toTarget(
  draft: DraftTarget,
  i: number,
  ids: Map<DraftTarget, string>,
  conflicts: Map<DraftTarget, DraftTarget>,
): Target {
  const { total, sibling, node: _node, worded: _worded, ...rest } = draft;
  const conflict = conflicts.get(draft);
  const family = sibling ?? draft;
  const familyId = ids.get(family) ?? `T${i + 1}`;
  return {
    id: `T${i + 1}`,
    indicator_id: familyId.replace('T', 'I'),
    ...rest,
    part_of: total ? (ids.get(total) ?? null) : null,
    conflicts_with: conflict ? (ids.get(conflict) ?? null) : null,
  };
}
