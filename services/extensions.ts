/** More time for one unit and one period: asked for, decided, both dates kept (B50, B51). */
import { extendDeadline } from '../domain/deadlines';
import { type DomainError, domainError } from '../domain/errors';
import { isOwed } from '../domain/obligation';
import { type ClockTime, endOfDay, type IsoDate, isAfter, isIsoDate, isoInstant } from '../domain/time';
import type { Extension, Prisma } from '../prisma/generated/client';
import { noticeMoves } from './change-notices';
import { contactsFor } from './contacts';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { civilDateOrNull, dateColumn, instantColumn } from './dates';
import { withdrawEscalations } from './escalation-withdrawal';
import {
  deadlineOf,
  isId,
  itemOf,
  lockedObligation,
  moveObligation,
  type ObligationRow,
} from './obligations';
import { queueMessage } from './outbox';
import { tellCycle } from './returns';
import { officeOf } from './staff';
import { touchSummaries } from './stale';

export type ExtensionRequested =
  | { ok: true; extensionId: string; repeated: boolean }
  | { ok: false; error: DomainError };

/** A unit asks for more time; the office is told. One open request per report: asked again it is the same one. */
export function requestExtension(
  db: Database,
  scope: Scope,
  input: { obligationId: string; reason: string; requestedDate: IsoDate },
): Promise<ExtensionRequested> {
  return inTransaction(db, async (tx): Promise<ExtensionRequested> => {
    const found = await lockedObligation(tx, scope, input.obligationId);
    if (!found.ok) return found;
    const { obligation, state } = found;
    const fault = requestFault(input, found.obligation);
    if (fault) return { ok: false, error: fault };
    if (!isOwed(state.status)) {
      const params = { state: 'không còn phải nộp', action: 'xin gia hạn' };
      return { ok: false, error: domainError('TRANSITION_NOT_ALLOWED', params) };
    }
    const { organizationId, asOf, actor } = scope;
    const open = await tx.extension.findFirst({
      where: { organizationId, obligationId: obligation.id, state: 'requested' },
      select: { id: true },
    });
    if (open) return { ok: true, extensionId: open.id, repeated: true };
    const { id } = await tx.extension.create({
      data: {
        organizationId,
        obligationId: obligation.id,
        reason: input.reason.trim(),
        requestedDate: dateColumn(input.requestedDate),
        requestedByName: actor.name,
        requestedAt: asOf,
        oldDueAt: obligation.dueAt,
      },
      select: { id: true },
    });
    await audit(tx, scope, {
      action: 'extension.requested',
      subjectType: 'obligation',
      subjectId: obligation.id,
      after: { extensionId: id, requestedDate: input.requestedDate },
      reason: input.reason.trim(),
    });
    for (const userId of await officeOf(tx, organizationId)) {
      await queueMessage(tx, scope, {
        kind: 'alert',
        to: { userId },
        key: `alert/extension/${id}/${userId}`,
        items: [],
        nominalAt: asOf,
        facts: {
          title: `${obligation.unit.name} xin gia hạn báo cáo ${obligation.period.label}`,
          lines: [`Kế hoạch: ${obligation.plan.title}`, `Lý do: ${input.reason.trim()}`],
          wayOut: 'Mở báo cáo để đồng ý hoặc từ chối gia hạn.',
        },
      });
    }
    return { ok: true, extensionId: id, repeated: false };
  });
}

function requestFault(
  { reason, requestedDate }: { reason: string; requestedDate: IsoDate },
  obligation: ObligationRow,
): DomainError | null {
  if (reason.trim() === '') return domainError('REASON_MISSING', { action: 'xin gia hạn' }, 'reason');
  if (!isIsoDate(requestedDate))
    return domainError('DATE_INVALID', { value: requestedDate }, 'requestedDate');
  if (instantColumn(endOfDay(requestedDate)) > obligation.dueAt) return null;
  const params = { newDeadline: requestedDate, oldDeadline: isoInstant(obligation.dueAt).slice(0, 10) };
  return domainError('EXTENSION_NOT_LATER', params, 'requestedDate');
}

