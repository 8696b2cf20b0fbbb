/** Sending on the OA host: consultation messages, templates by user id, group texts. */
import { isoInstant } from '../../../domain/time';
import { codePoints, TEXT_MAX } from '../limits';
import type { Events } from './events';
import { fieldInvalid, Refusal, record, text } from './refusal';
import { checkTemplateData, checkTemplateState, findTemplate } from './templates';
import { DAY_MS, type DeliveredMessage, HOUR_MS, type SimButton, type SimUser, type World } from './world';

const FREE_WINDOW_MS = 48 * HOUR_MS;
const TEXT_WINDOW_MS = 7 * DAY_MS;
/** Reported price of a text after 48 hours. */
const LATE_TEXT_DONG = 55;
const UPLOAD_LIFE_MS = 7 * DAY_MS;

type Content = Pick<DeliveredMessage, 'kind' | 'text' | 'buttons' | 'file'>;

export function consultation(world: World, events: Events, body: Record<string, unknown>): object {
  const recipient = record(body.recipient, 'recipient');
  const userId = text(recipient.user_id, 'user_id');
  const content = contentOf(world, record(body.message, 'message'));
  const user = world.user(userId);
  if (!user) throw fieldInvalid('user_id');

  const sinceMs = user.lastInteractionMs === undefined ? undefined : world.nowMs() - user.lastInteractionMs;
  if (sinceMs === undefined) {
    // Which of the two is given is our choice; a client must treat them, and -230, alike.
    throw user.follower
      ? new Refusal(-232, 'User has not interacted with the OA or the last interaction has expired')
      : new Refusal(-213, 'User has not followed OA');
  }
  checkReachable(user);
  if (sinceMs > TEXT_WINDOW_MS)
    throw new Refusal(-230, 'User has not interacted with the OA in the past 7 days');
  const price = sinceMs > FREE_WINDOW_MS ? LATE_TEXT_DONG : 0;
  if (price > world.oa.balance) throw new Refusal(-211, 'Out of quota');

  const message = deliver(world, events, user, { ...content, chargedDong: price });
  return {
    ...accepted(world, message.messageId, user),
    ...(world.switches.replyQuota ? { quota: { quota_type: 'reply', remain: '8', total: '8' } } : {}),
  };
}

export function templateByUser(world: World, events: Events, body: Record<string, unknown>): object {
  if ('recipient' in body) throw fieldInvalid('recipient');
  const userId = text(body.user_id, 'user_id');
  const template = findTemplate(world, body.template_id);
  if (!template.uidCapable) throw new Refusal(-249, 'Template does not support send via UID');
  checkTemplateState(template);
  const data = checkTemplateData(template, body.template_data);
  const user = world.user(userId);
  if (!user) throw fieldInvalid('user_id');
  checkReachable(user);
  if (!world.oa.zbsLinked) throw new Refusal(-320, 'Your app needs to connect with Zalo Cloud Account');
  if (world.oa.balance < template.priceUid) throw new Refusal(-321, 'Zalo Cloud Account is out of money');
  const message = deliver(world, events, user, {
    kind: 'template_user',
    templateId: template.id,
    templateData: data,
    chargedDong: template.priceUid,
  });
  return {
    ...accepted(world, message.messageId, user),
    quota: { quota_type: 'purchase_quota', remain: 4_821 },
  };
}

export function groupText(world: World, body: Record<string, unknown>): object {
  const groupId = text(record(body.recipient, 'recipient').group_id, 'group_id');
  const content = checkText(record(body.message, 'message').text);
  const group = world.groups.get(groupId);
  if (!group) throw new Refusal(-403, 'OA is not in group');
  if (group.disabled) throw new Refusal(-237, 'The group is disabled');
  const messageId = world.nextId('message');
  world.keep({
    messageId,
    kind: 'group_text',
    at: isoInstant(world.clock.now()),
    groupId,
    text: content,
    chargedDong: 0,
  });
  return { message_id: messageId, group_id: groupId };
}

export function checkReachable(user: SimUser): void {
  if (user.inactive) throw new Refusal(-227, 'User is banned or has been inactive for more than 45 days');
  if (user.blocked) throw new Refusal(-244, 'User has restricted this type of message from your OA');
}

