/** The outbox, sending side, before the provider: take what is due, look once more whether it is still owed, claim it. */
import { decideSend, isAsking, type OutboxItem, pointless, WITHHELD } from '../domain/outbox';
import { earliest, isoInstant } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import { calendarOf } from './calendar';
import { type Database, inTransaction, type Scope, type Tx } from './context';
import { instantColumn } from './dates';
import { isId } from './obligations';
import { policyOf } from './settings';

const CLAIMED = {
  items: {
    include: {
      obligation: {
        include: {
          plan: { select: { state: true } },
          unit: { select: { name: true, kind: true } },
          submissions: { where: { state: 'draft' as const }, select: { id: true } },
        },
      },
    },
  },
  contact: { include: { routes: { orderBy: { createdAt: 'asc' as const } }, unit: true } },
  user: { select: { id: true, name: true, email: true, title: true } },
  deliveries: { select: { outcome: true, route: true }, orderBy: { attempt: 'desc' as const } },
  fallbackOf: { select: { createdAt: true } },
  attachments: { select: { fileId: true, name: true } },
} satisfies Prisma.MessageInclude;

/** A message as it was claimed, with what is needed to write and address it. */
export type ClaimedMessage = Prisma.MessageGetPayload<{ include: typeof CLAIMED }>;

export interface Claimed {
  message: ClaimedMessage;
  /** obligations that are still owed; the others fell out of the digest */
  keep: string[];
  routeId: string | null;
}

/**
 * Claims up to `limit` due messages, oldest deadline first (B105). Held and withheld ones get their state and reason in the same
 * transaction. `claimToken` names the attempt: whoever finds it later knows whose claim it was.
 */
export async function claimDue(
  db: Database,
  scope: Scope,
  { claimToken, limit }: { claimToken: string; limit: number },
): Promise<Claimed[]> {
  return inTransaction(db, async (tx) => {
    const { organizationId, asOf } = scope;
    const due = await tx.$queryRaw<{ id: string }[]>`
      SELECT m."id" FROM "Message" m
      WHERE m."organizationId" = ${organizationId}::uuid AND m."state" IN ('queued', 'held') AND m."effectiveAt" <= ${asOf}
      ORDER BY (SELECT min(o."dueAt") FROM "MessageItem" i JOIN "Obligation" o ON o."id" = i."obligationId" WHERE i."messageId" = m."id") NULLS LAST,
        m."effectiveAt", m."id"
      LIMIT ${limit} FOR UPDATE SKIP LOCKED`;
    if (due.length === 0) return [];
    const messages = await tx.message.findMany({
      where: { organizationId, id: { in: due.map(({ id }) => id) } },
      include: CLAIMED,
    });
    const order = new Map(due.map(({ id }, position) => [id, position]));
    messages.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
    const calendar = await calendarOf(tx, organizationId);
    const policy = await policyOf(tx, organizationId);
    const newest = await newestOfKind(tx, organizationId, messages);
    const unitOf = await recipientUnits(tx, organizationId, messages);
    const claimed: Claimed[] = [];
    for (const message of messages) {
      if (message.channel === null) continue;
      const items = itemsOf(message, { newest, unitOf });
      const decision = decideSend({
        kind: message.kind,
        channel: message.channel,
        items,
        routes: message.contact?.routes ?? null,
        now: isoInstant(asOf),
        calendar,
        policy,
      });
      if (decision.act === 'send') {
        await claim(tx, scope, message, { claimToken, routeId: decision.routeId });
        await noteDropped(tx, message, { items, keep: decision.keep });
        const attempted = { ...message, attempts: message.attempts + 1 };
        claimed.push({ message: attempted, keep: decision.keep, routeId: decision.routeId });
      } else if (decision.act === 'hold') {
        const { until, reason } = decision;
        const data = { state: 'held' as const, reason, effectiveAt: instantColumn(until) };
        await tx.message.update({ where: { id: message.id }, data });
      } else {
        const data = { state: 'withheld' as const, reason: decision.reason, finalAt: asOf };
        await tx.message.update({ where: { id: message.id }, data });
      }
    }
    return claimed;
  });
}

/** Reminders give way to a later one about the same deadline, a hand-over to a later one to the same person. */
const lineOf = (
  kind: string,
  { obligationId, revision, recipient }: { obligationId: string; revision: number; recipient: string },
): string => (kind === 'handover' ? `${obligationId}/${recipient}` : `${obligationId}/${revision}`);

/** When the newest message of a kind that gives way was queued, by line; stand-ins repeat an older one. */
async function newestOfKind(
  tx: Tx,
  organizationId: string,
  messages: readonly ClaimedMessage[],
): Promise<Map<string, Date>> {
  const obligationIds = messages.flatMap(({ items }) => items.map(({ obligationId }) => obligationId));
  const lines = await tx.messageItem.findMany({
    where: {
      organizationId,
      obligationId: { in: [...new Set(obligationIds)] },
      message: {
        kind: { in: ['reminder', 'handover'] },
        channel: { not: null },
        fallbackOfId: null,
        state: { not: 'withheld' },
      },
    },
    select: {
      obligationId: true,
      revision: true,
      recipient: true,
      message: { select: { kind: true, createdAt: true } },
    },
  });
  const newest = new Map<string, Date>();
  for (const { message, ...line } of lines) {
    const key = lineOf(message.kind, line);
    const known = newest.get(key);
    if (!known || message.createdAt > known) newest.set(key, message.createdAt);
  }
  return newest;
}

