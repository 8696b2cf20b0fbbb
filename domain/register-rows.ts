/** Changes to rows of the register as pure functions: amendment, termination, units merged, split or dissolved. */
import type { WorkCalendar } from './calendar';
import type { Deadline } from './deadlines';
import { domainError } from './errors';
import { formatDate } from './format';
import { isClosed, isOwed } from './obligation-machine';
import type { ProjectedObligation } from './plan-projection';
import { deadlineOfRule, type ProjectionRule } from './projection';
import { type Result, refuse } from './result';
import type { ObligationStatus } from './terms';
import { type IsoDate, type IsoInstant, isBefore } from './time';

/** What these decisions need of an obligation in the register. */
export interface RegisterRow {
  /** The row's id in the register; a row that changes hands keeps it. */
  key: string;
  planId: string;
  periodCode: string;
  /** Who owes it now. */
  unitId: string;
  /** Under whose name it stands in history, where that differs. */
  namedUnitId: string | null;
  status: ObligationStatus;
  dueAt: IsoInstant;
  dataFrom: IsoDate;
  dataTo: IsoDate;
  /** A draft was begun: the row is never removed (B30). */
  hasDraft: boolean;
  /** The date was set by a person: computed dates do not overrule it (B13). */
  handSet: boolean;
  /** Who stands in the place of the owner, where that was merged since. */
  heirId?: string | null;
  /** Left open by a merger or split until the office decides; no amendment removes it. */
  undecided?: boolean;
}

/** What must not exist twice: one report of one unit for one period (B31). */
export const slotOf = (row: Pick<RegisterRow, 'planId' | 'periodCode' | 'unitId'>): string =>
  `${row.planId}/${row.periodCode}/${row.unitId}`;

/** The place of the unit in whose name another has the report: that unit is not asked for the period once more. */
const renderedSlotOf = (row: RegisterRow): string | null =>
  row.namedUnitId === null || row.status === 'cancelled' ? null : slotOf({ ...row, unitId: row.namedUnitId });

/** Who stands in the place of each merged unit, at the end of the chain. */
export function heirs(successorOf: ReadonlyMap<string, string>): Map<string, string> {
  const last = (id: string, steps: number): string => {
    const heir = successorOf.get(id);
    return heir === undefined || steps === 0 ? id : last(heir, steps - 1);
  };
  return new Map([...successorOf.keys()].map((id) => [id, last(id, successorOf.size)]));
}

export type RowAction =
  | { type: 'add'; row: ProjectedObligation }
  | { type: 'move'; key: string; from: IsoInstant; to: IsoInstant; reason: string }
  | { type: 'remove'; key: string; reason: string }
  | { type: 'cancel'; key: string; reason: string }
  /** A cancelled row is owed again, in the state it had. */
  | { type: 'reopen'; key: string; status: ObligationStatus; reason: string }
  /** `namedUnitId` where the name in history is known and not simply the old owner's: when a change is undone. */
  | {
      type: 'reassign';
      key: string;
      from: string;
      to: string;
      namedUnitId?: string | null;
      reason: string;
    };

/** Rows that a change leaves standing although it would have removed them, with the reason; shown to the office. */
export interface KeptRow {
  key: string;
  reason: string;
}

export interface ChangePlan {
  actions: RowAction[];
  kept: KeptRow[];
}

/**
 * From the rows in the register to the rows of an amended plan (B30): new ones are added, untouched future ones that
 * are no longer owed go, begun or received ones stay and are listed, dates of open ones follow.
 */
