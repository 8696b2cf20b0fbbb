/** From draft to active: what still stands in the way, what will happen, and the switch itself. */
import { type DomainError, domainError } from '../domain/errors';
import { checkActivation } from '../domain/plan';
import { targetDefaults } from '../domain/target-defaults';
import { PLAN_STATE_TERMS } from '../domain/terms';
import { contactsForUnits } from './contacts';
import { audit, type Database, inTransaction, type Scope, type Tx, tellWorkflow } from './context';
import { civilDate, civilDateOrNull, dateColumnOrNull } from './dates';
import { planWorkflowId } from './ids';
import { type TargetMap, targetMapOf, type UnitMap, unitMapOf } from './plan-confirm-units';
import { obligationsOf, projectionOf, reportingRules, type TimedPeriod, writeProjection } from './projection';
import { type Reading, readingSchema } from './reading';

/** Everything that keeps a draft from being activated, in the order in which it is best settled. */
export async function activationProblems(tx: Tx, scope: Scope, planId: string): Promise<DomainError[]> {
  const { organizationId } = scope;
  const plan = await tx.plan.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: planId } },
    include: {
      rules: {
        where: { active: true },
        include: { units: { include: { unit: true } } },
        orderBy: { position: 'asc' },
      },
    },
  });
  const problems = checkActivation({
    number: plan.number,
    issuedOn: civilDateOrNull(plan.issuedOn),
    identityWaiver: plan.identityWaiver,
    termFrom: civilDateOrNull(plan.termFrom),
    termTo: civilDateOrNull(plan.termTo),
    rules: plan.rules.length,
    unconfirmedRules: plan.rules.filter(({ confirmedAt }) => confirmedAt === null).length,
    openBlockingQuestions: await tx.planQuestion.count({
      where: { organizationId, planId, blocking: true, answeredAt: null },
    }),
  });
  const units = new Map(
    plan.rules.flatMap((rule) => rule.units.map(({ unit }) => [unit.id, unit.name] as const)),
  );
  const contacts = await contactsForUnits(tx, organizationId, [...units.keys()], scope.asOf);
  for (const [unitId, unit] of units) {
    const routes = (contacts.get(unitId) ?? []).flatMap((contact) => contact.routes);
    if (routes.length === 0) problems.push(domainError('UNIT_UNREACHABLE', { unit }, 'units'));
  }
  if (problems.length > 0 || !plan.termFrom || !plan.termTo) return problems;
  const facts = {
    id: planId,
    state: plan.state,
    termFrom: civilDate(plan.termFrom),
    termTo: civilDate(plan.termTo),
  };
  const { faults } = await obligationsOf(tx, scope, facts, reportingRules(plan.rules));
  return faults.map(({ error }) => error);
}

export interface ActivationPreview {
  problems: DomainError[];
  periods: (Pick<TimedPeriod, 'ruleId' | 'opensAt' | 'locksAt' | 'deadline'> & {
    code: string;
    label: string;
  })[];
}

/** What would be asked of whom until when, before anything happens. */
export async function previewActivation(
  db: Database,
  scope: Scope,
  planId: string,
): Promise<ActivationPreview> {
  return inTransaction(db, async (tx) => {
    const problems = await activationProblems(tx, scope, planId);
    const { periods } = await projectionOf(tx, scope, planId);
    return {
      problems,
      periods: periods.map(({ ruleId, opensAt, locksAt, deadline, period }) => ({
        ruleId,
        opensAt,
        locksAt,
        deadline,
        code: period.code,
        label: period.label,
      })),
    };
  });
}

export type Activation =
  | { ok: true; periods: number }
  | { ok: false; error: DomainError; problems: DomainError[] };

/**
 * Turns a plan on: targets and tasks become rows, periods and obligations are projected, and the plan's workflow is
 * told. From here on the service sends; before, it never does (law 4).
 */
