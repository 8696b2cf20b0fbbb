/** What the office does with a report in hand: accept it, return it, open it again; and the unit taking it back (B47–B49). */
import { addWorkingDays } from '../domain/calendar';
import { type DomainError, domainError } from '../domain/errors';
import { formatDate } from '../domain/format';
import { endOfDay, type IsoDate, type IsoInstant, isIsoDate, isoInstant } from '../domain/time';
import { calendarOf } from './calendar';
import { contactsFor } from './contacts';
import { audit, type Database, inTransaction, type Scope, type Tx, tellWorkflow } from './context';
import { civilDate } from './dates';
import { draftRow } from './drafts';
import { withdrawEscalations } from './escalation-withdrawal';
import { cycleWorkflowId } from './ids';
import { reviveLinks } from './links';
import { itemOf, lockedObligation, lockOf, moveObligation, type ObligationRow, today } from './obligations';
import { queueMessage } from './outbox';
import { settingsOf } from './settings';
import { touchSummaries } from './stale';

export type DecisionResult = { ok: true; repeated: boolean } | { ok: false; error: DomainError };

/** Takes the newest version as the one that counts. Accepting it again changes nothing. */
export function acceptSubmission(
  db: Database,
  scope: Scope,
  input: { obligationId: string },
): Promise<DecisionResult> {
  return inTransaction(db, (tx) => acceptSubmissionIn(tx, scope, input));
}

export async function acceptSubmissionIn(
  tx: Tx,
  scope: Scope,
  { obligationId }: { obligationId: string },
): Promise<DecisionResult> {
  const found = await lockedObligation(tx, scope, obligationId);
  if (!found.ok) return found;
  const moved = await moveObligation(tx, scope, found, { type: 'accept', at: isoInstant(scope.asOf) });
  if (!moved.ok || moved.repeated) return moved.ok ? { ok: true, repeated: true } : moved;
  const version = moved.state.acceptedVersion;
  await decideVersion(tx, scope, found.obligation, { version, state: 'accepted' });
  // A first acceptance changes no figure; a corrected version replaces the one the summary stood on (B49).
  if (found.state.acceptedVersion !== null) await touchSummary(tx, scope, found.obligation);
  await audit(tx, scope, {
    action: 'submission.accepted',
    subjectType: 'obligation',
    subjectId: obligationId,
    before: { acceptedVersion: found.state.acceptedVersion },
    after: { acceptedVersion: version },
  });
  await tellOfLast(tx, scope, found.obligation);
  return { ok: true, repeated: false };
}

/** With the last report of a period the cycle has nothing left to wait for but the deadline; the others do not concern it. */
async function tellOfLast(tx: Tx, scope: Scope, obligation: ObligationRow): Promise<void> {
  const unsettled = await tx.obligation.count({
    where: {
      organizationId: scope.organizationId,
      periodId: obligation.periodId,
      state: { notIn: ['accepted', 'exempt', 'cancelled'] },
    },
  });
  if (unsettled === 0) await tellCycle(tx, scope, obligation);
}

export interface ReturnInput {
  obligationId: string;
  reason: string;
  /** Last civil day for the correction; default: so many working days as the commune set (B48). */
  correctionDate?: IsoDate;
}

export type ReturnResult =
  | { ok: true; correctionDueAt: IsoInstant; version: number }
  | { ok: false; error: DomainError };

/** Sends a report back for correction. Its punctuality stands; the correction has a deadline of its own (B47, B48). */
export function returnSubmission(db: Database, scope: Scope, input: ReturnInput): Promise<ReturnResult> {
  return inTransaction(db, (tx) => returnSubmissionIn(tx, scope, input));
}

export async function returnSubmissionIn(tx: Tx, scope: Scope, input: ReturnInput): Promise<ReturnResult> {
  const found = await lockedObligation(tx, scope, input.obligationId);
  if (!found.ok) return found;
  const correction = await correctionDeadline(tx, scope, input.correctionDate);
  if (!correction.ok) return correction;
  const { obligation } = found;
  const { dueAt } = correction;
  const version = found.state.versions.at(-1)?.version ?? 0;
  const at = isoInstant(scope.asOf);
  const reason = input.reason.trim();
  const moved = await moveObligation(
    tx,
    scope,
    found,
    { type: 'return', at, reason, correctionDueAt: dueAt },
    // the correction is a new deadline: its reminders must not meet the keys of the old one
    { newRevision: true, told: true },
  );
  if (!moved.ok) return moved;
  const submissionId = await decideVersion(tx, scope, obligation, { version, state: 'returned', reason });
  await touchSummary(tx, scope, obligation);
  await audit(tx, scope, {
    action: 'submission.returned',
    subjectType: 'obligation',
    subjectId: obligation.id,
    before: { state: obligation.state, version },
    after: { state: 'returned', correctionDueAt: dueAt },
    reason,
  });
  await askForCorrection(tx, scope, { ...obligation, revision: obligation.revision + 1 }, submissionId);
  return { ok: true, correctionDueAt: dueAt, version };
}

