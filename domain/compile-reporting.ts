/** Who reported, in time, late or not at all, and which version of each report the summary stands on. */
import type {
  CompileInput,
  CompileObligation,
  CompileSubmission,
  CompileUnit,
  Rate,
  ReportingCounts,
  ReportingRow,
  ReportingStatus,
} from './compile-types';
import { stripDiacritics } from './text';
import { dayNumber, localDate } from './time';

const KIND_RANK = { subordinate: 0, independent: 1, party: 2 } as const;

/** One order for every list of units, whatever order the database gave (B90). */
export function orderUnits(units: readonly CompileUnit[]): CompileUnit[] {
  const key = new Map(units.map((unit) => [unit.id, stripDiacritics(unit.name)]));
  return [...units].sort((a, b) => {
    const byKind = KIND_RANK[a.kind] - KIND_RANK[b.kind];
    if (byKind !== 0) return byKind;
    const [x, y] = [key.get(a.id) ?? '', key.get(b.id) ?? ''];
    return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : 1;
  });
}

/** Node 20 has no Map.groupBy. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** B57: nothing to divide by is 'không áp dụng', neither 0 % nor 100 %. */
export function rate(numerator: number, denominator: number): Rate {
  const percent = denominator === 0 ? null : Number(((numerator / denominator) * 100).toFixed(2));
  return { numerator, denominator, percent };
}

/** The accepted version, else the newest sent one; drafts, returned and withdrawn versions never (B49, B58). */
export function currentVersion(versions: readonly CompileSubmission[]): CompileSubmission | null {
  const usable = versions.filter((s) => (s.state ?? 'submitted') === 'submitted' || s.state === 'accepted');
  const newestFirst = [...usable].sort((a, b) => b.version - a.version || (a.id < b.id ? -1 : 1));
  return newestFirst.find((s) => s.state === 'accepted') ?? newestFirst[0] ?? null;
}

function daysLate(obligation: CompileObligation): number {
  if (obligation.receivedAt === null) return 0;
  const days = dayNumber(localDate(obligation.receivedAt)) - dayNumber(localDate(obligation.dueAt));
  // Late within the day of a deadline with an hour is late all the same.
  return Math.max(Date.parse(obligation.receivedAt) > Date.parse(obligation.dueAt) ? 1 : 0, days);
}

function statusOf(obligation: CompileObligation, asOf: string): ReportingStatus {
  switch (obligation.state) {
    case 'exempt':
    case 'cancelled':
    case 'returned':
      return obligation.state;
    case 'submitted':
    case 'accepted':
      return obligation.timeliness ?? (daysLate(obligation) > 0 ? 'late' : 'on_time');
    case 'expected':
    case 'open':
      return Date.parse(obligation.dueAt) < Date.parse(asOf) ? 'missing' : 'not_due';
  }
}

export type Reporting = {
  rows: ReportingRow[];
  counts: ReportingCounts;
  /** Version in use, by obligation. */
  used: { submission: CompileSubmission; row: ReportingRow }[];
};

export function compileReporting(input: CompileInput, units: readonly CompileUnit[]): Reporting {
  const rank = new Map(units.map((unit, i) => [unit.id, i]));
  const unitOf = new Map(units.map((unit) => [unit.id, unit]));
  const obligations = input.obligations
    .filter((obligation) => obligation.periodCode === input.period.code)
    .sort((a, b) => (rank.get(a.unitId) ?? 1e9) - (rank.get(b.unitId) ?? 1e9) || (a.id < b.id ? -1 : 1));
  const versions = groupBy(input.submissions, (submission) => submission.obligationId);
  const used: Reporting['used'] = [];
  const rows = obligations.map((obligation): ReportingRow => {
    const status = statusOf(obligation, input.asOf);
    const received = status === 'on_time' || status === 'late' || status === 'late_extended';
    const submission = received ? currentVersion(versions.get(obligation.id) ?? []) : null;
    const unit = unitOf.get(obligation.unitId);
    const late =
      status === 'late' ||
      status === 'late_extended' ||
      (status === 'returned' && obligation.timeliness !== 'on_time');
    const row: ReportingRow = {
      unitId: obligation.unitId,
      unitName: unit?.name ?? obligation.unitId,
      unitKind: unit?.kind ?? 'subordinate',
      obligationId: obligation.id,
      status,
      dueAt: obligation.dueAt,
      receivedAt: received || status === 'returned' ? obligation.receivedAt : null,
      lateDays: late ? daysLate(obligation) : 0,
      reminders: obligation.reminders,
      nil: submission?.nil ?? false,
      submissionId: submission?.id ?? null,
      version: submission?.version ?? null,
      note: obligation.note?.trim() || null,
    };
    if (submission !== null) used.push({ submission, row });
    return row;
  });
  return { rows, counts: countRows(rows), used };
}

/** A returned report was received, and its punctuality stands (B47); its content waits for the correction. */
function countRows(rows: readonly ReportingRow[]): ReportingCounts {
  const count = (test: (row: ReportingRow) => boolean) => rows.filter(test).length;
  const is = (...statuses: ReportingStatus[]) => count((row) => statuses.includes(row.status));
  const exempt = is('exempt');
  const cancelled = is('cancelled');
  const required = rows.length - exempt - cancelled;
  const returned = is('returned');
  const onTime = is('on_time') + count((row) => row.status === 'returned' && row.lateDays === 0);
  const late = is('late', 'late_extended') + count((row) => row.status === 'returned' && row.lateDays > 0);
  const received = onTime + late;
  return {
    required,
    received,
    onTime,
    late,
    returned,
    missing: required - received,
    notDue: is('not_due'),
    exempt,
    cancelled,
    nil: count((row) => row.nil),
    receivedRate: rate(received, required),
    onTimeRate: rate(onTime, required),
  };
}
