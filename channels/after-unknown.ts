/** The written rule for attempts whose outcome is unknown (law 5, B62): one table per channel, nothing decided elsewhere. */
import { assertNever } from '../domain/assert-never';
import type { ChannelName } from './channel';

export type AfterUnknown =
  /** Send it again with the same Message-Id: a mail server or reader that has it already drops the second. */
  | { do: 'resend'; waitMs: number; possibleDuplicate: true }
  /** Look at receipts, then at the provider; the three answers of `Channel.reconcile` each have their consequence. */
  | {
      do: 'reconcile';
      waitMs: number;
      yes: 'sent';
      no: 'resend_marked' | 'other_channel';
      cannotTell: 'other_channel';
    }
  | { do: 'other_channel'; possibleDuplicate: true }
  /** Stays `unknown` for good, is shown to the office, is never sent again. */
  | { do: 'leave_unknown' };

const MINUTE_MS = 60_000;

/** Three resends over about twenty minutes outlast a mail server's restart without filling a mailbox. */
const EMAIL_RESEND_WAITS_MS = [1 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS] as const;

/** Zalo has no idempotency key; echo and receipt webhooks come within seconds, two minutes is the agreed patience. */
export const ZALO_RECEIPT_WAIT_MS = 2 * MINUTE_MS;

/**
 * What to do after the `attempt`-th unknown outcome of one message on one channel (1 = the first).
 *
 * E-mail: resend with the same Message-Id. Zalo: look first; not found → one resend marked as a possible duplicate;
 * unknown again and still not found → e-mail, which is harmless to duplicate.
 */
export function afterUnknown(channel: ChannelName, attempt: number): AfterUnknown {
  switch (channel) {
    case 'email': {
      const waitMs = EMAIL_RESEND_WAITS_MS[attempt - 1];
      return waitMs === undefined
        ? { do: 'leave_unknown' }
        : { do: 'resend', waitMs, possibleDuplicate: true };
    }
    case 'zalo':
      if (attempt > 2) return { do: 'other_channel', possibleDuplicate: true };
      return {
        do: 'reconcile',
        waitMs: ZALO_RECEIPT_WAIT_MS,
        yes: 'sent',
        no: attempt === 1 ? 'resend_marked' : 'other_channel',
        cannotTell: 'other_channel',
      };
    default:
      return assertNever(channel);
  }
}
