/** Connecting a Zalo account: the code a unit gets behind its link, and the one the office hands out. */
import { describe, expect, it } from 'vitest';
import { createPortal } from './portal';

const zalo = { verify: () => true, read: () => null, organizationOf: () => null };
const CODE = /[A-Z0-9]{4}-[A-Z0-9]{4}/;

describe('a code for Zalo', () => {
  it('is given behind the link to the person it was sent to, and not offered once they are connected', async () => {
    const portal = await createPortal({ zalo });
    const { db, register } = portal;
    const link = await portal.link();
    const unit = portal.client();
    expect((await unit.get(link)).text).toContain('Nhận thông báo qua Zalo');
    const given = await unit.submit(await unit.get(`${link}/zalo`), `${link}/zalo`);
    expect(given.text).toMatch(CODE);
    expect(given.url).not.toMatch(CODE);
    const contactId = register.contacts[0] ?? '';
    expect(await db.zaloCode.count({ where: { contactId } })).toBe(1);
    await db.contactRoute.create({
      data: {
        organizationId: register.organizationId,
        contactId,
        kind: 'zalo',
        address: '5555',
        createdAt: new Date(),
      },
    });
    expect((await unit.get(link)).text).not.toContain('Nhận thông báo qua Zalo');
  });

  it('is handed out by the office for a contact of that unit only', async () => {
    const portal = await createPortal({ zalo });
    const [unitId, other] = portal.register.units;
    const [contactId] = portal.register.contacts;
    const office = await portal.staff();
    const form = await office.get(`/don-vi/${unitId}`);
    expect((await office.submit(form, `/don-vi/${unitId}/dau-moi/${contactId}/ma-zalo`)).text).toMatch(CODE);
    const elsewhere = await office.get(`/don-vi/${other}`);
    const own = elsewhere.forms.find(({ action }) => action.endsWith('/ma-zalo'));
    expect(own?.action).not.toContain(contactId);
  });

  it('is not offered where the commune has no Zalo', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    expect((await portal.client().get(link)).text).not.toContain('Zalo');
    const page = await portal.client().get(`${link}/zalo`);
    expect(page.status).toBe(404);
    expect(page.text).toContain('Không tìm thấy trang');
  });
});
