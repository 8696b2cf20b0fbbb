/** A merger, division or dissolution undone: which reports come back to the unit, and which stay where they are (B94, B97). */
import { isClosed } from './obligation-machine';
import { type ChangePlan, type KeptRow, type RegisterRow, slotOf } from './register-rows';
import type { ObligationStatus } from './terms';

/** A report as the change found it, and where it put it. */
export interface CarriedRow {
  key: string;
  /** Who took it over; null: cancelled, because the receiver's own report covered it. */
  to: string | null;
  status: ObligationStatus;
  namedUnitId: string | null;
}

const OVER = 'kỳ báo cáo đã đóng hoặc không còn áp dụng';
const TAKEN = 'đơn vị đã có báo cáo khác của kỳ này';

/**
 * What nobody touched since goes back as it was; what the receiver began or sent, and what was decided since, stays and
 * is listed. Rows the register no longer has are passed over.
 */
export function restoreUnit({
  rows,
  carried,
  unitId,
  unitName,
  touched,
  over,
}: {
  rows: readonly RegisterRow[];
  carried: readonly CarriedRow[];
  unitId: string;
  unitName: string;
  /** Keys of rows of which somebody wrote, sent or decided a version since the change. */
  touched: ReadonlySet<string>;
  /** Keys of rows whose period is closed, or whose rule or plan is no longer in force. */
  over: ReadonlySet<string>;
}): ChangePlan {
  const reason = `${unitName} được khôi phục do hoàn tác việc sắp xếp đơn vị`;
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const cancelled = new Set(carried.filter(({ to }) => to === null).map(({ key }) => key));
  const taken = new Set(
    rows.filter((row) => row.unitId === unitId && !cancelled.has(row.key)).map((row) => slotOf(row)),
  );
  const plan: ChangePlan = { actions: [], kept: [] };
  for (const was of carried) {
    const row = byKey.get(was.key);
    // What the change left with the unit, for the office to decide, is simply the unit's again.
    if (!row || (was.to !== null && row.unitId === unitId)) continue;
    const slot = slotOf({ ...row, unitId });
    const kept = keptReason(row, was, touched) ?? (over.has(row.key) ? OVER : taken.has(slot) ? TAKEN : null);
    if (kept) {
      plan.kept.push({ key: row.key, reason: kept } satisfies KeptRow);
      continue;
    }
    taken.add(slot);
    const { key } = row;
    const { namedUnitId, status, to } = was;
    if (to === null) plan.actions.push({ type: 'reopen', key, status, reason });
    else plan.actions.push({ type: 'reassign', key, from: to, to: unitId, namedUnitId, reason });
  }
  return plan;
}

/** Why a report is no longer as the change left it; null where it is. */
function keptReason(
  { key, unitId, status }: RegisterRow,
  was: CarriedRow,
  touched: ReadonlySet<string>,
): string | null {
  if (was.to === null) return status === 'cancelled' ? null : 'đã được quyết định lại sau đó';
  if (unitId !== was.to) return 'đã chuyển tiếp cho đơn vị khác';
  if (status === was.status && !touched.has(key)) return null;
  if (status === 'accepted') return 'báo cáo của đơn vị tiếp nhận đã được nhận';
  if (isClosed(status)) return 'đã được miễn hoặc hủy sau đó';
  return status === 'submitted' ? 'đơn vị tiếp nhận đã nộp' : 'đơn vị tiếp nhận đang lập hoặc chỉnh sửa';
}
