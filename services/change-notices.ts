/** Tells of moved deadlines: one notice to those already reminded, after the change has settled, none to the others (B44). */
import { decideChangeNotices, type NoticeChange, type PendingNotice } from '../domain/change-notices';
import { isoInstant } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import type { Scope, Tx } from './context';
import { instantColumn } from './dates';
import { groupBy } from './group';
import { today } from './obligations';
import { queueMessage } from './outbox';

export interface MovedDeadline {
  obligationId: string;
  unitId: string;
  /** revision after the move */
  revision: number;
  from: Date;
  to: Date;
}

export interface ChangeReason {
  reason: string;
  /** number and date of the document that orders it */
  document?: string;
}

/** Facts of a queued notice, as the composer of messages reads them. */
interface NoticeFacts extends ChangeReason {
  changes: NoticeChange[];
}

/** Queues the notices and returns the obligations whose people were (or will be) told (decideChangeNotices). */
export async function noticeMoves(
  tx: Tx,
  scope: Scope,
  moves: readonly MovedDeadline[],
  why: ChangeReason,
  /** contacts told another way */
  except: ReadonlySet<string> = new Set(),
): Promise<Set<string>> {
  const { withhold, queue, leaveAt, told } = decideChangeNotices({
    moves: moves.map(({ from, to, ...move }) => ({ ...move, from: isoInstant(from), to: isoInstant(to) })),
    remindedOf: await remindedContacts(tx, scope, moves),
    pending: await pendingNotices(tx, scope),
    now: isoInstant(scope.asOf),
    except,
  });
  for (const { messageId, reason } of withhold) {
    await tx.message.update({
      where: { id: messageId },
      data: { state: 'withheld', reason, finalAt: scope.asOf },
    });
  }
  const stamp = isoInstant(scope.asOf);
  for (const { contactId, changes } of queue) {
    const [first] = changes;
    if (!first) continue;
    const facts: NoticeFacts = { ...why, changes };
    await queueMessage(tx, scope, {
      kind: 'change_notice',
      to: { contactId },
      important: true,
      key: `change/${first.obligationId}.${first.revision}/${contactId}/${stamp}`,
      items: changes.map(({ obligationId, revision }) => ({
        obligationId,
        step: `change/${stamp}`,
        revision,
      })),
      nominalAt: instantColumn(leaveAt),
      facts: facts as unknown as Prisma.InputJsonObject,
    });
  }
  return told;
}

/** Contacts of the unit, still in office, whom a reminder about the obligation has reached or may have. */
async function remindedContacts(
  tx: Tx,
  scope: Scope,
  moves: readonly MovedDeadline[],
): Promise<Map<string, string[]>> {
  const ids = moves.map(({ obligationId }) => obligationId);
  const rows = await tx.$queryRaw<{ obligationId: string; contactId: string; unitId: string }[]>`
    SELECT DISTINCT i."obligationId"::text, m."contactId"::text, c."unitId"::text
    FROM "MessageItem" i JOIN "Message" m ON m."id" = i."messageId" JOIN "Contact" c ON c."id" = m."contactId"
    WHERE i."organizationId" = ${scope.organizationId}::uuid AND i."obligationId" = ANY(${ids}::uuid[])
      AND m."kind" IN ('reminder', 'change_notice') AND m."state" IN ('sending', 'sent', 'delivered', 'read', 'unknown')
      AND (c."effectiveFrom" IS NULL OR c."effectiveFrom" <= ${today(scope)}::date)
      AND (c."effectiveTo" IS NULL OR c."effectiveTo" >= ${today(scope)}::date)
    ORDER BY 1, 2`;
  const unitOf = new Map(moves.map(({ obligationId, unitId }) => [obligationId, unitId]));
  const mine = rows.filter(({ obligationId, unitId }) => unitOf.get(obligationId) === unitId);
  return new Map(
    [...groupBy(mine, ({ obligationId }) => obligationId)].map(([obligationId, found]) => [
      obligationId,
      found.map(({ contactId }) => contactId),
    ]),
  );
}

/** Notices of the commune that have not left. */
async function pendingNotices(tx: Tx, { organizationId }: Scope): Promise<PendingNotice[]> {
  const waiting = await tx.message.findMany({
    where: { organizationId, kind: 'change_notice', state: { in: ['queued', 'held'] } },
    select: { id: true, contactId: true, facts: true },
  });
  return waiting.flatMap(({ id, contactId, facts }) =>
    contactId ? [{ messageId: id, contactId, changes: (facts as unknown as NoticeFacts).changes }] : [],
  );
}
