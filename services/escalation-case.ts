/** A stored proposal as the domain's state machine sees it. */
import type { EscalationCase, EscalationRecord } from '../domain/escalation';
import type { Escalation } from '../prisma/generated/client';
import { civilDateOrNull, instantOf, instantOrNull } from './dates';

export function caseOf(row: Escalation): EscalationCase {
  return {
    state: row.state,
    level: row.level,
    proposerId: row.proposedById ?? 'service',
    proposedAt: instantOf(row.proposedAt),
    decidedBy: row.decidedById,
    decidedAt: instantOrNull(row.decidedAt),
    reason: row.closedReason ?? row.decisionReason,
    reviewOn: civilDateOrNull(row.nextReviewOn),
  };
}

export function recordOf(row: Escalation): EscalationRecord {
  const { clockFrom } = row.caseFile as { clockFrom: string };
  const closed = row.issuedAt ?? row.closedAt ?? (row.state === 'rejected' ? row.decidedAt : null);
  return {
    level: row.level,
    state: row.state,
    proposedAt: instantOf(row.proposedAt),
    closedAt: instantOrNull(closed),
    reviewOn: civilDateOrNull(row.nextReviewOn),
    clockFrom,
  };
}