/**
 * Opens an accepted report for correction (B49): the accepted version stays current until the corrected one is
 * accepted, and is current again if that one is withdrawn.
 */
export function correctAfterAcceptance(
  db: Database,
  scope: Scope,
  input: ReturnInput,
): Promise<ReturnResult> {
  return inTransaction(db, async (tx): Promise<ReturnResult> => {
    const found = await lockedObligation(tx, scope, input.obligationId);
    if (!found.ok) return found;
    const reason = input.reason.trim();
    if (reason === '') return { ok: false, error: domainError('RETURN_NEEDS_REASON', {}, 'reason') };
    const correction = await correctionDeadline(tx, scope, input.correctionDate);
    if (!correction.ok) return correction;
    const { obligation } = found;
    const { dueAt } = correction;
    const moved = await moveObligation(
      tx,
      scope,
      found,
      { type: 'open_correction', at: isoInstant(scope.asOf), reason, correctionDueAt: dueAt },
      { newRevision: true, told: true },
    );
    if (!moved.ok) return moved;
    const draft = await draftRow(tx, scope, obligation.id);
    const version = found.state.acceptedVersion ?? 0;
    await audit(tx, scope, {
      action: 'submission.correction_opened',
      subjectType: 'obligation',
      subjectId: obligation.id,
      before: { acceptedVersion: version },
      after: { draftVersion: draft.version, correctionDueAt: dueAt },
      reason,
    });
    const accepted = obligation.submissions.find((row) => row.version === version);
    await tx.submission.updateMany({
      where: { id: accepted?.id ?? '', organizationId: scope.organizationId },
      data: { returnReason: reason },
    });
    await askForCorrection(
      tx,
      scope,
      { ...obligation, revision: obligation.revision + 1 },
      accepted?.id ?? draft.id,
    );
    return { ok: true, correctionDueAt: dueAt, version };
  });
}

/**
 * Takes back a version that nobody decided on yet; an earlier accepted one is in force again (B49). Otherwise the report
 * is owed again: what was sent is the draft to go on with, and the links that died with the sending open again.
 */
export function withdrawSubmission(
  db: Database,
  scope: Scope,
  input: { obligationId: string; reason?: string },
): Promise<DecisionResult> {
  return inTransaction(db, async (tx): Promise<DecisionResult> => {
    const found = await lockedObligation(tx, scope, input.obligationId);
    if (!found.ok) return found;
    // Taken back after the lock, a report could not be sent again.
    const locked = await lockOf(tx, found, scope.asOf);
    if (locked) return { ok: false, error: locked };
    const version = found.state.versions.at(-1)?.version ?? 0;
    const sent = found.obligation.submissions.find((row) => row.version === version);
    // What the office typed in from paper is the office's to correct (B54).
    if (sent?.paperEvidence && scope.actor.kind === 'contact') {
      const params = { state: 'đã nhận trên giấy', action: 'rút báo cáo' };
      return { ok: false, error: domainError('TRANSITION_NOT_ALLOWED', params) };
    }
    const moved = await moveObligation(tx, scope, found, { type: 'withdraw', at: isoInstant(scope.asOf) });
    if (!moved.ok) return moved;
    await decideVersion(tx, scope, found.obligation, { version, state: 'withdrawn' });
    if (moved.state.status !== 'accepted') {
      await draftRow(tx, scope, found.obligation.id);
      if (sent?.submittedAt) {
        const { submittedAt } = sent;
        await reviveLinks(tx, scope, { obligationId: found.obligation.id, submittedAt });
      }
    }
    await touchSummary(tx, scope, found.obligation);
    await audit(tx, scope, {
      action: 'submission.withdrawn',
      subjectType: 'obligation',
      subjectId: found.obligation.id,
      before: { state: found.state.status, version },
      after: { state: moved.state.status, acceptedVersion: moved.state.acceptedVersion },
      ...(input.reason ? { reason: input.reason } : {}),
    });
    await tellCycle(tx, scope, found.obligation);
    return { ok: true, repeated: false };
  });
}

export interface SetAsideInput {
  obligationId: string;
  reason: string;
}

/** Takes a unit out of the period: it owes nothing and leaves the denominator (B57). */
export function exemptObligation(db: Database, scope: Scope, input: SetAsideInput): Promise<DecisionResult> {
  return inTransaction(db, (tx) => setAsideIn(tx, scope, { ...input, type: 'exempt' }));
}

