/** Tokens against the simulator: refresh under the lock, lost answers, consent in each mode, nothing in the log. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryTokenStore } from '.';
import { REMINDER_TEMPLATE_ID } from './simulator';
import { HOUR_MS, setUpZalo } from './testing';

let z: Awaited<ReturnType<typeof setUpZalo>>;
beforeEach(async () => {
  z = await setUpZalo();
});
afterEach(async () => {
  await z.simulator.close();
});

const data = { ten_don_vi: 'Trạm Y tế xã', ten_bao_cao: 'Báo cáo 6 tháng', han_nop: '23:59 19/06/2026' };
const sendText = (text = 'Nhắc hạn') => z.client.sendText({ userId: z.user.id, text });
const tokens = async () => {
  const row = await z.tokenStore.read(z.control.oa.id);
  if (!row) throw new Error('no tokens');
  return row;
};

describe('tokens', () => {
  it('refreshes when under five hours remain, before the call', async () => {
    z.clock.advance(20 * HOUR_MS + 60_000);
    expect((await sendText()).ok).toBe(true);
    expect((await tokens()).version).toBe(2);
  });

  it('refreshes once on a dead token and repeats the call once', async () => {
    z.control.injectFault({ kind: 'error', code: -216 }, { path: '/cs' });
    expect((await sendText()).ok).toBe(true);
    expect((await tokens()).version).toBe(2);
    expect(z.control.outbox()).toHaveLength(1);
  });

  it('takes HTTP 401 for the same', async () => {
    z.control.injectFault({ kind: 'http_401' }, { path: '/cs' });
    expect((await sendText()).ok).toBe(true);
  });

  it('B66 a token refused again after a refresh asks for consent', async () => {
    z.control.injectFault({ kind: 'error', code: -216 }, { path: '/cs', times: 2 });
    expect(await sendText()).toMatchObject({ ok: false, class: 'RECONSENT' });
    expect((await tokens()).version).toBe(2);
  });

  it('many workers with the same dead token use the refresh token once', async () => {
    z.clock.advance(26 * HOUR_MS);
    z.control.setUser(z.user.id, { lastInteractionMs: z.clock.now().getTime() });
    const workers = Array.from({ length: 8 }, () => z.makeClient());
    const results = await Promise.all(
      workers.map((one, i) => one.sendText({ userId: z.user.id, text: `Nhắc hạn lần ${i}` })),
    );
    expect(results.map((one) => one.ok)).toEqual(Array(8).fill(true));
    expect((await tokens()).version).toBe(2);
  });

  it('a worker with a rotated token reads the store again and does not refresh', async () => {
    const stale = (await tokens()).version;
    await z.client.refresh(stale);
    const after = await z.client.refresh(stale);
    expect(after).toMatchObject({ ok: true, tokens: { version: stale + 1 } });
    expect((await tokens()).version).toBe(stale + 1);
  });

  it('a refresh whose answer was lost before execution is repeated once and works', async () => {
    z.control.injectFault({ kind: 'reset_before' }, { surface: 'oauth' });
    expect((await z.client.refresh(1)).ok).toBe(true);
  });

  it('B66 a refresh whose answer was lost after rotation loses the grant, and says so', async () => {
    z.control.injectFault({ kind: 'reset_after' }, { surface: 'oauth' });
    expect(await z.client.refresh(1)).toMatchObject({ ok: false, class: 'RECONSENT', code: -14_014 });
    expect((await tokens()).version).toBe(1);
  });

  it('a failed early refresh does not stop what the old token can still do', async () => {
    z.clock.advance(21 * HOUR_MS);
    z.control.injectFault({ kind: 'http_500' }, { surface: 'oauth', times: 2 });
    expect((await sendText()).ok).toBe(true);
    expect((await tokens()).version).toBe(1);
  });

  it('never stores a pair from a body without an access token', async () => {
    z.control.injectFault({ kind: 'empty_success' }, { surface: 'oauth' });
    const before = await tokens();
    expect(await z.client.refresh(1)).toMatchObject({ ok: false });
    expect(await tokens()).toEqual(before);
  });

  it('asks for consent when there is no token at all', async () => {
    const lonely = z.makeClient({ tokenStore: createMemoryTokenStore() });
    expect(await lonely.sendText({ userId: z.user.id, text: 'x' })).toMatchObject({
      class: 'RECONSENT',
      code: 'NO_TOKEN',
    });
  });

  it('takes a consent from the link to the stored pair, in each PKCE mode', async () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    for (const pkce of [{ mode: 'fixed', verifier }, { mode: 'per-request' }, { mode: 'none' }] as const) {
      const link = z.client.buildConsentUrl({
        redirectUri: 'https://xa.example/zalo/cb',
        state: 's-1',
        pkce,
      });
      const answer = await fetch(link.url, { redirect: 'manual' });
      const callback = new URL(answer.headers.get('location') ?? '');
      expect([
        callback.pathname,
        callback.searchParams.get('state'),
        callback.searchParams.get('oa_id'),
      ]).toEqual(['/zalo/cb', 's-1', z.control.oa.id]);
      const code = callback.searchParams.get('code') ?? '';
      const used = pkce.mode === 'none' ? undefined : (link.codeVerifier ?? verifier);
      if (used)
        expect(await z.client.exchangeCode(code, 'wrong')).toMatchObject({ ok: false, class: 'RECONSENT' });
      expect((await z.client.exchangeCode(code, used)).ok).toBe(true);
      expect(await z.client.exchangeCode(code, used)).toMatchObject({ ok: false, code: -14_005 });
    }
    expect((await sendText()).ok).toBe(true);
  });

  it('tells a wrong secret and a wrong app as configuration', async () => {
    expect(await z.makeClient({ appSecret: 'x' }).refresh(1)).toMatchObject({
      class: 'CONFIG',
      code: -14_004,
    });
    expect(await z.makeClient({ appId: '1' }).refresh(1)).toMatchObject({ class: 'CONFIG', code: -14_002 });
  });

  it('proves the app secret when asked to', async () => {
    z.control.setApp({ proofRequired: true });
    expect(await sendText()).toMatchObject({ ok: false, class: 'CONFIG', code: -242 });
    const proving = z.makeClient({ appSecretProof: true });
    expect((await proving.sendText({ userId: z.user.id, text: 'x' })).ok).toBe(true);
  });

  it('never puts a token, number or text into the log', async () => {
    z.control.injectFault({ kind: 'error', code: -216 }, { path: '/cs' });
    await sendText('Nội dung riêng');
    await z.client.sendTemplateByPhone({
      phone: '0911111111',
      templateId: REMINDER_TEMPLATE_ID,
      data,
      trackingId: 't1',
    });
    const row = await tokens();
    expect(z.lines.length).toBeGreaterThan(1);
    expect(z.lines.join()).not.toMatch(/simAT|simRT|demo-app-secret|911111111|Nội dung riêng/);
    expect(z.lines.join()).not.toContain(row.accessToken);
  });
});
