/** The change protocol: whoever moves a deadline first sees whose, from when to when and why, then confirms (B44, B45, B97). */

import type { RollPolicy } from '../domain/calendar';
import {
  checkDating,
  checkInterval,
  checkLevels,
  type Deadline,
  type DeadlineRule,
  overrideDeadline,
  type SourceRef,
  type Strictness,
} from '../domain/deadlines';
import { type DomainError, domainError } from '../domain/errors';
import { formatDue } from '../domain/format';
import { deadlineOfRule, timesUnder } from '../domain/projection';
import type { Cycle } from '../domain/terms';
import { type ClockTime, endOfDay, type IsoDate, isIsoDate, isoInstant, localDate } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { civilDate, instantColumn } from './dates';
import {
  applyMoves,
  type DeadlineMoves,
  datesMoved,
  fingerprintOf,
  type KeptObligation,
  type ObligationMove,
} from './deadline-moves';
import { compilerDates } from './levels';
import { deadlineOf, isId } from './obligations';
import { followPeriods, isHandSet, PERIOD_ROW, type PeriodRow, periodChange, periodOf } from './period-moves';
import { toDomain } from './projection';
import { policyOf } from './settings';

export type DeadlineChange =
  /** a date of their own for chosen reports; later changes of rule or calendar leave it (B13) */
  | { kind: 'obligations'; obligationIds: string[]; date: IsoDate; hour?: ClockTime }
  /** another date for everybody in one period */
  | { kind: 'period'; periodId: string; date: IsoDate; hour?: ClockTime }
  /** another rule for all periods that are not closed */
  | {
      kind: 'rule';
      ruleId: string;
      deadlineRule?: DeadlineRule;
      rollPolicy?: RollPolicy;
      strictness?: Strictness;
    };

export interface ChangePreview {
  moves: ObligationMove[];
  /** touched but not moved, with the reason */
  kept: KeptObligation[];
  /** hand back with the confirmation: refused where the register moved on meanwhile */
  fingerprint: string;
}

export type Previewed = { ok: true; preview: ChangePreview } | { ok: false; error: DomainError };
export type Applied = { ok: true; moved: number; noticed: number } | { ok: false; error: DomainError };

export interface ConfirmedChange {
  change: DeadlineChange;
  reason: string;
  /** number and date of the document that orders it (B97) */
  document?: string;
  fingerprint?: string;
}

type Computed = { ok: true; moves: DeadlineMoves } | { ok: false; error: DomainError };

/** What would move, from when to when and why. Writes nothing. */
export function previewDeadlineChange(
  db: Database,
  scope: Scope,
  change: DeadlineChange,
): Promise<Previewed> {
  return inTransaction(db, async (tx): Promise<Previewed> => {
    const computed = await compute(tx, scope, { change, reason: '' });
    if (!computed.ok) return computed;
    return { ok: true, preview: previewOf(computed.moves) };
  });
}

/** What a person is shown of computed moves: only dates that really change. */
export const previewOf = (computed: DeadlineMoves): ChangePreview => ({
  moves: datesMoved(computed.moves),
  kept: computed.kept,
  fingerprint: fingerprintOf(computed),
});

/** Moves the deadlines, audits each, tells those who were reminded and the running workflows. */
export function applyDeadlineChange(db: Database, scope: Scope, input: ConfirmedChange): Promise<Applied> {
  return inTransaction(db, (tx) => applyDeadlineChangeIn(tx, scope, input));
}

export async function applyDeadlineChangeIn(tx: Tx, scope: Scope, input: ConfirmedChange): Promise<Applied> {
  const reason = input.reason.trim();
  if (reason === '') {
    return { ok: false, error: domainError('REASON_MISSING', { action: 'đổi hạn nộp' }, 'reason') };
  }
  await lockOpenRows(tx, scope, input.change);
  const computed = await compute(tx, scope, { ...input, reason });
  if (!computed.ok) return computed;
  if (input.fingerprint !== undefined && input.fingerprint !== fingerprintOf(computed.moves)) {
    return { ok: false, error: domainError('PREVIEW_OUTDATED') };
  }
  if (input.change.kind === 'rule') await writeRule(tx, scope, input.change, { ...input, reason });
  const why = { reason, action: 'deadline.changed', ...(input.document ? { document: input.document } : {}) };
  const applied = await applyMoves(tx, scope, computed.moves, why);
  return { ok: true, ...applied };
}

/** A report that is being sent at this moment goes first, and is then closed to the change. */
async function lockOpenRows(tx: Tx, { organizationId }: Scope, change: DeadlineChange): Promise<void> {
  const where =
    change.kind === 'obligations'
      ? { id: { in: change.obligationIds.filter(isId) } }
      : { period: change.kind === 'period' ? { id: change.periodId } : { ruleId: change.ruleId } };
  if (change.kind !== 'obligations' && !isId(change.kind === 'period' ? change.periodId : change.ruleId))
    return;
  const rows = await tx.obligation.findMany({
    where: { organizationId, state: { in: ['expected', 'open'] }, ...where },
    select: { id: true },
  });
  const ids = rows.map(({ id }) => id);
  await tx.$queryRaw`
    SELECT "id"::text FROM "Obligation" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ANY(${ids}::uuid[])
    ORDER BY "id" FOR UPDATE`;
}