/** Lifts an exemption or cancellation; what was there before is there again, as a new entry (B97). */
export function restoreObligation(db: Database, scope: Scope, input: SetAsideInput): Promise<DecisionResult> {
  return inTransaction(db, (tx) => setAsideIn(tx, scope, { ...input, type: 'restore' }));
}

export async function setAsideIn(
  tx: Tx,
  scope: Scope,
  { obligationId, reason, type }: SetAsideInput & { type: 'exempt' | 'cancel' | 'restore' },
): Promise<DecisionResult> {
  const found = await lockedObligation(tx, scope, obligationId);
  if (!found.ok) return found;
  const { unit } = found.obligation;
  if (type === 'restore' && unit.effectiveTo !== null && civilDate(unit.effectiveTo) < today(scope)) {
    // What a unit left behind passed to its successor or was covered by it; given back it would be owed by nobody, or twice.
    const params = { unit: unit.name, on: formatDate(civilDate(unit.effectiveTo)) };
    return { ok: false, error: domainError('UNIT_NO_LONGER_OWES', params) };
  }
  const event = { type, at: isoInstant(scope.asOf), reason: reason.trim() };
  const moved = await moveObligation(tx, scope, found, event);
  if (!moved.ok || moved.repeated) return moved.ok ? { ok: true, repeated: true } : moved;
  await touchSummary(tx, scope, found.obligation);
  await audit(tx, scope, {
    action: `obligation.${type === 'exempt' ? 'exempted' : type === 'cancel' ? 'cancelled' : 'restored'}`,
    subjectType: 'obligation',
    subjectId: obligationId,
    before: { state: found.state.status },
    after: { state: moved.state.status },
    reason: event.reason,
  });
  if (type !== 'restore') {
    const because = type === 'exempt' ? 'đơn vị được miễn báo cáo kỳ này' : 'báo cáo không còn phải nộp';
    await withdrawEscalations(tx, scope, obligationId, because);
  }
  await tellCycle(tx, scope, found.obligation);
  return { ok: true, repeated: false };
}

async function correctionDeadline(
  tx: Tx,
  scope: Scope,
  date: IsoDate | undefined,
): Promise<{ ok: true; dueAt: IsoInstant } | { ok: false; error: DomainError }> {
  if (date !== undefined) {
    if (isIsoDate(date)) return { ok: true, dueAt: endOfDay(date) };
    return { ok: false, error: domainError('DATE_INVALID', { value: date }, 'correctionDate') };
  }
  const { correctionWorkingDays } = await settingsOf(tx, scope.organizationId);
  const calendar = await calendarOf(tx, scope.organizationId);
  return { ok: true, dueAt: endOfDay(addWorkingDays(calendar, today(scope), correctionWorkingDays).date) };
}

/** Writes the office's word on a version. Returns its id. */
async function decideVersion(
  tx: Tx,
  scope: Scope,
  obligation: ObligationRow,
  decision: { version: number | null; state: 'accepted' | 'returned' | 'withdrawn'; reason?: string },
): Promise<string> {
  const row = obligation.submissions.find(({ version }) => version === decision.version);
  if (!row) throw new Error(`obligation ${obligation.id} has no version ${decision.version}`);
  await tx.submission.update({
    where: { id: row.id },
    data: {
      state: decision.state,
      ...(decision.state === 'withdrawn'
        ? {}
        : { decidedById: scope.actor.id, decidedByName: scope.actor.name, decidedAt: scope.asOf }),
      ...(decision.reason ? { returnReason: decision.reason } : {}),
    },
    select: { id: true },
  });
  return row.id;
}

/** One message to the people of the unit, with a new link of its own; the cycle arms the correction's reminders. */
async function askForCorrection(
  tx: Tx,
  scope: Scope,
  obligation: ObligationRow,
  submissionId: string,
): Promise<void> {
  const [contact] = await contactsFor(tx, scope.organizationId, obligation.unitId, scope.asOf);
  if (contact) {
    await queueMessage(tx, scope, {
      kind: 'returned',
      to: { contactId: contact.id },
      channels: 'all',
      important: true,
      key: `returned/${submissionId}/${contact.id}`,
      items: itemOf(obligation, 'returned'),
      nominalAt: scope.asOf,
      facts: { submissionId },
    });
  }
  await tellCycle(tx, scope, obligation);
}

const touchSummary = (tx: Tx, scope: Scope, { planId, period }: ObligationRow): Promise<string[]> =>
  touchSummaries(tx, scope, { planId, halfYear: period.halfYear });

export const tellCycle = (
  tx: Tx,
  scope: Scope,
  obligation: { id: string; periodId: string },
): Promise<void> =>
  tellWorkflow(tx, scope, {
    workflowId: cycleWorkflowId(obligation.periodId),
    name: 'deadlineChanged',
    payload: { obligationIds: [obligation.id] },
  });
