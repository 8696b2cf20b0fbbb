/** Proposals to press a unit: made by the service or an officer, waiting for a person (law 6, B67, B70, B72, B75, B76). */

import type { WorkCalendar } from '../domain/calendar';
import { type DomainError, domainError } from '../domain/errors';
import { decideApproverReminder, decideEscalation, decideProposal } from '../domain/escalation';
import { earliest, type IsoInstant, isAfter, isoInstant, localDate } from '../domain/time';
import type { Escalation, Prisma } from '../prisma/generated/client';
import { approversOf, deputyOf } from './approvers';
import { calendarOf } from './calendar';
import { audit, type Database, inTransaction, type Scope, type Tx, tellWorkflow } from './context';
import { type CaseRow, caseFileOf, caseInclude, caseOf, clockOf, recordOf } from './escalation-case';
import { type Chain, escalationPolicyOf, levelWithPeople } from './escalation-policy';
import { cycleWorkflowId } from './ids';
import { itemOf, lockedObligation, today } from './obligations';
import { queueMessage } from './outbox';
import { staffWith } from './staff';

export {
  decideEscalation,
  type EscalationDecided,
  type EscalationDecision,
  withdrawByHand,
} from './escalation-decisions';
export { withdrawEscalations } from './escalation-withdrawal';
export { issueEscalation } from './letters';

const OPEN = ['proposed', 'approved', 'amended', 'postponed'] as const;

export interface Followed {
  /** proposals of the period still open, whatever they wait for */
  open: number;
  /** when something may be proposed or an approver reminded; null: only a message can change that */
  nextCheckAt: IsoInstant | null;
  proposed: number;
  nudged: number;
}

/** One look at a period: propose what is overdue past the grace, take up postponed ones, remind silent approvers. */
export async function followEscalations(
  tx: Tx,
  scope: Scope,
  { periodId }: { periodId: string },
): Promise<Followed> {
  const proposals = await proposeEscalations(tx, scope, { periodId });
  const resumed = await resumePostponed(tx, scope, periodId);
  const nudges = await nudgeApprovers(tx, scope, { periodId });
  const open = await tx.escalation.count({
    where: { organizationId: scope.organizationId, state: { in: [...OPEN] }, obligation: { periodId } },
  });
  return {
    open,
    nextCheckAt: earliest(proposals.nextCheckAt, nudges.nextCheckAt),
    proposed: proposals.ids.length + resumed,
    nudged: nudges.nudged,
  };
}

export interface Proposals {
  ids: string[];
  nextCheckAt: IsoInstant | null;
}

/** Proposes for every unit of the period whose grace is over. Never more than one open proposal per report (B75). */
export async function proposeEscalations(
  tx: Tx,
  scope: Scope,
  { periodId }: { periodId: string },
): Promise<Proposals> {
  const { organizationId } = scope;
  // A report that arrives at this moment waits here, and then withdraws what was proposed (B69).
  await tx.$queryRaw`
    SELECT "id"::text FROM "Obligation"
    WHERE "organizationId" = ${organizationId}::uuid AND "periodId" = ${periodId}::uuid AND "state" IN ('open', 'returned')
    ORDER BY "id" FOR UPDATE`;
  const owing = await tx.obligation.findMany({
    where: { organizationId, periodId, state: { in: ['open', 'returned'] }, plan: { state: 'active' } },
    include: caseInclude(today(scope)),
    orderBy: { id: 'asc' },
  });
  const [any] = owing;
  if (!any) return { ids: [], nextCheckAt: null };
  const { policy, chain } = await escalationPolicyOf(tx, organizationId, any.planId);
  const calendar = await calendarOf(tx, organizationId);
  const now = isoInstant(scope.asOf);
  const ids: string[] = [];
  let nextCheckAt: IsoInstant | null = null;
  const unreachable: CaseRow[] = [];
  for (const row of owing) {
    const obligation = { status: row.state, owedUntil: clockOf(row) };
    const history = row.escalations.map(recordOf);
    const decision = decideProposal({ obligation, history, policy, calendar, now });
    nextCheckAt = earliest(nextCheckAt, decision.nextCheckAt);
    if (!decision.propose) continue;
    const id = await propose(tx, scope, row, { ...decision.propose, chain, reason: null });
    if (id) ids.push(id);
    else unreachable.push(row);
  }
  if (unreachable.length > 0) await alertEmptyChain(tx, scope, unreachable);
  return { ids, nextCheckAt };
}

