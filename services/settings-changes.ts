/** What a commune changes about its own rules: reminder policy, escalation chain, approvers; senseless ones are refused (B104). */
import type { z } from 'zod';
import { type DomainError, domainError } from '../domain/errors';
import { checkChain } from '../domain/escalation';
import { checkPolicy, type ReminderPolicy } from '../domain/ladder';
import { timesUnder } from '../domain/projection';
import { type IsoDate, isIsoDate } from '../domain/time';
import { Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import { audit, type Database, inTransaction, type Scope, type Tx, tellWorkflow } from './context';
import { dateColumn, instantColumn } from './dates';
import { cycleWorkflowId } from './ids';
import { deadlineOf, isId } from './obligations';
import { tellPlan } from './plan-state';
import { organizationSettings, policiesOf } from './settings';

export type SettingsSaved = { ok: true } | { ok: false; errors: DomainError[] };

const json = (value: unknown): Prisma.InputJsonObject => JSON.parse(JSON.stringify(value ?? {}));

/** Cycles of the commune's plans: a ladder must fit the shortest interval it will ever be used in. */
async function cyclesOf(tx: Tx, organizationId: string, planId?: string): Promise<string[]> {
  const rules = await tx.reportingRule.findMany({
    where: {
      organizationId,
      active: true,
      ...(planId ? { planId } : {}),
      plan: { state: { in: ['draft', 'active', 'suspended'] } },
    },
    select: { cycle: true },
    distinct: ['cycle'],
  });
  return rules.map(({ cycle }) => cycle);
}

function policyFaults(policy: ReminderPolicy, cycles: readonly string[]): DomainError[] {
  const faults = [...checkPolicy(policy), ...cycles.flatMap((cycle) => checkPolicy(policy, cycle))];
  return [...new Map(faults.map((fault) => [`${fault.code}/${fault.field}`, fault])).values()];
}

/** Saves changed fields of the commune's settings; the others stay. Every plan that uses them looks at its timers again. */
export function saveSettings(
  db: Database,
  scope: Scope,
  change: Partial<z.input<typeof organizationSettings>>,
): Promise<SettingsSaved> {
  return inTransaction(db, async (tx): Promise<SettingsSaved> => {
    const { organizationId } = scope;
    const { settings } = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { settings: true },
    });
    const next = { ...(settings as object), ...change };
    const parsed = organizationSettings.safeParse(next);
    if (!parsed.success) {
      const errors = parsed.error.issues.map(({ path, message }) => {
        const field = path.join('.');
        return domainError('FIELD_INVALID', { name: field, detail: message }, field);
      });
      return { ok: false, errors };
    }
    const errors: DomainError[] = [];
    const { policy, escalation } = parsed.data;
    if (policy) errors.push(...policyFaults(policy, await cyclesOf(tx, organizationId)));
    const chain = checkChain(escalation);
    if (chain) errors.push(chain);
    if (errors.length > 0) return { ok: false, errors };
    await tx.organization.update({ where: { id: organizationId }, data: { settings: json(next) } });
    await audit(tx, scope, {
      action: 'settings.changed',
      subjectType: 'organization',
      subjectId: organizationId,
      before: json(settings),
      after: json(next),
    });
    await followPolicy(tx, scope);
    await tellPlans(tx, scope);
    return { ok: true };
  });
}

/** A reminder policy of one plan's own, or with null the commune's again. */
export function savePlanPolicy(
  db: Database,
  scope: Scope,
  input: { planId: string; policy: ReminderPolicy | null },
): Promise<SettingsSaved> {
  return inTransaction(db, async (tx): Promise<SettingsSaved> => {
    const { organizationId } = scope;
    const where = { organizationId_id: { organizationId, id: input.planId } };
    const plan = isId(input.planId) ? await tx.plan.findUnique({ where }) : null;
    if (!plan) return { ok: false, errors: [domainError('NOT_FOUND', { what: 'kế hoạch này' })] };
    const errors = input.policy
      ? policyFaults(input.policy, await cyclesOf(tx, organizationId, plan.id))
      : [];
    if (errors.length > 0) return { ok: false, errors };
    await tx.plan.update({
      where: { id: plan.id },
      data: { policy: input.policy ? json(input.policy) : Prisma.DbNull },
    });
    await audit(tx, scope, {
      action: 'plan.policy_changed',
      subjectType: 'plan',
      subjectId: plan.id,
      before: json(plan.policy),
      after: json(input.policy),
    });
    await followPolicy(tx, scope, plan.id);
    await tellPlan(tx, scope, plan.id);
    return { ok: true };
  });
}

