// Pairs the reporting cycles of a clause with its deadlines; dates without a cycle word imply one, and say so.
import type { DueRule, ReportKind } from '../reading';
import type { CycleHit } from './cycles';
import type { DateHit } from './due-dates';

export interface Scheduled {
  kind: ReportKind;
  due: DueRule[];
  text: string[];
  inferred: boolean;
}

const halfOf = (rule: DueRule): ReportKind | null => {
  if (typeof rule.month !== 'number') return null;
  if (rule.month >= 5 && rule.month <= 7) return '6_thang';
  if (rule.month >= 8 && rule.month <= 10) return '9_thang';
  return rule.month >= 11 || rule.month <= 2 ? 'hang_nam' : null;
};

/** Pairs the cycles of a clause with its dates; dates without a cycle word imply one (and say so). */
export function schedule(clause: string, cycles: CycleHit[], dates: DateHit[]): Scheduled[] {
  const out = new Map<ReportKind, Scheduled>();
  const entry = (kind: ReportKind, inferred = false): Scheduled => {
    let hit = out.get(kind);
    if (!hit) {
      hit = { kind, due: [], text: [], inferred };
      out.set(kind, hit);
    }
    return hit;
  };
  for (const cycle of cycles) entry(cycle.kind);
  const give = (kind: ReportKind, date: DateHit, inferred = false): void => {
    const target = entry(kind, inferred);
    target.due.push(date.rule);
    target.text.push(date.text);
  };
  const loose: DateHit[] = [];
  for (const date of dates) {
    if (date.kind) give(date.kind, date);
    else loose.push(date);
  }
  if (loose.length === 0) return [...out.values()];
  const periodicKinds = [...new Set(cycles.map((cycle) => cycle.kind))];
  if (periodicKinds.length === 0) return inferKinds(loose, give, out);
  if (periodicKinds.length === 1) {
    const [kind] = periodicKinds as [ReportKind];
    for (const date of loose) give(kind, date);
    return [...out.values()];
  }
  for (const date of loose) {
    const named = bracketed(clause, date, cycles);
    if (named) {
      give(named, date);
      continue;
    }
    if (date.rule.month === 'last_month_of_period') {
      for (const kind of periodicKinds) give(kind, date);
      continue;
    }
    const group = groupBefore(clause, date, cycles) ?? groupAfter(clause, date, cycles);
    const kinds = group ?? periodicKinds;
    const half = halfOf(date.rule);
    if (kinds.length === 1 && kinds[0]) give(kinds[0], date);
    else if (half && kinds.includes(half)) give(half, date);
    else if (kinds.includes('quy') && !half) give('quy', date);
    else if (half && periodicKinds.includes(half)) give(half, date);
    else if (kinds[0]) give(kinds.at(-1) ?? kinds[0], date);
  }
  return [...out.values()];
}

/** A date pair without a cycle word: half-year and year; four dates: quarters; one: yearly when it says so. */
function inferKinds(
  loose: DateHit[],
  give: (kind: ReportKind, date: DateHit, inferred?: boolean) => void,
  out: Map<ReportKind, Scheduled>,
): Scheduled[] {
  const yearly = loose.filter((date) => date.rule.year === undefined);
  if (loose.some((date) => date.rule.year !== undefined)) {
    for (const date of loose) give('mot_lan', date);
  } else if (yearly.length >= 4) for (const date of yearly) give('quy', date, true);
  else if (yearly.length === 1) {
    const [date] = yearly;
    if (date) give(date.yearly ? 'hang_nam' : (halfOf(date.rule) ?? 'hang_nam'), date, !date.yearly);
  } else for (const date of yearly) give(halfOf(date.rule) ?? 'hang_nam', date, true);
  return [...out.values()];
}

const YEAR_MEANT = /^,?\s+(?:của\s+)?năm\s+(?:sau|kế tiếp|tiếp theo|liền kề|báo cáo|kế hoạch)/;

/** "(báo cáo 6 tháng)" directly behind the date, or the cycle directly before the bracket that holds the date. */
function bracketed(clause: string, date: DateHit, cycles: CycleHit[]): ReportKind | null {
  // "ngày 15 tháng 01 năm sau (báo cáo năm)": which year is meant stands between.
  const behind = date.to + (YEAR_MEANT.exec(clause.slice(date.to))?.[0].length ?? 0);
  const after = cycles.find(
    (cycle) =>
      cycle.at >= behind &&
      /^\s*\(?\s*(?:đối với\s+)?(?:báo cáo\s+)?(?:định kỳ\s+)?$/.test(clause.slice(behind, cycle.at)) &&
      /\(|đối với/.test(clause.slice(behind, cycle.at)),
  );
  if (after) return after.kind;
  const before = cycles.filter((cycle) => cycle.to <= date.at).at(-1);
  if (before && /^\s*(?:\(|:|-)?\s*(?:gửi\s*)?$/.test(clause.slice(before.to, date.at))) {
    const grouped = groupBefore(clause, date, cycles);
    return grouped && grouped.length > 1 ? null : before.kind;
  }
  return null;
}

/** Cycles listed together ("quý, 6 tháng, năm") right before the date. */
function groupBefore(clause: string, date: DateHit, cycles: CycleHit[]): ReportKind[] | null {
  const before = cycles.filter((cycle) => cycle.to <= date.at);
  const last = before.at(-1);
  if (!last || /;|\.\s/.test(clause.slice(last.to, date.at))) return null;
  const group = [last.kind];
  for (let i = before.length - 2; i >= 0; i--) {
    const left = before[i];
    const right = before[i + 1];
    if (
      !left ||
      !right ||
      !/^\s*(?:,|và|hoặc|\/|-|,\s*và)?\s*(?:báo cáo\s+)?(?:định kỳ\s+)?$/.test(
        clause.slice(left.to, right.at),
      )
    )
      break;
    group.unshift(left.kind);
  }
  return group;
}

function groupAfter(clause: string, date: DateHit, cycles: CycleHit[]): ReportKind[] | null {
  const after = cycles.filter((cycle) => cycle.at >= date.to);
  if (after.length === 0 || /;|\.\s/.test(clause.slice(date.to, after[0]?.at))) return null;
  return [...new Set(after.map((cycle) => cycle.kind))];
}
