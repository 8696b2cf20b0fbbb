/** One obligation as the domain sees it: read under its row lock, moved by an event, written back (law 2). */

import type { Deadline } from '../domain/deadlines';
import { type DomainError, domainError } from '../domain/errors';
import { lockInstant } from '../domain/ladder';
import {
  firstReceivedAt,
  isClosed,
  lockReason,
  type ObligationEvent,
  type ObligationState,
  type SubmissionVersion,
  timelinessOf,
  transition,
} from '../domain/obligation';
import { endOfDay, type IsoInstant, isoInstant, localDate, startOfDay } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import { lockObligation, type Scope, type Tx } from './context';
import { instantColumn, instantOf, instantOrNull } from './dates';
import { PLAN_FACTS } from './plan-facts';
import { policyOf } from './settings';

const OBLIGATION_INCLUDE = {
  unit: true,
  plan: PLAN_FACTS,
  period: true,
  submissions: { orderBy: { version: 'asc' } },
  extensions: { where: { state: 'granted' }, orderBy: { decidedAt: 'desc' } },
} satisfies Prisma.ObligationInclude;

export type ObligationRow = Prisma.ObligationGetPayload<{ include: typeof OBLIGATION_INCLUDE }>;

const ID_SHAPE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A text from outside that may stand in a uuid column; PostgreSQL would answer anything else with an error. */
export const isId = (text: string): boolean => ID_SHAPE.test(text);

export async function readObligation(
  tx: Tx,
  organizationId: string,
  obligationId: string,
): Promise<ObligationRow | null> {
  if (!isId(obligationId)) return null;
  return tx.obligation.findUnique({
    where: { organizationId_id: { organizationId, id: obligationId } },
    include: OBLIGATION_INCLUDE,
  });
}

export type FoundObligation =
  | { ok: true; obligation: ObligationRow; state: ObligationState }
  | { ok: false; error: DomainError };

/**
 * Locks and reads an obligation for the actor. A contact reaches only the reports of their own unit (B96); to anybody
 * else the report does not exist.
 */
export async function lockedObligation(tx: Tx, scope: Scope, obligationId: string): Promise<FoundObligation> {
  const { organizationId, actor } = scope;
  const missing = { ok: false as const, error: domainError('NOT_FOUND', { what: 'báo cáo này' }) };
  if (!isId(obligationId)) return missing;
  await lockObligation(tx, organizationId, obligationId);
  const obligation = await readObligation(tx, organizationId, obligationId);
  if (!obligation) return missing;
  if (actor.kind === 'contact') {
    const contact = await tx.contact.findFirst({
      where: { organizationId, id: actor.id, unitId: obligation.unitId },
      select: { id: true },
    });
    if (!contact) return missing;
  }
  return { ok: true, obligation, state: stateOf(obligation) };
}

/** The register's rows as the state machine's state. What has no column follows from the rows. */
export function stateOf(row: ObligationRow): ObligationState {
  const sent = row.submissions.filter(({ state }) => state !== 'draft');
  const draft = row.submissions.find(({ state }) => state === 'draft');
  const extension = row.extensions.find(({ newDueAt }) => newDueAt?.getTime() === row.dueAt.getTime());
  return {
    status: row.state,
    dueAt: instantOf(row.dueAt),
    originalDueAt: instantOf(row.originalDueAt ?? row.dueAt),
    extendedAt: instantOrNull(extension?.decidedAt ?? null),
    correctionDueAt: instantOrNull(row.correctionDueAt),
    // The draft of a version after the accepted one exists only where the office opened the correction (B49).
    correctionOpen: row.state === 'accepted' && draft !== undefined,
    acceptedVersion: row.acceptedVersion,
    versions: sent.map((submission, position) => versionOf(submission, row, position === sent.length - 1)),
    draftSince: instantOrNull(draft?.enteredAt ?? null),
    setAside: setAsideOf(row, sent.at(-1)?.state),
    reason: row.closedReason,
  };
}

function versionOf(
  submission: ObligationRow['submissions'][number],
  row: ObligationRow,
  latest: boolean,
): SubmissionVersion {
  const { state, version } = submission;
  const overtaken =
    (state === 'submitted' && !latest) || (state === 'accepted' && version !== row.acceptedVersion);
  const entered = submission.submittedAt ?? submission.enteredAt;
  return {
    version,
    status: overtaken || state === 'draft' ? 'superseded' : state,
    officialAt: instantOf(submission.officialDate ?? entered),
    enteredAt: instantOf(entered),
    nil: submission.nil,
    paper: submission.paperEvidence !== null,
    enteredBy: submission.enteredById,
    onBehalfOf: submission.onBehalfOfName,
    requestId: submission.id,
  };
}

