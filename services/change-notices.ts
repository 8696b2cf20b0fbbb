/** Tells of moved deadlines: one notice to those already reminded, after the change has settled, none to the others (B44). */
import { CHANGE_SETTLES_MINUTES } from '../domain/change-protocol';
import { isoInstant } from '../domain/time';
import type { Prisma } from '../prisma/generated/client';
import type { Scope, Tx } from './context';
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

interface Change {
  oldDueAt: string;
  newDueAt: string;
  revision: number;
}

/** Facts of a queued notice, as the composer of messages reads them. */
interface NoticeFacts extends ChangeReason {
  changes: ({ obligationId: string } & Change)[];
}

const SETTLED = `Không gửi: hạn nộp đổi lại trong ${CHANGE_SETTLES_MINUTES} phút`;
const MERGED = 'Không gửi: gộp vào thông báo đổi hạn mới hơn';

/**
 * Queues the notices and returns the obligations whose people were (or will be) told. A change that is taken back
 * before its notice left sends nothing; a further change in that time is told together with the first.
 */
export async function noticeMoves(
  tx: Tx,
  scope: Scope,
  moves: readonly MovedDeadline[],
  why: ChangeReason,
  /** contacts told another way */
  except: ReadonlySet<string> = new Set(),
): Promise<Set<string>> {
  const told = await remindedContacts(tx, scope, moves);
  const pending = await takeBackPending(tx, scope, moves);
  const byContact = new Map<string, Map<string, Change>>(pending.carried);
  const noticed = new Set<string>();
  for (const move of moves) {
    for (const contactId of told.get(move.obligationId) ?? []) {
      const oldDueAt = pending.toldDueAt.get(`${contactId}/${move.obligationId}`) ?? isoInstant(move.from);
      const newDueAt = isoInstant(move.to);
      noticed.add(move.obligationId);
      if (oldDueAt === newDueAt || except.has(contactId)) continue;
      const changes = byContact.get(contactId) ?? new Map<string, Change>();
      changes.set(move.obligationId, { oldDueAt, newDueAt, revision: move.revision });
      byContact.set(contactId, changes);
    }
  }
  const settlesAt = new Date(scope.asOf.getTime() + CHANGE_SETTLES_MINUTES * 60_000);
  const stamp = isoInstant(scope.asOf);
  for (const [contactId, changes] of byContact) {
    const entries = [...changes].sort(([a], [b]) => (a < b ? -1 : 1));
    const [first] = entries;
    if (!first) continue;
    const facts: NoticeFacts = {
      ...why,
      changes: entries.map(([obligationId, change]) => ({ obligationId, ...change })),
    };
    await queueMessage(tx, scope, {
      kind: 'change_notice',
      to: { contactId },
      important: true,
      key: `change/${first[0]}.${first[1].revision}/${contactId}/${stamp}`,
      items: entries.map(([obligationId, { revision }]) => ({
        obligationId,
        step: `change/${stamp}`,
        revision,
      })),
      nominalAt: settlesAt,
      facts: facts as unknown as Prisma.InputJsonObject,
    });
  }
  return noticed;
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

/** Withholds notices of these obligations that have not left, and keeps what they said about others. */
async function takeBackPending(tx: Tx, scope: Scope, moves: readonly MovedDeadline[]) {
  const moving = new Map(moves.map((move) => [move.obligationId, isoInstant(move.to)]));
  const waiting = await tx.message.findMany({
    where: {
      organizationId: scope.organizationId,
      kind: 'change_notice',
      state: { in: ['queued', 'held'] },
    },
    select: { id: true, contactId: true, facts: true },
  });
  const toldDueAt = new Map<string, string>();
  const carried = new Map<string, Map<string, Change>>();
  for (const { id, contactId, facts } of waiting) {
    if (!contactId) continue;
    const { changes } = facts as unknown as NoticeFacts;
    if (!changes.some(({ obligationId }) => moving.has(obligationId))) continue;
    const undone = changes.every(({ obligationId, oldDueAt }) => moving.get(obligationId) === oldDueAt);
    await tx.message.update({
      where: { id },
      data: { state: 'withheld', reason: undone ? SETTLED : MERGED, finalAt: scope.asOf },
    });
    for (const { obligationId, ...change } of changes) {
      if (moving.has(obligationId)) {
        toldDueAt.set(`${contactId}/${obligationId}`, change.oldDueAt);
      } else {
        const own = carried.get(contactId) ?? new Map<string, Change>();
        own.set(obligationId, change);
        carried.set(contactId, own);
      }
    }
  }
  return { toldDueAt, carried };
}
