/** Which reports follow when the deadline of their period is computed anew: open and derived ones, nobody else's (B9, B13). */

import type { WorkCalendar } from '../domain/calendar';
import type { Deadline } from '../domain/deadlines';
import { formatDue } from '../domain/format';
import type { ReminderPolicy } from '../domain/ladder';
import { times } from '../domain/projection';
import { isoInstant } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import type { Tx } from './context';
import { instantColumn } from './dates';
import type { DeadlineMoves, KeptObligation, ObligationMove, PeriodChange } from './deadline-moves';
import { groupBy } from './group';
import { deadlineOf } from './obligations';

/** A period as it stands, with what decides about its change. */
export const PERIOD_ROW = {
  id: true,
  planId: true,
  ruleId: true,
  code: true,
  label: true,
  cycle: true,
  state: true,
  halfYear: true,
  dataFrom: true,
  dataTo: true,
  cumulativeFrom: true,
  partial: true,
  dueAt: true,
  opensAt: true,
  locksAt: true,
  deadline: true,
} satisfies Prisma.ReportingPeriodSelect;

export type PeriodRow = Prisma.ReportingPeriodGetPayload<{ select: typeof PERIOD_ROW }>;

export interface PeriodTarget {
  period: PeriodRow;
  deadline: Deadline;
  /** Vietnamese: why */
  why: string;
}

const hasStep = (deadline: Deadline, step: 'override' | 'extension'): boolean =>
  deadline.chain.some((link) => link.step === step);

/** True where a person set the period's date itself: rules and calendar do not overrule it (B13). */
export const isHandSet = (row: { deadline: Prisma.JsonValue }): boolean =>
  hasStep(deadlineOf(row), 'override');

/** The change of a period with its opening and lock under the plan's policy. */
export function periodChange(
  { period, deadline }: PeriodTarget,
  context: { policy: ReminderPolicy; calendar: WorkCalendar; asOf: Date },
): PeriodChange {
  const next = times(deadline, context.policy, context.calendar);
  const before = deadlineOf(period);
  return {
    periodId: period.id,
    planId: period.planId,
    label: period.label,
    halfYear: period.halfYear,
    open: period.state === 'open' || period.opensAt <= context.asOf,
    deadline,
    // A cycle that runs is not closed again by a later date.
    opensAt: period.state === 'open' ? period.opensAt : instantColumn(next.opensAt),
    locksAt: instantColumn(next.locksAt),
    moved: before.dueAt !== deadline.dueAt || before.date !== deadline.date,
  };
}

/** The reports of these periods that follow, and those that stay with the reason. */
export async function followPeriods(
  tx: Tx,
  organizationId: string,
  targets: readonly (PeriodTarget & { change: PeriodChange })[],
): Promise<DeadlineMoves> {
  const byId = new Map(targets.map((target) => [target.period.id, target]));
  const rows = await tx.obligation.findMany({
    where: { organizationId, periodId: { in: [...byId.keys()] }, state: { in: ['expected', 'open'] } },
    select: {
      id: true,
      periodId: true,
      unitId: true,
      revision: true,
      dueAt: true,
      originalDueAt: true,
      deadline: true,
    },
    orderBy: { id: 'asc' },
  });
  const units = await namesOf(tx, organizationId, rows);
  const plans = await tx.plan.findMany({
    where: { organizationId, id: { in: [...new Set(targets.map(({ period }) => period.planId))] } },
    select: { id: true, title: true },
  });
  const titles = new Map(plans.map(({ id, title }) => [id, title]));
  const moves: ObligationMove[] = [];
  const kept: KeptObligation[] = [];
  for (const [periodId, own] of groupBy(rows, (row) => row.periodId)) {
    const target = byId.get(periodId);
    if (!target) continue;
    const common = instantColumn(target.deadline.dueAt);
    const { period } = target;
    for (const row of own) {
      const unitName = units.get(row.unitId) ?? '';
      const keep = (reason: string): number =>
        kept.push({ obligationId: row.id, unitName, periodLabel: period.label, dueAt: row.dueAt, reason });
      const move: ObligationMove = {
        obligationId: row.id,
        periodId,
        planId: period.planId,
        planTitle: titles.get(period.planId) ?? '',
        periodLabel: period.label,
        unitId: row.unitId,
        unitName,
        revision: row.revision,
        from: row.dueAt,
        to: common,
        why: target.why,
        deadline: null,
        originalDueAt: null,
      };
      const own = deadlineOf(row);
      if (row.originalDueAt !== null && row.dueAt > common) {
        // B51: the unit's own extension reaches further than the new common date; only what lies beneath it moves.
        moves.push({ ...move, to: row.dueAt, deadline: own, originalDueAt: common });
        keep(`đơn vị được gia hạn đến ${formatDue(isoInstant(row.dueAt))}`);
      } else if (
        row.originalDueAt === null &&
        hasStep(own, 'override') &&
        !hasStep(deadlineOf(period), 'override')
      ) {
        keep('hạn do Văn phòng đặt riêng cho đơn vị này');
      } else {
        moves.push(move);
      }
    }
  }
  return { periods: targets.map(({ change }) => change), moves, kept };
}

async function namesOf(
  tx: Tx,
  organizationId: string,
  rows: readonly { unitId: string }[],
): Promise<Map<string, string>> {
  const units = await tx.unit.findMany({
    where: { organizationId, id: { in: [...new Set(rows.map(({ unitId }) => unitId))] } },
    select: { id: true, name: true },
  });
  return new Map(units.map(({ id, name }) => [id, name]));
}
