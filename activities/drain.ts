/** Claim, look again, send, confirm: the only place from which messages leave (law 5). */
import { Context } from '@temporalio/activity';
import { afterUnknown } from '../channels/after-unknown';
import type { Channel, OutboundMessage, Route, SendResult, SendRoute } from '../channels/channel';
import { assertNever } from '../domain/assert-never';
import { WITHHELD } from '../domain/outbox';
import { isoInstant } from '../domain/time';
import { composeMessage } from '../services/compose';
import type { Scope } from '../services/context';
import {
  type Claimed,
  type ClaimedMessage,
  claimDue,
  nextOutboxInstant,
  orphanedClaims,
  stillOwed,
} from '../services/outbox-claim';
import { confirmOutcome, type SendOutcome } from '../services/outbox-confirm';
import type { ActivityDeps } from './index';

/** An attempt of another worker is dead after this: twice the activity's own time limit. */
const STALE_CLAIM_MS = 20 * 60_000;
const MINUTE_MS = 60_000;
/** Sends under way at once: an SMTP answer takes up to seconds, and pools hold five connections. */
const CONCURRENCY = 5;

export interface Drained {
  sent: number;
  /** when the next message wants to leave; null: the outbox is empty */
  nextAt: string | null;
}

export async function drain(deps: ActivityDeps, scope: Scope): Promise<Drained> {
  const { info } = Context.current();
  const claimToken = `${info.workflowExecution?.runId}/${info.activityId}`;
  await settleOrphans(deps, scope, info.attempt > 1 ? claimToken : null);
  const claimed = await claimDue(deps.db, scope, { claimToken, limit: deps.messagesPerMinute });
  const waiting = [...claimed];
  let sent = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (await sendOne(deps, scope, next)) sent += 1;
      Context.current().heartbeat(sent);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const nextAt = await nextOutboxInstant(deps.db, scope);
  // a full batch: the providers' pace decides when the next one goes, oldest deadline first (B105)
  const paced =
    claimed.length >= deps.messagesPerMinute ? new Date(scope.asOf.getTime() + MINUTE_MS) : scope.asOf;
  if (nextAt === null) return { sent, nextAt };
  return { sent, nextAt: new Date(nextAt) > paced ? nextAt : isoInstant(paced) };
}

/** Claims whose attempt died between claim and confirmation: outcome unknown, settled by the channel's written rule. */
async function settleOrphans(deps: ActivityDeps, scope: Scope, claimToken: string | null): Promise<void> {
  for (const orphan of await orphanedClaims(deps.db, scope, { claimToken, staleMs: STALE_CLAIM_MS })) {
    const reason = 'Tiến trình gửi bị ngắt giữa chừng, chưa rõ thư đã đi hay chưa';
    await confirmOutcome(deps.db, scope, orphan, unknown(scope, orphan, { code: 'WORKER_LOST', reason }));
  }
}

async function sendOne(deps: ActivityDeps, scope: Scope, claimed: Claimed): Promise<boolean> {
  const { message } = claimed;
  const channel = message.channel ? deps.channels[message.channel] : undefined;
  const route = routeOf(claimed);
  if (!channel || !route) {
    const reason = channel ? WITHHELD.noRoute : 'Kênh gửi chưa được cấu hình';
    await confirmOutcome(deps.db, scope, message, {
      outcome: 'refused',
      code: 'NO_CHANNEL',
      reason,
      flagRoute: false,
    });
    return false;
  }
  const outbound = await outboundOf(deps, scope, { claimed, route });
  const earlier = await settleEarlier(channel, message, outbound);
  // the last look before the provider (B37): a report may have come in while this was being written
  const result: SendResult | null =
    earlier ?? ((await stillOwed(deps.db, scope, claimed)) ? await channel.send(outbound) : null);
  const outcome = result
    ? outcomeOf(scope, message, result)
    : { outcome: 'not_owed' as const, reason: WITHHELD.notOwed };
  await confirmOutcome(deps.db, scope, message, outcome);
  return outcome.outcome === 'sent';
}

