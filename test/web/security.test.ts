/** What somebody with bad intent would try: foreign pages, foreign ids, guessed links, a borrowed browser. */
import { describe, expect, it } from 'vitest';
import { at, seedRegister } from '../../services/register.fixture';
import { createApp } from '../../web/app';
import type { FormClient, Page } from '../../web/form-client';
import { createPortal, ORIGIN, PASSWORD, type Portal } from './portal';

const tokenOn = (page: Page): string =>
  page.forms.flatMap(({ fields }) => fields).find(([name]) => name === '_ma')?.[1] ?? '';

/** Sends a form that the page does not have, with the token it does have. */
const forge = (client: FormClient, page: Page, action: string, values: Record<string, string>) => {
  const fields: [string, string][] = [['_ma', tokenOn(page)]];
  const form = { action, method: 'post', multipart: false, fields, buttons: [] };
  return client.submit({ ...page, forms: [form] }, action, values);
};

const logIn = (portal: Portal, publicUrl: string, values: Record<string, string> = {}) => {
  const app = createApp({ ...portal.options, publicUrl });
  return (async () => {
    const form = await app.request(`${publicUrl}/dang-nhap`);
    const cookie = form.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ');
    const token = /name="_ma" value="([^"]+)"/.exec(await form.text())?.[1] ?? '';
    return app.request(`${publicUrl}/dang-nhap`, {
      method: 'POST',
      headers: { cookie, origin: publicUrl },
      body: new URLSearchParams({
        _ma: token,
        email: 'officer@ha-dong.vi-du.vn',
        password: PASSWORD,
        ...values,
      }),
    });
  })();
};

describe('log-in', () => {
  it('sets a session cookie that scripts cannot read, and over TLS none that travels without it', async () => {
    const portal = await createPortal();
    await portal.staff();
    const session = async (publicUrl: string) =>
      (await logIn(portal, publicUrl)).headers
        .getSetCookie()
        .find((text) => text.includes('session_token')) ?? '';
    const plain = await session(ORIGIN);
    expect(plain).toMatch(/HttpOnly/i);
    expect(plain).toMatch(/SameSite=Lax/i);
    const secure = await session('https://don-doc.test');
    expect(secure).toMatch(/^__Secure-/);
    expect(secure).toMatch(/; Secure/i);
  });

  it('leads back into the portal and nowhere else', async () => {
    const portal = await createPortal();
    await portal.staff();
    for (const away of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'evil',
    ]) {
      expect((await logIn(portal, ORIGIN, { ve: away })).headers.get('location'), away).toBe('/');
    }
    expect((await logIn(portal, ORIGIN, { ve: '/theo-doi?xem=bao-cao' })).headers.get('location')).toBe(
      '/theo-doi?xem=bao-cao',
    );
  });
});

describe('forms', () => {
  it('are taken with the token of the same browser only', async () => {
    const portal = await createPortal();
    const mine = await portal.staff();
    const theirs = portal.client();
    const token = tokenOn(await theirs.get('/dang-nhap'));
    const page = await mine.get('/don-vi');
    const answer = await forge(mine, page, '/don-vi', { _ma: token, name: 'Đơn vị lạ', kind: 'subordinate' });
    expect(answer.status).toBe(403);
    expect(await portal.db.unit.count({ where: { name: 'Đơn vị lạ' } })).toBe(0);
  });

  it('B96 with ids of another commune change nothing there', async () => {
    const portal = await createPortal();
    const { db, register } = portal;
    const other = await seedRegister(db, { name: 'Đảng ủy phường Thủy Nguyên' });
    const staff = await portal.staff('office_head');
    const own = await staff.get(`/don-vi/${register.units[0]}`);
    const foreignUnit = at(other.units, 0);
    const attempts: [string, Record<string, string>][] = [
      [`/don-vi/${foreignUnit}`, { name: 'Đổi tên', kind: 'subordinate' }],
      [
        `/don-vi/${foreignUnit}/thay-doi`,
        { cach: 'sap-nhap', intoUnitId: at(register.units, 1), on: '2026-06-10' },
      ],
      [
        `/don-vi/${register.units[0]}/thay-doi`,
        { cach: 'sap-nhap', intoUnitId: foreignUnit, on: '2026-06-10' },
      ],
      [`/don-vi/${foreignUnit}/hoan-tac`, { reason: 'x' }],
      [`/don-vi/${register.units[0]}/dau-moi/${other.contacts[0]}`, { name: 'Người lạ' }],
      [`/nghia-vu/${other.obligations[0]}/mien`, { reason: 'x' }],
      [`/nghia-vu/${other.obligations[0]}/chuyen`, { toUnitId: at(register.units, 0), reason: 'x' }],
      [`/nghia-vu/${register.obligations[0]}/chuyen`, { toUnitId: foreignUnit, reason: 'x' }],
      [`/ke-hoach/${other.planId}/vong-doi/tam-dung`, { reason: 'x' }],
      [`/ke-hoach/${register.planId}/chi-tieu-bo-sung/${other.targets[0]}/bo`, { reason: 'x' }],
    ];
    const audits = () => db.auditEntry.count({ where: { organizationId: other.organizationId } });
    const before = await audits();
    for (const [action, values] of attempts) {
      expect((await forge(staff, own, action, values)).status, action).toBeGreaterThanOrEqual(400);
    }
    expect(await audits()).toBe(before);
    expect(await db.unit.count({ where: { effectiveTo: { not: null } } })).toBe(0);
    expect(
      await db.obligation.count({
        where: { unitId: { in: other.units }, organizationId: register.organizationId },
      }),
    ).toBe(0);
  });

  it('of an indicator for a unit of another commune are refused', async () => {
    const portal = await createPortal();
    const other = await seedRegister(portal.db, { name: 'Đảng ủy phường Thủy Nguyên' });
    const staff = await portal.staff();
    const path = `/ke-hoach/${portal.register.planId}/chi-tieu-bo-sung`;
    const values = {
      indicator: 'Số mô hình',
      value: '2',
      unitIds: at(other.units, 0),
      reason: 'x',
      buoc: 'lam',
    };
    const answer = await forge(staff, await staff.get(path), path, values);
    expect(answer.status).toBe(422);
    expect(await portal.db.target.count({ where: { indicator: 'Số mô hình' } })).toBe(0);
  });
});

describe('links', () => {
  it('cannot be guessed at speed, while a genuine one of another address goes on working', async () => {
    const portal = await createPortal({ rateLimits: { badLinks: 3 }, trustProxy: true });
    const link = await portal.link();
    const app = createApp(portal.options);
    const open = (path: string, address: string) =>
      app.request(`${ORIGIN}${path}`, { headers: { 'x-forwarded-for': address } });
    for (let count = 0; count < 3; count += 1)
      expect((await open('/b/doan-mo', '203.0.113.9')).status).toBe(403);
    expect((await open('/b/doan-mo', '203.0.113.9')).status).toBe(429);
    expect((await open(link, '203.0.113.10')).status).toBe(200);
  });

  it('do not open the portal of the office', async () => {
    const portal = await createPortal();
    const unit = portal.client();
    await unit.get(await portal.link());
    expect((await unit.get('/theo-doi')).url).toContain('/dang-nhap');
  });
});
