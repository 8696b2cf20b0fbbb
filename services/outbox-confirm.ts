/** The outbox, sending side, after the provider: what the answer means for message, route and recipient. */

import type { SendRoute } from '../channels/channel';
import { channelsFor, isAsking } from '../domain/outbox';
import type { Prisma } from '../prisma/generated/client';
import type { RouteKind } from '../prisma/generated/enums';
import { contactsFor } from './contacts';
import { audit, type Database, inTransaction, type Scope, type Tx } from './context';
import { groupBy } from './group';
import { alertOfChannel, type ChannelAlert } from './outbox-alert';
import type { ClaimedMessage } from './outbox-claim';

/** The channel's answer with its written consequence already decided (channels/after-unknown.ts). */
export type SendOutcome =
  | { outcome: 'sent'; providerId: string; route?: string; possibleDuplicate?: boolean }
  | { outcome: 'refused'; code: string; reason: string; flagRoute: boolean }
  | { outcome: 'later'; code: string; reason: string; retryAt: Date }
  | { outcome: 'unknown'; code: string; reason: string; route?: string; resendAt: Date }
  | { outcome: 'unknown'; code: string; reason: string; route?: string; otherChannel: true }
  | { outcome: 'unknown'; code: string; reason: string; route?: string; leave: true }
  | { outcome: 'not_owed'; reason: string };

/** What the channel told besides the outcome. */
export interface Heard {
  /** ways on which this person will be refused next time too: left out from now on */
  blocked?: { route: SendRoute; reason: string }[];
  /** something an administrator must hear of, even where the message found its way (B66) */
  alert?: ChannelAlert;
}

/** Settles one claimed message. Called again for a message that is settled it changes nothing. */
export async function confirmOutcome(
  db: Database,
  scope: Scope,
  claimed: Pick<ClaimedMessage, 'id'>,
  result: SendOutcome,
  heard: Heard = {},
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { organizationId, asOf } = scope;
    const [locked] = await tx.$queryRaw<{ state: string }[]>`
      SELECT "state"::text FROM "Message" WHERE "organizationId" = ${organizationId}::uuid AND "id" = ${claimed.id}::uuid FOR UPDATE`;
    if (locked?.state !== 'sending') return;
    const message = await tx.message.findUniqueOrThrow({
      where: { id: claimed.id },
      include: { items: true },
    });
    await tx.delivery.updateMany({
      where: { organizationId, messageId: message.id, attempt: message.attempts },
      data: {
        finishedAt: asOf,
        outcome: result.outcome,
        ...('route' in result && result.route ? { route: result.route } : {}),
        providerId: 'providerId' in result ? result.providerId : null,
        code: 'code' in result ? result.code : null,
        reason: 'reason' in result ? result.reason : null,
      },
    });
    await tx.message.update({
      where: { id: message.id },
      data: await consequence(tx, scope, message, result),
    });
    for (const { route, reason } of heard.blocked ?? []) {
      const { contactId } = message;
      if (contactId) await flag(tx, scope, { contactId, kind: KIND_OF[route], reason });
    }
    if (heard.alert && message.channel) await alertOfChannel(tx, scope, message.channel, heard.alert);
    if (result.outcome === 'refused' || ('otherChannel' in result && result.otherChannel)) {
      const flagRoute = result.outcome === 'refused' && result.flagRoute;
      await handOn(tx, scope, message, { reason: result.reason, flagRoute });
    }
  });
}

const KIND_OF: Record<SendRoute, RouteKind> = {
  email: 'email',
  zalo_text: 'zalo',
  zalo_template_user: 'zalo',
  zalo_template_phone: 'phone',
};

type MessageWithItems = Prisma.MessageGetPayload<{ include: { items: true } }>;

async function consequence(
  tx: Tx,
  scope: Scope,
  message: MessageWithItems,
  result: SendOutcome,
): Promise<Prisma.MessageUncheckedUpdateInput> {
  const { asOf } = scope;
  switch (result.outcome) {
    case 'sent':
      return {
        state: 'sent',
        sentAt: asOf,
        finalAt: asOf,
        providerId: result.providerId,
        ...(result.possibleDuplicate ? { possibleDuplicate: true } : {}),
        ...((await overtaken(tx, scope, message)) ? { sentBeforeSubmission: true } : {}),
      };
    case 'not_owed':
      return { state: 'withheld', reason: result.reason, finalAt: asOf };
    case 'refused':
      return { state: 'failed', reason: result.reason, finalAt: asOf };
    case 'later':
      return { state: 'queued', reason: result.reason, effectiveAt: result.retryAt };
    case 'unknown':
      // a resend carries the same key, so the same Message-Id or tracking id, and is marked
      if ('resendAt' in result) {
        return {
          state: 'queued',
          reason: result.reason,
          effectiveAt: result.resendAt,
          possibleDuplicate: true,
        };
      }
      return { state: 'unknown', reason: result.reason, finalAt: asOf, possibleDuplicate: true };
  }
}

/** B36: the report came in while the message was on its way: "gửi trước khi nộp". */
async function overtaken(tx: Tx, { organizationId }: Scope, message: MessageWithItems): Promise<boolean> {
  const said = message.items.filter(({ dropped }) => dropped === null);
  if (!isAsking(message.kind) || said.length === 0) return false;
  const received = await tx.obligation.count({
    where: {
      organizationId,
      id: { in: said.map(({ obligationId }) => obligationId) },
      OR: [
        { state: 'submitted' },
        // unless the office opened it for correction, which is what the message asks for (B49)
        { state: 'accepted', submissions: { none: { state: 'draft' } } },
      ],
    },
  });
  return received > 0;
}

/**
 * A refusal moves the message on within the same slot: the contact's other channel first (B59), then the unit's next
 * contact (B61). The reminder counts once: the new row stands in for the old one.
 */
