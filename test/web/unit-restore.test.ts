/** Undoing a merger or dissolution through the pages of the office (B97). */
import { beforeEach, describe, expect, it } from 'vitest';
import { at } from '../../services/register.fixture';
import { submitReport } from '../../services/submissions';
import { mergeUnits } from '../../services/units';
import { createPortal, type Portal } from './portal';

let portal: Portal;
beforeEach(async () => {
  portal = await createPortal();
});
const unitPath = () => `/don-vi/${portal.register.units[0]}`;
const path = () => `${unitPath()}/hoan-tac`;
const ended = () =>
  portal.db.unit.count({ where: { id: at(portal.register.units, 0), effectiveTo: { not: null } } });

/** Unit 1 goes into unit 3, which owes nothing of its own and takes the report over. */
async function merge(): Promise<void> {
  const { db, register } = portal;
  await db.obligation.delete({ where: { id: at(register.obligations, 2) } });
  await db.ruleUnit.deleteMany({ where: { unitId: at(register.units, 2) } });
  const merged = await mergeUnits(db, register.officer('2026-06-10T08:00:00'), {
    fromUnitId: at(register.units, 0),
    intoUnitId: at(register.units, 2),
    on: '2026-06-10',
  });
  if (!merged.ok) throw new Error(merged.error.message);
}

describe('undoing a change of a unit', () => {
  it('B94 B97 from the ended unit’s page: shown first, a reason asked for, done, told, and in the journal', async () => {
    const { db, register } = portal;
    await merge();
    const office = await portal.staff();
    const unit = await office.get(unitPath());
    expect(unit.text).toContain('Hoàn tác sáp nhập');
    expect(unit.html).toContain(`href="${path()}"`);
    // nobody is asked for the people of a unit that is no more
    expect(unit.text).not.toContain('Ai nhận thông báo?');
    const preview = await office.get(path());
    expect(preview.text).toContain('Hoàn tác sáp nhập thì những gì trở lại?');
    expect(preview.text).toContain('6 tháng đầu năm 2026');
    expect(preview.text).toContain('Đầu mối trở lại: Đầu mối 1; Trưởng 1.');
    const missing = await office.submit(preview, path(), { reason: ' ' });
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('Chưa nêu lý do');
    expect(await ended()).toBe(1);
    portal.delivered.length = 0;
    const done = await office.submit(missing, path(), { reason: 'Ghi nhầm đơn vị nhận.' });
    expect(done.text).toContain('Đã hoàn tác.');
    expect(done.text).not.toContain('Hoàn tác sáp nhập');
    expect(done.text).toContain('Ai nhận thông báo?');
    expect(portal.delivered).toEqual([register.organizationId]);
    expect(await ended()).toBe(0);
    const row = await db.obligation.findUniqueOrThrow({ where: { id: at(register.obligations, 0) } });
    expect(row.unitId).toBe(register.units[0]);
    const journal = await (await portal.staff('office_head')).get('/nhat-ky');
    expect(journal.text).toContain('Hoàn tác sắp xếp đơn vị');
    expect(journal.text).toContain('Ghi nhầm đơn vị nhận.');
    const again = await office.submit(missing, path(), { reason: 'Lần nữa.' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('đã được hoàn tác trước đó');
  });

  it('B97 shows the list again where the receiver sent a report meanwhile, with the reason still there', async () => {
    const { db, register } = portal;
    await merge();
    const office = await portal.staff();
    const preview = await office.get(path());
    await submitReport(db, register.contact(2, '2026-06-10T09:30:00'), {
      obligationId: at(register.obligations, 0),
      sections: { results: 'Đã thực hiện.' },
    });
    const again = await office.submit(preview, path(), { reason: 'Ghi nhầm.' });
    expect(again.text).toContain('Có thay đổi trong lúc trang này đang mở');
    expect(again.text).toContain('Không có báo cáo nào trở lại.');
    expect(again.text).toContain('đơn vị tiếp nhận đã nộp');
    expect(again.text).toContain('Ghi nhầm.');
    expect(await ended()).toBe(1);
    expect((await office.submit(again, path(), {})).text).toContain('Đã hoàn tác.');
  });

  it('says why it cannot be, and which way out there is', async () => {
    const { db, register } = portal;
    await merge();
    await mergeUnits(db, register.officer('2026-06-10T08:30:00'), {
      fromUnitId: at(register.units, 2),
      intoUnitId: at(register.units, 1),
      on: '2026-06-10',
    });
    const office = await portal.staff();
    const refused = await office.get(path());
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Hoàn tác việc sắp xếp đơn vị "Đơn vị 3" trước.');
    expect(refused.html).not.toContain('name="reason"');
    // a unit that goes on has nothing to undo
    expect((await office.get(`/don-vi/${register.units[1]}/hoan-tac`)).text).toContain('Ai nhận thông báo?');
    expect((await office.get(`/don-vi/${register.units[1]}`)).text).not.toContain('Hoàn tác');
  });

  it('only those who may edit units see or reach it', async () => {
    await merge();
    const leader = await portal.staff('leader');
    expect((await leader.get(unitPath())).text).not.toContain('Hoàn tác');
    expect((await leader.get(path())).status).toBe(403);
  });
});
