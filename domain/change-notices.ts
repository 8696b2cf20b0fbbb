/** Who is told that a deadline moved: those already told of another date, once, after the change has settled (B44). */
import { addMinutes, type IsoInstant } from './time';

/** A change of mind within this time leaves no trace with the units. */
export const CHANGE_SETTLES_MINUTES = 10;

export interface MovedDue {
  obligationId: string;
  /** revision after the move */
  revision: number;
  from: IsoInstant;
  to: IsoInstant;
}

export interface NoticeChange {
  obligationId: string;
  /** the date the person was last told */
  oldDueAt: IsoInstant;
  newDueAt: IsoInstant;
  revision: number;
}

/** A notice that waits for its change to settle and has not left. */
export interface PendingNotice {
  messageId: string;
  contactId: string;
  changes: readonly NoticeChange[];
}

export interface ChangeNotices {
  withhold: { messageId: string; reason: string }[];
  queue: { contactId: string; changes: NoticeChange[] }[];
  /** When the queued ones leave at the earliest. */
  leaveAt: IsoInstant;
  /** Obligations whose people were, or will be, told: their new ladder sends nothing in arrears (B45). */
  told: Set<string>;
}

const CHANGED_BACK = `Không gửi: hạn nộp đổi lại trong ${CHANGE_SETTLES_MINUTES} phút`;
const MERGED = 'Không gửi: gộp vào thông báo đổi hạn mới hơn';

/**
 * Takes back waiting notices about the moved reports and tells what they and the new change say together. A person
 * whose date ends where it began hears nothing.
 */
export function decideChangeNotices({
  moves,
  remindedOf,
  pending,
  now,
  except,
}: {
  moves: readonly MovedDue[];
  /** contacts whom a reminder or notice of the obligation has reached, or may have */
  remindedOf: ReadonlyMap<string, readonly string[]>;
  pending: readonly PendingNotice[];
  now: IsoInstant;
  /** contacts told another way */
  except: ReadonlySet<string>;
}): ChangeNotices {
  const movedTo = new Map(moves.map(({ obligationId, to }) => [obligationId, to]));
  const overtaken = pending.filter(({ changes }) =>
    changes.some(({ obligationId }) => movedTo.has(obligationId)),
  );
  const byContact = new Map<string, Map<string, NoticeChange>>();
  const say = (contactId: string, change: NoticeChange): void => {
    const own = byContact.get(contactId) ?? new Map<string, NoticeChange>();
    byContact.set(contactId, own.set(change.obligationId, change));
  };
  const lastTold = new Map<string, IsoInstant>();
  for (const { contactId, changes } of overtaken) {
    for (const change of changes) {
      if (movedTo.has(change.obligationId))
        lastTold.set(`${contactId}/${change.obligationId}`, change.oldDueAt);
      else say(contactId, change);
    }
  }
  const told = new Set<string>();
  for (const { obligationId, revision, from, to } of moves) {
    for (const contactId of remindedOf.get(obligationId) ?? []) {
      told.add(obligationId);
      const oldDueAt = lastTold.get(`${contactId}/${obligationId}`) ?? from;
      if (oldDueAt !== to && !except.has(contactId))
        say(contactId, { obligationId, oldDueAt, newDueAt: to, revision });
    }
  }
  return {
    withhold: overtaken.map(({ messageId, changes }) => ({
      messageId,
      reason: changes.every(({ obligationId, oldDueAt }) => movedTo.get(obligationId) === oldDueAt)
        ? CHANGED_BACK
        : MERGED,
    })),
    queue: [...byContact].map(([contactId, changes]) => ({
      contactId,
      changes: [...changes.values()].sort((a, b) => (a.obligationId < b.obligationId ? -1 : 1)),
    })),
    leaveAt: addMinutes(now, CHANGE_SETTLES_MINUTES),
    told,
  };
}
