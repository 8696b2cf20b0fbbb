/** The business host: templates by phone, their detail, status of a message, quota and quality. */

import type { Events } from './events';
import { deliver } from './messages';
import { Refusal, text } from './refusal';
import { checkTemplateData, checkTemplateState, findTemplate, templateInfo } from './templates';
import { localDay, localHour, type World } from './world';

export function templateByPhone(world: World, events: Events, body: Record<string, unknown>): object {
  const phone = body.phone;
  if (typeof phone !== 'string' || !/^\+?84\d{9}$/.test(phone))
    throw new Refusal(-108, 'Phone number is invalid');
  const template = findTemplate(world, body.template_id);
  checkTemplateState(template);
  const data = checkTemplateData(template, body.template_data);
  const trackingId = body.tracking_id;
  if (typeof trackingId !== 'string' || !/^[A-Za-z0-9_-]{1,48}$/.test(trackingId)) {
    throw new Refusal(-132, 'Parameter tracking_id is invalid');
  }
  const number = phone.replace('+', '');
  const user = world.userByPhone(number);
  if (!user) throw new Refusal(-118, 'Zalo account does not exist');
  if (user.inactive) throw new Refusal(-114, 'User is inactive, rejects the message or uses an old version');
  if (user.blocked) throw new Refusal(-141, 'User refused messages from this Official Account');
  if ((body.mode === 'development' || world.switches.developmentMode) && !user.admin) {
    throw new Refusal(-127, 'Only admins can receive in development mode');
  }
  const hour = localHour(world.nowMs());
  if (world.switches.nightBlock && (hour >= 22 || hour < 6))
    throw new Refusal(-133, 'Cannot send at night (22h - 6h)');
  if (!world.oa.zbsLinked) throw new Refusal(-136, 'Zalo Cloud Account is not linked');
  if (world.oa.balance < template.pricePhone) throw new Refusal(-137, 'Charge failed');
  const left = world.oa.dailyQuota - sentToday(world);
  if (left <= 0) throw new Refusal(-144, 'OA daily quota exceeded');

  const message = deliver(world, events, user, {
    kind: 'template_phone',
    phone: number,
    templateId: template.id,
    templateData: data,
    trackingId,
    chargedDong: template.pricePhone,
  });
  return {
    msg_id: message.messageId,
    sent_time: String(world.nowMs()),
    sending_mode: '1',
    quota: { dailyQuota: String(world.oa.dailyQuota), remainingQuota: String(left - 1) },
  };
}

const sentToday = (world: World): number =>
  world.outbox.filter(
    (one) => one.kind === 'template_phone' && localDay(Date.parse(one.at)) === localDay(world.nowMs()),
  ).length;

export function templateDetail(world: World, query: URLSearchParams): object {
  return templateInfo(findTemplate(world, query.get('template_id')));
}

export function templateAll(
  world: World,
  query: URLSearchParams,
): { data: object[]; metadata: { total: number } } {
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? 100);
  const wanted = query.get('status');
  const codes = { ENABLE: '1', PENDING_REVIEW: '2', REJECT: '3', DISABLE: '4' };
  const all = [...world.templates.values()].filter((one) => wanted === null || codes[one.status] === wanted);
  const data = all.slice(offset, offset + limit).map((one) => ({
    templateId: one.id,
    templateName: one.name,
    createdTime: 0,
    status: one.status,
    templateQuality: one.lowQuality ? 'LOW' : 'HIGH',
  }));
  return { data, metadata: { total: all.length } };
}

export function messageStatus(world: World, query: URLSearchParams): object {
  const id = text(query.get('message_id'), 'message_id');
  const message = world.outbox.find((one) => one.messageId === id);
  if (!message) return { status: -1, message: 'Message does not exist' };
  return message.receivedAt === undefined
    ? { status: 0, message: 'Not delivered yet' }
    : { status: 1, delivery_time: String(Date.parse(message.receivedAt)), message: 'Delivered' };
}

export const phoneQuota = (world: World): object => ({
  dailyQuota: String(world.oa.dailyQuota),
  remainingQuota: String(world.oa.dailyQuota - sentToday(world)),
});