export interface ExtensionDecision {
  /** an open request … */
  extensionId?: string;
  /** … or, without one, the report the office extends of its own accord */
  obligationId?: string;
  grant: boolean;
  /** civil day of the new deadline; default: the day asked for */
  newDate?: IsoDate;
  hour?: ClockTime;
  reason: string;
  document?: string;
}

export type ExtensionDecided =
  | { ok: true; extensionId: string; state: 'granted' | 'refused'; dueAt: Date; repeated: boolean }
  | { ok: false; error: DomainError };

/** Grants or refuses. The first decision stands; a granted one moves this unit's deadline and nobody else's (B51). */
export function decideExtension(
  db: Database,
  scope: Scope,
  input: ExtensionDecision,
): Promise<ExtensionDecided> {
  return inTransaction(db, (tx) => decideExtensionIn(tx, scope, input));
}

const NOT_FOUND = { ok: false as const, error: domainError('NOT_FOUND', { what: 'đề nghị gia hạn' }) };

export async function decideExtensionIn(
  tx: Tx,
  scope: Scope,
  input: ExtensionDecision,
): Promise<ExtensionDecided> {
  const requested = await findRequest(tx, scope, input);
  const obligationId = requested?.obligationId ?? input.obligationId;
  if (!obligationId || (input.extensionId && !requested)) return NOT_FOUND;
  const found = await lockedObligation(tx, scope, obligationId);
  if (!found.ok) return found;
  const { obligation } = found;
  // Read again under the lock: two officers may decide at once.
  const row = requested ? await tx.extension.findUniqueOrThrow({ where: { id: requested.id } }) : null;
  if (row && row.state !== 'requested') {
    const state = row.state;
    return { ok: true, extensionId: row.id, state, dueAt: obligation.dueAt, repeated: true };
  }
  const reason = input.reason.trim();
  if (reason === '') {
    const action = input.grant ? 'gia hạn' : 'từ chối gia hạn';
    return { ok: false, error: domainError('REASON_MISSING', { action }, 'reason') };
  }
  return input.grant
    ? grant(tx, scope, { ...input, reason }, found, row)
    : refuse(tx, scope, { reason }, obligation, row);
}

type Found = Extract<Awaited<ReturnType<typeof lockedObligation>>, { ok: true }>;

async function refuse(
  tx: Tx,
  scope: Scope,
  { reason }: { reason: string },
  obligation: ObligationRow,
  row: Extension | null,
): Promise<ExtensionDecided> {
  const extensionId = await decisionRow(tx, scope, obligation, row, {
    state: 'refused',
    decisionReason: reason,
  });
  await audit(tx, scope, {
    action: 'extension.refused',
    subjectType: 'obligation',
    subjectId: obligation.id,
    after: { extensionId },
    reason,
  });
  await tellDecision(tx, scope, obligation, extensionId);
  return { ok: true, extensionId, state: 'refused', dueAt: obligation.dueAt, repeated: false };
}

