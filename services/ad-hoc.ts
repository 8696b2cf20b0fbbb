/** An ad hoc request to chosen units with its own hour: sent at once, steps already past are skipped and said so (B33). */
import { domainError } from '../domain/errors';
import { planAdHoc } from '../domain/plan';
import { halfYearOf, times } from '../domain/projection';
import { type ClockTime, type IsoDate, isClockTime, isIsoDate, isoInstant, startOfDay } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import { contactsForUnits } from './contacts';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { dateColumn, instantColumn } from './dates';
import { deadlineJson } from './obligations';
import { queueMessage } from './outbox';
import { lockedPlan, NO_PLAN, type PlanChanged, tellPlan } from './plan-state';
import { policyOf } from './settings';

export interface AdHocInput {
  planId: string;
  /** what is asked for: 'Báo cáo nhanh tình hình hạn hán' */
  label: string;
  content?: string;
  unitIds: string[];
  dueOn: IsoDate;
  hour?: ClockTime;
  /** number and date of the letter that asks; without one the officer is the source */
  document?: string;
}

export type AdHocResult = PlanChanged<{
  periodId: string;
  obligationIds: string[];
  skipped: string[];
  /** what the requester is told */
  text: string;
}>;

export function requestAdHoc(db: Database, scope: Scope, input: AdHocInput): Promise<AdHocResult> {
  return inTransaction(db, async (tx): Promise<AdHocResult> => {
    const { organizationId, asOf, actor } = scope;
    const plan = await lockedPlan(tx, scope, input.planId);
    if (!plan) return NO_PLAN;
    if (plan.state !== 'active') {
      const params = { state: 'chưa hoặc không còn thực hiện', action: 'yêu cầu báo cáo đột xuất' };
      return { ok: false, error: domainError('PLAN_TRANSITION_NOT_ALLOWED', params) };
    }
    const { dueOn, hour, label } = input;
    if (label.trim() === '') {
      return { ok: false, error: domainError('FIELD_MISSING', { name: 'Tên báo cáo' }, 'label') };
    }
    if (!isIsoDate(dueOn))
      return { ok: false, error: domainError('DATE_INVALID', { value: dueOn }, 'dueOn') };
    if (hour !== undefined && !isClockTime(hour)) {
      return { ok: false, error: domainError('HOUR_INVALID', { value: hour }, 'hour') };
    }
    const units = await tx.unit.findMany({
      where: { organizationId, id: { in: input.unitIds } },
      select: { id: true },
      orderBy: { name: 'asc' },
    });
    const policy = await policyOf(tx, organizationId, plan.id);
    const calendar = await calendarOf(tx, organizationId);
    const text = input.document ?? `${actor.name} yêu cầu`;
    const decided = planAdHoc({
      request: {
        label: label.trim(),
        unitIds: units.map(({ id }) => id),
        dueOn,
        ...(hour ? { hour } : {}),
        source: { kind: input.document ? 'van_ban' : 'nguoi', text },
        requestedAt: isoInstant(asOf),
      },
      policy,
      calendar,
    });
    if (!decided.ok) return decided;
    const { period, deadline, skipped } = decided;
    const unitIds = units.map(({ id }) => id);
    // A rule of its own, never projected from: it says who asked for what, and the period needs one (law 4).
    const position = await tx.reportingRule.count({ where: { organizationId, planId: plan.id } });
    const rule = await tx.reportingRule.create({
      data: {
        organizationId,
        planId: plan.id,
        position,
        name: period.label,
        cycle: 'dot_xuat',
        preset: 'TUY_CHINH',
        accumulation: 'THEO_KY',
        deadlineRule: { kind: 'absolute', date: dueOn, ...(hour ? { hour } : {}) },
        deadlineSource: { kind: input.document ? 'passage' : 'person', text },
        rollPolicy: 'GIU_NGUYEN',
        content: input.content ?? null,
        confirmedById: actor.id,
        confirmedByName: actor.name,
        confirmedAt: asOf,
        active: false,
        units: { create: unitIds.map((unitId) => ({ unitId })) },
      },
      select: { id: true },
    });
    const dueAt = instantColumn(deadline.dueAt);
    const row = await tx.reportingPeriod.create({
      data: {
        organizationId,
        planId: plan.id,
        ruleId: rule.id,
        code: period.code,
        label: period.label,
        cycle: period.cycle,
        dataFrom: dateColumn(period.dataFrom),
        dataTo: dateColumn(period.dataTo),
        state: 'open',
        opensAt: asOf,
        dueAt,
        locksAt: instantColumn(times(deadline, policy, calendar).locksAt),
        deadline: deadlineJson(deadline),
        halfYear: halfYearOf(period),
      },
      select: { id: true },
    });
    const obligations = await tx.obligation.createManyAndReturn({
      data: unitIds.map((unitId) => ({
        organizationId,
        planId: plan.id,
        periodId: row.id,
        unitId,
        state: 'open' as const,
        dueAt,
        overdueFrom: hour ? new Date(dueAt.getTime() + 1) : instantColumn(startOfDay(deadline.overdueFrom)),
        deadline: deadlineJson(deadline),
        createdAt: asOf,
      })),
      select: { id: true, unitId: true, revision: true },
    });
    await skipPastSteps(tx, scope, obligations, skipped);
    await sendAtOnce(tx, scope, obligations);
    await audit(tx, scope, {
      action: 'plan.ad_hoc_requested',
      subjectType: 'plan',
      subjectId: plan.id,
      after: {
        periodId: row.id,
        dueAt: deadline.dueAt,
        units: unitIds.length,
        skipped: skipped.map(({ id }) => id),
        ...(input.document ? { document: input.document } : {}),
      },
    });
    await tellPlan(tx, scope, plan.id);
    return {
      ok: true,
      periodId: row.id,
      obligationIds: obligations.map(({ id }) => id),
      skipped: skipped.map(({ id }) => id),
      text: decided.text,
    };
  });
}