/** The unit of every contact that a line is addressed to; where two units share an address, a message has lines of both (B63). */
async function recipientUnits(
  tx: Tx,
  organizationId: string,
  messages: readonly ClaimedMessage[],
): Promise<Map<string, string>> {
  const lines = messages.filter(({ contactId }) => contactId !== null).flatMap(({ items }) => items);
  const ids = [...new Set(lines.map(({ recipient }) => recipient))].filter(isId);
  const contacts = await tx.contact.findMany({
    where: { organizationId, id: { in: ids } },
    select: { id: true, unitId: true },
  });
  return new Map(contacts.map(({ id, unitId }) => [id, unitId]));
}

/** The lines of a message as they stand now. What waited for days, for a provider or a worker, gives way to a later step. */
function itemsOf(
  { kind, createdAt, fallbackOf, items }: ClaimedMessage,
  { newest, unitOf }: { newest: ReadonlyMap<string, Date>; unitOf: ReadonlyMap<string, string> },
): OutboxItem[] {
  const decidedAt = fallbackOf?.createdAt ?? createdAt;
  const givesWay = kind === 'reminder' || kind === 'handover';
  return items.map((item) => {
    const { obligationId, revision, obligation } = item;
    const later = givesWay ? newest.get(lineOf(kind, item)) : undefined;
    return {
      obligationId,
      revision,
      state: statusOf(obligation),
      currentRevision: obligation.revision,
      dueAt: isoInstant(obligation.correctionDueAt ?? obligation.dueAt),
      planSuspended: obligation.plan.state === 'suspended',
      elsewhere: (unitOf.get(item.recipient) ?? obligation.unitId) !== obligation.unitId,
      superseded: later !== undefined && later > decidedAt,
    };
  });
}

/** An accepted report that the office opened for correction is owed like a returned one, though its row keeps its state (B49). */
const statusOf = ({ state, submissions }: ClaimedMessage['items'][number]['obligation']) =>
  state === 'accepted' && submissions.length > 0 ? 'returned' : state;

/** Keeps, line by line, what the text left out: a line that is no longer owed was never said to anybody. */
async function noteDropped(
  tx: Tx,
  message: ClaimedMessage,
  { items, keep }: { items: readonly OutboxItem[]; keep: readonly string[] },
): Promise<void> {
  for (const [position, { id, dropped }] of message.items.entries()) {
    const item = items[position];
    if (!item) continue;
    const reason = keep.includes(item.obligationId) ? null : (pointless(item) ?? WITHHELD.deadlineMoved);
    if (reason !== dropped) await tx.messageItem.update({ where: { id }, data: { dropped: reason } });
  }
}

async function claim(
  tx: Tx,
  { organizationId, asOf }: Scope,
  message: ClaimedMessage,
  { claimToken, routeId }: { claimToken: string; routeId: string | null },
): Promise<void> {
  const attempt = message.attempts + 1;
  await tx.message.update({
    where: { id: message.id },
    data: { state: 'sending', claimedAt: asOf, claimToken, attempts: attempt, reason: null },
  });
  await tx.delivery.create({
    data: {
      organizationId,
      messageId: message.id,
      attempt,
      channel: message.channel ?? 'email',
      routeId,
      startedAt: asOf,
    },
  });
}

/** Asked immediately before the provider call (B37): is any of it still owed? Reads the register, not the claim. */
export async function stillOwed(db: Database, { organizationId }: Scope, claimed: Claimed): Promise<boolean> {
  if (claimed.message.items.length === 0 || claimed.keep.length === 0) return true;
  const { contactId, items, kind } = claimed.message;
  if (!isAsking(kind)) return true;
  const recipients = items.map(({ recipient }) => recipient).filter(isId);
  const owed = await db.obligation.count({
    where: {
      organizationId,
      id: { in: claimed.keep },
      OR: [
        { state: { in: ['expected', 'open', 'returned'] } },
        { state: 'accepted', submissions: { some: { state: 'draft' } } },
      ],
      plan: { state: { not: 'suspended' } },
      ...(contactId ? { unit: { contacts: { some: { id: { in: recipients } } } } } : {}),
    },
  });
  return owed > 0;
}

/**
 * When the sender must look again: the next waiting message wants to leave, or a claim that nobody settled has become
 * an orphan. Null: the outbox is empty.
 */
export async function nextOutboxInstant(
  db: Database,
  { organizationId }: Scope,
  { staleMs }: { staleMs: number },
): Promise<string | null> {
  const waiting = await db.message.findFirst({
    where: { organizationId, state: { in: ['queued', 'held'] } },
    orderBy: { effectiveAt: 'asc' },
    select: { effectiveAt: true },
  });
  const claimed = await db.message.findFirst({
    where: { organizationId, state: 'sending', claimedAt: { not: null } },
    orderBy: { claimedAt: 'asc' },
    select: { claimedAt: true },
  });
  const orphanAt = claimed?.claimedAt ? new Date(claimed.claimedAt.getTime() + staleMs) : null;
  return earliest(waiting ? isoInstant(waiting.effectiveAt) : null, orphanAt ? isoInstant(orphanAt) : null);
}

/**
 * Claims that were never settled: the attempt died between claim and confirmation. Of this attempt's own token at once,
 * of any other after `staleMs`. They are `unknown` and follow the channel's written rule (B62).
 */
export async function orphanedClaims(
  db: Database,
  { organizationId, asOf }: Scope,
  { claimToken, staleMs }: { claimToken: string; staleMs: number },
): Promise<ClaimedMessage[]> {
  return db.message.findMany({
    where: {
      organizationId,
      state: 'sending',
      OR: [{ claimToken }, { claimedAt: { lte: new Date(asOf.getTime() - staleMs) } }],
    },
    include: CLAIMED,
    orderBy: { id: 'asc' },
  });
}
