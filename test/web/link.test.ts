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

describe('requests of a unit', () => {
  it('B50 asks for more time, once, and the office grants it', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const form = await unit.get(`${link}/gia-han`);
    const missing = await unit.submit(form, `${link}/gia-han`, { requestedDate: '2026-06-26', reason: '' });
    expect(missing.status).toBe(422);
    const asked = await unit.submit(form, `${link}/gia-han`, {
      requestedDate: '2026-06-26',
      reason: 'Chờ số liệu thôn.',
    });
    expect(asked.text).toContain('Đã gửi đề nghị gia hạn');
    const staff = await portal.staff();
    const path = `/nghia-vu/${portal.register.obligations[0]}`;
    const granted = await staff.submit(await staff.get(path), `${path}/gia-han/`, {
      decision: 'grant',
      newDate: '2026-06-26',
      reason: 'Đồng ý',
    });
    expect(granted.text).toContain('Được gia hạn');
    expect((await unit.get(`${link}/bao-cao`)).text).toContain('Đã được gia hạn đến thứ Sáu, 26/6/2026');
  });

  it('says that somebody else is in charge', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const done = await unit.submit(await unit.get(`${link}/khong-phu-trach`), `${link}/khong-phu-trach`, {
      reason: 'Đã chuyển công tác',
      suggestion: 'Anh Tám',
    });
    expect(done.text).toContain('Đã báo cho Văn phòng');
  });
});

describe('sending', () => {
  const fill = { results: 'Đã gieo 120 ha.', nextPeriod: 'Thu hoạch.', action: 'check' };

  it('B53 gives the second press the same receipt, as a page and as PDF', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const check = await unit.submit(await unit.get(`${link}/bao-cao`), `${link}/bao-cao`, fill);
    const first = await unit.submit(check, `${link}/gui`);
    const second = await unit.submit(check, `${link}/gui`);
    const number = /BN-2026-\d{5}/;
    expect(second.text.match(number)?.[0]).toBe(first.text.match(number)?.[0]);
    expect(await portal.db.submission.count()).toBe(1);
    const pdf = await unit.download(`${link}/bien-nhan.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  it('B52 says why a report can no longer be sent, and loses nothing', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const form = await unit.get(`${link}/bao-cao`);
    await unit.submit(form, `${link}/bao-cao`, { results: 'Viết dở.', action: 'draft' });
    portal.clock.set('2026-11-30T09:00:00');
    const late = await unit.submit(form, `${link}/bao-cao`, { results: 'Viết tiếp.', action: 'draft' });
    expect(late.status).toBe(423);
    expect(late.text).toContain('Đã hết hạn nhập báo cáo');
    expect(await portal.db.submission.count({ where: { state: 'draft' } })).toBe(1);
  });

  it('B56 asks for a confirmation and a name for a nil report', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const check = await unit.submit(await unit.get(`${link}/bao-cao`), `${link}/bao-cao`, {
      nil: '1',
      action: 'check',
    });
    const refused = await unit.submit(check, `${link}/gui`);
    expect(refused.status).toBe(422);
    const sent = await unit.submit(refused, `${link}/gui`, { nilConfirmed: '1', nilName: 'Nguyễn Văn An' });
    expect(sent.text).toContain('Không phát sinh');
  });

  it('keeps the text when the file beside it is far too large', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const file = { name: 'lon.pdf', type: 'application/pdf', bytes: new Uint8Array(60 * 1024 * 1024) };
    const answer = await unit.submit(await unit.get(`${link}/bao-cao`), `${link}/bao-cao`, {
      results: 'Đã gieo 12 ha.',
      file,
    });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('Tệp quá lớn');
    expect(answer.html).toContain('Đã gieo 12 ha.');
  });

  it('B83 B84 explains a figure it cannot take, at the field', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const target = portal.register.targets[0] ?? '';
    const values = { ...fill, [`figures.${target}.value`]: 'một trăm' };
    const check = await unit.submit(await unit.get(`${link}/bao-cao`), `${link}/bao-cao`, values);
    const refused = await unit.submit(check, `${link}/gui`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Không hiểu số');
    expect(refused.links.some(({ href }) => href.endsWith(`#figures.${target}`))).toBe(true);
  });
});

describe('taking a report back', () => {
  const sent = async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const check = await unit.submit(await unit.get(`${link}/bao-cao`), `${link}/bao-cao`, {
      results: 'Đã gieo 120 ha.',
      nextPeriod: 'Thu hoạch.',
      action: 'check',
    });
    const receipt = await unit.submit(check, `${link}/gui`);
    return { portal, link, unit, receipt };
  };

  it('B49 is offered until the office has looked, asks why, and gives back what was typed behind the same link', async () => {
    const { portal, link, unit, receipt } = await sent();
    expect(receipt.text).toContain('rút lại báo cáo để sửa');
    const form = await unit.get(`${link}/rut-lai`);
    const unexplained = await unit.submit(form, `${link}/rut-lai`, { reason: ' ' });
    expect(unexplained.status).toBe(422);
    const back = await unit.submit(form, `${link}/rut-lai`, { reason: 'Nhầm diện tích' });
    expect(back.text).toContain('Đã rút lại báo cáo');
    expect(back.html).toContain('Đã gieo 120 ha.');
    expect(
      await portal.db.obligation.findFirst({ where: { id: portal.register.obligations[0] ?? '' } }),
    ).toMatchObject({
      state: 'open',
      timeliness: null,
    });
    const again = await unit.submit(back, `${link}/bao-cao`, { results: 'Đã gieo 12 ha.', action: 'check' });
    const second = await unit.submit(again, `${link}/gui`);
    expect(second.text).toContain('BN-2026-00002');
    expect(second.text).toContain('Bản số');
  });

  it('is not offered once the office has accepted, and a form opened before changes nothing', async () => {
    const { portal, link, unit } = await sent();
    const form = await unit.get(`${link}/rut-lai`);
    const staff = await portal.staff();
    const path = `/nghia-vu/${portal.register.obligations[0]}`;
    await staff.submit(await staff.get(path), `${path}/tiep-nhan`);
    const late = await unit.submit(form, `${link}/rut-lai`, { reason: 'Nhầm' });
    expect(late.text).toContain('Đã gửi báo cáo');
    expect(late.text).not.toContain('rút lại báo cáo để sửa');
    expect(await portal.db.submission.count({ where: { state: 'withdrawn' } })).toBe(0);
  });

  it('is refused after the lock, when it could not be sent again', async () => {
    const { portal, link, unit } = await sent();
    const form = await unit.get(`${link}/rut-lai`);
    portal.clock.set('2026-11-30T09:00:00');
    const late = await unit.submit(form, `${link}/rut-lai`, { reason: 'Nhầm' });
    expect(late.status).toBe(422);
    expect(late.text).toContain('Đã hết hạn nhập báo cáo');
  });
});