interface Asked {
  id: string;
  unitId: string;
  revision: number;
}

/** Steps of the ladder that lie before the request are on record as skipped, so that none is sent in arrears. */
async function skipPastSteps(
  tx: Tx,
  { organizationId, asOf }: Scope,
  obligations: readonly Asked[],
  skipped: readonly { id: string }[],
): Promise<void> {
  const rows = obligations.flatMap(({ id, revision }) =>
    skipped.map((step) => ({ obligationId: id, revision, step: step.id })),
  );
  if (rows.length === 0) return;
  const keyOf = ({ obligationId, step, revision }: (typeof rows)[number]): string =>
    `${obligationId}/${step}/none/none/${revision}`;
  const messages = await tx.message.createManyAndReturn({
    data: rows.map(
      (row): Prisma.MessageCreateManyInput => ({
        organizationId,
        key: keyOf(row),
        kind: 'reminder',
        state: 'withheld',
        reason: 'Bỏ qua vì nấc nhắc này đã qua khi có yêu cầu báo cáo',
        nominalAt: asOf,
        effectiveAt: asOf,
        finalAt: asOf,
        createdAt: asOf,
      }),
    ),
    select: { id: true, key: true },
  });
  const idOf = new Map(messages.map(({ id, key }) => [key, id]));
  await tx.messageItem.createMany({
    data: rows.flatMap((row) => {
      const messageId = idOf.get(keyOf(row));
      return messageId ? [{ organizationId, messageId, ...row, recipient: 'none', channel: 'none' }] : [];
    }),
  });
}

/** The request itself leaves now, on every channel the contact has. */
async function sendAtOnce(tx: Tx, scope: Scope, obligations: readonly Asked[]): Promise<void> {
  const contacts = await contactsForUnits(
    tx,
    scope.organizationId,
    obligations.map(({ unitId }) => unitId),
    scope.asOf,
  );
  for (const { id, unitId, revision } of obligations) {
    const [contact] = contacts.get(unitId) ?? [];
    if (!contact) continue;
    await queueMessage(tx, scope, {
      kind: 'reminder',
      to: { contactId: contact.id },
      channels: 'all',
      important: true,
      key: `${id}/yeu-cau/${contact.id}/${revision}`,
      items: [{ obligationId: id, step: 'yeu-cau', revision }],
      nominalAt: scope.asOf,
    });
  }
}
