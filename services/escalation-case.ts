/** The case file of a proposal: what an officer needs to decide, as it stood when the proposal was made (B68). */
import { describeProposal, type EscalationCase, type EscalationRecord } from '../domain/escalation';
import { owedUntil } from '../domain/obligation';
import type { IsoDate, IsoInstant } from '../domain/time';
import type { Escalation, Prisma } from '../prisma/generated/client';
import { validOn } from './contacts';
import { civilDateOrNull, dateColumn, instantOf, instantOrNull } from './dates';

export const caseInclude = (on: IsoDate) =>
  ({
    unit: {
      include: {
        contacts: {
          where: validOn(dateColumn(on)),
          include: { routes: { select: { kind: true, state: true, stateReason: true } } },
          orderBy: [{ role: 'asc' }, { rank: 'asc' }],
        },
      },
    },
    plan: { select: { id: true, title: true, number: true, symbol: true, state: true } },
    period: { select: { id: true, label: true, halfYear: true } },
    items: {
      include: {
        message: {
          select: { kind: true, channel: true, state: true, sentAt: true, reason: true, contactId: true },
        },
      },
      orderBy: { id: 'asc' },
    },
    escalations: { orderBy: { proposedAt: 'asc' } },
    extensions: { orderBy: { requestedAt: 'asc' } },
    submissions: {
      select: { version: true, state: true, submittedAt: true, updatedAt: true, returnReason: true },
      orderBy: { version: 'asc' },
    },
  }) satisfies Prisma.ObligationInclude;

export type CaseRow = Prisma.ObligationGetPayload<{ include: ReturnType<typeof caseInclude> }>;

export interface CaseFile {
  summary: string;
  /** the due instant the overdue counts from; a corrected report has its own (B76) */
  clockFrom: IsoInstant;
  obligation: {
    unitName: string;
    planTitle: string;
    periodLabel: string;
    state: string;
    dueAt: IsoInstant;
    originalDueAt: IsoInstant | null;
    correctionDueAt: IsoInstant | null;
    /** since when an unsent draft lies with the unit */
    draftSavedAt: IsoInstant | null;
  };
  reminders: {
    step: string;
    channel: string | null;
    state: string;
    sentAt: IsoInstant | null;
    reason: string | null;
  }[];
  contacts: { id: string; name: string; role: string; routes: { kind: string; state: string }[] }[];
  submissions: { version: number; state: string; submittedAt: IsoInstant | null; reason: string | null }[];
  extensions: { state: string; reason: string; newDueAt: IsoInstant | null; decidedAt: IsoInstant | null }[];
  earlier: { level: number; round: number; state: string; proposedAt: IsoInstant; reason: string | null }[];
  /** why a person proposed it; null where the service did */
  proposalReason: string | null;
  /** what the approver changed (decision 'amend') */
  amendments?: Amendments;
}

export interface Amendments {
  /** last civil day that the letter gives */
  newDueDate?: IsoDate;
  /** remark for the letter's list of units */
  note?: string;
}

export function caseFileOf(
  row: CaseRow,
  { level, clockFrom, reason }: { level: number; clockFrom: IsoInstant; reason: string | null },
): CaseFile {
  const draft = row.submissions.find(({ state }) => state === 'draft');
  return {
    summary: describeProposal({ level, clockFrom }),
    clockFrom,
    obligation: {
      unitName: row.unit.name,
      planTitle: row.plan.title,
      periodLabel: row.period.label,
      state: row.state,
      dueAt: instantOf(row.dueAt),
      originalDueAt: instantOrNull(row.originalDueAt),
      correctionDueAt: instantOrNull(row.correctionDueAt),
      draftSavedAt: instantOrNull(draft?.updatedAt ?? null),
    },
    reminders: row.items
      .filter(({ message }) => message.kind === 'reminder' || message.kind === 'letter')
      .map(({ step, message }) => ({
        step,
        channel: message.channel,
        state: message.state,
        sentAt: instantOrNull(message.sentAt),
        reason: message.reason,
      })),
    contacts: row.unit.contacts.map(({ id, name, role, routes }) => ({
      id,
      name,
      role,
      routes: routes.map(({ kind, state }) => ({ kind, state })),
    })),
    submissions: row.submissions
      .filter(({ state }) => state !== 'draft')
      .map(({ version, state, submittedAt, returnReason }) => ({
        version,
        state,
        submittedAt: instantOrNull(submittedAt),
        reason: returnReason,
      })),
    extensions: row.extensions.map((extension) => ({
      state: extension.state,
      reason: extension.reason,
      newDueAt: instantOrNull(extension.newDueAt),
      decidedAt: instantOrNull(extension.decidedAt),
    })),
    earlier: row.escalations.map((earlier) => ({
      level: earlier.level,
      round: earlier.round,
      state: earlier.state,
      proposedAt: instantOf(earlier.proposedAt),
      reason: earlier.closedReason ?? earlier.decisionReason,
    })),
    proposalReason: reason,
  };
}

/** Up to which instant the unit owes: the correction's deadline while a report is returned (B48). */
export const clockOf = (row: Pick<CaseRow, 'state' | 'dueAt' | 'correctionDueAt'>): IsoInstant =>
  owedUntil({
    status: row.state,
    dueAt: instantOf(row.dueAt),
    correctionDueAt: instantOrNull(row.correctionDueAt),
  });

/** A stored proposal as the domain's state machine sees it. */
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
  const { clockFrom } = row.caseFile as unknown as CaseFile;
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
