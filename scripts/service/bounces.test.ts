import { describe, expect, it } from 'vitest';
import { buildDsn } from '../../channels/mailbox/dsn';
import { at, seedRegister } from '../../services/register.fixture';
import { createTestDatabase } from '../../test/harness/database';
import { takeBounce } from './bounces';

const AT = new Date('2026-06-02T08:00:00+07:00');
const returned = (originalMessageId: string, status = '5.1.1') =>
  Buffer.from(
    buildDsn({
      originalMessageId,
      originalHeaders: `Message-ID: ${originalMessageId}`,
      recipient: 'nguoi1@vi-du.vn',
      returnTo: 'don-doc@vi-du.vn',
      status,
      diagnostic: '550 no such user',
      at: AT.toISOString(),
    }),
  );

describe('mails that come back', () => {
  it('mark the message and rest the address; what is not ours or no report changes nothing', async () => {
    const { db } = await createTestDatabase();
    const { organizationId, contacts } = await seedRegister(db);
    const contactId = at(contacts, 0);
    const { id } = await db.message.create({
      data: {
        organizationId,
        key: 'k/email',
        kind: 'reminder',
        contactId,
        channel: 'email',
        nominalAt: AT,
        effectiveAt: AT,
        state: 'sent',
        sentAt: AT,
        providerId: '<thu-1@vi-du.vn>',
        createdAt: AT,
      },
    });
    const state = async () => (await db.message.findUniqueOrThrow({ where: { id } })).state;
    expect(await takeBounce(db, returned('<cua-ai-khac@vi-du.vn>'), AT)).toBe('not-ours');
    expect(await takeBounce(db, Buffer.from('Subject: Xin chào\r\n\r\nTrả lời'), AT)).toBe('no-report');
    expect(await takeBounce(db, returned('<thu-1@vi-du.vn>', '4.4.1'), AT)).toBe('delayed');
    expect(await state()).toBe('sent');
    expect(await takeBounce(db, returned('<thu-1@vi-du.vn>'), AT)).toBe('recorded');
    expect(await state()).toBe('bounced');
    const route = await db.contactRoute.findFirstOrThrow({ where: { contactId, kind: 'email' } });
    expect(route).toMatchObject({
      state: 'bounced',
      stateReason: 'Địa chỉ thư không tồn tại hoặc không còn dùng',
    });
  });
});