function compute(
  tx: Tx,
  scope: Scope,
  { change, reason, document }: { change: DeadlineChange; reason: string; document?: string },
): Promise<Computed> {
  switch (change.kind) {
    case 'obligations':
      return setForUnits(tx, scope, change, { reason, source: personSource(scope, document) });
    case 'period':
      return setForPeriod(tx, scope, change, { reason, source: personSource(scope, document) });
    case 'rule':
      return computeByRule(tx, scope, change, reason);
  }
}

const personSource = ({ actor }: Scope, document: string | undefined): SourceRef => ({
  kind: 'nguoi',
  text: document ? `${actor.name} đổi hạn, ${document}` : `${actor.name} đổi hạn`,
  ...(actor.id ? { ref: actor.id } : {}),
});

interface Named {
  reason: string;
  source: SourceRef;
}

/**
 * A date a person names is checked like one a rule gives: it exists, lies ahead, leaves a working day after the cut-off
 * (B10), and one before the level above reports in its turn.
 */
async function dateChecker(
  tx: Tx,
  { organizationId, asOf }: Scope,
  periods: readonly PeriodRow[],
): Promise<(named: { date: IsoDate; hour?: ClockTime }, period: PeriodRow) => DomainError | null> {
  const calendar = await calendarOf(tx, organizationId);
  const compilers = await compilerDates(tx, organizationId, periods, calendar);
  return ({ date, hour }, period) => {
    if (!isIsoDate(date)) return domainError('DATE_INVALID', { value: date }, 'date');
    const dueAt = endOfDay(date, hour);
    if (instantColumn(dueAt) <= asOf)
      return domainError('DEADLINE_IN_PAST', { deadline: formatDue(dueAt) }, 'date');
    const { label, cycle } = period;
    const closes = { label, cycle: cycle as Cycle, dataTo: civilDate(period.dataTo) };
    const tooEarly = checkInterval(date, { period: closes, calendar }, 'date');
    const compiler = compilers.get(period.id);
    if (tooEarly || compiler === undefined) return tooEarly;
    return checkLevels({ unitDate: date, compiler, today: localDate(isoInstant(asOf)), calendar });
  };
}

async function setForUnits(
  tx: Tx,
  scope: Scope,
  change: Extract<DeadlineChange, { kind: 'obligations' }>,
  { reason, source }: Named,
): Promise<Computed> {
  const rows = await tx.obligation.findMany({
    where: { organizationId: scope.organizationId, id: { in: change.obligationIds.filter(isId) } },
    include: {
      unit: { select: { name: true } },
      plan: { select: { title: true } },
      period: { select: PERIOD_ROW },
    },
    orderBy: { id: 'asc' },
  });
  if (rows.length === 0)
    return { ok: false, error: domainError('NOT_FOUND', { what: 'báo cáo nào đã chọn' }) };
  const moves: ObligationMove[] = [];
  const kept: KeptObligation[] = [];
  const faultOf = await dateChecker(
    tx,
    scope,
    rows.map(({ period }) => period),
  );
  for (const row of rows) {
    const { id: obligationId, dueAt } = row;
    const about = { obligationId, unitName: row.unit.name, periodLabel: row.period.label };
    if (row.state !== 'expected' && row.state !== 'open') {
      kept.push({ ...about, dueAt, reason: 'báo cáo không còn chờ nộp' });
      continue;
    }
    const fault = faultOf(change, row.period);
    if (fault) return { ok: false, error: fault };
    const { date, hour } = change;
    const deadline = overrideDeadline(deadlineOf(row), { date, reason, source, ...(hour ? { hour } : {}) });
    const to = instantColumn(deadline.dueAt);
    if (to.getTime() === dueAt.getTime()) {
      kept.push({ ...about, dueAt, reason: 'đã có hạn này' });
      continue;
    }
    moves.push({
      ...about,
      periodId: row.periodId,
      planId: row.planId,
      planTitle: row.plan.title,
      unitId: row.unitId,
      revision: row.revision,
      from: dueAt,
      to,
      why: reason || 'Văn phòng đặt hạn riêng',
      deadline,
      originalDueAt: null,
    });
  }
  const periods = [...new Map(rows.map(({ period }) => [period.id, period])).values()].map((period) => ({
    periodId: period.id,
    planId: period.planId,
    label: period.label,
    halfYear: period.halfYear,
    open: period.state === 'open' || period.opensAt <= scope.asOf,
    deadline: deadlineOf(period),
    opensAt: period.opensAt,
    locksAt: period.locksAt,
    moved: false,
  }));
  return { ok: true, moves: { periods, moves, kept } };
}

