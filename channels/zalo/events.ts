/** Turns a webhook body into one of the events the service knows; anything else is kept by its name. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type IsoInstant, isoInstant } from '../../domain/time';
import { idText, numberish } from './schemas';

interface EventBase {
  eventName: string;
  at: IsoInstant;
  /** Same for every delivery of the same event, retries included. */
  dedupeKey: string;
}

export type ZaloEvent = EventBase &
  (
    | { type: 'follow' | 'unfollow' | 'opened_chat' | 'withdrew'; userId: string }
    /** `text` for texts only; a pressed reply button arrives as a text with the button's payload. */
    | { type: 'user_message'; userId: string; messageId: string; text?: string }
    | { type: 'contact_details'; userId: string; name: string; phone: string }
    /** What the account itself sent; typed by a person when `adminId` is there. Settles unknown outcomes. */
    | { type: 'echo'; userId: string; messageId: string; text?: string; adminId?: string }
    | { type: 'delivered'; userId: string; messageId: string }
    /** `recipient` is a phone number or its hash. */
    | { type: 'delivered_by_phone'; recipient: string; messageId: string; trackingId: string }
    | { type: 'seen'; userId: string; messageIds: readonly string[] }
    | { type: 'template_status'; templateId: string; status: string; reason: string }
    | { type: 'daily_quota'; quota: string }
    | { type: 'other' }
  );

export type ParsedEvent = { ok: true; event: ZaloEvent; oaId?: string } | { ok: false; reason: string };

const party = z.looseObject({ id: idText, admin_id: idText.optional() });
const body = z.looseObject({
  event_name: z.string(),
  timestamp: numberish.optional(),
  oa_id: idText.optional(),
  oaId: idText.optional(),
  user_id: idText.optional(),
  template_id: idText.optional(),
  reason: z.string().optional(),
  sender: party.optional(),
  recipient: party.optional(),
  follower: party.optional(),
  info: z
    .looseObject({ name: z.string().optional(), phone: z.union([z.string(), z.number()]).optional() })
    .optional(),
  status: z.looseObject({ new_status: z.string().optional() }).optional(),
  quota: z.looseObject({ new_value: z.union([z.string(), z.number()]).optional() }).optional(),
  message: z
    .looseObject({
      msg_id: idText.optional(),
      msg_ids: z.array(idText).optional(),
      text: z.string().optional(),
      tracking_id: z.string().optional(),
      delivery_time: numberish.optional(),
    })
    .optional(),
});
type Body = z.output<typeof body>;

export function parseWebhookEvent(rawBody: Uint8Array | string): ParsedEvent {
  const raw = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return { ok: false, reason: 'body is not JSON' };
  }
  const parsed = body.safeParse(json);
  if (!parsed.success)
    return { ok: false, reason: `unexpected shape at ${parsed.error.issues[0]?.path.join('.') ?? '?'}` };
  const data = parsed.data;
  const messageId = data.message?.msg_id;
  const base: EventBase = {
    eventName: data.event_name,
    at: instant(data.timestamp),
    dedupeKey: messageId ? `${data.event_name}:${messageId}` : `${data.event_name}:${sha256(raw)}`,
  };
  const oaId = oaIdOf(data);
  return { ok: true, event: { ...base, ...shape(data) } as ZaloEvent, ...(oaId ? { oaId } : {}) };
}

/** Opens the 48-hour and 7-day windows (§3.1): following, writing, pressing. */
export function countsAsInteraction(event: ZaloEvent): boolean {
  return ['follow', 'user_message', 'opened_chat', 'contact_details'].includes(event.type);
}

type Shape = ZaloEvent extends infer E
  ? E extends ZaloEvent
    ? Omit<E, keyof EventBase> & { at?: IsoInstant }
    : never
  : never;

function shape(data: Body): Shape {
  const name = data.event_name;
  const messageId = data.message?.msg_id;
  const text = data.message?.text;
  const withText = text === undefined ? {} : { text };
  const other: Shape = { type: 'other' };

  if (name === 'follow' || name === 'unfollow') {
    return data.follower ? { type: name, userId: data.follower.id } : other;
  }
  if (name === 'user_click_chatnow' || name === 'user_withdraw') {
    const type = name === 'user_withdraw' ? 'withdrew' : 'opened_chat';
    return data.user_id ? { type, userId: data.user_id } : other;
  }
  if (name === 'user_submit_info' && data.sender) {
    return {
      type: 'contact_details',
      userId: data.sender.id,
      name: data.info?.name ?? '',
      phone: String(data.info?.phone ?? ''),
    };
  }
  if (name === 'user_received_message' && data.recipient && messageId)
    return delivered(data, data.recipient.id, messageId);
  if (name === 'user_seen_message') {
    const userId = data.recipient?.id ?? data.sender?.id;
    const messageIds = data.message?.msg_ids ?? (messageId ? [messageId] : []);
    return userId && messageIds.length > 0 ? { type: 'seen', userId, messageIds } : other;
  }
  if (name.startsWith('user_send_') && !name.includes('group') && data.sender && messageId) {
    return {
      type: 'user_message',
      userId: data.sender.id,
      messageId,
      ...(name === 'user_send_text' ? withText : {}),
    };
  }
  if (name.startsWith('oa_send_') && !name.includes('group') && data.recipient && messageId) {
    const adminId = data.sender?.admin_id;
    return {
      type: 'echo',
      userId: data.recipient.id,
      messageId,
      ...withText,
      ...(adminId ? { adminId } : {}),
    };
  }
  if (name === 'change_template_status' && data.template_id) {
    return {
      type: 'template_status',
      templateId: data.template_id,
      status: data.status?.new_status ?? '',
      reason: data.reason ?? '',
    };
  }
  if (name === 'change_oa_daily_quota')
    return { type: 'daily_quota', quota: String(data.quota?.new_value ?? '') };
  return other;
}

/** By phone the recipient is a number or hash, a tracking id comes along, and `delivery_time` is the true time. */
function delivered(data: Body, recipient: string, messageId: string): Shape {
  const trackingId = data.message?.tracking_id;
  if (trackingId === undefined) return { type: 'delivered', userId: recipient, messageId };
  const at = data.message?.delivery_time;
  return {
    type: 'delivered_by_phone',
    recipient,
    messageId,
    trackingId,
    ...(at === undefined ? {} : { at: instant(at) }),
  };
}

function oaIdOf(data: Body): string | undefined {
  if (data.oa_id ?? data.oaId) return data.oa_id ?? data.oaId;
  // Messages name the account as the other side of the person.
  if (data.event_name.startsWith('user_send_') || data.event_name === 'user_submit_info')
    return data.recipient?.id;
  if (/^(oa_send_|user_received_|user_seen_)/.test(data.event_name)) return data.sender?.id;
  return undefined;
}

const instant = (ms: number | undefined): IsoInstant => isoInstant(new Date(ms ?? 0));
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
