/** Hand-over of a contact: the successor is reminded from the day on, the predecessor's links end with the day before (B95). */
import { type DomainError, domainError } from '../domain/errors';
import { addDays, type IsoDate, isIsoDate } from '../domain/time';
import { type ContactInput, createContactIn } from './contact-register';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { dateColumn } from './dates';
import { revokeLinks } from './links';
import { isId } from './obligations';
import { queueMessage } from './outbox';

export interface HandOver {
  contactId: string;
  /** first day of the successor */
  on: IsoDate;
  /** an existing contact of the unit, a new one, or nobody: then the head is reminded and the gap is listed */
  successor: { contactId: string } | Omit<ContactInput, 'unitId' | 'role'> | null;
  reason?: string;
}

export type HandedOver =
  | { ok: true; successorId: string | null; gap: string | null }
  | { ok: false; error: DomainError };

export function handOverContact(db: Database, scope: Scope, input: HandOver): Promise<HandedOver> {
  return inTransaction(db, async (tx): Promise<HandedOver> => {
    const { organizationId } = scope;
    const contact = isId(input.contactId)
      ? await tx.contact.findUnique({
          where: { organizationId_id: { organizationId, id: input.contactId } },
          include: { unit: { select: { name: true } } },
        })
      : null;
    if (!contact) return { ok: false, error: domainError('NOT_FOUND', { what: 'đầu mối này' }) };
    if (!isIsoDate(input.on))
      return { ok: false, error: domainError('DATE_INVALID', { value: input.on }, 'on') };
    const lastDay = addDays(input.on, -1);
    const from = contact.effectiveFrom?.toISOString().slice(0, 10);
    if (from && lastDay < from) {
      return { ok: false, error: domainError('HANDOVER_REVERSED', { from, to: lastDay }, 'on') };
    }
    const successor = await successorOf(tx, scope, contact, input);
    if (!successor.ok) return successor;
    await tx.contact.update({
      where: { id: contact.id },
      data: { effectiveTo: dateColumn(lastDay), successorId: successor.id },
    });
    await audit(tx, scope, {
      action: 'contact.handed_over',
      subjectType: 'contact',
      subjectId: contact.id,
      before: { effectiveTo: contact.effectiveTo?.toISOString().slice(0, 10) ?? null },
      after: { effectiveTo: lastDay, successorId: successor.id, on: input.on },
      ...(input.reason ? { reason: input.reason } : {}),
    });
    // A link of the past dies at once; one of a hand-over to come dies with the contact's last day (links.ts).
    if (dateColumn(input.on) <= scope.asOf) {
      await revokeLinks(tx, scope, { contactId: contact.id, reason: 'reassigned' });
    }
    const gap = successor.id
      ? null
      : `${contact.unit.name} chưa có đầu mối từ ngày bàn giao, sẽ nhắc lãnh đạo đơn vị`;
    if (successor.id) await tellSuccessor(tx, scope, { contact, successorId: successor.id, on: input.on });
    return { ok: true, successorId: successor.id, gap };
  });
}

async function successorOf(
  tx: Tx,
  scope: Scope,
  contact: { id: string; unitId: string; role: string; rank: number },
  { successor, on }: HandOver,
): Promise<{ ok: true; id: string | null } | { ok: false; error: DomainError }> {
  if (successor === null) return { ok: true, id: null };
  if (!('contactId' in successor)) {
    const role = contact.role === 'head' ? ('head' as const) : ('focal' as const);
    return createContactIn(tx, scope, {
      ...successor,
      unitId: contact.unitId,
      role,
      rank: contact.rank,
      effectiveFrom: on,
    });
  }
  const known = isId(successor.contactId)
    ? await tx.contact.findFirst({
        where: { organizationId: scope.organizationId, id: successor.contactId, unitId: contact.unitId },
      })
    : null;
  if (!known || known.id === contact.id) {
    return { ok: false, error: domainError('NOT_FOUND', { what: 'người tiếp nhận trong đơn vị này' }) };
  }
  // Somebody already in office stays in office; somebody who was to come, comes on that day.
  if (known.effectiveTo && known.effectiveTo < dateColumn(on)) {
    await tx.contact.update({
      where: { id: known.id },
      data: { effectiveTo: null, effectiveFrom: dateColumn(on) },
    });
  }
  return { ok: true, id: known.id };
}

/** The open reports of the unit, in one message to the person who takes them over. */
async function tellSuccessor(
  tx: Tx,
  scope: Scope,
  {
    contact,
    successorId,
    on,
  }: { contact: { id: string; unitId: string; name: string }; successorId: string; on: IsoDate },
): Promise<void> {
  const open = await tx.obligation.findMany({
    where: {
      organizationId: scope.organizationId,
      unitId: contact.unitId,
      state: { in: ['open', 'returned'] },
      plan: { state: 'active' },
    },
    select: { id: true, revision: true },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  if (open.length === 0) return;
  const first = dateColumn(on);
  await queueMessage(tx, scope, {
    kind: 'handover',
    to: { contactId: successorId },
    important: true,
    key: `handover/${contact.id}/${successorId}/${on}`,
    items: open.map(({ id, revision }) => ({
      obligationId: id,
      step: `handover/${contact.id}`,
      revision,
    })),
    nominalAt: new Date(Math.max(first.getTime(), scope.asOf.getTime())),
    facts: { from: on, fromName: contact.name },
  });
}
