/** Indicators added to and taken from a running plan through its page (B29). */
import { expect, it } from 'vitest';
import { at } from '../../services/register.fixture';
import { createPortal } from './portal';

it('B29 an indicator is added after its reports were shown, asked for at once, and retired again', async () => {
  const portal = await createPortal();
  const { register, db } = portal;
  const path = `/ke-hoach/${register.planId}/chi-tieu-bo-sung`;
  const office = await portal.staff();
  const form = await office.get(path);
  const bad = await office.submit(form, path, { indicator: '', value: 'nhiều', reason: '' });
  expect(bad.status).toBe(422);
  expect(bad.text).toContain('Không hiểu số này');
  const values = { indicator: 'Số mô hình hữu cơ', value: '2', unit: 'mô hình', reason: 'Công văn 77' };
  const preview = await office.submit(form, path, { ...values, unitIds: at(register.units, 0) });
  expect(preview.text).toContain('đang mở, hỏi thêm ngay');
  expect(await db.target.count({ where: { indicator: 'Số mô hình hữu cơ' } })).toBe(0);
  const added = await office.submit(preview, path, { buoc: 'lam' });
  expect(added.text).toContain('Đã bổ sung chỉ tiêu');
  const link = await portal.link();
  const unit = portal.client();
  expect((await unit.get(`${link}/bao-cao`)).text).toContain('Số mô hình hữu cơ');

  const { id } = await db.target.findFirstOrThrow({ where: { indicator: 'Số mô hình hữu cơ' } });
  const unexplained = await office.submit(added, `${path}/${id}/bo`, { reason: '' });
  expect(unexplained.status).toBe(422);
  const retired = await office.submit(added, `${path}/${id}/bo`, { reason: 'Công văn 78' });
  expect(retired.text).toContain('Đã thôi theo dõi');
  expect((await unit.get(`${link}/bao-cao`)).text).not.toContain('Số mô hình hữu cơ');
});