async function outboundOf(
  deps: ActivityDeps,
  scope: Scope,
  { claimed, route }: { claimed: Claimed; route: Route },
): Promise<OutboundMessage> {
  const composed = await composeMessage(deps.db, scope, claimed, deps.compose);
  const zalo = route.channel === 'zalo';
  return {
    key: claimed.message.key,
    to: route,
    subject: composed.subject,
    text: zalo ? composed.zaloText : composed.text,
    ...(zalo ? {} : { html: composed.html, attachments: composed.attachments }),
    ...(composed.link ? { link: composed.link } : {}),
    ...(zalo && composed.link
      ? { buttons: [{ kind: 'open_url' as const, title: 'Mở trang báo cáo', url: composed.link }] }
      : {}),
    templateData: composed.templateData,
    asOf: isoInstant(scope.asOf),
    ...(claimed.message.possibleDuplicate ? { possibleDuplicate: true } : {}),
  };
}

function routeOf({ message, routeId }: Claimed): Route | null {
  if (message.user) return { channel: 'email', address: message.user.email, name: message.user.name };
  const route = message.contact?.routes.find(({ id }) => id === routeId);
  if (!route || !message.contact) return null;
  if (route.kind === 'email') return { channel: 'email', address: route.address, name: message.contact.name };
  const phone = message.contact.routes.find(({ kind, state }) => kind === 'phone' && state === 'active');
  const lastInteractionAt = route.lastInteractionAt;
  return {
    channel: 'zalo',
    ...(route.kind === 'zalo' ? { userId: route.address } : {}),
    ...(phone ? { phone: phone.address } : {}),
    ...(lastInteractionAt ? { lastInteractionAt: isoInstant(lastInteractionAt) } : {}),
  };
}

/** Before a second attempt after an unknown outcome the provider is asked where it can be asked (zalo/openapi §8.3). */
async function settleEarlier(
  channel: Channel,
  message: ClaimedMessage,
  outbound: OutboundMessage,
): Promise<SendResult | null> {
  if (!message.possibleDuplicate || !channel.reconcile || !message.claimedAt) return null;
  const route: SendRoute = channel.name === 'email' ? 'email' : 'zalo_text';
  const found = await channel.reconcile(outbound, { since: isoInstant(message.claimedAt), route });
  if (found.found === 'yes') return { outcome: 'sent', providerId: found.providerId, route };
  // this is the attempt after the unknown one
  const rule = afterUnknown(channel.name, message.attempts - 1);
  if (rule.do !== 'reconcile') return null;
  const next = found.found === 'no' ? rule.no : rule.cannotTell;
  if (next === 'resend_marked') return null;
  const reason = 'Chưa rõ tin Zalo đã đến hay chưa, chuyển sang thư điện tử';
  return {
    outcome: 'refused',
    permanent: true,
    code: 'UNKNOWN_OUTCOME',
    reasonVi: reason,
    next: 'other_channel',
  };
}

function outcomeOf(scope: Scope, message: ClaimedMessage, result: SendResult): SendOutcome {
  switch (result.outcome) {
    case 'sent':
      return { outcome: 'sent', providerId: result.providerId, possibleDuplicate: message.possibleDuplicate };
    case 'refused':
      return {
        outcome: 'refused',
        code: result.code,
        reason: result.reasonVi,
        flagRoute: result.next === 'flag_address',
      };
    case 'later':
      return {
        outcome: 'later',
        code: result.code,
        reason: result.reasonVi,
        retryAt: retryAt(scope, result),
      };
    case 'unknown':
      return unknown(scope, message, { code: result.code, reason: result.reasonVi });
    default:
      return assertNever(result);
  }
}

const RETRY_MS = 5 * MINUTE_MS;

function retryAt({ asOf }: Scope, later: { retryAt?: string; retryAfterMs?: number }): Date {
  if (later.retryAt) return new Date(later.retryAt);
  return new Date(asOf.getTime() + (later.retryAfterMs ?? RETRY_MS));
}

function unknown(
  { asOf }: Scope,
  message: ClaimedMessage,
  { code, reason }: { code: string; reason: string },
): SendOutcome {
  const rule = afterUnknown(message.channel ?? 'email', message.attempts);
  switch (rule.do) {
    case 'resend':
    case 'reconcile':
      return { outcome: 'unknown', code, reason, resendAt: new Date(asOf.getTime() + rule.waitMs) };
    case 'other_channel':
      return { outcome: 'unknown', code, reason, otherChannel: true };
    case 'leave_unknown':
      return { outcome: 'unknown', code, reason, leave: true };
    default:
      return assertNever(rule);
  }
}