export async function activatePlan(
  db: Database,
  scope: Scope,
  { planId }: { planId: string },
): Promise<Activation> {
  return inTransaction(db, async (tx) => {
    const { organizationId } = scope;
    await tx.$queryRaw`SELECT 1 FROM "Plan" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${planId}::uuid FOR UPDATE`;
    const plan = await tx.plan.findUnique({ where: { organizationId_id: { organizationId, id: planId } } });
    if (!plan) return refusal(domainError('NOT_FOUND', { what: 'kế hoạch' }));
    if (plan.state !== 'draft') {
      const state = PLAN_STATE_TERMS[plan.state];
      return refusal(domainError('PLAN_TRANSITION_NOT_ALLOWED', { state, action: 'kích hoạt' }, 'state'));
    }
    const problems = await activationProblems(tx, scope, planId);
    const [first] = problems;
    if (first) return { ok: false, error: first, problems };
    await tx.plan.update({
      where: { id: planId },
      data: { state: 'active', activatedAt: scope.asOf, activatedById: scope.actor.id },
    });
    await writeContent(tx, scope, {
      planId,
      reading: readingSchema.parse(plan.reading),
      units: unitMapOf(plan.corrections),
      assigned: targetMapOf(plan.corrections),
    });
    const periods = await writeProjection(tx, scope, planId);
    await audit(tx, scope, {
      action: 'plan.activated',
      subjectType: 'plan',
      subjectId: planId,
      before: { state: 'draft' },
      after: { state: 'active', periods },
    });
    await tellWorkflow(tx, scope, { workflowId: planWorkflowId(planId), name: 'registerChanged' });
    return { ok: true, periods };
  });
}

const refusal = (error: DomainError): Activation => ({ ok: false, error, problems: [error] });

/** Kinds of targets that units report on; the others stay in the reading for the eye. */
const REPORTED_KINDS = new Set(['indicator', 'deliverable', 'maintain', 'qualitative']);

async function writeContent(
  tx: Tx,
  { organizationId }: Scope,
  {
    planId,
    reading,
    units,
    assigned,
  }: { planId: string; reading: Reading; units: UnitMap; assigned: TargetMap },
): Promise<void> {
  const known = (ids: readonly string[]): string[] => [
    ...new Set(ids.map((id) => units[id]).filter((id): id is string => typeof id === 'string')),
  ];
  const targets = reading.targets.filter(({ scope, kind }) => scope === 'main' && REPORTED_KINDS.has(kind));
  const rows = await tx.target.createManyAndReturn({
    select: { id: true, position: true },
    data: targets.map((target, position) => ({
      organizationId,
      planId,
      position,
      indicator: target.indicator ?? target.text,
      text: target.text,
      comparator: target.comparator,
      value: target.value,
      valueMax: target.value_max,
      unit: target.unit,
      milestoneYear: target.milestone_year,
      milestoneDate: dateColumnOrNull(target.milestone_date),
      per: target.per,
      kind: target.kind,
      measurable: target.measurable,
      ...targetDefaults(target),
      groupKey: target.indicator_id,
      lines: target.lines,
      confidence: target.confidence,
      confirmed: true,
    })),
  });
  const idAt = new Map(rows.map(({ id, position }) => [position, id]));
  const idOf = new Map(targets.map((target, position) => [target.id, idAt.get(position)]));
  for (const [position, target] of targets.entries()) {
    const parentId = target.part_of ? idOf.get(target.part_of) : undefined;
    const id = idAt.get(position);
    if (id && parentId) await tx.target.update({ where: { id }, data: { parentId } });
  }
  await tx.targetUnit.createMany({
    data: targets.flatMap((target, position) => {
      const targetId = idAt.get(position);
      return targetId
        ? (assigned[target.id] ?? known(target.responsible_units)).map((unitId) => ({
            organizationId,
            targetId,
            unitId,
          }))
        : [];
    }),
  });
  const assignments = await tx.assignment.createManyAndReturn({
    select: { id: true, position: true },
    data: reading.tasks.map((task, position) => ({
      organizationId,
      planId,
      position,
      section: task.section,
      text: task.text,
      deadlineText: task.deadline_text,
      product: task.product,
      lines: task.lines,
      confidence: task.confidence,
    })),
  });
  const assignmentAt = new Map(assignments.map(({ id, position }) => [position, id]));
  await tx.assignmentUnit.createMany({
    data: reading.tasks.flatMap((task, position) => {
      const assignmentId = assignmentAt.get(position);
      if (!assignmentId) return [];
      const row = (role: string) => (unitId: string) => ({ organizationId, assignmentId, unitId, role });
      return [
        ...known(task.lead_units).map(row('lead')),
        ...known(task.coordinating_units).map(row('coordinate')),
      ];
    }),
  });
}