export function amendRows({
  rows,
  projected,
  reason,
}: {
  rows: readonly RegisterRow[];
  projected: readonly ProjectedObligation[];
  reason: string;
}): ChangePlan {
  // By period and present owner, not by key: a report that passed to a successor keeps the key it was born with.
  const wanted = new Map(projected.map((row) => [slotOf(row), row]));
  const actions: RowAction[] = [];
  const kept: KeptRow[] = [];
  const present = new Set<string>();
  for (const row of rows) {
    present.add(slotOf(row));
    const rendered = renderedSlotOf(row);
    if (rendered !== null) present.add(rendered);
    // what the owner gave or still owes is not asked of the unit that took its place
    if (row.heirId && row.status !== 'cancelled') present.add(slotOf({ ...row, unitId: row.heirId }));
    const target = wanted.get(slotOf(row)) ?? (rendered === null ? undefined : wanted.get(rendered));
    if (target) {
      const movable = !isClosed(row.status) && row.status !== 'submitted' && !row.handSet;
      if (movable && target.dueAt !== row.dueAt) {
        actions.push({ type: 'move', key: row.key, from: row.dueAt, to: target.dueAt, reason });
      }
      continue;
    }
    if (isClosed(row.status)) continue;
    const untouched = (row.status === 'expected' || row.status === 'open') && !row.hasDraft && !row.undecided;
    if (untouched) actions.push({ type: 'remove', key: row.key, reason });
    else kept.push({ key: row.key, reason: keptReason(row) });
  }
  for (const row of projected) if (!present.has(slotOf(row))) actions.push({ type: 'add', row });
  return { actions, kept };
}

const keptReason = ({ undecided, hasDraft }: RegisterRow): string => {
  if (undecided) return 'đang chờ Văn phòng quyết định đơn vị tiếp nhận';
  return hasDraft ? 'đã có bản nháp' : 'đã nộp hoặc đang chỉnh sửa';
};

/**
 * Termination (B28): the final report moves to the termination rule, later reports are cancelled with the reason,
 * what was overdue before stays overdue.
 */
export function terminateRows({
  rows,
  finalCode,
  terminatedAt,
  finalDeadline,
  reason,
}: {
  rows: readonly RegisterRow[];
  /** Code of the final report ('TK-2030'), null where the plan has none. */
  finalCode: string | null;
  terminatedAt: IsoInstant;
  finalDeadline: Deadline | null;
  reason: string;
}): ChangePlan {
  const actions: RowAction[] = [];
  const kept: KeptRow[] = [];
  for (const row of rows) {
    if (isClosed(row.status)) continue;
    if (row.periodCode === finalCode && finalDeadline) {
      const { dueAt } = finalDeadline;
      if (dueAt !== row.dueAt)
        actions.push({ type: 'move', key: row.key, from: row.dueAt, to: dueAt, reason });
    } else if (row.status === 'submitted' || row.status === 'returned') {
      kept.push({ key: row.key, reason: 'đã nộp trước ngày chấm dứt' });
    } else if (isBefore(row.dueAt, terminatedAt)) {
      kept.push({ key: row.key, reason: 'đã quá hạn trước ngày chấm dứt' });
    } else {
      actions.push({ type: 'cancel', key: row.key, reason });
    }
  }
  return { actions, kept };
}

/** The final report's deadline under the termination rule: data to the day of termination. */
export function terminationDeadline({
  rule,
  termFrom,
  terminatedOn,
  calendar,
}: {
  rule: Pick<ProjectionRule, 'deadlineRule' | 'deadlineSource' | 'rollPolicy' | 'strictness'>;
  termFrom: IsoDate;
  terminatedOn: IsoDate;
  calendar: WorkCalendar;
}): Result<{ deadline: Deadline }> {
  const label = `Tổng kết đến ngày chấm dứt ${formatDate(terminatedOn)}`;
  const period = {
    code: `TK-${terminatedOn.slice(0, 4)}`,
    label,
    cycle: 'tong_ket' as const,
    year: Number(terminatedOn.slice(0, 4)),
    dataFrom: termFrom,
    dataTo: terminatedOn,
    partial: true,
    cumulativeFrom: termFrom,
  };
  return deadlineOfRule(rule, period, calendar);
}

