/** The Zalo channel against the simulator: which route it takes, what a refusal becomes, how an unknown outcome is settled. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { afterUnknown } from '../after-unknown';
import type { Channel, OutboundMessage, ZaloRoute } from '../channel';
import { shortCodeFor, trackingIdFor } from '../message-ids';
import { createMemoryTokenStore, createZaloChannel, type Receipt, type ReceiptBook } from '.';
import { nextMorning, routesFor, textOf } from './channel';
import { codePoints, TEXT_MAX } from './limits';
import { REMINDER_TEMPLATE_ID } from './simulator';
import { DAY_MS, setUpZalo } from './testing';

let z: Awaited<ReturnType<typeof setUpZalo>>;
let zalo: Channel;
beforeEach(async () => {
  z = await setUpZalo();
  zalo = createZaloChannel({ client: z.client, clock: z.clock });
});
afterEach(async () => {
  await z.simulator.close();
});

const key = 'obl-1/T-3/contact-9/zalo/1';
const link = 'https://xa.example/n/abc';

function message(over: Partial<OutboundMessage> = {}, route: Partial<ZaloRoute> = {}): OutboundMessage {
  return {
    key,
    to: { channel: 'zalo', userId: z.user.id, phone: '0987654321', ...route },
    text: `Văn phòng nhắc nộp báo cáo 6 tháng, hạn thứ Sáu, 19/6/2026\n${link}`,
    link,
    templateId: REMINDER_TEMPLATE_ID,
    templateData: {
      ten_don_vi: 'Trạm Y tế xã',
      ten_bao_cao: 'Báo cáo 6 tháng',
      han_nop: '23:59 19/06/2026',
      duong_dan: link,
    },
    asOf: '2026-06-12T08:00:00+07:00',
    ...over,
  };
}
const kinds = () => z.control.outbox().map((one) => one.kind);

describe('the route', () => {
  it('inside the window is a text with short code, link and acknowledgement', async () => {
    const result = await zalo.send(message());
    expect(result).toMatchObject({
      outcome: 'sent',
      route: 'zalo_text',
      acceptedAt: '2026-06-12T08:00:00.000+07:00',
    });
    const [sent] = z.control.outbox();
    expect(sent?.text).toMatch(new RegExp(`^Văn phòng nhắc[\\s\\S]*\\nMã: ${shortCodeFor(key)}$`));
    expect(sent?.buttons).toEqual([
      { title: 'Mở trang nộp báo cáo', type: 'oa.open.url', payload: { url: link } },
      { title: 'Đã nhận nhắc hạn', type: 'oa.query.show', payload: `#NHAN ${shortCodeFor(key)}` },
    ]);
  });

  it('B65 carries nothing beyond text, code and link, and drops attachments', async () => {
    const attachments = [{ filename: 'a.pdf', contentType: 'application/pdf', content: Buffer.from('x') }];
    await zalo.send(message({ attachments, html: '<p>x</p>', subject: 's' }));
    expect(Object.keys(z.control.outbox()[0] ?? {}).sort()).toEqual(
      [
        'at',
        'buttons',
        'chargedDong',
        'kind',
        'messageId',
        'receivedAt',
        'text',
        'userId',
        'userName',
      ].sort(),
    );
  });

  it('outside the window goes by template to the user, whose data is fitted to what is registered', async () => {
    z.clock.advance(8 * DAY_MS);
    const lastInteractionAt = '2026-06-12T08:00:00+07:00';
    const long = 'Báo cáo '.repeat(60);
    const result = await zalo.send(
      message(
        { asOf: '2026-06-20T08:00:00+07:00', templateData: { ...message().templateData, ten_bao_cao: long } },
        { lastInteractionAt },
      ),
    );
    expect(result).toMatchObject({ outcome: 'sent', route: 'zalo_template_user' });
    const data = z.control.outbox()[0]?.templateData ?? {};
    expect(Object.keys(data).sort()).toEqual(['han_nop', 'ten_bao_cao', 'ten_don_vi']);
    expect(codePoints(data.ten_bao_cao ?? '')).toBeLessThanOrEqual(200);
    expect(data.ten_bao_cao).toMatch(/…$/);
  });

  it('B59 without a recorded interaction a refused text falls through to the template in the same call', async () => {
    z.clock.advance(8 * DAY_MS);
    const result = await zalo.send(message({ asOf: '2026-06-20T08:00:00+07:00' }));
    expect(result).toMatchObject({
      outcome: 'sent',
      route: 'zalo_template_user',
      tried: [{ route: 'zalo_text', code: 'ZALO-oa--230', remember: false }],
    });
    expect(kinds()).toEqual(['template_user']);
  });

  it('goes by phone where the template cannot be sent to a user id, and alerts', async () => {
    z.control.setTemplate(REMINDER_TEMPLATE_ID, { uidCapable: false });
    z.clock.advance(8 * DAY_MS);
    const result = await zalo.send(message({ asOf: '2026-06-20T08:00:00+07:00' }));
    expect(result).toMatchObject({ outcome: 'sent', route: 'zalo_template_phone' });
    expect(result.alertVi).toContain('chỉ gửi được theo số điện thoại');
    expect(z.control.outbox()[0]?.trackingId).toBe(trackingIdFor(key));
  });

  it('skips what an earlier refusal told to skip', () => {
    const m = message();
    const to = { channel: 'zalo', userId: '1', phone: '2', skip: ['zalo_text'] } as const;
    expect(routesFor(m, to)).toEqual(['zalo_template_user', 'zalo_template_phone']);
    const { templateId: _none, ...plain } = m;
    expect(routesFor(plain, to)).toEqual([]);
    const edge = { ...to, skip: [], lastInteractionAt: '2026-06-05T08:00:00+07:00' };
    expect(routesFor(plain, edge)).toEqual(['zalo_text']);
    expect(routesFor(plain, { ...edge, lastInteractionAt: '2026-06-05T07:59:59+07:00' })).toEqual([]);
  });
});

describe('a refusal', () => {
  it('B59 on every route asks for the other channel, with the reasons in Vietnamese', async () => {
    z.control.setUser(z.user.id, { blocked: true });
    const result = await zalo.send(message());
    expect(result).toMatchObject({ outcome: 'refused', permanent: true, next: 'other_channel' });
    expect(result.tried?.map((one) => [one.route, one.remember])).toEqual([
      ['zalo_text', true],
      ['zalo_template_user', true],
      ['zalo_template_phone', true],
    ]);
    expect(result.outcome === 'refused' && result.reasonVi).toMatch(/tắt loại tin này.*từ chối nhận tin/);
    expect(z.control.outbox()).toHaveLength(0);
  });

  it('without user id and template says what is missing', async () => {
    const { templateId: _none, ...plain } = message();
    const result = await zalo.send({ ...plain, to: { channel: 'zalo', phone: '0987654321' } });
    expect(result).toMatchObject({ outcome: 'refused', next: 'other_channel', code: 'ZALO-NO-ROUTE' });
  });

  it('B66 of the token stops the channel, and after a new pair everything goes on', async () => {
    await z.client.tokens.seed({ accessToken: 'dead', refreshToken: 'dead' });
    expect(await zalo.send(message())).toMatchObject({
      outcome: 'refused',
      next: 'stop_channel',
      code: 'ZALO-oauth--14014',
    });
    const empty = createZaloChannel({
      client: z.makeClient({ tokenStore: createMemoryTokenStore() }),
      clock: z.clock,
    });
    const lost = await empty.send(message());
    expect(lost).toMatchObject({ outcome: 'refused', next: 'stop_channel' });
    expect(lost.alertVi).toContain('quản trị viên');

    await z.client.tokens.seed(z.control.issueTokens());
    expect((await zalo.send(message())).outcome).toBe('sent');
    expect(z.control.outbox()).toHaveLength(1);
  });

  it('of the whole account stops the channel; of one kind of call only that route', async () => {
    z.control.setOa({ verified: false });
    expect(await zalo.send(message())).toMatchObject({ next: 'stop_channel', code: 'ZALO-oa--221' });
    z.control.setOa({ verified: true, balance: 0 });
    const { templateId: _none, ...plain } = message();
    expect((await zalo.send(plain)).outcome).toBe('sent');
    z.clock.advance(8 * DAY_MS);
    const result = await zalo.send(message({ asOf: '2026-06-20T08:00:00+07:00' }));
    expect(result).toMatchObject({ outcome: 'refused', next: 'other_channel' });
    expect(result.alertVi).toMatch(/hết tiền/);
  });

  it('of our own making is a bug, not the person', async () => {
    z.clock.advance(8 * DAY_MS);
    const asOf = '2026-06-20T08:00:00+07:00';
    expect(await zalo.send(message({ asOf, templateData: {} }))).toMatchObject({
      outcome: 'refused',
      next: 'bug',
    });
  });

  it('for a while is later, and after a few tries the next route', async () => {
    z.control.setSwitches({ ratePerMinute: 0 });
    expect(await zalo.send(message({ attempt: 1 }))).toMatchObject({
      outcome: 'later',
      retryAfterMs: 60_000,
    });
    expect(await zalo.send(message({ attempt: 3 }))).toMatchObject({
      outcome: 'later',
      retryAfterMs: 240_000,
    });
    expect(await zalo.send(message({ attempt: 5 }))).toMatchObject({
      outcome: 'sent',
      route: 'zalo_template_phone',
    });
    const byUser = { channel: 'zalo', userId: z.user.id } as const;
    expect(await zalo.send(message({ attempt: 5, to: byUser }))).toMatchObject({
      outcome: 'refused',
      next: 'other_channel',
    });
  });

  it('an unknown code is tried twice and told', async () => {
    z.control.injectFault({ kind: 'error', code: -9_999 }, { path: '/cs' });
    const result = await zalo.send(message({ attempt: 1 }));
    expect(result).toMatchObject({ outcome: 'later' });
    expect(result.alertVi).toContain('mã lỗi chưa biết');
  });

  it('at night waits for the morning; a spent daily quota goes to e-mail now', async () => {
    z.control.setSwitches({ nightBlock: true });
    z.clock.set('2026-06-12T22:30:00+07:00');
    const asOf = '2026-06-12T22:30:00+07:00';
    const byPhone = { channel: 'zalo', phone: '0987654321' } as const;
    const night = await zalo.send(message({ asOf, to: byPhone }));
    expect(night.outcome === 'later' && night.retryAt).toMatch(/^2026-06-13T06:(0[5-9]|1\d|2[0-5])/);
    expect(nextMorning({ asOf: '2026-06-13T03:00:00+07:00', key })).toMatch(/^2026-06-13T06:/);

    z.control.setSwitches({ nightBlock: false });
    z.control.setOa({ dailyQuota: 0 });
    expect(await zalo.send(message({ asOf, to: byPhone }))).toMatchObject({
      outcome: 'refused',
      next: 'other_channel',
    });
  });

  it('refuses to be given an e-mail route', async () => {
    await expect(zalo.send(message({ to: { channel: 'email', address: 'a@b.example' } }))).rejects.toThrow();
  });
});

describe('B62 an unknown outcome', () => {
  const since = '2026-06-12T08:00:00+07:00';

  it('of a text that arrived is found in the conversation, and nothing is sent again', async () => {
    z.control.injectFault({ kind: 'reset_after' }, { path: '/cs' });
    expect(await zalo.send(message())).toMatchObject({ outcome: 'unknown', route: 'zalo_text' });
    const found = await zalo.reconcile?.(message(), { since, route: 'zalo_text' });
    expect(found).toMatchObject({ found: 'yes', providerId: z.control.outbox()[0]?.messageId });
    expect(z.control.outbox()).toHaveLength(1);
  });

  it('of a text that did not arrive is not found, and the one resend says it may be one', async () => {
    z.control.injectFault({ kind: 'reset_before' }, { path: '/cs' });
    expect((await zalo.send(message())).outcome).toBe('unknown');
    expect(await zalo.reconcile?.(message(), { since, route: 'zalo_text' })).toEqual({ found: 'no' });
    expect(afterUnknown('zalo', 1)).toMatchObject({ no: 'resend_marked' });
    await zalo.send(message({ possibleDuplicate: true }));
    expect(z.control.outbox()[0]?.text).toContain('đề nghị bỏ qua');
  });

  it('looks past ten newer entries, and says when it cannot tell', async () => {
    z.control.injectFault({ kind: 'reset_after' }, { path: '/cs' });
    await zalo.send(message());
    for (let i = 0; i < 12; i++) await z.control.say(z.user.id, `tin ${i}`);
    expect(await zalo.reconcile?.(message(), { since, route: 'zalo_text' })).toMatchObject({ found: 'yes' });
    z.control.injectFault({ kind: 'http_500' }, { path: '/conversation' });
    expect(await zalo.reconcile?.(message(), { since, route: 'zalo_text' })).toMatchObject({
      found: 'cannot_tell',
    });
  });

  it('is settled by what webhooks brought: the echo by its code, the phone receipt by its tracking id', async () => {
    const echo: Receipt = { providerId: 'm-echo', at: since, text: `… Mã: ${shortCodeFor(key)}` };
    const byPhone: Receipt = { providerId: 'm-phone', at: since };
    const receipts: ReceiptBook = {
      byTrackingId: async (id) => (id === trackingIdFor(key) ? byPhone : undefined),
      unclaimedFor: async () => [echo],
    };
    const told = createZaloChannel({ client: z.client, clock: z.clock, receipts });
    const at = (route: Parameters<NonNullable<Channel['reconcile']>>[1]['route'], m = message()) =>
      told.reconcile?.(m, { since, route });
    expect(await at('zalo_text')).toMatchObject({ found: 'yes', providerId: 'm-echo' });
    expect(await at('zalo_template_user')).toMatchObject({ found: 'yes', providerId: 'm-echo' });
    expect(await at('zalo_template_phone')).toMatchObject({ found: 'yes', providerId: 'm-phone' });
    expect(await at('zalo_template_phone', message({ key: 'other' }))).toEqual({ found: 'no' });
    expect(await zalo.reconcile?.(message(), { since, route: 'zalo_template_phone' })).toMatchObject({
      found: 'cannot_tell',
    });
  });
});

describe('the text', () => {
  it('fits with its code however long it was', () => {
    const text = textOf(message({ text: 'ắ'.normalize('NFD').repeat(3_000), possibleDuplicate: true }));
    expect(codePoints(text)).toBe(TEXT_MAX);
    expect(text).toContain(`Mã: ${shortCodeFor(key)}`);
  });
});
