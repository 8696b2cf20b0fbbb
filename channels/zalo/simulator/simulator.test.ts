/** The simulator refuses what Zalo refuses: checked with bare HTTP, so that the client cannot hide a fault of either. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../clock';
import { REMINDER_TEMPLATE_ID, startZaloSimulator, type ZaloSimulator } from '.';
import type { SimUser } from './world';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let clock: ReturnType<typeof manualClock>;
let sim: ZaloSimulator;
let token: string;
let user: SimUser;

beforeEach(async () => {
  clock = manualClock('2026-06-12T08:00:00+07:00');
  sim = await startZaloSimulator({ clock });
  token = sim.control.issueTokens().accessToken;
  user = sim.control.createUser({ phone: '84987654321' });
  await sim.control.follow(user.id);
});
afterEach(async () => {
  await sim.close();
});

async function post(path: string, body: unknown, headers: Record<string, string> = { access_token: token }) {
  const base = path.startsWith('/message') ? sim.baseUrls.businessBaseUrl : sim.baseUrls.oaBaseUrl;
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const json = (await response.json()) as { error: number; message: string; data?: Record<string, unknown> };
  return { status: response.status, headers: response.headers, ...json };
}
const get = async (base: string, path: string) =>
  (await (await fetch(`${base}${path}`, { headers: { access_token: token } })).json()) as {
    error: number;
    data?: unknown;
  };

const cs = (message: object, recipient: object = { user_id: user.id }) =>
  post('/v3.0/oa/message/cs', { recipient, message });
const data = { ten_don_vi: 'Trạm Y tế', ten_bao_cao: 'Báo cáo tháng 11', han_nop: '17:00 25/11/2026' };
const phone = (more: object = {}) =>
  post('/message/template', {
    phone: '84987654321',
    template_id: REMINDER_TEMPLATE_ID,
    template_data: data,
    tracking_id: 't-1',
    ...more,
  });
const byUser = (more: object = {}) =>
  post('/v3.0/oa/message/template', {
    user_id: user.id,
    template_id: REMINDER_TEMPLATE_ID,
    template_data: data,
    ...more,
  });

describe('tokens and headers', () => {
  it('only the header access_token counts', async () => {
    const bearer = await post('/v3.0/oa/message/cs', {}, { Authorization: `Bearer ${token}` });
    expect(bearer).toMatchObject({ status: 200, error: -216 });
    expect(await post('/v3.0/oa/message/cs', {}, { access_token: 'x' })).toMatchObject({ error: -216 });
    expect(await post('/message/template', {}, {})).toMatchObject({ error: -124 });
  });

  it('a newer pair kills the older token at once, 25 hours kill any', async () => {
    const old = token;
    token = sim.control.issueTokens().accessToken;
    expect((await post('/v3.0/oa/message/cs', {}, { access_token: old })).error).toBe(-220);
    expect((await post('/message/template', {}, { access_token: old })).error).toBe(-124);
    expect((await cs({ text: 'x' })).error).toBe(0);
    clock.advance(25 * HOUR_MS + 1);
    expect((await cs({ text: 'x' })).error).toBe(-220);
    sim.control.setSwitches({ http401OnDeadToken: true });
    expect((await cs({ text: 'x' })).status).toBe(401);
  });

  it('the token endpoint wants a form, the secret in its header, and uses a refresh token once', async () => {
    const { refreshToken } = sim.control.issueTokens();
    const call = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
      const body = new URLSearchParams({ app_id: sim.control.app.id, ...fields });
      const response = await fetch(`${sim.baseUrls.oauthBaseUrl}/v4/oa/access_token`, {
        method: 'POST',
        headers: { secret_key: sim.control.app.secret, ...headers },
        body,
      });
      expect(response.status).toBe(200);
      return (await response.json()) as { error?: number; expires_in?: unknown; message?: string };
    };
    const refresh = { grant_type: 'refresh_token', refresh_token: refreshToken };
    expect((await call(refresh, { secret_key: 'x' })).error).toBe(-14_004);
    expect((await call({ ...refresh, app_id: '1' })).error).toBe(-14_002);
    expect((await call(refresh, { 'Content-Type': 'application/json' })).error).toBe(-14_018);
    expect((await call({ grant_type: 'password' })).error).toBe(-14_018);
    expect((await call(refresh)).expires_in).toBe('90000');
    const again = await call(refresh);
    expect(again.error).toBe(-14_014);
    expect(again).not.toHaveProperty('message');
    sim.control.setSwitches({ deadRefreshTokenCode: -14_020 });
    expect((await call(refresh)).error).toBe(-14_020);

    const fresh = sim.control.issueTokens().refreshToken;
    clock.advance(90 * DAY_MS + 1);
    expect((await call({ grant_type: 'refresh_token', refresh_token: fresh })).error).toBe(-14_020);
  });

  it('a consent code lives ten minutes, and the callback must be the saved one', async () => {
    sim.control.setApp({ callbackUrl: 'https://xa.example/cb' });
    const go = (redirect: string) =>
      fetch(
        `${sim.baseUrls.oauthBaseUrl}/v4/oa/permission?app_id=${sim.control.app.id}&redirect_uri=${encodeURIComponent(redirect)}&state=s`,
        { redirect: 'manual' },
      );
    expect(await (await go('https://xa.example/cb/')).json()).toMatchObject({ error: -14_003 });
    const code =
      new URL((await go('https://xa.example/cb')).headers.get('location') ?? '').searchParams.get('code') ??
      '';
    clock.advance(10 * 60_000 + 1);
    const body = new URLSearchParams({ app_id: sim.control.app.id, grant_type: 'authorization_code', code });
    const answer = await fetch(`${sim.baseUrls.oauthBaseUrl}/v4/oa/access_token`, {
      method: 'POST',
      headers: { secret_key: sim.control.app.secret },
      body,
    });
    expect(await answer.json()).toMatchObject({ error: -14_005 });
  });
});

describe('consultation messages', () => {
  it.each([
    ['no recipient', { message: { text: 'x' } }, 'recipient'],
    ['no user id', { recipient: {}, message: { text: 'x' } }, 'user_id'],
    ['no message', { recipient: { user_id: '1' } }, 'message'],
    ['no text', { recipient: { user_id: '1' }, message: {} }, 'text'],
  ])('%s is -201 and names the field', async (_name, body, field) => {
    expect(await post('/v3.0/oa/message/cs', body)).toMatchObject({
      error: -201,
      message: `${field} is invalid!`,
    });
  });

  it('measures text as received', async () => {
    expect((await cs({ text: 'ạ'.normalize('NFC').repeat(2_000) })).error).toBe(0);
    expect((await cs({ text: 'ạ'.normalize('NFD').repeat(2_000) })).error).toBe(-210);
    expect((await cs({ text: '𠮷'.repeat(2_001) })).error).toBe(-210);
  });

  it('keeps the windows: 48 hours free, seven days paid, then shut; a message of the person opens them', async () => {
    clock.advance(48 * HOUR_MS);
    token = sim.control.issueTokens().accessToken;
    await cs({ text: 'còn miễn phí' });
    clock.advance(1);
    await cs({ text: 'trả phí' });
    expect(sim.control.outbox().map((one) => one.chargedDong)).toEqual([0, 55]);
    clock.advance(5 * DAY_MS - 1);
    token = sim.control.issueTokens().accessToken;
    expect((await cs({ text: 'x' })).error).toBe(0);
    clock.advance(1);
    expect((await cs({ text: 'x' })).error).toBe(-230);
    await sim.control.say(user.id, 'chào');
    expect((await cs({ text: 'x' })).error).toBe(0);
  });

  it.each([
    ['too many', Array(6).fill({ title: 'a', type: 'oa.query.show', payload: '#a' }), -201],
    ['unknown type', [{ title: 'a', type: 'oa.open.app', payload: '#a' }], -201],
    ['long title', [{ title: 'a'.repeat(101), type: 'oa.query.show', payload: '#a' }], -210],
    ['long payload', [{ title: 'a', type: 'oa.query.show', payload: 'a'.repeat(1_001) }], -210],
    ['url as a string', [{ title: 'a', type: 'oa.open.url', payload: 'https://x.example' }], -201],
  ])('buttons: %s', async (_name, buttons, error) => {
    const message = { text: 'x', attachment: { type: 'template', payload: { buttons } } };
    expect((await cs(message)).error).toBe(error);
  });
});

describe('templates', () => {
  it('by user id take the id on top, never in recipient', async () => {
    expect((await byUser()).error).toBe(0);
    expect((await byUser({ recipient: { user_id: user.id } })).error).toBe(-201);
    expect((await byUser({ template_id: '1' })).error).toBe(-109);
    sim.control.setTemplate(REMINDER_TEMPLATE_ID, { uidCapable: false });
    expect((await byUser()).error).toBe(-249);
  });

  it.each([
    ['bad phone', { phone: '0987654321' }, -108],
    ['unknown person', { phone: '84900000000' }, -118],
    ['no tracking id', { tracking_id: undefined }, -132],
    ['long tracking id', { tracking_id: 'a'.repeat(49) }, -132],
    ['unknown template', { template_id: '1' }, -109],
    ['missing parameter', { template_data: { ...data, han_nop: undefined } }, -1122],
    ['long parameter', { template_data: { ...data, ten_don_vi: 'a'.repeat(201) } }, -1121],
    ['wrong format', { template_data: { ...data, han_nop: 'thứ Sáu' } }, -1124],
    ['number for a text', { template_data: { ...data, ten_don_vi: 1 } }, -112],
    ['development mode', { mode: 'development' }, -127],
  ])('by phone: %s', async (_name, more, error) => {
    expect((await phone(more)).error).toBe(error);
    expect(sim.control.outbox()).toHaveLength(0);
  });

  it('by phone: template and account states', async () => {
    sim.control.setTemplate(REMINDER_TEMPLATE_ID, { status: 'PENDING_REVIEW' });
    expect((await phone()).error).toBe(-131);
    sim.control.setTemplate(REMINDER_TEMPLATE_ID, { status: 'ENABLE', lowQuality: true });
    expect((await phone()).error).toBe(-146);
    sim.control.setTemplate(REMINDER_TEMPLATE_ID, { lowQuality: false });
    sim.control.setOa({ zbsLinked: false });
    expect((await phone()).error).toBe(-136);
    sim.control.setOa({ zbsLinked: true, dailyQuota: 1 });
    expect((await phone()).data?.quota).toEqual({ dailyQuota: '1', remainingQuota: '0' });
    expect((await phone()).error).toBe(-144);
    clock.advance(DAY_MS);
    token = sim.control.issueTokens().accessToken;
    expect((await phone()).error).toBe(0);
  });

  it('by phone: a repeated tracking id is delivered twice', async () => {
    await phone();
    await phone();
    expect(sim.control.outbox().map((one) => one.trackingId)).toEqual(['t-1', 't-1']);
  });
});

describe('the rest of the hosts', () => {
  it('old message paths are shut', async () => {
    expect((await post('/v2.0/oa/message', {})).error).toBe(-240);
    expect((await post('/v3.0/oa/message/transaction', {})).error).toBe(-233);
    expect((await post('/v3.0/oa/message/promotion', {})).error).toBe(-233);
  });

  it('counts requests by the minute, tells the rest with Zalo’s own header name, and refuses the excess', async () => {
    sim.control.setSwitches({ ratePerMinute: 2 });
    expect((await cs({ text: 'x' })).headers.get('x-ratelimit-remain')).toBe('1');
    await cs({ text: 'x' });
    expect((await cs({ text: 'x' })).error).toBe(-32);
    expect((await phone()).error).toBe(0);
    expect(sim.control.outbox()).toHaveLength(3);
    clock.advance(60_000);
    expect((await cs({ text: 'x' })).error).toBe(0);
  });

  it('GET takes one data parameter with JSON on the OA host, ordinary ones on the business host', async () => {
    const { oaBaseUrl, businessBaseUrl } = sim.baseUrls;
    const query = encodeURIComponent(JSON.stringify({ offset: 0, count: 51 }));
    expect((await get(oaBaseUrl, `/v3.0/oa/user/getlist?data=${query}`)).error).toBe(-201);
    expect((await get(oaBaseUrl, '/v3.0/oa/user/getlist?offset=0&count=10')).error).toBe(-201);
    expect((await get(businessBaseUrl, `/template/info/v2?template_id=${REMINDER_TEMPLATE_ID}`)).error).toBe(
      0,
    );
    expect((await get(businessBaseUrl, '/template/all?offset=0&limit=10&status=1')).data).toHaveLength(1);
    expect((await get(businessBaseUrl, '/message/template')).error).toBe(-106);
    expect((await fetch(`${oaBaseUrl}/v9/x`)).status).toBe(404);
  });

  it('states of app and account refuse before anything is read', async () => {
    const error = async () => (await post('/v3.0/oa/message/cs', 'not json')).error;
    sim.control.setApp({ active: false });
    expect(await error()).toBe(-209);
    sim.control.setApp({ active: true, registered: false });
    expect(await error()).toBe(-212);
    sim.control.setApp({ registered: true });
    sim.control.setOa({ consented: false });
    expect(await error()).toBe(-223);
    sim.control.setOa({ consented: true });
    expect(await error()).toBe(-201);
    expect((await post('/message/template', '')).error).toBe(-121);
    expect((await post('/message/template', '{')).error).toBe(-122);
  });

  it('keeps people, tokens and messages in a file', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'zalo-'));
    const stateFile = join(dir, 'zalo.json');
    const first = await startZaloSimulator({ clock, stateFile });
    const pair = first.control.issueTokens();
    const someone = first.control.createUser({ displayName: 'Bình' });
    await first.control.follow(someone.id);
    await first.close();
    const second = await startZaloSimulator({ clock, stateFile });
    const answer = await fetch(`${second.baseUrls.oaBaseUrl}/v3.0/oa/message/cs`, {
      method: 'POST',
      headers: { access_token: pair.accessToken },
      body: JSON.stringify({ recipient: { user_id: someone.id }, message: { text: 'x' } }),
    });
    expect(await answer.json()).toMatchObject({ error: 0 });
    await second.close();
    await rm(dir, { recursive: true });
  });

  it('shows what it delivered, escaped, with links and buttons that work', async () => {
    const payload = { buttons: [{ title: 'Đã nhận', type: 'oa.query.show', payload: '#NHAN 1' }] };
    await cs({ text: '<b>Nhắc</b> https://xa.example/n/1', attachment: { type: 'template', payload } });
    const page = await (await fetch(sim.url)).text();
    expect(page).toContain('&lt;b&gt;Nhắc&lt;/b&gt;');
    expect(page).toContain('href="https://xa.example/n/1"');
    const messageId = sim.control.outbox()[0]?.messageId ?? '';
    const pressed = await fetch(`${sim.url}/_control/press`, {
      method: 'POST',
      body: new URLSearchParams({ messageId, button: '0' }),
      redirect: 'manual',
    });
    expect(pressed.status).toBe(303);
    expect(await (await fetch(`${sim.url}/_control/outbox`)).json()).toHaveLength(1);
  });
});