export interface UnitChange {
  /** Open rows change hands; closed ones keep the old name, so that rates before the day stand (B94). */
  actions: RowAction[];
  /** Rows somebody must decide on: the successor already closed its own report of the same period. */
  undecided: KeptRow[];
  /** Units that get a notice, with the number of reports they take over. */
  notices: { unitId: string; count: number }[];
}

/** B94: what unit A still owes passes to B. Where B owes the same period itself, one report of B covers both. */
export function mergeUnit({
  rows,
  fromUnitId,
  intoUnitId,
  effectiveOn,
  fromName,
  intoName,
}: {
  rows: readonly RegisterRow[];
  fromUnitId: string;
  intoUnitId: string;
  effectiveOn: IsoDate;
  fromName: string;
  intoName: string;
}): Result<UnitChange> {
  if (fromUnitId === intoUnitId) {
    return refuse(domainError('UNIT_SUCCESSOR_CYCLE', { unit: fromName }, 'successorId'));
  }
  const reason = `${fromName} sáp nhập vào ${intoName} từ ngày ${formatDate(effectiveOn)}`;
  const own = new Map(rows.filter(({ unitId }) => unitId === intoUnitId).map((row) => [slotOf(row), row]));
  const change: UnitChange = { actions: [], undecided: [], notices: [] };
  for (const row of rows) {
    if (row.unitId !== fromUnitId || isClosed(row.status)) continue;
    const twin = own.get(slotOf({ ...row, unitId: intoUnitId }));
    if (!twin) {
      change.actions.push({ type: 'reassign', key: row.key, from: fromUnitId, to: intoUnitId, reason });
    } else if (isOwed(twin.status) && isOwed(row.status)) {
      change.actions.push({
        type: 'cancel',
        key: row.key,
        reason: `${reason}; gộp vào báo cáo của ${intoName}`,
      });
    } else {
      // B sent its own, or was let off: whether that covers A as well is for the office to say.
      change.undecided.push({
        key: row.key,
        reason: `báo cáo kỳ này của ${intoName} đã nộp, được miễn hoặc đã hủy`,
      });
    }
  }
  const count = change.actions.filter(({ type }) => type === 'reassign').length;
  if (count > 0) change.notices.push({ unitId: intoUnitId, count });
  return { ok: true, ...change };
}

/** A unit split or dissolved: each open row goes where the office says; a row without an answer stops the change. */
export function splitUnit({
  rows,
  fromUnitId,
  fromName,
  effectiveOn,
  receiverOf,
}: {
  rows: readonly RegisterRow[];
  fromUnitId: string;
  fromName: string;
  effectiveOn: IsoDate;
  /** Key of an open row → unit that takes it. */
  receiverOf: Readonly<Record<string, string>>;
}): Result<UnitChange> {
  const open = rows.filter(({ unitId, status }) => unitId === fromUnitId && !isClosed(status));
  const missing = open.filter(({ key }) => receiverOf[key] === undefined);
  if (missing.length > 0) {
    const params = { unit: fromName, count: missing.length };
    return refuse(domainError('UNIT_SPLIT_UNDECIDED', params, 'receiverOf'));
  }
  const reason = `${fromName} được sắp xếp lại từ ngày ${formatDate(effectiveOn)}`;
  const counts = new Map<string, number>();
  const taken = new Set(rows.map(slotOf));
  const change: UnitChange = { actions: [], undecided: [], notices: [] };
  for (const row of open) {
    const { key } = row;
    const to = receiverOf[key];
    if (to === undefined || to === fromUnitId) continue;
    const slot = slotOf({ ...row, unitId: to });
    if (taken.has(slot)) {
      change.undecided.push({ key, reason: 'đơn vị tiếp nhận đã có báo cáo riêng của kỳ này' });
      continue;
    }
    taken.add(slot);
    counts.set(to, (counts.get(to) ?? 0) + 1);
    change.actions.push({ type: 'reassign', key, from: fromUnitId, to, reason });
  }
  change.notices = [...counts].map(([unitId, count]) => ({ unitId, count }));
  return { ok: true, ...change };
}
