/** When to propose an escalation, at which level, and what may become of a proposal. People decide; silence never does. */
import { assertNever } from './assert-never';
import { addWorkingDays, firstWorkingDayFrom, type WorkCalendar } from './calendar';
import { domainError } from './errors';
import { formatDate, formatDateWithWeekday } from './format';
import { isOwed } from './obligation-machine';
import { type Result, refuse } from './result';
import { ESCALATION_STATE_TERMS, type EscalationState, type ObligationStatus } from './terms';
import { atLocal, type ClockTime, type IsoDate, type IsoInstant, isAfter, localDate, maxDate } from './time';

export type { EscalationState };

export interface EscalationLevel {
  /** 1, 2, … in the order in which they are tried. */
  level: number;
  name: string;
}

/** A chain as data; a proposal keeps the version it was made under (B68). */
export interface EscalationPolicy {
  version: string;
  levels: EscalationLevel[];
  /** Working days overdue before the first proposal (B67). */
  graceWorkingDays: number;
  /** Working days between two escalations of one report (B75). */
  spacingWorkingDays: number;
  /** Most proposals per report and level, rejected ones included (B75). */
  maxPerLevel: number;
  /** Working days without an answer before the approver is reminded, then the deputy (B70). */
  approverReminderWorkingDays: number;
  /** A proposer may not approve their own proposal (B73). */
  fourEyes: boolean;
  /** Local time at which proposals are made. */
  proposeAt: ClockTime;
}

/** What the register knows of earlier escalations of one obligation, in any order. */
export interface EscalationRecord {
  level: number;
  state: EscalationState;
  proposedAt: IsoInstant;
  /** Last decision or issue; null while open. */
  closedAt: IsoInstant | null;
  /** Next review of a rejected or postponed proposal. */
  reviewOn: IsoDate | null;
  /** The overdue it was about: the due instant it counted from (B76). */
  clockFrom: IsoInstant;
}

const OPEN_STATES: readonly EscalationState[] = ['proposed', 'approved', 'amended', 'postponed'];

export function isOpenEscalation(state: EscalationState): boolean {
  return OPEN_STATES.includes(state);
}

export interface OverdueObligation {
  status: ObligationStatus;
  /** Instant up to which the unit owes (obligation.owedUntil): the correction's deadline for a returned report. */
  owedUntil: IsoInstant;
}

export interface ProposalDecision {
  propose: { level: number; clockFrom: IsoInstant } | null;
  /** When to ask again; null while somebody must act first, or nothing can follow. */
  nextCheckAt: IsoInstant | null;
  /** Vietnamese, for the case file and the log. */
  reason: string;
}

/**
 * Whether to propose an escalation now. The clock of a returned report starts at its correction deadline: what was
 * escalated before does not count against it again (B76).
 */
export function decideProposal({
  obligation,
  history,
  policy,
  calendar,
  now,
}: {
  obligation: OverdueObligation;
  history: readonly EscalationRecord[];
  policy: EscalationPolicy;
  calendar: WorkCalendar;
  now: IsoInstant;
}): ProposalDecision {
  const none = (reason: string, nextCheckAt: IsoInstant | null = null): ProposalDecision => ({
    propose: null,
    nextCheckAt,
    reason,
  });
  if (!isOwed(obligation.status)) return none('báo cáo không còn nợ');
  if (history.some(({ state }) => isOpenEscalation(state))) {
    return none('đang có đề nghị chưa xử lý xong', earliestReview(history, policy));
  }
  const clockFrom = obligation.owedUntil;
  const onThisClock = history.filter(
    (record) => record.clockFrom === clockFrom && record.state !== 'withdrawn',
  );
  const level = nextLevel(onThisClock, policy);
  if (level === null) return none('đã hết các cấp đôn đốc');
  const startAt = proposalInstant({ clockFrom, onThisClock, policy, calendar });
  if (isAfter(startAt, now))
    return none(`chờ hết thời gian ân hạn, đến ${formatDate(localDate(startAt))}`, startAt);
  return {
    propose: { level, clockFrom },
    nextCheckAt: null,
    reason: `quá hạn từ sau ${formatDate(localDate(clockFrom))}`,
  };
}

/** Issued closes a level; a rejected one may be proposed again after its review, up to the cap. */
function nextLevel(records: readonly EscalationRecord[], policy: EscalationPolicy): number | null {
  for (const { level } of [...policy.levels].sort((a, b) => a.level - b.level)) {
    const atLevel = records.filter((record) => record.level === level);
    const issued = atLevel.some(({ state }) => state === 'issued');
    if (!issued && atLevel.length < policy.maxPerLevel) return level;
  }
  return null;
}