async function grant(
  tx: Tx,
  scope: Scope,
  input: ExtensionDecision,
  found: Found,
  row: Extension | null,
): Promise<ExtensionDecided> {
  const { obligation } = found;
  const { reason, document } = input;
  const date = input.newDate ?? civilDateOrNull(row?.requestedDate ?? null) ?? '';
  if (!isIsoDate(date)) return { ok: false, error: domainError('DATE_INVALID', { value: date }, 'newDate') };
  const newDueAt = endOfDay(date, input.hour);
  const text = document ? `${scope.actor.name} gia hạn, ${document}` : `${scope.actor.name} gia hạn`;
  const source = { kind: 'nguoi' as const, text, ...(scope.actor.id ? { ref: scope.actor.id } : {}) };
  const deadline = extendDeadline(deadlineOf(obligation), { dueAt: newDueAt, reason, source });
  const event = { type: 'extend' as const, at: isoInstant(scope.asOf), newDueAt, reason };
  const moved = await moveObligation(tx, scope, found, event, { deadline, newRevision: true });
  if (!moved.ok) return moved;
  const dueAt = instantColumn(newDueAt);
  if (moved.repeated) {
    const known = obligation.extensions.find(
      (extension) => extension.newDueAt?.getTime() === dueAt.getTime(),
    );
    return { ok: true, extensionId: known?.id ?? '', state: 'granted', dueAt, repeated: true };
  }
  const revision = obligation.revision + 1;
  await touchSummaries(tx, scope, { planId: obligation.planId, halfYear: obligation.period.halfYear });
  const extensionId = await decisionRow(tx, scope, obligation, row, {
    state: 'granted',
    decisionReason: reason,
    oldDueAt: obligation.dueAt,
    newDueAt: dueAt,
  });
  const told = await tellDecision(tx, scope, { ...obligation, revision }, extensionId);
  // The new ladder sends nothing in arrears: the decision says the new date (B45).
  await tx.obligation.update({ where: { id: obligation.id }, data: { revisedAt: scope.asOf } });
  const move = {
    obligationId: obligation.id,
    unitId: obligation.unitId,
    revision,
    from: obligation.dueAt,
    to: dueAt,
  };
  await noticeMoves(tx, scope, [move], { reason, ...(document ? { document } : {}) }, told);
  if (isAfter(newDueAt, isoInstant(scope.asOf))) {
    await withdrawEscalations(tx, scope, obligation.id, 'đơn vị được gia hạn');
  }
  await audit(tx, scope, {
    action: 'extension.granted',
    subjectType: 'obligation',
    subjectId: obligation.id,
    before: { dueAt: isoInstant(obligation.dueAt), revision: obligation.revision },
    after: { dueAt: newDueAt, revision, extensionId, ...(document ? { document } : {}) },
    reason,
  });
  await tellCycle(tx, scope, obligation);
  return { ok: true, extensionId, state: 'granted', dueAt, repeated: false };
}

/** Closes the request, or writes the decision the office took of its own accord. Returns the row's id. */
async function decisionRow(
  tx: Tx,
  scope: Scope,
  obligation: ObligationRow,
  row: Extension | null,
  decision: Pick<
    Prisma.ExtensionUncheckedUpdateInput,
    'state' | 'decisionReason' | 'oldDueAt' | 'newDueAt'
  > & {
    state: 'granted' | 'refused';
    decisionReason: string;
    oldDueAt?: Date;
    newDueAt?: Date;
  },
): Promise<string> {
  const { organizationId, asOf, actor } = scope;
  const decided = { ...decision, decidedById: actor.id, decidedByName: actor.name, decidedAt: asOf };
  if (row) {
    await tx.extension.update({ where: { id: row.id }, data: decided });
    return row.id;
  }
  const { id } = await tx.extension.create({
    data: {
      organizationId,
      obligationId: obligation.id,
      reason: decision.decisionReason,
      requestedByName: actor.name,
      requestedAt: asOf,
      ...decided,
    },
    select: { id: true },
  });
  return id;
}

/** The unit hears the decision at once; the others who were reminded get the notice of the new date (B44). */
async function tellDecision(
  tx: Tx,
  scope: Scope,
  obligation: ObligationRow,
  extensionId: string,
): Promise<Set<string>> {
  const [contact] = await contactsFor(tx, scope.organizationId, obligation.unitId, scope.asOf);
  if (!contact) return new Set();
  await queueMessage(tx, scope, {
    kind: 'extension',
    to: { contactId: contact.id },
    important: true,
    key: `extension/${extensionId}/${contact.id}`,
    items: itemOf(obligation, `extension/${extensionId}`),
    nominalAt: scope.asOf,
    facts: { extensionId },
  });
  return new Set([contact.id]);
}

function findRequest(tx: Tx, scope: Scope, input: ExtensionDecision): Promise<Extension | null> {
  const { organizationId } = scope;
  if (input.extensionId !== undefined) {
    if (!isId(input.extensionId)) return Promise.resolve(null);
    return tx.extension.findUnique({
      where: { organizationId_id: { organizationId, id: input.extensionId } },
    });
  }
  if (!input.obligationId || !isId(input.obligationId)) return Promise.resolve(null);
  return tx.extension.findFirst({
    where: { organizationId, obligationId: input.obligationId, state: 'requested' },
  });
}