async function setForPeriod(
  tx: Tx,
  scope: Scope,
  { periodId, date, hour }: Extract<DeadlineChange, { kind: 'period' }>,
  { reason, source }: Named,
): Promise<Computed> {
  const { organizationId } = scope;
  const period = isId(periodId)
    ? await tx.reportingPeriod.findUnique({
        where: { organizationId_id: { organizationId, id: periodId } },
        select: PERIOD_ROW,
      })
    : null;
  if (!period || (period.state !== 'planned' && period.state !== 'open')) {
    return { ok: false, error: domainError('NOT_FOUND', { what: 'kỳ báo cáo đang mở này' }) };
  }
  const faultOf = await dateChecker(tx, scope, [period]);
  const fault = faultOf({ date, ...(hour ? { hour } : {}) }, period);
  if (fault) return { ok: false, error: fault };
  const deadline = overrideDeadline(deadlineOf(period), { date, reason, source, ...(hour ? { hour } : {}) });
  const target = { period, deadline, why: reason || 'Văn phòng đổi hạn của cả kỳ' };
  const context = {
    policy: await policyOf(tx, organizationId, period.planId),
    times: timesUnder(await calendarOf(tx, organizationId)),
    asOf: scope.asOf,
  };
  const moves = await followPeriods(tx, organizationId, [
    { ...target, change: periodChange(target, context) },
  ]);
  return { ok: true, moves };
}

async function computeByRule(
  tx: Tx,
  scope: Scope,
  change: Extract<DeadlineChange, { kind: 'rule' }>,
  reason: string,
): Promise<Computed> {
  const { organizationId } = scope;
  const stored = isId(change.ruleId)
    ? await tx.reportingRule.findUnique({
        where: { organizationId_id: { organizationId, id: change.ruleId } },
      })
    : null;
  if (!stored) return { ok: false, error: domainError('NOT_FOUND', { what: 'chế độ báo cáo này' }) };
  const { deadlineRule, rollPolicy, strictness } = change;
  const rule = {
    ...toDomain({ ...stored, confirmedByName: deadlineRule ? scope.actor.name : stored.confirmedByName }),
    ...(deadlineRule ? { deadlineRule } : {}),
    ...(rollPolicy ? { rollPolicy } : {}),
    ...(strictness ? { strictness } : {}),
  };
  const fault = checkDating({ rule: rule.deadlineRule, rollPolicy: rule.rollPolicy });
  if (fault) return { ok: false, error: fault };
  const calendar = await calendarOf(tx, organizationId);
  const rows = await tx.reportingPeriod.findMany({
    where: { organizationId, ruleId: stored.id, state: { in: ['planned', 'open'] } },
    select: PERIOD_ROW,
    orderBy: { dueAt: 'asc' },
  });
  const policy = await policyOf(tx, organizationId, stored.planId);
  const targets: { period: PeriodRow; deadline: Deadline; why: string }[] = [];
  for (const period of rows) {
    if (isHandSet(period)) continue;
    const computed = deadlineOfRule(rule, periodOf(period, stored), calendar);
    if (!computed.ok) return computed;
    targets.push({ period, deadline: computed.deadline, why: reason || 'Chế độ báo cáo thay đổi' });
  }
  const context = { policy, times: timesUnder(calendar), asOf: scope.asOf };
  const moves = await followPeriods(
    tx,
    organizationId,
    targets.map((target) => ({ ...target, change: periodChange(target, context) })),
  );
  return { ok: true, moves };
}

async function writeRule(
  tx: Tx,
  scope: Scope,
  { ruleId, deadlineRule, rollPolicy, strictness }: Extract<DeadlineChange, { kind: 'rule' }>,
  { reason, document }: { reason: string; document?: string },
): Promise<void> {
  const before = await tx.reportingRule.findUniqueOrThrow({ where: { id: ruleId } });
  const changed = {
    ...(deadlineRule
      ? { deadlineRule: JSON.parse(JSON.stringify(deadlineRule)) as Prisma.InputJsonObject }
      : {}),
    ...(rollPolicy ? { rollPolicy } : {}),
    ...(strictness ? { strictness } : {}),
  };
  await tx.reportingRule.update({
    where: { id: ruleId },
    data: {
      ...changed,
      revision: { increment: 1 },
      confirmedById: scope.actor.id,
      confirmedByName: scope.actor.name,
      confirmedAt: scope.asOf,
    },
  });
  await audit(tx, scope, {
    action: 'rule.changed',
    subjectType: 'rule',
    subjectId: ruleId,
    before: {
      deadlineRule: before.deadlineRule as Prisma.InputJsonValue,
      rollPolicy: before.rollPolicy,
      strictness: before.strictness,
    },
    after: { ...changed, ...(document ? { document } : {}) },
    reason,
  });
}
