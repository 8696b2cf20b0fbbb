/** The pages behind a unit's signed link, as a browser without scripts meets them. */
import { describe, expect, it } from 'vitest';
import { createPortal } from './portal';

describe('behind the link of a unit', () => {
  it('lists what the unit owes, with the deadline as people say it', async () => {
    const portal = await createPortal();
    const page = await portal.client().get(await portal.link());
    expect(page.status).toBe(200);
    expect(page.text).toContain('Đơn vị tôi còn nợ báo cáo gì?');
    expect(page.text).toContain('thứ Sáu, 19/6/2026 · còn 7 ngày làm việc');
    expect(page.text).not.toContain('Đơn vị 2');
  });

  it('keeps a draft as typed and says what is missing', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const form = await unit.get(`${link}/bao-cao`);
    const saved = await unit.submit(form, `${link}/bao-cao`, {
      results: 'Đã gieo 12 ha lúa.',
      action: 'draft',
    });
    expect(saved.text).toContain('Đã lưu nháp');
    expect(saved.html).toContain('Đã gieo 12 ha lúa.');
    expect(saved.text).toContain('Khó khăn, vướng mắc');
  });

  it('B98 refuses a forged link with a way out', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const page = await portal
      .client()
      .get(link.replace(/\.(.)/, (_, first) => `.${first === 'A' ? 'B' : 'A'}`));
    expect(page.status).toBe(403);
    expect(page.text).toContain('Đường dẫn không đúng');
  });

  it('does not take a form without the token of the page', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const form = await unit.get(`${link}/bao-cao`);
    const answer = await unit.submit(form, `${link}/bao-cao`, { _ma: 'sai', results: 'x' });
    expect(answer.status).toBe(403);
    expect(await portal.db.submission.count()).toBe(0);
  });

  it('logs staff in and out', async () => {
    const portal = await createPortal();
    const staff = await portal.staff();
    const page = await staff.get('/dang-nhap');
    expect(page.url).toContain('/hom-nay');
  });
});