/** Where a lifted exemption or cancellation leads back to: what the newest version and the period say. */
function setAsideOf(row: ObligationRow, newest: string | undefined): ObligationState['setAside'] {
  if (row.state !== 'exempt' && row.state !== 'cancelled') return null;
  if (newest === 'submitted' || newest === 'returned') return newest;
  return row.period.state === 'planned' ? 'expected' : 'open';
}

export type Moved =
  | { ok: true; state: ObligationState; repeated: boolean }
  | { ok: false; error: DomainError };

/** Applies an event to the locked obligation and writes the row. The caller writes versions, audit and messages. */
export async function moveObligation(
  tx: Tx,
  scope: Scope,
  found: { obligation: ObligationRow; state: ObligationState },
  event: ObligationEvent,
  /** `told`: people hear of the new date another way, so its ladder sends nothing in arrears (B44) */
  change: { deadline?: Deadline; newRevision?: boolean; told?: boolean } = {},
): Promise<Moved> {
  const moved = transition(found.state, event);
  if (!moved.ok || moved.repeated) return moved;
  const { state } = moved;
  const { obligation } = found;
  const receivedAt = firstReceivedAt(state.versions);
  const { timeliness } = timelinessOf(state, isoInstant(scope.asOf));
  const received = timeliness === 'on_time' || timeliness === 'late' || timeliness === 'late_extended';
  const first = state.versions.find(({ officialAt }) => officialAt === receivedAt);
  await tx.obligation.update({
    where: { id: obligation.id },
    data: {
      state: state.status,
      dueAt: instantColumn(state.dueAt),
      originalDueAt: state.originalDueAt === state.dueAt ? null : instantColumn(state.originalDueAt),
      overdueFrom: change.deadline
        ? instantColumn(startOfDay(change.deadline.overdueFrom))
        : obligation.overdueFrom,
      ...(change.deadline ? { deadline: deadlineJson(change.deadline) } : {}),
      ...(change.newRevision ? { revision: obligation.revision + 1 } : {}),
      ...(change.told ? { revisedAt: scope.asOf } : {}),
      correctionDueAt: state.correctionDueAt ? instantColumn(state.correctionDueAt) : null,
      acceptedVersion: state.acceptedVersion,
      firstSubmittedAt: first ? instantColumn(first.enteredAt) : null,
      officialDate: receivedAt ? instantColumn(receivedAt) : null,
      // An exempt unit's earlier punctuality is not rewritten; it just does not count (B57).
      ...(timeliness === 'not_applicable' ? {} : { timeliness: received ? timeliness : null }),
      closedReason: isClosed(state.status) && state.status !== 'accepted' ? state.reason : null,
    },
    select: { id: true },
  });
  return moved;
}

export const deadlineOf = (row: { deadline: Prisma.JsonValue }): Deadline =>
  row.deadline as unknown as Deadline;

export const deadlineJson = (deadline: Deadline): Prisma.InputJsonValue =>
  JSON.parse(JSON.stringify(deadline)) as Prisma.InputJsonObject;

/** After this instant a unit can enter nothing: the period's lock, carried along by an extension or a correction. */
export async function lockAtOf(
  tx: Tx,
  row: Pick<ObligationRow, 'organizationId' | 'planId' | 'dueAt' | 'correctionDueAt' | 'period'>,
): Promise<IsoInstant> {
  const last = new Date(Math.max(row.dueAt.getTime(), row.correctionDueAt?.getTime() ?? 0));
  const common = instantOf(row.period.locksAt);
  if (last <= row.period.dueAt) return common;
  const calendar = await calendarOf(tx, row.organizationId);
  const policy = await policyOf(tx, row.organizationId, row.planId);
  const own = lockInstant({ dueAt: isoInstant(last), policy, calendar });
  return own !== null && own > common ? own : common;
}

/** Why a unit cannot write this report now, null where it can (B52). */
export async function lockOf(
  tx: Tx,
  { obligation, state }: { obligation: ObligationRow; state: ObligationState },
  asOf: Date,
): Promise<DomainError | null> {
  const { plan } = obligation;
  const since = plan.state === 'suspended' ? plan.suspendedAt : plan.endedAt;
  return lockReason(state, {
    plan: { state: plan.state, since: instantOrNull(since) },
    lockAt: await lockAtOf(tx, obligation),
    now: isoInstant(asOf),
  });
}

/** Last instant of a civil day as a column, for deadlines that people give as a day. */
export const endOfDayColumn = (date: string, hour?: string): Date => instantColumn(endOfDay(date, hour));

/** Steps of a message about an obligation carry its revision; `step` names the kind outside the ladder. */
export const itemOf = (row: { id: string; revision: number }, step: string) => [
  { obligationId: row.id, step, revision: row.revision },
];

export const today = (scope: Scope): string => localDate(scope.asOf);
