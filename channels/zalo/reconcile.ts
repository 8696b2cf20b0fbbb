/** Looks for a message whose outcome is unknown: first in what webhooks brought, then in the conversation (§8.3). */
import { isoInstant, toMillis } from '../../domain/time';
import type { OutboundMessage, Reconciled, SendRoute } from '../channel';
import { shortCodeFor, trackingIdFor } from '../message-ids';
import type { ZaloOaClient } from './client';
import { CONVERSATION_COUNT_MAX } from './limits';

export interface Receipt {
  providerId: string;
  /** ISO 8601. */
  at: string;
  /** Text of the message where the event carries it (the account's own echo). */
  text?: string;
}

/** What the webhooks told so far; the register keeps it. */
export interface ReceiptBook {
  /** Delivery receipt of a template by phone. */
  byTrackingId(trackingId: string): Promise<Receipt | undefined>;
  /** Echoes and receipts for this person since then whose message id belongs to no message recorded as sent. */
  unclaimedFor(userId: string, since: string): Promise<readonly Receipt[]>;
}

/** Provider clocks and ours differ; a message may carry a time a little before our attempt. */
const CLOCK_SKEW_MS = 60_000;
const MAX_PAGES = 3;

export async function reconcileZalo(input: {
  client: Pick<ZaloOaClient, 'getConversation'>;
  receipts?: ReceiptBook;
  message: OutboundMessage;
  since: string;
  route: SendRoute;
}): Promise<Reconciled> {
  const { message, receipts, route } = input;
  if (message.to.channel !== 'zalo') throw new Error('Only Zalo messages are looked for at Zalo');
  if (route === 'zalo_template_phone') {
    // Nothing but the receipt knows our tracking id.
    if (!receipts) return { found: 'cannot_tell', reasonVi: 'Không có biên nhận của Zalo để đối chiếu' };
    const receipt = await receipts.byTrackingId(trackingIdFor(message.key));
    return receipt ? found(receipt) : { found: 'no' };
  }

  const userId = message.to.userId ?? '';
  const code = shortCodeFor(message.key);
  const sinceMs = toMillis(input.since) - CLOCK_SKEW_MS;
  const unclaimed = (await receipts?.unclaimedFor(userId, isoInstant(new Date(sinceMs)))) ?? [];
  const echo =
    route === 'zalo_template_user'
      ? // A template shows no code of ours: the one receipt that belongs to nothing else is taken for it.
        unclaimed.length === 1
        ? unclaimed[0]
        : undefined
      : unclaimed.find((one) => one.text?.includes(code));
  if (echo) return found(echo);
  return searchConversation(input.client, userId, code, sinceMs);
}

async function searchConversation(
  client: Pick<ZaloOaClient, 'getConversation'>,
  userId: string,
  code: string,
  sinceMs: number,
): Promise<Reconciled> {
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await client.getConversation({ userId, offset: page * CONVERSATION_COUNT_MAX });
    if (!read.ok) return { found: 'cannot_tell', reasonVi: 'Không tra được hội thoại trên Zalo' };
    const hit = read.value.find((one) => !one.fromUser && one.text.includes(code));
    if (hit) return { found: 'yes', providerId: hit.messageId, acceptedAt: isoInstant(new Date(hit.atMs)) };
    const reachedBack = read.value.some((one) => one.atMs < sinceMs);
    if (reachedBack || read.value.length < CONVERSATION_COUNT_MAX) return { found: 'no' };
  }
  return { found: 'cannot_tell', reasonVi: 'Hội thoại trên Zalo quá dài để tra' };
}

const found = (receipt: Receipt): Reconciled => ({
  found: 'yes',
  providerId: receipt.providerId,
  acceptedAt: receipt.at,
});
