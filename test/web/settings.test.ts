/** Settings of a commune through its pages: the escalation chain and who signs. */
import { beforeEach, describe, expect, it } from 'vitest';
import { signerOf } from '../../services/issuing';
import { settingsOf } from '../../services/settings';
import { createPortal, type Portal } from './portal';

let portal: Portal;
beforeEach(async () => {
  portal = await createPortal();
});

describe('escalation chain', () => {
  const path = '/thiet-lap/cap-don-doc';

  it('gains a second level, in order, with people named and by role', async () => {
    const { db, register } = portal;
    const admin = await portal.staff('admin');
    const form = await admin.get(path);
    const saved = await admin.submit(form, path, {
      'name.1': 'Chánh Văn phòng',
      'role.1': 'office_head',
      'name.2': 'Lãnh đạo Ủy ban nhân dân',
      'users.2': register.users.leader,
      spacingWorkingDays: '4',
    });
    expect(saved.text).toContain('cấp 2: Lãnh đạo Ủy ban nhân dân');
    expect((await settingsOf(db, register.organizationId)).escalation).toMatchObject({
      spacingWorkingDays: 4,
      levels: [
        { level: 1, name: 'Chánh Văn phòng', role: 'office_head' },
        { level: 2, role: null, userIds: [register.users.leader] },
      ],
    });
  });

  it('without any level is refused, and what was typed stays', async () => {
    const admin = await portal.staff('admin');
    const refused = await admin.submit(await admin.get(path), path, {
      'name.1': '',
      spacingWorkingDays: '9',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('value="9"');
  });

  it('is the administrators’ alone', async () => {
    const officer = await portal.staff('officer');
    expect((await officer.get(path)).status).toBe(403);
    expect((await officer.get('/thiet-lap/nguoi-ky')).status).toBe(403);
  });
});

describe('signers', () => {
  it('differ between letters and reports, and a title of the other system is not taken', async () => {
    const { db, register } = portal;
    const path = '/thiet-lap/nguoi-ky';
    const admin = await portal.staff('admin');
    const form = await admin.get(path);
    expect(form.text).not.toContain('Bí thư');
    const bad = await admin.submit(form, path, { draftingUnit: 'văn phòng' });
    expect(bad.status).toBe(422);
    await admin.submit(form, path, {
      'letter.role': 'pho_chu_tich',
      'letter.name': 'Lê Thị Cúc',
      'summary.role': 'bi_thu',
      draftingUnit: 'KT',
    });
    const signer = (kind: 'letter' | 'summary') =>
      signerOf(db, register.organizationId, { system: 'chinh_quyen', kind });
    expect(await signer('letter')).toEqual({ role: 'pho_chu_tich', name: 'Lê Thị Cúc' });
    expect(await signer('summary')).toEqual({ role: 'chu_tich', name: null });
  });
});
