/** Writes a plan's periods and obligations into the register. Run again it changes nothing (B12, B31). */

import type { DeadlineRule, SourceRef, Strictness } from '../domain/deadlines';
import type { DomainError } from '../domain/errors';
import type { CustomCutoff } from '../domain/periods';
import { type ProjectedPeriod, type Projection, projectPlan, stateAtActivation } from '../domain/projection';
import type { Accumulation, CutoffPreset, Cycle } from '../domain/terms';
import { isoInstant, startOfDay } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import type { Scope, Tx } from './context';
import { civilDate, dateColumn, dateColumnOrNull, instantColumn } from './dates';
import { policyOf } from './settings';

const PLAN_WITH_RULES = {
  rules: {
    where: { active: true, confirmedAt: { not: null } },
    include: { units: true },
    orderBy: { position: 'asc' as const },
  },
} satisfies Prisma.PlanInclude;

type PlanWithRules = Prisma.PlanGetPayload<{ include: typeof PLAN_WITH_RULES }>;

const SOURCE_KINDS = { passage: 'van_ban', preset: 'luat', person: 'nguoi' } as const;

/** Who confirmed the rule is part of the deadline's source: no date rests on the machine alone (law 4). */
function sourceOf(rule: RuleRow): SourceRef {
  const stored = rule.deadlineSource as { kind: keyof typeof SOURCE_KINDS; text: string };
  return {
    kind: SOURCE_KINDS[stored.kind],
    text: `${stored.text}; ${rule.confirmedByName} xác nhận`,
    ref: rule.id,
  };
}

/** What of a stored rule its dates rest on. */
export type RuleRow = Pick<
  PlanWithRules['rules'][number],
  | 'id'
  | 'name'
  | 'cycle'
  | 'preset'
  | 'accumulation'
  | 'custom'
  | 'deadlineRule'
  | 'deadlineSource'
  | 'confirmedByName'
  | 'rollPolicy'
  | 'strictness'
>;

/** A confirmed rule of the register as the domain computes with it. */
export const toDomain = (rule: RuleRow) => ({
  id: rule.id,
  name: rule.name,
  cycle: rule.cycle as Cycle,
  preset: rule.preset as CutoffPreset,
  accumulation: rule.accumulation as Accumulation,
  custom: rule.custom as unknown as CustomCutoff | null,
  deadlineRule: rule.deadlineRule as unknown as DeadlineRule,
  deadlineSource: sourceOf(rule),
  rollPolicy: rule.rollPolicy as 'LUI_SAU' | 'LUI_TRUOC' | 'GIU_NGUYEN',
  strictness: rule.strictness as Strictness,
});

/** What the confirmed rules of a plan give, without writing anything. */
export async function projectionOf(tx: Tx, scope: Scope, planId: string): Promise<Projection> {
  const plan = await tx.plan.findUniqueOrThrow({
    where: { organizationId_id: { organizationId: scope.organizationId, id: planId } },
    include: PLAN_WITH_RULES,
  });
  return project(tx, scope, plan);
}

async function project(tx: Tx, scope: Scope, plan: PlanWithRules): Promise<Projection> {
  if (!plan.termFrom || !plan.termTo) return { ok: true, periods: [] };
  return projectPlan({
    rules: plan.rules.map(toDomain),
    termFrom: civilDate(plan.termFrom),
    termTo: civilDate(plan.termTo),
    calendar: await calendarOf(tx, scope.organizationId),
    policy: await policyOf(tx, scope.organizationId, plan.id),
  });
}

export type ProjectionWritten = { ok: true; created: number } | { ok: false; error: DomainError };

/** Creates the periods that are not there yet and the obligations of the rule's units; existing rows are left alone. */
export async function writeProjection(tx: Tx, scope: Scope, planId: string): Promise<ProjectionWritten> {
  const { organizationId } = scope;
  const plan = await tx.plan.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: planId } },
    include: PLAN_WITH_RULES,
  });
  const projection = await project(tx, scope, plan);
  if (!projection.ok) return projection;
  const now = isoInstant(scope.asOf);
  const written = await tx.reportingPeriod.createMany({
    data: projection.periods.map((projected) => periodRow(projected, { organizationId, planId, now })),
    skipDuplicates: true,
  });
  const periods = await tx.reportingPeriod.findMany({
    where: { organizationId, planId, state: { in: ['planned', 'open'] } },
    select: { id: true, ruleId: true, dueAt: true, deadline: true },
  });
  const unitsOf = new Map(plan.rules.map((rule) => [rule.id, rule.units.map(({ unitId }) => unitId)]));
  await tx.obligation.createMany({
    data: periods.flatMap((period) =>
      (unitsOf.get(period.ruleId) ?? []).map((unitId) => ({
        organizationId,
        planId,
        periodId: period.id,
        unitId,
        dueAt: period.dueAt,
        overdueFrom: overdueFromOf(period.deadline),
        deadline: period.deadline as Prisma.InputJsonValue,
        createdAt: scope.asOf,
      })),
    ),
    skipDuplicates: true,
  });
  return { ok: true, created: written.count };
}

const overdueFromOf = (deadline: Prisma.JsonValue): Date =>
  instantColumn(startOfDay((deadline as { overdueFrom: string }).overdueFrom));

function periodRow(
  { ruleId, period, deadline, opensAt, locksAt, halfYear }: ProjectedPeriod,
  { organizationId, planId, now }: { organizationId: string; planId: string; now: string },
): Prisma.ReportingPeriodCreateManyInput {
  return {
    organizationId,
    planId,
    ruleId,
    code: period.code,
    label: period.label,
    cycle: period.cycle,
    dataFrom: dateColumn(period.dataFrom),
    dataTo: dateColumn(period.dataTo),
    cumulativeFrom: dateColumnOrNull(period.cumulativeFrom),
    partial: period.partial,
    state: stateAtActivation({ ruleId, period, deadline, opensAt, locksAt, halfYear }, now),
    opensAt: instantColumn(opensAt),
    dueAt: instantColumn(deadline.dueAt),
    locksAt: instantColumn(locksAt),
    deadline: JSON.parse(JSON.stringify(deadline)),
    provisional: deadline.provisional,
    halfYear,
  };
}