/**
 * When work on a period begins and when its form locks follow from the policy (`times`), so a new one moves both; a cycle that
 * runs is not closed again. Running cycles look at their timers anew.
 */
async function followPolicy(tx: Tx, scope: Scope, planId?: string): Promise<void> {
  const { organizationId } = scope;
  const periods = await tx.reportingPeriod.findMany({
    where: {
      organizationId,
      state: { in: ['planned', 'open'] },
      plan: { state: { in: ['active', 'suspended'] } },
      ...(planId ? { planId } : {}),
    },
    select: { id: true, planId: true, state: true, deadline: true, opensAt: true, locksAt: true },
    orderBy: { id: 'asc' },
  });
  const policies = await policiesOf(tx, organizationId, [...new Set(periods.map((period) => period.planId))]);
  const timesOf = timesUnder(await calendarOf(tx, organizationId));
  const moves = new Map<string, { ids: string[]; data: { opensAt: Date; locksAt: Date } }>();
  for (const period of periods) {
    const policy = policies.get(period.planId);
    if (!policy) continue;
    const next = timesOf(deadlineOf(period), policy);
    const data = {
      opensAt: period.state === 'open' ? period.opensAt : instantColumn(next.opensAt),
      locksAt: instantColumn(next.locksAt),
    };
    const same =
      data.opensAt.getTime() === period.opensAt.getTime() &&
      data.locksAt.getTime() === period.locksAt.getTime();
    const key = `${data.opensAt.getTime()}/${data.locksAt.getTime()}`;
    const move = moves.get(key) ?? { ids: [], data };
    if (!same) moves.set(key, { ...move, ids: [...move.ids, period.id] });
    if (period.state === 'open')
      await tellWorkflow(tx, scope, { workflowId: cycleWorkflowId(period.id), name: 'registerChanged' });
  }
  for (const { ids, data } of moves.values())
    await tx.reportingPeriod.updateMany({ where: { organizationId, id: { in: ids } }, data });
}

async function tellPlans(tx: Tx, scope: Scope): Promise<void> {
  const plans = await tx.plan.findMany({
    where: { organizationId: scope.organizationId, state: 'active' },
    select: { id: true },
  });
  for (const { id } of plans) await tellPlan(tx, scope, id);
}

/** Who decides for whom between two days, both included; ends by itself (B74). */
export function setDelegation(
  db: Database,
  scope: Scope,
  input: { fromUserId: string; toUserId: string; fromDate: IsoDate; toDate: IsoDate },
): Promise<SettingsSaved> {
  return inTransaction(db, async (tx): Promise<SettingsSaved> => {
    const { organizationId } = scope;
    const { fromUserId, toUserId, fromDate, toDate } = input;
    for (const [field, value] of Object.entries({ fromDate, toDate })) {
      if (!isIsoDate(value)) return { ok: false, errors: [domainError('DATE_INVALID', { value }, field)] };
    }
    if (toDate < fromDate) {
      return {
        ok: false,
        errors: [domainError('HANDOVER_REVERSED', { from: fromDate, to: toDate }, 'toDate')],
      };
    }
    const people = await tx.user.count({
      where: { organizationId, active: true, id: { in: [fromUserId, toUserId] } },
    });
    if (people < 2)
      return { ok: false, errors: [domainError('NOT_FOUND', { what: 'người được ủy quyền' }, 'toUserId')] };
    const { id } = await tx.delegation.create({
      data: {
        organizationId,
        fromUserId,
        toUserId,
        fromDate: dateColumn(fromDate),
        toDate: dateColumn(toDate),
      },
      select: { id: true },
    });
    await audit(tx, scope, {
      action: 'delegation.set',
      subjectType: 'delegation',
      subjectId: id,
      after: { fromUserId, toUserId, fromDate, toDate },
    });
    return { ok: true };
  });
}