/** Keeps the message, charges it, and lets the echo and the receipt go out. */
export function deliver(
  world: World,
  events: Events,
  user: SimUser,
  content: Omit<DeliveredMessage, 'messageId' | 'at' | 'userId' | 'userName'>,
): DeliveredMessage {
  const message: DeliveredMessage = {
    messageId: world.nextId('message'),
    at: isoInstant(world.clock.now()),
    userId: user.id,
    userName: user.displayName,
    ...content,
  };
  world.oa.balance -= content.chargedDong;
  world.keep(message);
  world.conversation.unshift({
    userId: user.id,
    fromUser: false,
    atMs: world.nowMs(),
    text: content.text ?? Object.values(content.templateData ?? {}).join(' · '),
    messageId: message.messageId,
  });
  events.sent(message, user);
  if (user.online) events.received(message, user);
  return message;
}

function contentOf(world: World, message: Record<string, unknown>): Content {
  const attachment = message.attachment === undefined ? undefined : record(message.attachment, 'attachment');
  const payload = attachment && record(attachment.payload, 'payload');
  if (attachment?.type === 'file' && payload) {
    return { kind: 'file', file: usableUpload(world, payload.token, 'file') };
  }
  if (payload?.template_type === 'media') return mediaOf(world, payload);
  if (payload?.template_type === 'request_user_info') {
    const elements = payload.elements;
    if (!Array.isArray(elements) || elements.length !== 1) throw fieldInvalid('elements');
    const element = record(elements[0], 'elements');
    for (const field of ['title', 'subtitle', 'image_url']) text(element[field], field);
    return { kind: 'request_user_info', text: text(element.title, 'title') };
  }
  const buttons = payload ? buttonsOf(payload.buttons) : [];
  return { kind: 'text', text: checkText(message.text), ...(buttons.length > 0 ? { buttons } : {}) };
}

function mediaOf(world: World, payload: Record<string, unknown>): Content {
  const elements = payload.elements;
  if (!Array.isArray(elements) || elements.length !== 1) throw fieldInvalid('elements');
  const element = record(elements[0], 'elements');
  const byId = element.attachment_id !== undefined;
  if (byId === (element.url !== undefined)) throw fieldInvalid('attachment_id');
  const file = byId ? usableUpload(world, element.attachment_id, 'image') : text(element.url, 'url');
  return { kind: 'image', file };
}

function usableUpload(world: World, id: unknown, kind: 'file' | 'image'): string {
  const upload = typeof id === 'string' ? world.uploads.get(id) : undefined;
  if (!upload || (kind === 'file') !== (upload.kind === 'file'))
    throw fieldInvalid(kind === 'file' ? 'token' : 'attachment_id');
  if (world.nowMs() - upload.atMs > UPLOAD_LIFE_MS) throw new Refusal(-100, 'attachment_id was expired');
  return upload.filename;
}

/** As received, not normalised: NFD text that is too long is too long. */
function checkText(value: unknown): string {
  const body = text(value, 'text');
  if (codePoints(body) > TEXT_MAX) throw new Refusal(-210, 'Parameter text exceeds allowable limit');
  return body;
}

function buttonsOf(value: unknown): SimButton[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > 5) throw fieldInvalid('buttons');
  return value.map((one) => {
    const button = record(one, 'buttons');
    const title = text(button.title, 'title');
    if (codePoints(title) > 100) throw new Refusal(-210, 'Parameter title exceeds allowable limit');
    const type = text(button.type, 'type');
    const payload = button.payload;
    if (type === 'oa.query.show' || type === 'oa.query.hide') {
      if (codePoints(text(payload, 'payload')) > 1_000)
        throw new Refusal(-210, 'Parameter payload exceeds allowable limit');
    } else if (type === 'oa.open.url') {
      if (!/^https?:\/\//.test(text(record(payload, 'payload').url, 'url'))) throw fieldInvalid('url');
    } else if (type === 'oa.open.phone' || type === 'oa.open.sms') {
      if (!/^84\d{8,10}$/.test(text(record(payload, 'payload').phone_code, 'phone_code')))
        throw fieldInvalid('phone_code');
      if (type === 'oa.open.sms' && codePoints(text(record(payload, 'payload').content, 'content')) > 160) {
        throw new Refusal(-210, 'Parameter content exceeds allowable limit');
      }
    } else {
      throw fieldInvalid('type');
    }
    return { title, type, payload };
  });
}

const accepted = (world: World, messageId: string, user: SimUser): object => ({
  message_id: messageId,
  user_id: user.id,
  sent_time: String(world.nowMs()),
});