function proposalInstant({
  clockFrom,
  onThisClock,
  policy,
  calendar,
}: {
  clockFrom: IsoInstant;
  onThisClock: readonly EscalationRecord[];
  policy: EscalationPolicy;
  calendar: WorkCalendar;
}): IsoInstant {
  // The grace days are the unit's in full: the proposal is made on the morning after the last of them.
  let date = addWorkingDays(calendar, localDate(clockFrom), policy.graceWorkingDays + 1).date;
  for (const { closedAt, proposedAt, reviewOn } of onThisClock) {
    const spaced = addWorkingDays(
      calendar,
      localDate(closedAt ?? proposedAt),
      policy.spacingWorkingDays,
    ).date;
    date = maxDate(
      date,
      reviewOn === null ? spaced : maxDate(spaced, firstWorkingDayFrom(calendar, reviewOn).date),
    );
  }
  return atLocal(date, policy.proposeAt);
}

function earliestReview(history: readonly EscalationRecord[], policy: EscalationPolicy): IsoInstant | null {
  const days = history.flatMap(({ state, reviewOn }) =>
    state === 'postponed' && reviewOn !== null ? [reviewOn] : [],
  );
  const [first] = days.sort();
  return first === undefined ? null : atLocal(first, policy.proposeAt);
}

/** A proposal as its own state machine. Plain data. */
export interface EscalationCase {
  state: EscalationState;
  level: number;
  proposerId: string;
  proposedAt: IsoInstant;
  decidedBy: string | null;
  decidedAt: IsoInstant | null;
  reason: string | null;
  reviewOn: IsoDate | null;
}

export type EscalationEvent =
  | { type: 'approve'; at: IsoInstant; by: string; approverId: string }
  | { type: 'amend'; at: IsoInstant; by: string; approverId: string; reason: string }
  | { type: 'postpone'; at: IsoInstant; by: string; approverId: string; reviewOn: IsoDate; reason: string }
  | { type: 'reject'; at: IsoInstant; by: string; approverId: string; reviewOn: IsoDate; reason: string }
  /** The review day of a postponed proposal came: it waits for a decision again. */
  | { type: 'resume'; at: IsoInstant }
  /** A report arrived, an extension was granted, the plan ended (B69). */
  | { type: 'withdraw'; at: IsoInstant; reason: string }
  | { type: 'issue'; at: IsoInstant };

export type EscalationTransition = Result<{ escalation: EscalationCase; repeated: boolean }>;

/** Where the machine starts; the register writes its first row itself, and the tests begin here. */
export function newEscalation(args: {
  level: number;
  proposerId: string;
  proposedAt: IsoInstant;
}): EscalationCase {
  return { state: 'proposed', ...args, decidedBy: null, decidedAt: null, reason: null, reviewOn: null };
}

const alreadyDecided = (current: EscalationCase): EscalationTransition =>
  refuse(
    current.state === 'withdrawn'
      ? domainError('ESCALATION_WITHDRAWN', { reason: current.reason ?? '' })
      : domainError('ESCALATION_ALREADY_DECIDED', { decision: ESCALATION_STATE_TERMS[current.state] }),
  );

/** Applies a decision, or says why not: the first decision stands, the second is told (B71). */
export function decideEscalation(
  current: EscalationCase,
  event: EscalationEvent,
  policy: Pick<EscalationPolicy, 'fourEyes'>,
): EscalationTransition {
  const next = (change: Partial<EscalationCase>): EscalationTransition => ({
    ok: true,
    repeated: false,
    escalation: { ...current, ...change },
  });
  switch (event.type) {
    case 'approve':
    case 'amend':
    case 'postpone':
    case 'reject': {
      if (current.state !== 'proposed' && current.state !== 'postponed') return alreadyDecided(current);
      const fault = checkDecision(current, event, policy);
      if (fault) return refuse(fault);
      const decided = { decidedBy: event.by, decidedAt: event.at };
      if (event.type === 'approve') return next({ ...decided, state: 'approved', reviewOn: null });
      if (event.type === 'amend')
        return next({ ...decided, state: 'amended', reason: event.reason, reviewOn: null });
      const state = event.type === 'postpone' ? 'postponed' : 'rejected';
      return next({ ...decided, state, reason: event.reason, reviewOn: event.reviewOn });
    }
    case 'resume':
      if (current.state === 'proposed') return { ok: true, repeated: true, escalation: current };
      if (current.state !== 'postponed') return alreadyDecided(current);
      return next({ state: 'proposed', reviewOn: null });
    case 'withdraw':
      if (current.state === 'withdrawn') return { ok: true, repeated: true, escalation: current };
      if (!isOpenEscalation(current.state)) return alreadyDecided(current);
      return next({ state: 'withdrawn', reason: event.reason });
    case 'issue':
      if (current.state === 'issued') return { ok: true, repeated: true, escalation: current };
      if (current.state !== 'approved' && current.state !== 'amended') {
        const params = { state: ESCALATION_STATE_TERMS[current.state] };
        return refuse(domainError('ESCALATION_NOTHING_TO_ISSUE', params));
      }
      return next({ state: 'issued' });
    default:
      return assertNever(event);
  }
}

