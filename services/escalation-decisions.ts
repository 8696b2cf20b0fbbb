/** A person decides a proposal: the first decision stands, the second person is told (B70–B74). */

import { type DomainError, domainError } from '../domain/errors';
import {
  decideEscalation as decide,
  type EscalationEvent,
  type EscalationState,
  isOpenEscalation,
} from '../domain/escalation';
import { type IsoDate, isIsoDate, isoInstant } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { approversOf } from './approvers';
import { audit, type Database, inTransaction, type Scope, type Tx, tellWorkflow } from './context';
import { dateColumnOrNull } from './dates';
import { type Amendments, type CaseFile, caseOf } from './escalation-case';
import { withdrawEscalations } from './escalation-withdrawal';
import { cycleWorkflowId } from './ids';
import { isId, lockedObligation } from './obligations';
import { settingsOf } from './settings';

export interface EscalationDecision {
  escalationId: string;
  decision: 'approve' | 'amend' | 'postpone' | 'reject';
  reason?: string;
  /** civil day on which a rejected or postponed proposal is looked at again */
  nextReviewOn?: IsoDate;
  amendments?: Amendments;
}

export type EscalationDecided =
  | { ok: true; state: EscalationState }
  /** `decidedByName` where somebody else was first */
  | { ok: false; error: DomainError; decidedByName?: string };

export function decideEscalation(
  db: Database,
  scope: Scope,
  input: EscalationDecision,
): Promise<EscalationDecided> {
  return inTransaction(db, (tx) => decideIn(tx, scope, input));
}

async function decideIn(tx: Tx, scope: Scope, input: EscalationDecision): Promise<EscalationDecided> {
  const { organizationId } = scope;
  const missing = { ok: false as const, error: domainError('NOT_FOUND', { what: 'đề nghị đôn đốc' }) };
  if (!isId(input.escalationId)) return missing;
  const where = { organizationId_id: { organizationId, id: input.escalationId } };
  const known = await tx.escalation.findUnique({ where, select: { obligationId: true } });
  if (!known) return missing;
  // The report's lock orders decision, submission and issue one after the other (B69, B71).
  const found = await lockedObligation(tx, scope, known.obligationId);
  if (!found.ok) return found;
  const row = await tx.escalation.findUniqueOrThrow({ where });
  const event = await eventOf(tx, scope, input);
  if ('error' in event) return { ok: false, error: event.error };
  const { fourEyes } = await settingsOf(tx, organizationId);
  const next = decide(caseOf(row), event, { fourEyes });
  if (!next.ok) {
    const other = row.decidedByName && row.decidedById !== scope.actor.id ? row.decidedByName : undefined;
    return { ok: false, error: next.error, ...(other ? { decidedByName: other } : {}) };
  }
  const { escalation } = next;
  const caseFile = row.caseFile as unknown as CaseFile;
  await tx.escalation.update({
    where: { id: row.id },
    data: {
      state: escalation.state,
      decidedById: scope.actor.id,
      decidedByName: scope.actor.name,
      decidedAt: scope.asOf,
      decision: input.decision,
      decisionReason: escalation.reason,
      nextReviewOn: dateColumnOrNull(escalation.reviewOn),
      ...(isOpenEscalation(escalation.state) ? {} : { closedAt: scope.asOf }),
      ...(input.decision === 'amend' && input.amendments
        ? { caseFile: { ...caseFile, amendments: input.amendments } as unknown as Prisma.InputJsonObject }
        : {}),
    },
    select: { id: true },
  });
  await audit(tx, scope, {
    action: 'escalation.decided',
    subjectType: 'escalation',
    subjectId: row.id,
    before: { state: row.state },
    after: {
      state: escalation.state,
      decision: input.decision,
      ...(escalation.reviewOn ? { nextReviewOn: escalation.reviewOn } : {}),
      ...(input.amendments ? { amendments: { ...input.amendments } } : {}),
    },
    ...(input.reason ? { reason: input.reason } : {}),
  });
  await tellWorkflow(tx, scope, {
    workflowId: cycleWorkflowId(found.obligation.periodId),
    name: 'decided',
    payload: { escalationId: row.id },
  });
  return { ok: true, state: escalation.state };
}

async function eventOf(
  tx: Tx,
  scope: Scope,
  input: EscalationDecision,
): Promise<EscalationEvent | { error: DomainError }> {
  const by = scope.actor.kind === 'user' ? scope.actor.id : '';
  const approvers = await approversOf(tx, scope);
  // Nobody stands in for an approver but a delegate of that day (B74); `by` itself when it is one of them.
  const approverId = approvers.includes(by) ? by : (approvers[0] ?? 'none');
  const at = isoInstant(scope.asOf);
  const reason = input.reason?.trim() ?? '';
  const newDueDate = input.amendments?.newDueDate;
  for (const [field, value] of [
    ['nextReviewOn', input.nextReviewOn],
    ['amendments.newDueDate', newDueDate],
  ] as const) {
    if (value !== undefined && !isIsoDate(value))
      return { error: domainError('DATE_INVALID', { value }, field) };
  }
  switch (input.decision) {
    case 'approve':
      return { type: 'approve', at, by, approverId };
    case 'amend':
      return { type: 'amend', at, by, approverId, reason };
    case 'postpone':
    case 'reject':
      if (input.nextReviewOn === undefined) {
        return { error: domainError('ESCALATION_NEEDS_REASON', {}, 'nextReviewOn') };
      }
      return { type: input.decision, at, by, approverId, reason, reviewOn: input.nextReviewOn };
  }
}

/** An officer takes a proposal back: it was made in error, or the unit was spoken to. */
export async function withdrawByHand(
  db: Database,
  scope: Scope,
  input: { escalationId: string; reason: string },
): Promise<EscalationDecided> {
  return inTransaction(db, async (tx): Promise<EscalationDecided> => {
    const missing = { ok: false as const, error: domainError('NOT_FOUND', { what: 'đề nghị đôn đốc' }) };
    if (!isId(input.escalationId)) return missing;
    const reason = input.reason.trim();
    if (reason === '') {
      return { ok: false, error: domainError('REASON_MISSING', { action: 'rút đề nghị' }, 'reason') };
    }
    const where = { organizationId_id: { organizationId: scope.organizationId, id: input.escalationId } };
    const row = await tx.escalation.findUnique({ where });
    if (!row) return missing;
    const found = await lockedObligation(tx, scope, row.obligationId);
    if (!found.ok) return found;
    const withdrawn = await withdrawEscalations(tx, scope, row.obligationId, reason, row.id);
    if (withdrawn.includes(row.id)) return { ok: true, state: 'withdrawn' };
    const event = { type: 'withdraw' as const, at: isoInstant(scope.asOf), reason };
    const refused = decide(caseOf(row), event, { fourEyes: false });
    return refused.ok ? { ok: true, state: 'withdrawn' } : refused;
  });
}
