/** What a channel's answer means for a message: the written rule per channel, the alert, the routes to leave out next time. */
import { type AfterUnknown, afterUnknown } from '../channels/after-unknown';
import type { ChannelName, SendResult } from '../channels/channel';
import { assertNever } from '../domain/assert-never';
import type { Scope } from '../services/context';
import type { ClaimedMessage } from '../services/outbox-claim';
import type { Heard, SendOutcome } from '../services/outbox-confirm';

const MINUTE_MS = 60_000;
/** Where the provider does not say when: greylisting asks for about five minutes. */
const RETRY_MS = 5 * MINUTE_MS;
/** Mail is the last way to a person: while its account is refused, messages wait for an administrator instead of failing. */
const MAIL_STOPPED_MS = 15 * MINUTE_MS;
/** A text that cannot be written is our bug: often enough to leave soon after a correction, too seldom to flood the log. */
const COMPOSE_RETRY_MS = 60 * MINUTE_MS;

export function outcomeOf(scope: Scope, message: ClaimedMessage, result: SendResult): SendOutcome {
  switch (result.outcome) {
    case 'sent': {
      const { providerId, route } = result;
      return { outcome: 'sent', providerId, route, possibleDuplicate: message.possibleDuplicate };
    }
    case 'refused': {
      const { code, reasonVi: reason, next } = result;
      if (next === 'stop_channel' && message.channel === 'email')
        return { outcome: 'later', code, reason, retryAt: after(scope, MAIL_STOPPED_MS) };
      return { outcome: 'refused', code, reason, flagRoute: next === 'flag_address' };
    }
    case 'later': {
      const { code, reasonVi: reason } = result;
      return { outcome: 'later', code, reason, retryAt: retryAt(scope, result) };
    }
    case 'unknown': {
      const { code, reasonVi: reason, route } = result;
      return unknownOutcome(scope, message, { code, reason, route });
    }
    default:
      return assertNever(result);
  }
}

/** Outcomes of this message that were unknown so far; waits and refusals in between do not count. */
const unknownsOf = ({ deliveries }: ClaimedMessage): number =>
  deliveries.filter(({ outcome }) => outcome === 'unknown').length;

const channelOf = ({ channel }: ClaimedMessage): ChannelName => channel ?? 'email';

export function unknownOutcome(
  scope: Scope,
  message: ClaimedMessage,
  lost: { code: string; reason: string; route?: string },
): SendOutcome {
  const rule = afterUnknown(channelOf(message), unknownsOf(message) + 1);
  switch (rule.do) {
    case 'resend':
    case 'reconcile':
      return { outcome: 'unknown', ...lost, resendAt: after(scope, rule.waitMs) };
    case 'other_channel':
      return { outcome: 'unknown', ...lost, otherChannel: true };
    case 'leave_unknown':
      return { outcome: 'unknown', ...lost, leave: true };
    default:
      return assertNever(rule);
  }
}

/** The rule that this attempt, the one after an unknown outcome, was queued under. */
export const ruleBefore = (message: ClaimedMessage): AfterUnknown =>
  afterUnknown(channelOf(message), Math.max(1, unknownsOf(message)));

export const notComposed = (scope: Scope): SendOutcome => ({
  outcome: 'later',
  code: 'COMPOSE_FAILED',
  reason: 'Chưa soạn được nội dung tin, hệ thống sẽ thử lại',
  retryAt: after(scope, COMPOSE_RETRY_MS),
});

/** What must be told or kept besides the outcome itself (B66). */
export function heardIn(result: SendResult): Heard {
  const blocked = (result.tried ?? [])
    .filter(({ remember }) => remember)
    .map(({ route, reasonVi }) => ({ route, reason: reasonVi }));
  const severe = result.outcome === 'refused' && (result.next === 'stop_channel' || result.next === 'bug');
  const reason = severe ? result.reasonVi : result.alertVi;
  if (!reason) return { blocked };
  const code = 'code' in result ? result.code : (result.tried?.at(-1)?.code ?? '');
  const ours = result.outcome === 'refused' && result.next === 'bug';
  return { blocked, alert: { code, reason, ours } };
}

const after = ({ asOf }: Scope, ms: number): Date => new Date(asOf.getTime() + ms);

function retryAt(scope: Scope, later: { retryAt?: string; retryAfterMs?: number }): Date {
  return later.retryAt ? new Date(later.retryAt) : after(scope, later.retryAfterMs ?? RETRY_MS);
}
