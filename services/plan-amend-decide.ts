/** What an amendment does to the reports of a plan: decided by the domain over the register's rows (B30). */
import type { Deadline } from '../domain/deadlines';
import { type DomainError, domainError } from '../domain/errors';
import { formatDate } from '../domain/format';
import {
  amendRows,
  type ProjectedObligation,
  type RegisterRow,
  type ReportingRule,
  type RowAction,
} from '../domain/plan';
import { timesUnder } from '../domain/projection';
import { type IsoDate, isIsoDate } from '../domain/time';
import type { Plan, Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import { mayComeBack } from './comeback';
import type { Scope, Tx } from './context';
import { civilDate, civilDateOrNull, instantOf } from './dates';
import { type DeadlineMoves, fingerprintOf, type ObligationMove } from './deadline-moves';
import { deadlineOf } from './obligations';
import { followPeriods, isHandSet, PERIOD_ROW, type PeriodRow, periodChange } from './period-moves';
import { heirsOf, obligationsOf, reportingRules } from './projection';
import { policyOf } from './settings';
import { askedUnitsFault } from './unit-register';

export interface Amendment {
  planId: string;
  termFrom?: IsoDate;
  termTo?: IsoDate;
  /** the complete list of units for a rule */
  ruleUnits?: { ruleId: string; unitIds: string[] }[];
  /** rules that no longer hold */
  removeRules?: string[];
  reason: string;
  document?: string;
  fingerprint?: string;
}

export interface AmendmentPreview {
  added: { unitName: string; periodLabel: string; dueAt: string }[];
  removed: { obligationId: string; unitName: string; periodLabel: string; dueAt: Date }[];
  moves: ObligationMove[];
  /** begun or received: they stay, for the office to decide */
  kept: { obligationId: string; unitName: string; periodLabel: string; dueAt: Date; reason: string }[];
  fingerprint: string;
}

const ROW = {
  id: true,
  planId: true,
  periodId: true,
  unitId: true,
  namedUnitId: true,
  state: true,
  dueAt: true,
  originalDueAt: true,
  closedReason: true,
  deadline: true,
  unit: { select: { name: true } },
  period: { select: PERIOD_ROW },
  submissions: { where: { state: 'draft' }, select: { id: true } },
} satisfies Prisma.ObligationSelect;

type Row = Prisma.ObligationGetPayload<{ select: typeof ROW }>;

export interface Decided {
  ok: true;
  rules: ReportingRule[];
  projected: ProjectedObligation[];
  labels: Map<string, string>;
  actions: RowAction[];
  kept: AmendmentPreview['kept'];
  rows: Map<string, Row>;
  moves: DeadlineMoves;
  /** periods whose data span changed */
  spans: { periodId: string; dataFrom: IsoDate; dataTo: IsoDate; label: string; partial: boolean }[];
}

export async function decideAmendment(
  tx: Tx,
  scope: Scope,
  plan: Plan,
  input: Amendment,
): Promise<Decided | Refused> {
  const { organizationId } = scope;
  if (plan.state !== 'active' && plan.state !== 'suspended') {
    const params = { state: 'chưa hoặc không còn thực hiện', action: 'sửa đổi' };
    return { ok: false, error: domainError('PLAN_TRANSITION_NOT_ALLOWED', params) };
  }
  const termFrom = input.termFrom ?? civilDateOrNull(plan.termFrom) ?? '';
  const termTo = input.termTo ?? civilDateOrNull(plan.termTo) ?? '';
  for (const [field, value] of Object.entries({ termFrom, termTo })) {
    if (!isIsoDate(value)) return { ok: false, error: domainError('DATE_INVALID', { value }, field) };
  }
  if (termFrom > termTo) {
    const params = { from: formatDate(termFrom), to: formatDate(termTo) };
    return { ok: false, error: domainError('TERM_REVERSED', params, 'termTo') };
  }
  const stored = await tx.reportingRule.findMany({
    where: { organizationId, planId: plan.id, active: true, confirmedAt: { not: null } },
    include: { units: true },
    orderBy: { position: 'asc' },
  });
  const unitFault = await ruleUnitsFault(tx, scope, stored, input.ruleUnits ?? []);
  if (unitFault) return { ok: false, error: unitFault };
  const removed = new Set(input.removeRules ?? []);
  const unitsOf = new Map((input.ruleUnits ?? []).map(({ ruleId, unitIds }) => [ruleId, unitIds]));
  const remaining = stored.filter(({ id }) => !removed.has(id));
  const rules = reportingRules(remaining, unitsOf);
  const facts = { id: plan.id, state: plan.state, termFrom, termTo };
  const projection = await obligationsOf(tx, scope, facts, rules);
  const [fault] = projection.faults;
  if (fault) return { ok: false, error: fault.error };
  const rows = await tx.obligation.findMany({
    where: { organizationId, planId: plan.id, period: { ruleId: { in: stored.map(({ id }) => id) } } },
    select: ROW,
    orderBy: { id: 'asc' },
  });
  const living = rows.filter((row) => !mayComeBack(row));
  const heirs = await heirsOf(tx, organizationId);
  const { actions, kept } = amendRows({
    rows: living.map((row) => registerRow(row, heirs)),
    projected: projection.rows,
    reason: input.reason,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const wanted = new Map(
    projection.periods.map((period) => [`${period.ruleId}/${period.period.code}`, period]),
  );
  const periods = await tx.reportingPeriod.findMany({
    where: { organizationId, planId: plan.id, state: { in: ['planned', 'open'] } },
    select: PERIOD_ROW,
  });
  const targets = periods.flatMap((period) =>
    targetOf(period, wanted.get(`${period.ruleId}/${period.code}`), input),
  );
  const policy = await policyOf(tx, organizationId, plan.id);
  const calendar = await calendarOf(tx, organizationId);
  const context = { policy, times: timesUnder(calendar), asOf: scope.asOf };
  const moves = await followPeriods(
    tx,
    organizationId,
    targets.map(({ span: _span, ...target }) => ({ ...target, change: periodChange(target, context) })),
  );
  return {
    ok: true,
    rules,
    projected: projection.rows,
    labels: new Map(projection.periods.map(({ key, period }) => [key, period.label])),
    // what was due before today is history: an amendment asks for nothing in arrears (B103)
    actions: actions.filter((action) => action.type !== 'add' || !action.row.history),
    kept: kept.flatMap(({ key, reason }) => about(byId, key).map((row) => ({ ...row, reason }))),
    rows: byId,
    moves,
    spans: targets.map(({ span }) => span),
  };
}

/** The first fault among the units that rules are newly to ask. */
async function ruleUnitsFault(
  tx: Tx,
  scope: Scope,
  stored: readonly { id: string; units: readonly { unitId: string }[] }[],
  asked: NonNullable<Amendment['ruleUnits']>,
): Promise<DomainError | null> {
  for (const { ruleId, unitIds } of asked) {
    const field = `ruleUnits.${ruleId}`;
    const rule = stored.find(({ id }) => id === ruleId);
    if (!rule) return domainError('NOT_FOUND', { what: 'chế độ báo cáo này' }, field);
    const known = rule.units.map(({ unitId }) => unitId);
    const fault = await askedUnitsFault(tx, scope, { unitIds, known, field });
    if (fault) return fault;
  }
  return null;
}

type Refused = { ok: false; error: ReturnType<typeof domainError> };

function targetOf(
  period: PeriodRow,
  wanted:
    | { period: { dataFrom: IsoDate; dataTo: IsoDate; label: string; partial: boolean }; deadline: Deadline }
    | undefined,
  { reason }: Amendment,
) {
  if (!wanted) return [];
  const { dataFrom, dataTo, label, partial } = wanted.period;
  const sameSpan = civilDate(period.dataFrom) === dataFrom && civilDate(period.dataTo) === dataTo;
  const sameDate = deadlineOf(period).dueAt === wanted.deadline.dueAt;
  if (sameSpan && (sameDate || isHandSet(period))) return [];
  const deadline = isHandSet(period) ? deadlineOf(period) : wanted.deadline;
  const why = reason || 'Kế hoạch được sửa đổi';
  return [{ period, deadline, why, span: { periodId: period.id, dataFrom, dataTo, label, partial } }];
}

const registerRow = (row: Row, heirs: ReadonlyMap<string, string>): RegisterRow => ({
  key: row.id,
  planId: row.planId,
  periodCode: row.period.code,
  unitId: row.unitId,
  namedUnitId: row.namedUnitId,
  heirId: heirs.get(row.unitId) ?? null,
  status: row.state,
  dueAt: instantOf(row.dueAt),
  dataFrom: civilDate(row.period.dataFrom),
  dataTo: civilDate(row.period.dataTo),
  hasDraft: row.submissions.length > 0,
  // an extension is the unit's own, like a date set by hand (B51)
  handSet: row.originalDueAt !== null || isHandSet(row),
});

function about(rows: ReadonlyMap<string, Row>, key: string) {
  const row = rows.get(key);
  if (!row) return [];
  const { id: obligationId, unit, period, dueAt } = row;
  return [{ obligationId, unitName: unit.name, periodLabel: period.label, dueAt }];
}

export async function previewOf(tx: Tx, scope: Scope, decided: Decided): Promise<AmendmentPreview> {
  const added = decided.actions.flatMap((action) => (action.type === 'add' ? [action.row] : []));
  const units = await tx.unit.findMany({
    where: { organizationId: scope.organizationId, id: { in: added.map(({ unitId }) => unitId) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(units.map(({ id, name }) => [id, name]));
  const moves = decided.moves.moves.filter(({ from, to }) => from.getTime() !== to.getTime());
  return {
    added: added.map(({ unitId, periodKey, periodCode, dueAt }) => ({
      unitName: nameOf.get(unitId) ?? '',
      periodLabel: decided.labels.get(periodKey) ?? periodCode,
      dueAt,
    })),
    removed: decided.actions.flatMap((action) =>
      action.type === 'remove' ? about(decided.rows, action.key) : [],
    ),
    moves,
    kept: decided.kept,
    fingerprint: fingerprintOf(decided.moves) + String(decided.actions.length),
  };
}
