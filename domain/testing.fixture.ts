/** Shared facts of the domain's tests: the shipped calendar, a policy, periods and rules in the usual shapes. */
import { SHIPPED_CALENDAR } from '../config/calendars';
import { DEFAULT_REMINDER_POLICY } from '../config/presets/reminders';
import { computeDeadline, type Deadline, type DeadlineRule, type SourceRef } from './deadlines';
import { type Period, type PeriodsInput, periodsOf } from './periods';
import type { ReportingRule } from './plan-projection';
import type { RegisterRow, RowAction } from './register-rows';
import { endOfDay, localDate } from './time';

export const calendar = SHIPPED_CALENDAR;
export const policy = DEFAULT_REMINDER_POLICY;
export const source: SourceRef = { kind: 'van_ban', text: 'KH 45/KH-UBND, mục V.3' };

/** Periods of a series for 2026–2030 under the decree, or as overridden. */
export function periods(over: Partial<PeriodsInput> = {}): Period[] {
  const input: PeriodsInput = {
    cycle: '6_thang',
    preset: 'ND09',
    accumulation: 'THEO_KY',
    termFrom: '2026-01-01',
    termTo: '2030-12-31',
    ...over,
  };
  const found = periodsOf(input);
  if (!found.ok) throw new Error(found.error.message);
  return found.periods;
}

export function period(code: string, over: Partial<PeriodsInput> = {}): Period {
  const found = periods(over).find((candidate) => candidate.code === code);
  if (!found) throw new Error(`no period ${code}`);
  return found;
}

export function deadlineOf(
  rule: DeadlineRule,
  over: Partial<Parameters<typeof computeDeadline>[0]> = {},
): Deadline {
  const base = {
    rule,
    ruleSource: source,
    period: period('2026-H1'),
    calendar,
    rollPolicy: 'LUI_SAU',
  } as const;
  const computed = computeDeadline({ ...base, ...over });
  if (!computed.ok) throw new Error(computed.error.message);
  return computed.deadline;
}

export const rule = (over: Partial<ReportingRule> = {}): ReportingRule => ({
  id: 'r1',
  name: 'Báo cáo 6 tháng',
  cycle: '6_thang',
  preset: 'ND09',
  accumulation: 'THEO_KY',
  custom: null,
  deadlineRule: { kind: 'workingDaysAfterCutoff', n: 2 },
  deadlineSource: source,
  rollPolicy: 'LUI_SAU',
  strictness: 'split',
  unitIds: ['kt', 'vhxh'],
  confirmed: true,
  ...over,
});

/** '2026-06-16T07:30' local, as an instant. */
export const at = (text: string): string => `${text}:00.000+07:00`;

/** A row of the register by its key 'plan/period/unit', open and due 16/6/2026 unless told otherwise. */
export const row = (key: string, over: Partial<RegisterRow> = {}): RegisterRow => {
  const [planId = '', periodCode = '', unitId = ''] = key.split('/');
  return {
    key,
    planId,
    periodCode,
    unitId,
    namedUnitId: null,
    status: 'open',
    dueAt: endOfDay('2026-06-16'),
    dataFrom: '2025-12-15',
    dataTo: '2026-06-14',
    hasDraft: false,
    handSet: false,
    ...over,
  };
};

/** The rows after a change; what the register does in one transaction, here for the properties. */
export function applyActions(rows: readonly RegisterRow[], actions: readonly RowAction[]): RegisterRow[] {
  const next = new Map(rows.map((row) => [row.key, row]));
  for (const action of actions) {
    if (action.type === 'add') {
      const { key, planId, periodCode, unitId, namedUnitId, dueAt } = action.row;
      const day = localDate(dueAt);
      const fresh = {
        status: 'expected',
        dataFrom: day,
        dataTo: day,
        hasDraft: false,
        handSet: false,
      } as const;
      // The id may belong to a report that passed to another unit since.
      const id = next.has(key) ? `${key}#${next.size}` : key;
      next.set(id, { ...fresh, key: id, planId, periodCode, unitId, namedUnitId, dueAt });
      continue;
    }
    const row = next.get(action.key);
    if (!row) continue;
    if (action.type === 'remove') next.delete(action.key);
    else if (action.type === 'move') next.set(action.key, { ...row, dueAt: action.to });
    else if (action.type === 'cancel') next.set(action.key, { ...row, status: 'cancelled' });
    else if (action.type === 'reopen') next.set(action.key, { ...row, status: action.status });
    else {
      const { to, from, namedUnitId = row.namedUnitId ?? from } = action;
      next.set(action.key, { ...row, unitId: to, namedUnitId });
    }
  }
  return [...next.values()];
}
