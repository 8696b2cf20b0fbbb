/** Merging, dividing and dissolving units through the pages of the office (B94). */
import { beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../services/register.fixture';
import { createPortal, type Portal } from './portal';

let portal: Portal;
beforeEach(async () => {
  portal = await createPortal();
});
const path = () => `/don-vi/${portal.register.units[0]}/thay-doi`;

describe('units change', () => {
  it('a merger shows what moves, moves it when confirmed, and the old unit ends', async () => {
    const { db, register } = portal;
    const office = await portal.staff();
    const form = await office.get(path());
    const preview = await office.submit(form, path(), {
      intoUnitId: at(register.units, 1),
      document: 'QĐ 12',
    });
    expect(preview.text).toContain('gộp vào báo cáo của đơn vị tiếp nhận');
    expect(await db.unit.count({ where: { effectiveTo: { not: null } } })).toBe(0);
    const done = await office.submit(preview, path(), { buoc: 'lam' });
    expect(done.text).toContain('Đã thay đổi');
    expect(done.text).toContain('Đơn vị 2');
    const unit = await db.unit.findUniqueOrThrow({ where: { id: at(register.units, 0) } });
    expect(unit.successorId).toBe(register.units[1]);
  });

  it('shows the list again where the register changed between preview and confirmation', async () => {
    const { db, register } = portal;
    const office = await portal.staff();
    const preview = await office.submit(await office.get(path()), path(), {
      intoUnitId: at(register.units, 1),
    });
    await db.obligation.update({ where: { id: at(register.obligations, 1) }, data: { state: 'exempt' } });
    const again = await office.submit(preview, path(), { buoc: 'lam' });
    expect(again.text).toContain('Có thay đổi trong lúc trang này đang mở');
    expect(again.text).toContain('Văn phòng quyết định từng báo cáo sau đó');
    expect(await db.unit.count({ where: { effectiveTo: { not: null } } })).toBe(0);
    const done = await office.submit(again, path(), { buoc: 'lam' });
    expect(done.text).toContain('Còn báo cáo mà đơn vị tiếp nhận đã có bản riêng');
  });

  it('a division needs an answer for every open report and at least one receiver', async () => {
    const { register } = portal;
    const office = await portal.staff();
    const form = await office.get(`${path()}?cach=chia-tach`);
    expect(form.text).toContain('Báo cáo còn mở giao cho ai?');
    const nobody = await office.submit(form, path(), {});
    expect(nobody.status).toBe(422);
    const undecided = await office.submit(form, path(), { successorIds: at(register.units, 1) });
    expect(undecided.status).toBe(422);
  });

  it('one report can be given to another unit, with a reason', async () => {
    const { db, register } = portal;
    // a unit without a report of its own for the period
    const other = await db.unit.create({
      data: {
        organizationId: register.organizationId,
        name: 'Phòng Kinh tế',
        kind: 'subordinate',
        aliases: [],
        createdAt: new Date('2026-01-01'),
      },
    });
    const office = await portal.staff();
    const report = `/nghia-vu/${register.obligations[0]}/chuyen`;
    const form = await office.get(report);
    expect((await office.submit(form, report, { toUnitId: other.id, reason: '' })).status).toBe(422);
    const done = await office.submit(form, report, { toUnitId: other.id, reason: 'Sáp nhập' });
    expect(done.text).toContain('Đã chuyển báo cáo');
    expect((await portal.client().get(await portal.link())).text).toContain('đã chuyển người phụ trách');
  });

  it('only those who may edit units reach the page', async () => {
    const leader = await portal.staff('leader');
    expect((await leader.get(path())).status).toBe(403);
  });
});
