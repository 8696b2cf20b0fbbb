/** Claim, look again, send, confirm: the only place from which messages leave (law 5). */
import { Context } from '@temporalio/activity';
import type { Channel, OutboundMessage, Route, SendResult, SendRoute } from '../channels/channel';
import { WITHHELD } from '../domain/outbox';
import { isoInstant } from '../domain/time';
import { composeMessage } from '../services/compose';
import { type ComposeRound, composeRound } from '../services/compose-context';
import type { Scope } from '../services/context';
import {
  type Claimed,
  type ClaimedMessage,
  claimDue,
  nextOutboxInstant,
  orphanedClaims,
  stillOwed,
} from '../services/outbox-claim';
import { confirmOutcome, type Heard } from '../services/outbox-confirm';
import { processWebhookEvents } from '../services/webhooks';
import type { ActivityDeps } from './index';
import { heardIn, notComposed, outcomeOf, ruleBefore, unknownOutcome } from './outcomes';
import { readProviderEvent } from './webhooks';

/** An attempt of another worker is dead after this: twice the activity's own time limit. */
const STALE_CLAIM_MS = 20 * 60_000;
const MINUTE_MS = 60_000;
/** Sends under way at once: an SMTP answer takes up to seconds, and pools hold five connections. */
const CONCURRENCY = 5;

/** What sending one message needs: the worker's means, and what all messages of the round have in common. */
type RoundDeps = ActivityDeps & { round: ComposeRound };

export interface Drained {
  sent: number;
  /** when the next message wants to leave; null: the outbox is empty */
  nextAt: string | null;
}

export async function drain(deps: ActivityDeps, scope: Scope): Promise<Drained> {
  const { info } = Context.current();
  const claimToken = `${info.workflowExecution?.runId}/${info.activityId}`;
  await settleOrphans(deps, scope, claimToken);
  // first what the providers told: a receipt settles an unknown outcome, an interaction opens Zalo's window
  await processWebhookEvents(deps.db, scope, readProviderEvent);
  const claimed = await claimDue(deps.db, scope, { claimToken, limit: deps.messagesPerMinute });
  const round = await composeRound(deps.db, scope);
  const waiting = [...claimed];
  let sent = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (await sendOne({ ...deps, round }, scope, next)) sent += 1;
    }
  };
  // All of them end before this attempt does: a send that outlived it would meet its own claim as an orphan.
  const ended = await Promise.allSettled(Array.from({ length: CONCURRENCY }, work));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  const nextAt = await nextOutboxInstant(deps.db, scope, { staleMs: STALE_CLAIM_MS });
  // a full batch: the providers' pace decides when the next one goes, oldest deadline first (B105)
  const paced =
    claimed.length >= deps.messagesPerMinute ? new Date(scope.asOf.getTime() + MINUTE_MS) : scope.asOf;
  if (nextAt === null) return { sent, nextAt };
  return { sent, nextAt: new Date(nextAt) > paced ? nextAt : isoInstant(paced) };
}

/**
 * Claims whose attempt died between claim and confirmation: outcome unknown, settled by the channel's written rule. Our own
 * token on a claim means that this very step was begun before, by a worker that is gone (its task was lost with it).
 */
async function settleOrphans(deps: ActivityDeps, scope: Scope, claimToken: string): Promise<void> {
  for (const orphan of await orphanedClaims(deps.db, scope, { claimToken, staleMs: STALE_CLAIM_MS })) {
    const reason = 'Tiến trình gửi bị ngắt giữa chừng, chưa rõ thư đã đi hay chưa';
    await confirmOutcome(
      deps.db,
      scope,
      orphan,
      unknownOutcome(scope, orphan, { code: 'WORKER_LOST', reason }),
    );
  }
}

const NO_CHANNEL = 'Kênh gửi chưa được cấu hình';

async function sendOne(deps: RoundDeps, scope: Scope, claimed: Claimed): Promise<boolean> {
  const { message } = claimed;
  const channel = message.channel ? deps.channels[message.channel] : undefined;
  const route = routeOf(claimed);
  if (!channel || !route) {
    const reason = channel ? WITHHELD.noRoute : NO_CHANNEL;
    await confirmOutcome(deps.db, scope, message, {
      outcome: 'refused',
      code: 'NO_CHANNEL',
      reason,
      flagRoute: false,
    });
    return false;
  }
  const outbound = await tryToWrite(deps, scope, { claimed, route });
  if (!outbound) return false;
  const earlier = await settleEarlier(channel, message, outbound);
  // the last look before the provider (B37): a report may have come in while this was being written
  const result: SendResult | null =
    earlier ?? ((await stillOwed(deps.db, scope, claimed)) ? await channel.send(outbound) : null);
  const outcome = result
    ? outcomeOf(scope, message, result)
    : { outcome: 'not_owed' as const, reason: WITHHELD.notOwed };
  await confirmOutcome(deps.db, scope, message, outcome, result ? heardIn(result) : {});
  return outcome.outcome === 'sent';
}

/** A text that cannot be written holds up nothing but itself: it was not sent, is tried again, and somebody hears of it. */
async function tryToWrite(
  deps: RoundDeps,
  scope: Scope,
  to: { claimed: Claimed; route: Route },
): Promise<OutboundMessage | null> {
  try {
    return await outboundOf(deps, scope, to);
  } catch (error) {
    const { id } = to.claimed.message;
    // the error's own text may hold names: its kind and the message's id must do (law 8)
    const kind = error instanceof Error ? error.name : 'unknown';
    Context.current().log.error('a message could not be written', { messageId: id, kind });
    const outcome = notComposed(scope);
    const heard: Heard = { alert: { code: 'COMPOSE_FAILED', reason: `Tin ${id}: ${kind}`, ours: true } };
    await confirmOutcome(deps.db, scope, to.claimed.message, outcome, heard);
    return null;
  }
}

async function outboundOf(
  deps: RoundDeps,
  scope: Scope,
  { claimed, route }: { claimed: Claimed; route: Route },
): Promise<OutboundMessage> {
  const composed = await composeMessage(deps.db, scope, claimed, deps);
  const zalo = route.channel === 'zalo';
  return {
    key: claimed.message.key,
    to: route,
    subject: composed.subject,
    text: zalo ? composed.zaloText : composed.text,
    ...(zalo ? {} : { html: composed.html, attachments: composed.attachments }),
    ...(composed.link ? { link: composed.link } : {}),
    ...(zalo && deps.zaloTemplateId ? { templateId: deps.zaloTemplateId } : {}),
    templateData: composed.templateData,
    asOf: isoInstant(scope.asOf),
    attempt: claimed.message.attempts,
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
  const lost = message.deliveries.find(({ outcome }) => outcome === 'unknown');
  const route = wayOf(lost?.route, outbound.to);
  const found = await channel.reconcile(outbound, { since: isoInstant(message.claimedAt), route });
  if (found.found === 'yes') return { outcome: 'sent', providerId: found.providerId, route };
  const rule = ruleBefore(message);
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

/** The way the lost attempt took; where its worker died before it could say, the way it would have tried first. */
function wayOf(stored: string | null | undefined, to: Route): SendRoute {
  // written from a SendRoute and nothing else
  if (stored) return stored as SendRoute;
  if (to.channel === 'email') return 'email';
  return to.userId ? 'zalo_text' : 'zalo_template_phone';
}
