/** Provider events on a real register: stored once, worked on once, receipts only ever move a message forward. */
import { describe, expect, it } from 'vitest';
import { readProviderEvent } from '../activities/webhooks';
import { createTestDatabase } from '../test/harness/database';
import { SERVICE } from './context';
import { processWebhookEvents, storeWebhookEvent } from './webhooks';
import { issueZaloCode } from './zalo-connection';

const AT = new Date('2026-06-02T08:00:00+07:00');

async function commune() {
  const { db } = await createTestDatabase();
  const createdAt = AT;
  const { id: organizationId } = await db.organization.create({
    data: { name: 'Ủy ban nhân dân xã Thử', placeName: 'Thử', level: 'xa', system: 'chinh_quyen', createdAt },
  });
  const unit = await db.unit.create({
    data: { organizationId, name: 'Phòng Kinh tế', kind: 'subordinate', createdAt },
  });
  const contact = await db.contact.create({
    data: { organizationId, unitId: unit.id, name: 'Đầu mối', role: 'focal', createdAt },
  });
  const route = await db.contactRoute.create({
    data: { organizationId, contactId: contact.id, kind: 'zalo', address: '5555', createdAt },
  });
  const message = await db.message.create({
    data: {
      organizationId,
      key: 'k/zalo',
      kind: 'reminder',
      contactId: contact.id,
      channel: 'zalo',
      nominalAt: AT,
      effectiveAt: AT,
      state: 'sent',
      sentAt: AT,
      providerId: 'm-1',
      createdAt,
    },
  });
  return { db, scope: { organizationId, actor: SERVICE, asOf: AT }, route, message };
}

const event = (body: object) => ({
  provider: 'zalo',
  dedupeKey: JSON.stringify(body),
  raw: JSON.stringify(body),
});

const SEEN = {
  app_id: '1',
  event_name: 'user_seen_message',
  sender: { id: '5555' },
  recipient: { id: '9999' },
  message: { msg_ids: ['m-1'] },
  timestamp: '1780362000000',
};
const RECEIVED = {
  ...SEEN,
  event_name: 'user_received_message',
  sender: { id: '9999' },
  recipient: { id: '5555' },
  message: { msg_id: 'm-1' },
};
const WROTE = {
  ...SEEN,
  event_name: 'user_send_text',
  message: { msg_id: 'u-1', text: 'Đã nhận' },
};

describe('provider events', () => {
  it('stores a redelivered event once and wakes the sender once', async () => {
    const { db, scope } = await commune();
    expect(await storeWebhookEvent(db, scope, event(SEEN))).toBe(true);
    expect(await storeWebhookEvent(db, scope, event(SEEN))).toBe(false);
    expect(await db.workflowMessage.count()).toBe(1);
  });

  it('never moves a message back when receipts come in the wrong order', async () => {
    const { db, scope, message } = await commune();
    await storeWebhookEvent(db, scope, event(SEEN));
    await storeWebhookEvent(db, { ...scope, asOf: new Date(AT.getTime() + 1) }, event(RECEIVED));
    expect(await processWebhookEvents(db, scope, readProviderEvent)).toBe(2);
    expect((await db.message.findUniqueOrThrow({ where: { id: message.id } })).state).toBe('read');
    expect(await processWebhookEvents(db, scope, readProviderEvent)).toBe(0);
  });

  it('opens the Zalo window when the person writes, and closes the route when they leave', async () => {
    const { db, scope, route } = await commune();
    await storeWebhookEvent(db, scope, event(WROTE));
    await processWebhookEvents(db, scope, readProviderEvent);
    const opened = await db.contactRoute.findUniqueOrThrow({ where: { id: route.id } });
    expect(opened.lastInteractionAt?.getTime()).toBe(1780362000000);
    const unfollow = {
      app_id: '1',
      event_name: 'unfollow',
      oa_id: '9999',
      follower: { id: '5555' },
      timestamp: '1780362000001',
    };
    await storeWebhookEvent(db, scope, event(unfollow));
    await processWebhookEvents(db, scope, readProviderEvent);
    expect((await db.contactRoute.findUniqueOrThrow({ where: { id: route.id } })).state).toBe('blocked');
  });

  const writes = (text: string, from: string, id: string) =>
    event({ ...WROTE, sender: { id: from }, message: { msg_id: id, text } });
  const zaloOf = async (db: Awaited<ReturnType<typeof commune>>['db']) =>
    (await db.contactRoute.findMany({ where: { kind: 'zalo' } })).map(({ address, state }) => [
      address,
      state,
    ]);

  it('connects the account from which the code is sent, in place of the old one, and takes a code once', async () => {
    const { db, scope, route } = await commune();
    const issued = await issueZaloCode(db, scope, { contactId: route.contactId });
    if (!issued.ok) throw new Error(issued.error.message);
    const typed = `Mã của tôi: ${issued.code.toLowerCase().replace('-', ' ')}.`;
    await storeWebhookEvent(db, scope, writes(typed, '7777', 'u-2'));
    await storeWebhookEvent(db, { ...scope, asOf: new Date(AT.getTime() + 1) }, writes(typed, '8888', 'u-3'));
    await processWebhookEvents(db, scope, readProviderEvent);
    expect(await zaloOf(db)).toEqual([['7777', 'active']]);
    expect(await db.auditEntry.count({ where: { action: 'zalo.connected', actorId: route.contactId } })).toBe(
      1,
    );
    const journal = await db.auditEntry.findMany({ select: { actorName: true, before: true, after: true } });
    expect(JSON.stringify(journal)).not.toContain('7777');
  });

  it('takes no code that is too old, replaced by a newer one, or made up', async () => {
    const { db, scope, route } = await commune();
    const code = async () => {
      const issued = await issueZaloCode(db, scope, { contactId: route.contactId });
      return issued.ok ? issued.code : '';
    };
    const replaced = await code();
    const old = await code();
    const late = { ...scope, asOf: new Date(AT.getTime() + 8 * 86_400_000) };
    await storeWebhookEvent(db, scope, writes(replaced, '7777', 'u-4'));
    await storeWebhookEvent(db, scope, writes('ACDE-FGHJ', '7777', 'u-5'));
    await processWebhookEvents(db, scope, readProviderEvent);
    await storeWebhookEvent(db, late, writes(old, '7777', 'u-6'));
    await processWebhookEvents(db, late, readProviderEvent);
    expect(await zaloOf(db)).toEqual([['5555', 'active']]);
  });
});