async function handOn(
  tx: Tx,
  scope: Scope,
  message: MessageWithItems,
  { reason, flagRoute }: { reason: string; flagRoute: boolean },
): Promise<void> {
  const { contactId, channel } = message;
  if (contactId === null || channel === null) return;
  if (flagRoute) await flag(tx, scope, { contactId, kind: channel, reason });
  for (const [recipient, items] of linesByRecipient(message)) {
    await handOnTo(tx, scope, { ...message, items }, { contactId: recipient, channel });
  }
}

/** An address that two units share has lines of both (B63); each goes on within its own unit. */
function linesByRecipient({ contactId, items }: MessageWithItems): Map<string, MessageWithItems['items']> {
  if (contactId !== null && items.length === 0) return new Map([[contactId, items]]);
  return groupBy(items, ({ recipient }) => recipient);
}

async function handOnTo(
  tx: Tx,
  scope: Scope,
  message: MessageWithItems,
  { contactId, channel }: { contactId: string; channel: 'email' | 'zalo' },
): Promise<void> {
  const { organizationId } = scope;
  const contact = await tx.contact.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: contactId } },
    include: { routes: true },
  });
  const other = channelsFor(contact.routes, 'all').find((name) => name !== channel);
  if (other) return queueStandIn(tx, scope, message, { contactId, channel: other });
  const colleagues = await contactsFor(tx, organizationId, contact.unitId, scope.asOf);
  for (const colleague of colleagues) {
    if (colleague.id === contactId) continue;
    const [working] = channelsFor(colleague.routes, 'preferred');
    if (working) return queueStandIn(tx, scope, message, { contactId: colleague.id, channel: working });
  }
}

async function queueStandIn(
  tx: Tx,
  scope: Scope,
  message: MessageWithItems,
  to: { contactId: string; channel: 'email' | 'zalo' },
): Promise<void> {
  const { organizationId, asOf } = scope;
  const taken = await tx.messageItem.count({
    where: {
      organizationId,
      recipient: to.contactId,
      channel: to.channel,
      OR: message.items.map(({ obligationId, step, revision }) => ({ obligationId, step, revision })),
    },
  });
  // the step already goes to this person on this channel ("all channels")
  if (taken > 0 && message.items.length > 0) return;
  const created = await tx.message.create({
    data: {
      organizationId,
      key: `${message.key}>${to.contactId}/${to.channel}`,
      kind: message.kind,
      contactId: to.contactId,
      channel: to.channel,
      important: message.important,
      nominalAt: message.nominalAt,
      effectiveAt: asOf,
      facts: message.facts ?? {},
      fallbackOfId: message.id,
      createdAt: asOf,
    },
  });
  await tx.messageItem.createMany({
    data: message.items.map(({ obligationId, step, revision }) => ({
      organizationId,
      messageId: created.id,
      obligationId,
      step,
      revision,
      recipient: to.contactId,
      channel: to.channel,
    })),
  });
  const files = await tx.messageAttachment.findMany({ where: { organizationId, messageId: message.id } });
  await tx.messageAttachment.createMany({
    data: files.map(({ fileId, name }) => ({ organizationId, messageId: created.id, fileId, name })),
  });
}

/** Follows a silent Zalo message by e-mail to the same person (B60). False where the person has no working address. */
export async function queueStandInByEmail(tx: Tx, scope: Scope, messageId: string): Promise<boolean> {
  const message = await tx.message.findUniqueOrThrow({ where: { id: messageId }, include: { items: true } });
  if (message.contactId === null) return false;
  let queued = false;
  for (const [contactId, items] of linesByRecipient(message)) {
    const routes = await tx.contactRoute.findMany({
      where: { organizationId: scope.organizationId, contactId },
    });
    if (!channelsFor(routes, 'email').includes('email')) continue;
    await queueStandIn(tx, scope, { ...message, items }, { contactId, channel: 'email' });
    queued = true;
  }
  return queued;
}

/** No further message on a way that is known not to work, until a person confirms it (B61). */
async function flag(
  tx: Tx,
  scope: Scope,
  { contactId, kind, reason }: { contactId: string; kind: RouteKind; reason: string },
): Promise<void> {
  const { organizationId } = scope;
  const routes = await tx.contactRoute.findMany({
    where: { organizationId, contactId, kind, state: 'active' },
    select: { id: true },
  });
  for (const { id } of routes) {
    await tx.contactRoute.update({
      where: { id },
      data: { state: kind === 'email' ? 'bounced' : 'blocked', stateReason: reason },
    });
    await audit(tx, scope, {
      action: 'route.flagged',
      subjectType: 'route',
      subjectId: id,
      before: { state: 'active' },
      after: { state: kind === 'email' ? 'bounced' : 'blocked' },
      reason,
    });
  }
}

/** A receipt or bounce that the provider tells later: only ever moves a message forward. */
export async function recordReceipt(
  db: Database,
  scope: Scope,
  receipt: { providerId: string; state: 'delivered' | 'read' | 'bounced'; reason?: string },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const message = await tx.message.findFirst({
      where: { organizationId: scope.organizationId, providerId: receipt.providerId },
      include: { items: true },
    });
    if (!message) return false;
    const from = {
      delivered: ['sent'],
      read: ['sent', 'delivered'],
      bounced: ['sent', 'delivered'],
    } as const;
    if (!from[receipt.state].some((state) => state === message.state)) return true;
    const reason = receipt.reason ?? null;
    await tx.message.update({ where: { id: message.id }, data: { state: receipt.state, reason } });
    if (receipt.state === 'bounced')
      await handOn(tx, scope, message, { reason: reason ?? 'Thư bị trả lại', flagRoute: true });
    return true;
  });
}