/** Writes one proposal with its case file and chain, and tells the approvers. Null where no level has anybody. */
async function propose(
  tx: Tx,
  scope: Scope,
  row: CaseRow,
  wanted: { level: number; clockFrom: IsoInstant; chain: Chain; reason: string | null },
): Promise<string | null> {
  const resolved = levelWithPeople(wanted.chain, wanted.level);
  if (!resolved) return null;
  const { level, skipped } = resolved;
  const round = row.escalations.filter((earlier) => earlier.level === level).length + 1;
  const caseFile = caseFileOf(row, { level, clockFrom: wanted.clockFrom, reason: wanted.reason });
  const byPerson = scope.actor.kind === 'user';
  const { id } = await tx.escalation.create({
    data: {
      organizationId: scope.organizationId,
      obligationId: row.id,
      level,
      round,
      proposedAt: scope.asOf,
      proposedById: byPerson ? scope.actor.id : null,
      proposedByName: scope.actor.name,
      caseFile: caseFile as unknown as Prisma.InputJsonObject,
      chain: { ...wanted.chain, skipped } as unknown as Prisma.InputJsonObject,
    },
    select: { id: true },
  });
  await audit(tx, scope, {
    action: 'escalation.proposed',
    subjectType: 'escalation',
    subjectId: id,
    after: { obligationId: row.id, level, round, clockFrom: wanted.clockFrom, skipped },
    ...(wanted.reason ? { reason: wanted.reason } : {}),
  });
  for (const userId of await approversOf(tx, scope)) {
    await queueMessage(tx, scope, {
      kind: 'proposal',
      to: { userId },
      key: `proposal/${id}/${userId}`,
      items: itemOf(row, `proposal/${level}.${round}`),
      nominalAt: scope.asOf,
      facts: { escalationId: id },
    });
  }
  return id;
}

export type ProposeResult = { ok: true; escalationId: string } | { ok: false; error: DomainError };

/** An officer's own proposal for an overdue report; the grace need not be over, everything else holds (B73, B75). */
export function proposeByHand(
  db: Database,
  scope: Scope,
  input: { obligationId: string; reason: string },
): Promise<ProposeResult> {
  return inTransaction(db, async (tx): Promise<ProposeResult> => {
    const found = await lockedObligation(tx, scope, input.obligationId);
    if (!found.ok) return found;
    const reason = input.reason.trim();
    if (reason === '') {
      const error = domainError('REASON_MISSING', { action: 'đề nghị đôn đốc' }, 'reason');
      return { ok: false, error };
    }
    const row = await tx.obligation.findUniqueOrThrow({
      where: { id: input.obligationId },
      include: caseInclude(today(scope)),
    });
    const open = row.escalations.find(({ state }) => OPEN.some((candidate) => candidate === state));
    if (open) return { ok: false, error: domainError('ESCALATION_OPEN_EXISTS', { level: open.level }) };
    const clockFrom = clockOf(row);
    if (!isAfter(isoInstant(scope.asOf), clockFrom)) {
      const params = { state: 'chưa quá hạn', action: 'đề nghị đôn đốc' };
      return { ok: false, error: domainError('TRANSITION_NOT_ALLOWED', params) };
    }
    const { policy, chain } = await escalationPolicyOf(tx, scope.organizationId, row.planId);
    const decision = decideProposal({
      obligation: { status: row.state, owedUntil: clockFrom },
      history: row.escalations.map(recordOf),
      policy: { ...policy, graceWorkingDays: -1, spacingWorkingDays: 0, proposeAt: '00:00' },
      calendar: await calendarOf(tx, scope.organizationId),
      now: isoInstant(scope.asOf),
    });
    if (!decision.propose) {
      const params = { state: decision.reason, action: 'đề nghị đôn đốc' };
      return { ok: false, error: domainError('TRANSITION_NOT_ALLOWED', params) };
    }
    const escalationId = await propose(tx, scope, row, { ...decision.propose, chain, reason });
    if (!escalationId) return { ok: false, error: domainError('ESCALATION_NO_RECIPIENT', {}, 'levels') };
    await tellWorkflow(tx, scope, {
      workflowId: cycleWorkflowId(row.periodId),
      name: 'decided',
      payload: { escalationId },
    });
    return { ok: true, escalationId };
  });
}

/** Every level is empty: the administrator hears of it once a day and per period, and nothing is lost (B72). */
async function alertEmptyChain(tx: Tx, scope: Scope, rows: readonly CaseRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const { reason, wayOut } = domainError('ESCALATION_NO_RECIPIENT');
  for (const { id: userId } of await staffWith(tx, scope.organizationId, ['admin', 'office_head'])) {
    await queueMessage(tx, scope, {
      kind: 'alert',
      to: { userId },
      key: `alert/empty-chain/${first.periodId}/${today(scope)}/${userId}`,
      items: [],
      nominalAt: scope.asOf,
      facts: {
        title: reason,
        lines: rows.map(({ unit, period }) => `${unit.name}: báo cáo ${period.label} quá hạn`),
        wayOut,
      },
    });
  }
}

