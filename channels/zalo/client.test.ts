/** The client against the strict simulator on a socket: sends, reads, uploads, and what may be repeated. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REMINDER_TEMPLATE_ID } from './simulator';
import { DAY_MS, setUpZalo } from './testing';

let z: Awaited<ReturnType<typeof setUpZalo>>;
beforeEach(async () => {
  z = await setUpZalo();
});
afterEach(async () => {
  await z.simulator.close();
});

const data = { ten_don_vi: 'Trạm Y tế xã', ten_bao_cao: 'Báo cáo 6 tháng', han_nop: '23:59 19/06/2026' };
const sendText = (text = 'Nhắc hạn') => z.client.sendText({ userId: z.user.id, text });

describe('sending', () => {
  it('gives id and time, in NFC, with both buttons', async () => {
    const result = await z.client.sendText({
      userId: z.user.id,
      text: 'Nhắc hạn nộp báo cáo'.normalize('NFD'),
      buttons: [
        { kind: 'open_url', title: 'Mở', url: 'https://xa.example/n/1' },
        { kind: 'reply', title: 'Đã nhận', payload: '#NHAN 1' },
      ],
    });
    const [message] = z.control.outbox();
    expect(result).toEqual({
      ok: true,
      messageId: message?.messageId,
      sentAt: '2026-06-12T08:00:00.000+07:00',
    });
    expect(message).toMatchObject({ userId: z.user.id, text: 'Nhắc hạn nộp báo cáo', chargedDong: 0 });
    expect(message?.buttons?.map((one) => one.type)).toEqual(['oa.open.url', 'oa.query.show']);
  });

  it('refuses a text over the limit without spending a call', async () => {
    expect(await sendText('a'.repeat(2_001))).toMatchObject({
      class: 'BUG',
      code: 'INVALID_INPUT',
      httpStatus: 0,
    });
  });

  it.each([
    ['blocked', { blocked: true }, -244],
    ['inactive', { inactive: true }, -227],
    ['silent for over seven days', { lastInteractionMs: Date.parse('2026-06-05T07:59:59+07:00') }, -230],
  ] as const)('B59 %s', async (_name, changes, code) => {
    z.control.setUser(z.user.id, changes);
    expect(await sendText()).toMatchObject({ ok: false, class: 'NEXT', code });
  });

  it('B59 strangers and unknown ids', async () => {
    const stranger = z.control.createUser();
    expect(await z.client.sendText({ userId: stranger.id, text: 'x' })).toMatchObject({
      class: 'NEXT',
      code: -213,
    });
    expect(await z.client.sendText({ userId: '1', text: 'x' })).toMatchObject({ class: 'NEXT', code: -201 });
  });

  it('B62 an answer lost after the request was written is unknown, and not repeated', async () => {
    const hasty = z.makeClient({ timeoutMs: 700 });
    const send = (fault: string) =>
      (fault.startsWith('timeout') ? hasty : z.client).sendText({ userId: z.user.id, text: 'Nhắc hạn' });
    for (const fault of ['timeout_after', 'reset_after', 'html_after', 'empty_success'] as const) {
      const before = z.control.outbox().length;
      z.control.injectFault({ kind: fault }, { path: '/cs' });
      expect(await send(fault), fault).toMatchObject({ ok: false, class: 'UNKNOWN_OUTCOME' });
      expect(z.control.outbox().length, fault).toBe(before + 1);
    }
    for (const fault of ['timeout_before', 'reset_before', 'http_500'] as const) {
      z.control.injectFault({ kind: fault }, { path: '/cs' });
      expect(await send(fault), fault).toMatchObject({ ok: false, class: 'UNKNOWN_OUTCOME' });
    }
    expect(z.control.outbox()).toHaveLength(4);
  });

  it('no connection at all is not unknown', async () => {
    const gone = await setUpZalo();
    await gone.simulator.close();
    const nowhere = z.makeClient({ baseUrls: gone.simulator.baseUrls });
    expect(await nowhere.sendText({ userId: z.user.id, text: 'x' })).toMatchObject({
      class: 'RETRY',
      code: 'NOT_SENT',
    });
  });

  it('a read may be asked again: its lost answer is only a retry', async () => {
    z.control.injectFault({ kind: 'timeout_after' }, { path: '/getoa' });
    expect(await z.makeClient({ timeoutMs: 400 }).getOa()).toMatchObject({
      class: 'RETRY',
      code: 'NO_ANSWER',
    });
    expect(await z.client.getOa()).toMatchObject({
      ok: true,
      value: { oaId: z.control.oa.id, verified: true, oaType: 4 },
    });
  });

  it('templates by user id and by phone, each with its own id field', async () => {
    const byUser = await z.client.sendTemplateByUid({
      userId: z.user.id,
      templateId: REMINDER_TEMPLATE_ID,
      data,
    });
    const byPhone = await z.client.sendTemplateByPhone({
      phone: '0987 654 321',
      templateId: REMINDER_TEMPLATE_ID,
      data,
      trackingId: 'rmd-1',
    });
    expect([byUser.ok, byPhone.ok]).toEqual([true, true]);
    expect(z.control.outbox().map((one) => [one.kind, one.phone, one.trackingId])).toEqual([
      ['template_user', undefined, undefined],
      ['template_phone', '84987654321', 'rmd-1'],
    ]);
    const id = z.control.outbox()[1]?.messageId ?? '';
    expect(await z.client.getMessageStatus(id)).toMatchObject({ ok: true, value: { status: 'delivered' } });
    expect(await z.client.getMessageStatus('x')).toMatchObject({ ok: true, value: { status: 'none' } });
  });

  it('a number that cannot be one is refused here, an unknown one there', async () => {
    const send = (phone: string) =>
      z.client.sendTemplateByPhone({ phone, templateId: REMINDER_TEMPLATE_ID, data, trackingId: 't' });
    expect(await send('12345')).toMatchObject({ class: 'NEXT', code: -108, httpStatus: 0 });
    expect(await send('0911111111')).toMatchObject({ class: 'NEXT', code: -118, surface: 'business' });
  });

  it('group texts lose mentions that people wrote', async () => {
    z.control.addGroup('g1');
    expect((await z.client.sendGroupText({ groupId: 'g1', text: 'Còn [@all] 03 đơn vị' })).ok).toBe(true);
    expect(z.control.outbox()[0]?.text).toBe('Còn  03 đơn vị');
    expect(await z.client.sendGroupText({ groupId: 'g2', text: 'x' })).toMatchObject({
      class: 'CONFIG',
      code: -403,
    });
  });
});

describe('files and people', () => {
  const content = Buffer.from('%PDF-1.7');

  it('uploads and sends a file, for seven days', async () => {
    const up = await z.client.uploadFile({
      filename: 'Công văn.pdf',
      contentType: 'application/pdf',
      content,
    });
    if (!up.ok) throw new Error('not uploaded');
    expect((await z.client.sendFile({ userId: z.user.id, token: up.value.token })).ok).toBe(true);
    expect(z.control.outbox()[0]?.file).toBe('Công văn.pdf');
    z.clock.advance(7 * DAY_MS + 1);
    z.control.setUser(z.user.id, { lastInteractionMs: z.clock.now().getTime() });
    expect(await z.client.sendFile({ userId: z.user.id, token: up.value.token })).toMatchObject({
      class: 'RETRY',
      code: -100,
    });
  });

  it('a name without extension is an empty success, which is none', async () => {
    const up = await z.client.uploadFile({ filename: 'congvan', contentType: 'application/pdf', content });
    expect(up).toMatchObject({ ok: false, class: 'BUG', code: 'EMPTY_ANSWER' });
    const sheet = await z.client.uploadFile({ filename: 'a.xlsx', contentType: 'x/y', content });
    expect(sheet).toMatchObject({ class: 'BUG', code: -201 });
    const big = await z.client.uploadImage({
      filename: 'a.png',
      contentType: 'image/png',
      content: Buffer.alloc(1_048_577),
    });
    expect(big).toMatchObject({ class: 'BUG', code: -210 });
  });

  it('reads people, lists, quota and conversation', async () => {
    await z.control.say(z.user.id, 'Xin chào');
    await sendText('Nhắc hạn ABC');
    expect((await z.client.tagUser({ userId: z.user.id, tag: 'don-vi' })).ok).toBe(true);
    expect(await z.client.getUser(z.user.id)).toMatchObject({
      value: {
        userId: z.user.id,
        displayName: 'Lan',
        follower: true,
        lastInteractionDate: '12/06/2026',
        tags: ['don-vi'],
      },
    });
    z.control.createUser();
    expect(await z.client.listUsers()).toMatchObject({ value: { total: 2 } });
    expect(await z.client.listUsers({ tag: 'don-vi' })).toMatchObject({ value: { userIds: [z.user.id] } });
    expect(await z.client.listUsers({ followersOnly: true })).toMatchObject({ value: { total: 1 } });
    expect(await z.client.getUserQuota(z.user.id)).toMatchObject({
      value: { lastInteractionMs: z.clock.now().getTime() },
    });
    const talk = await z.client.getConversation({ userId: z.user.id });
    expect(talk.ok && talk.value.map((one) => [one.fromUser, one.text])).toEqual([
      [false, 'Nhắc hạn ABC'],
      [true, 'Xin chào'],
    ]);
  });

  it('asks for contact details and reads the answer with the shared number', async () => {
    const asked = await z.client.requestUserInfo({
      userId: z.user.id,
      title: 'Thông tin đầu mối',
      subtitle: 'Dùng để nhắc hạn',
      imageUrl: 'https://xa.example/a.png',
    });
    expect(asked.ok).toBe(true);
    await z.control.submitInfo(z.user.id, { name: 'Lan', phone: '84987654321' });
    expect(await z.client.getUser(z.user.id)).toMatchObject({ value: { sharedPhone: '84987654321' } });
  });
});
