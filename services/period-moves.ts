/** Which reports follow when the deadline of their period is computed anew: open and derived ones, nobody else's (B9, B13). */

import type { Deadline } from '../domain/deadlines';
import { formatDue } from '../domain/format';
import type { ReminderPolicy } from '../domain/ladder';
import type { Period } from '../domain/periods';
import type { timesUnder } from '../domain/projection';
import type { Cycle } from '../domain/terms';
import { isoInstant } from '../domain/time';
import { Prisma } from '../prisma/generated/client';
import type { Tx } from './context';
import { civilDate, civilDateOrNull, instantColumn } from './dates';
import type { DeadlineMoves, KeptObligation, ObligationMove, PeriodChange } from './deadline-moves';
import { reportingYearOf } from './figures';
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

/** A period of the register as the domain computes with it. */
export const periodOf = (row: PeriodRow, rule: { preset: string }): Period => ({
  code: row.code,
  label: row.label,
  cycle: row.cycle as Cycle,
  year: reportingYearOf(row),
  dataFrom: civilDate(row.dataFrom),
  dataTo: civilDate(row.dataTo),
  partial: row.partial,
  cumulativeFrom: civilDateOrNull(row.cumulativeFrom),
  preset: rule.preset as NonNullable<Period['preset']>,
});

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
  { policy, times, asOf }: { policy: ReminderPolicy; times: ReturnType<typeof timesUnder>; asOf: Date },
): PeriodChange {
  const next = times(deadline, policy);
  const before = deadlineOf(period);
  return {
    periodId: period.id,
    planId: period.planId,
    label: period.label,
    halfYear: period.halfYear,
    open: period.state === 'open' || period.opensAt <= asOf,
    deadline,
    // A cycle that runs is not closed again by a later date.
    opensAt: period.state === 'open' ? period.opensAt : instantColumn(next.opensAt),
    locksAt: instantColumn(next.locksAt),
    moved: before.dueAt !== deadline.dueAt || before.date !== deadline.date,
  };
}

interface OpenRow {
  id: string;
  unitId: string;
  revision: number;
  dueAt: Date;
  originalDueAt: Date | null;
  /** a person set its date, for this unit alone or for the whole period */
  handSet: boolean;
}

interface OpenReports {
  /** by period */
  rows: Map<string, OpenRow[]>;
  unitNames: Map<string, string>;
  planTitles: Map<string, string>;
}

/**
 * The open reports of periods, without their chains: a change of one calendar day reads tens of thousands of them, so
 * each period's come as one value, and names once. With `lock` a report that is being sent at this moment goes first
 * and is then no longer among them.
 */
async function openReports(
  tx: Tx,
  organizationId: string,
  periodIds: readonly string[],
  lock: boolean,
): Promise<OpenReports> {
  const ids = [...periodIds];
  const open = Prisma.sql`"Obligation" WHERE "organizationId" = ${organizationId}::uuid AND "periodId" = ANY(${ids}::uuid[])
    AND "state" IN ('expected', 'open')`;
  if (lock) await tx.$executeRaw`SELECT FROM ${open} ORDER BY "id" FOR UPDATE`;
  const grouped = await tx.$queryRaw<
    { periodId: string; rows: [string, string, number, number, number | null, boolean][] }[]
  >`
    SELECT "periodId"::text, json_agg(json_build_array("id", "unitId", "revision", extract(epoch FROM "dueAt") * 1000,
      extract(epoch FROM "originalDueAt") * 1000, "deadline" @? '$.chain[*] ? (@.step == "override")') ORDER BY "id") AS "rows"
    FROM ${open} GROUP BY "periodId"`;
  const units = await tx.unit.findMany({ where: { organizationId }, select: { id: true, name: true } });
  const plans = await tx.$queryRaw<{ id: string; title: string }[]>`
    SELECT "id"::text, "title" FROM "Plan" WHERE "organizationId" = ${organizationId}::uuid
      AND "id" IN (SELECT "planId" FROM "ReportingPeriod" WHERE "id" = ANY(${ids}::uuid[]))`;
  return {
    rows: new Map(
      grouped.map(({ periodId, rows }) => [
        periodId,
        rows.map(([id, unitId, revision, dueAt, originalDueAt, handSet]) => ({
          ...{ id, unitId, revision, handSet, dueAt: new Date(dueAt) },
          originalDueAt: originalDueAt === null ? null : new Date(originalDueAt),
        })),
      ]),
    ),
    unitNames: new Map(units.map(({ id, name }) => [id, name])),
    planTitles: new Map(plans.map(({ id, title }) => [id, title])),
  };
}

/** The reports of these periods that follow, and those that stay with the reason. */
export async function followPeriods(
  tx: Tx,
  organizationId: string,
  targets: readonly (PeriodTarget & { change: PeriodChange })[],
  { lock = false }: { lock?: boolean } = {},
): Promise<DeadlineMoves> {
  const open = await openReports(
    tx,
    organizationId,
    targets.map(({ period }) => period.id),
    lock,
  );
  const moves: ObligationMove[] = [];
  const kept: KeptObligation[] = [];
  const extended: ObligationMove[] = [];
  for (const { period, deadline, why } of targets) {
    const common = instantColumn(deadline.dueAt);
    const setForAll = hasStep(deadlineOf(period), 'override');
    // Where a person set the whole period's date before, a report has one of its own only if it differs.
    const isOwnDate = ({ originalDueAt, handSet, dueAt }: OpenRow): boolean =>
      originalDueAt === null && handSet && !(setForAll && dueAt.getTime() === period.dueAt.getTime());
    const planTitle = open.planTitles.get(period.planId) ?? '';
    for (const row of open.rows.get(period.id) ?? []) {
      const { id: obligationId, unitId, dueAt } = row;
      const unitName = open.unitNames.get(unitId) ?? '';
      const keep = (reason: string): number =>
        kept.push({ obligationId, unitName, periodLabel: period.label, dueAt, reason });
      const move: ObligationMove = {
        obligationId,
        periodId: period.id,
        planId: period.planId,
        planTitle,
        periodLabel: period.label,
        unitId,
        unitName,
        revision: row.revision,
        from: dueAt,
        to: common,
        why,
        deadline: null,
        originalDueAt: null,
      };
      if (row.originalDueAt !== null && dueAt > common) {
        // B51: the unit's own extension reaches further than the new common date; only what lies beneath it moves.
        extended.push({ ...move, to: dueAt, originalDueAt: common });
        keep(`đơn vị được gia hạn đến ${formatDue(isoInstant(dueAt))}`);
      } else if (isOwnDate(row)) {
        keep('hạn do Văn phòng đặt riêng cho đơn vị này');
      } else {
        moves.push(move);
      }
    }
  }
  moves.push(...(await withOwnChains(tx, organizationId, extended)));
  return { periods: targets.map(({ change }) => change), moves, kept };
}

/** Reports that keep their own deadline keep its chain, which is read only for them. */
async function withOwnChains(
  tx: Tx,
  organizationId: string,
  moves: readonly ObligationMove[],
): Promise<ObligationMove[]> {
  if (moves.length === 0) return [];
  const rows = await tx.obligation.findMany({
    where: { organizationId, id: { in: moves.map(({ obligationId }) => obligationId) } },
    select: { id: true, deadline: true },
  });
  const chains = new Map(rows.map((row) => [row.id, deadlineOf(row)]));
  return moves.map((move) => ({ ...move, deadline: chains.get(move.obligationId) ?? null }));
}