async function resumePostponed(tx: Tx, scope: Scope, periodId: string): Promise<number> {
  const due = await tx.escalation.findMany({
    where: {
      organizationId: scope.organizationId,
      state: 'postponed',
      nextReviewOn: { lte: new Date(`${today(scope)}T00:00:00Z`) },
      obligation: { periodId },
    },
    include: { obligation: { select: { id: true, revision: true } } },
  });
  for (const row of due) {
    const event = { type: 'resume' as const, at: isoInstant(scope.asOf) };
    const next = decideEscalation(caseOf(row), event, { fourEyes: false });
    if (!next.ok || next.repeated) continue;
    await tx.escalation.update({
      where: { id: row.id },
      data: { state: 'proposed', approverNudges: 0, lastNudgeAt: scope.asOf },
    });
    await audit(tx, scope, {
      action: 'escalation.resumed',
      subjectType: 'escalation',
      subjectId: row.id,
      before: { state: 'postponed' },
      after: { state: 'proposed' },
      reason: 'đến ngày xem lại',
    });
    for (const userId of await approversOf(tx, scope)) {
      await queueMessage(tx, scope, {
        kind: 'proposal',
        to: { userId },
        key: `proposal/${row.id}/${localDate(scope.asOf)}/${userId}`,
        items: itemOf(row.obligation, `proposal/${row.level}.${row.round}/${localDate(scope.asOf)}`),
        nominalAt: scope.asOf,
        facts: { escalationId: row.id },
      });
    }
  }
  return due.length;
}

/** Reminds whoever has not decided: first the approvers, then the deputy; silence never decides (B70). */
export async function nudgeApprovers(
  tx: Tx,
  scope: Scope,
  { periodId }: { periodId?: string } = {},
): Promise<{ nudged: number; nextCheckAt: IsoInstant | null }> {
  const { organizationId } = scope;
  const waiting = await tx.escalation.findMany({
    where: { organizationId, state: 'proposed', ...(periodId ? { obligation: { periodId } } : {}) },
    include: { obligation: { select: { id: true, revision: true, planId: true } } },
    orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
  });
  const [first] = waiting;
  if (!first) return { nudged: 0, nextCheckAt: null };
  const calendar = await calendarOf(tx, organizationId);
  const { policy } = await escalationPolicyOf(tx, organizationId, first.obligation.planId);
  const now = isoInstant(scope.asOf);
  let nextCheckAt: IsoInstant | null = null;
  const due: Record<'approver' | 'deputy', typeof waiting> = { approver: [], deputy: [] };
  for (const row of waiting) {
    const decision = reminderFor(row, { policy, calendar, now });
    nextCheckAt = earliest(nextCheckAt, decision.nextCheckAt);
    if (decision.remind) due[decision.remind].push(row);
  }
  for (const remind of ['approver', 'deputy'] as const) {
    const rows = due[remind];
    if (rows.length === 0) continue;
    const people = remind === 'approver' ? await approversOf(tx, scope) : await deputyOf(tx, scope);
    await tx.escalation.updateMany({
      where: { organizationId, id: { in: rows.map(({ id }) => id) } },
      data: { approverNudges: { increment: 1 }, lastNudgeAt: scope.asOf },
    });
    for (const userId of people) {
      await queueMessage(tx, scope, {
        kind: 'approver_reminder',
        to: { userId },
        key: `approver_reminder/${remind}/${rows[0]?.id}.${rows[0]?.approverNudges}/${now}/${userId}`,
        items: [],
        nominalAt: scope.asOf,
        facts: {
          escalationIds: rows.map(({ id }) => id),
          ...(remind === 'deputy' ? { toDeputy: true } : {}),
        },
      });
    }
  }
  return { nudged: due.approver.length + due.deputy.length, nextCheckAt };
}

function reminderFor(
  row: Escalation,
  context: {
    policy: Parameters<typeof decideApproverReminder>[0]['policy'];
    calendar: WorkCalendar;
    now: IsoInstant;
  },
) {
  // A postponed proposal waits anew from the day on which it came back.
  const since =
    row.nextReviewOn && row.lastNudgeAt && row.approverNudges === 0 ? row.lastNudgeAt : row.proposedAt;
  return decideApproverReminder({
    proposedAt: isoInstant(since),
    remindersSent: row.approverNudges,
    ...context,
  });
}
