/** Writes a plan's periods and obligations into the register. Run again it changes nothing (B12, B31). */

import type { DeadlineRule, SourceRef, Strictness } from '../domain/deadlines';
import type { CustomCutoff } from '../domain/periods';
import {
  type PlanFacts,
  type ProjectedPeriod,
  type Projection,
  projectObligations,
  type ReportingRule,
} from '../domain/plan-projection';
import { halfYearOf, type Times, timesUnder } from '../domain/projection';
import { heirs } from '../domain/register-rows';
import type { Accumulation, CutoffPreset, Cycle } from '../domain/terms';
import { isBefore, isoInstant, startOfDay } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import type { Scope, Tx } from './context';
import { civilDate, civilDateOrNull, dateColumn, dateColumnOrNull, instantColumn } from './dates';
import { PLAN_FACTS } from './plan-facts';
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

/** The rules with who answers to them, as `projectObligations` takes them; an annual report takes the second half's place. */
export function reportingRules(
  stored: PlanWithRules['rules'],
  /** other units than the stored ones, by rule */
  unitsOf: ReadonlyMap<string, readonly string[]> = new Map(),
): ReportingRule[] {
  const halves = stored.some(({ cycle }) => cycle === 'hang_nam') ? ('first' as const) : ('both' as const);
  return stored.map((rule) => ({
    ...toDomain(rule),
    halves,
    unitIds: unitsOf.get(rule.id) ?? rule.units.map(({ unitId }) => unitId).sort(),
    confirmed: true,
  }));
}

/** Every report of a plan under the commune's units and calendar, with all that is wrong with its rules. Writes nothing. */
export async function obligationsOf(
  tx: Tx,
  { organizationId, asOf }: Scope,
  plan: PlanFacts,
  rules: readonly ReportingRule[],
): Promise<Projection> {
  const units = await tx.unit.findMany({ where: { organizationId } });
  return projectObligations({
    plan,
    rules,
    units: units.map((unit) => ({
      id: unit.id,
      name: unit.name,
      validFrom: civilDateOrNull(unit.effectiveFrom),
      validTo: civilDateOrNull(unit.effectiveTo),
      successorId: unit.successorId,
    })),
    calendar: await calendarOf(tx, organizationId),
    from: isoInstant(asOf),
  });
}

export type TimedPeriod = ProjectedPeriod & Times;

/** What the confirmed rules of a plan give, by deadline, with when work on each period starts and ends. Writes nothing. */
export async function projectionOf(
  tx: Tx,
  scope: Scope,
  planId: string,
): Promise<{ periods: TimedPeriod[]; rows: Projection['rows'] }> {
  const { organizationId } = scope;
  const plan = await tx.plan.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: planId } },
    include: PLAN_WITH_RULES,
    ...PLAN_FACTS,
  });
  if (!plan.termFrom || !plan.termTo) return { periods: [], rows: [] };
  const { id, state } = plan;
  const facts = { id, state, termFrom: civilDate(plan.termFrom), termTo: civilDate(plan.termTo) };
  const { periods, rows } = await obligationsOf(tx, scope, facts, reportingRules(plan.rules));
  const policy = await policyOf(tx, organizationId, planId);
  const times = timesUnder(await calendarOf(tx, organizationId));
  const timed = periods.map((period) => ({ ...period, ...times(period.deadline, policy) }));
  return { periods: timed.sort((a, b) => (isBefore(a.deadline.dueAt, b.deadline.dueAt) ? -1 : 1)), rows };
}

/**
 * Creates the periods that are not there yet and what their units, or who took their place, owe for them; existing rows
 * are left alone. A rule that no longer holds adds nothing: activation and amendment refuse it. Returns the new periods.
 */
export async function writeProjection(tx: Tx, scope: Scope, planId: string): Promise<number> {
  const { organizationId } = scope;
  const { periods, rows } = await projectionOf(tx, scope, planId);
  const written = await tx.reportingPeriod.createMany({
    data: periods.map((projected) => periodRow(projected, organizationId)),
    skipDuplicates: true,
  });
  const stored = await tx.reportingPeriod.findMany({
    where: { organizationId, planId, state: { in: ['planned', 'open'] } },
    select: { id: true, ruleId: true, code: true, dueAt: true, deadline: true },
  });
  const periodAt = new Map(stored.map((period) => [`${period.ruleId}/${period.code}`, period]));
  const answered = await answeredForOthers(tx, organizationId, planId);
  await tx.obligation.createMany({
    data: rows.flatMap(({ ruleId, periodCode, unitId, namedUnitId }) => {
      const period = periodAt.get(`${ruleId}/${periodCode}`);
      if (!period || answered.has(`${period.id}/${unitId}`)) return [];
      return {
        organizationId,
        planId,
        periodId: period.id,
        unitId,
        namedUnitId,
        // the stored date, not the rule's: a person may have set another for this period
        dueAt: period.dueAt,
        overdueFrom: overdueFromOf(period.deadline),
        deadline: period.deadline as Prisma.InputJsonValue,
        createdAt: scope.asOf,
      };
    }),
    skipDuplicates: true,
  });
  return written.count;
}

/**
 * Places "period/unit" that nobody is asked for once more: another unit has the report in this one's name, or gave it
 * before this one took its place (B94).
 */
async function answeredForOthers(tx: Tx, organizationId: string, planId: string): Promise<Set<string>> {
  const rows = await tx.obligation.findMany({
    where: {
      organizationId,
      planId,
      state: { not: 'cancelled' },
      period: { state: { in: ['planned', 'open'] } },
      OR: [{ namedUnitId: { not: null } }, { unit: { successorId: { not: null } } }],
    },
    select: { periodId: true, namedUnitId: true, unitId: true },
  });
  const heirs = await heirsOf(tx, organizationId);
  return new Set(
    rows.flatMap(({ periodId, namedUnitId, unitId }) =>
      [namedUnitId, heirs.get(unitId)].flatMap((other) => (other ? [`${periodId}/${other}`] : [])),
    ),
  );
}

/** Who stands in the place of each unit that was merged, at the end of the chain. */
export async function heirsOf(tx: Tx, organizationId: string): Promise<Map<string, string>> {
  const units = await tx.unit.findMany({
    where: { organizationId, successorId: { not: null } },
    select: { id: true, successorId: true },
  });
  return heirs(new Map(units.flatMap(({ id, successorId }) => (successorId ? [[id, successorId]] : []))));
}

export const overdueFromOf = (deadline: Prisma.JsonValue): Date =>
  instantColumn(startOfDay((deadline as { overdueFrom: string }).overdueFrom));

function periodRow(
  { planId, ruleId, period, deadline, opensAt, locksAt, history }: TimedPeriod,
  organizationId: string,
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
    // what was due before the plan was turned on is imported, never reminded (B103)
    state: history ? 'history' : 'planned',
    opensAt: instantColumn(opensAt),
    dueAt: instantColumn(deadline.dueAt),
    locksAt: instantColumn(locksAt),
    deadline: JSON.parse(JSON.stringify(deadline)),
    provisional: deadline.provisional,
    halfYear: halfYearOf(period),
  };
}