function checkDecision(
  current: EscalationCase,
  event: Extract<EscalationEvent, { by: string }>,
  { fourEyes }: Pick<EscalationPolicy, 'fourEyes'>,
) {
  if (event.by !== event.approverId) return domainError('ESCALATION_NOT_APPROVER');
  const consents = event.type === 'approve' || event.type === 'amend';
  if (fourEyes && consents && event.by === current.proposerId) return domainError('ESCALATION_FOUR_EYES');
  if (event.type === 'approve') return null;
  if (event.reason.trim() === '') return domainError('ESCALATION_NEEDS_REASON', {}, 'reason');
  if (event.type === 'amend') return null;
  if (event.reviewOn > localDate(event.at)) return null;
  return domainError('ESCALATION_REVIEW_DATE_PAST', { date: formatDate(event.reviewOn) }, 'reviewOn');
}

/**
 * Whom to remind of an unanswered proposal: the approver after N working days, the deputy after 2N, then the
 * deputy every N more. Never an escalation by itself (B70).
 */
export function decideApproverReminder({
  proposedAt,
  remindersSent,
  policy,
  calendar,
  now,
}: {
  proposedAt: IsoInstant;
  remindersSent: number;
  policy: Pick<EscalationPolicy, 'approverReminderWorkingDays' | 'proposeAt'>;
  calendar: WorkCalendar;
  now: IsoInstant;
}): { remind: 'approver' | 'deputy' | null; nextCheckAt: IsoInstant } {
  const instantOf = (round: number): IsoInstant => {
    const days = policy.approverReminderWorkingDays * round;
    return atLocal(addWorkingDays(calendar, localDate(proposedAt), days).date, policy.proposeAt);
  };
  const dueAt = instantOf(remindersSent + 1);
  if (isAfter(dueAt, now)) return { remind: null, nextCheckAt: dueAt };
  return { remind: remindersSent === 0 ? 'approver' : 'deputy', nextCheckAt: instantOf(remindersSent + 2) };
}

/** The level that has somebody, from the wanted one upward; empty ones are skipped at once and logged (B72). */
export function resolveLevel<Person>({
  level,
  policy,
  recipientsOf,
}: {
  level: number;
  policy: Pick<EscalationPolicy, 'levels'>;
  recipientsOf: (level: number) => readonly Person[];
}): Result<{ level: number; recipients: readonly Person[]; skipped: { level: number; reason: string }[] }> {
  const skipped: { level: number; reason: string }[] = [];
  for (const candidate of [...policy.levels].sort((a, b) => a.level - b.level)) {
    if (candidate.level < level) continue;
    const recipients = recipientsOf(candidate.level);
    if (recipients.length > 0) return { ok: true, level: candidate.level, recipients, skipped };
    skipped.push({ level: candidate.level, reason: `cấp "${candidate.name}" chưa có người nhận` });
  }
  return refuse(domainError('ESCALATION_NO_RECIPIENT', {}, 'levels'));
}

/** Who decides for whom between two days, both included. */
export interface Delegation {
  fromId: string;
  toId: string;
  fromDate: IsoDate;
  toDate: IsoDate;
}

/** The person who decides on that day: follows delegations, also of a delegate; ends where they run in a ring (B74). */
export function effectiveApprover({
  approverId,
  delegations,
  on,
}: {
  approverId: string;
  delegations: readonly Delegation[];
  on: IsoDate;
}): string {
  const seen = new Set<string>();
  let current = approverId;
  while (!seen.has(current)) {
    seen.add(current);
    const step = delegations.find(
      ({ fromId, fromDate, toDate }) => fromId === current && fromDate <= on && on <= toDate,
    );
    if (!step) return current;
    current = step.toId;
  }
  return approverId;
}

/** Faults of a chain, refused when it is saved. */
export function checkChain(policy: Pick<EscalationPolicy, 'levels'>) {
  const seen = new Set<number>();
  for (const [position, { level }] of policy.levels.entries()) {
    if (seen.has(level)) return domainError('CHAIN_LEVEL_DUPLICATE', { level }, `levels.${position}.level`);
    seen.add(level);
  }
  return policy.levels.length === 0 ? domainError('ESCALATION_NO_RECIPIENT', {}, 'levels') : null;
}

/** 'Đề nghị đôn đốc cấp 1, quá hạn từ thứ Hai, 22/6/2026' for lists and case files. */
export function describeProposal({ level, clockFrom }: { level: number; clockFrom: IsoInstant }): string {
  return `Đề nghị đôn đốc cấp ${level}, hạn cũ ${formatDateWithWeekday(localDate(clockFrom))}`;
}
