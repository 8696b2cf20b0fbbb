/** Every page of the office opens with data in it; decisions and summaries go through their forms. */
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../services/context';
import { saveDraft } from '../../services/drafts';
import { followEscalations } from '../../services/escalations';
import { requestExtension } from '../../services/extensions';
import { createSummaryLink, signToken } from '../../services/links';
import { seedRegister } from '../../services/register.fixture';
import { compileSummary } from '../../services/summaries';
import { createPortal, ORIGIN, type Portal } from './portal';

async function sendReport(portal: Portal, unit: number): Promise<void> {
  const link = await portal.link(unit, unit);
  const browser = portal.client();
  const form = await browser.get(`${link}/bao-cao`);
  const fields = {
    results: 'Đã gieo 120 ha.',
    difficulties: 'Thiếu nước.',
    proposals: 'Không',
    nextPeriod: 'Thu hoạch.',
  };
  const check = await browser.submit(form, `${link}/bao-cao`, { ...fields, action: 'check' });
  const receipt = await browser.submit(check, `${link}/gui`);
  if (receipt.status !== 200) throw new Error(receipt.text);
}

const PAGES = [
  '/hom-nay',
  '/theo-doi',
  '/theo-doi?xem=bao-cao',
  '/ke-hoach',
  '/de-nghi',
  '/de-nghi?xong=1',
  '/tong-hop',
  '/tinh-hinh',
  '/don-vi',
  '/tin-nhan',
  '/nhat-ky',
];

describe('the office', () => {
  it('opens every page, empty and with reports', async () => {
    const portal = await createPortal();
    const head = await portal.staff('office_head');
    for (const path of PAGES) expect([path, (await head.get(path)).status]).toEqual([path, 200]);
    await sendReport(portal, 0);
    for (const path of PAGES) expect([path, (await head.get(path)).status]).toEqual([path, 200]);
    expect((await head.get('/hom-nay')).text).toContain('Báo cáo mới, chờ xem');
  });

  it('receives a report, returns it, and shows both versions', async () => {
    const portal = await createPortal();
    await sendReport(portal, 0);
    const staff = await portal.staff();
    const path = `/nghia-vu/${portal.register.obligations[0]}`;
    const empty = await staff.submit(await staff.get(path), `${path}/tra-lai`, { reason: '' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('cần nêu lý do');
    const returned = await staff.submit(await staff.get(path), `${path}/tra-lai`, {
      reason: 'Thiếu số liệu lúa.',
    });
    expect(returned.text).toContain('Đã trả lại');
    await sendReport(portal, 0);
    const accepted = await staff.submit(await staff.get(path), `${path}/tiep-nhan`);
    expect(accepted.text).toContain('Đã nhận báo cáo');
    expect(accepted.text).toContain('Bản số 2');
    expect(accepted.text).toContain('Thiếu số liệu lúa.');
  });

  it('B55 B58 sends for the head: what is written, or the draft whose age it shows; both names are kept', async () => {
    const portal = await createPortal({ now: '2026-06-10T09:00:00' });
    const { db, register } = portal;
    const staff = await portal.staff();
    const [first, second] = register.obligations.map((id) => `/nghia-vu/${id}`) as [string, string];
    const nameless = await staff.submit(await staff.get(first), `${first}/gui-thay`, { results: 'Đã gieo.' });
    expect(nameless.status).toBe(422);
    expect(nameless.links.map(({ href }) => href)).toContain('#gt-onBehalfOfName');
    expect(nameless.text).toContain('Đã gieo.');
    const empty = await staff.submit(nameless, `${first}/gui-thay`, {
      onBehalfOfName: 'Trưởng 1',
      results: '',
    });
    expect(empty.status).toBe(422);
    expect(empty.links.map(({ href }) => href)).toContain('#gt-results');
    const sent = await staff.submit(empty, `${first}/gui-thay`, { results: 'Đã gieo 120 ha.' });
    expect(sent.text).toContain('Đã gửi thay thủ trưởng');
    expect(sent.text).toContain('Trưởng 1');
    const told = await db.message.count({ where: { kind: 'on_behalf' } });
    expect(told).toBe(2);

    await saveDraft(db, register.contact(1, '2026-06-07'), {
      obligationId: register.obligations[1] ?? '',
      sections: { results: 'Bản nháp của đơn vị.' },
    });
    const drafted = await staff.get(second);
    expect(drafted.text).toContain('bắt đầu từ 3 ngày trước');
    await staff.submit(drafted, `${second}/gui-thay`, { onBehalfOfName: 'Trưởng 2' });
    expect(
      await db.submission.findFirstOrThrow({ where: { obligationId: register.obligations[1] ?? '' } }),
    ).toMatchObject({
      state: 'submitted',
      onBehalfOfName: 'Trưởng 2',
      sections: { results: 'Bản nháp của đơn vị.' },
    });
    const leader = await portal.staff('leader');
    expect((await leader.get(second)).text).not.toContain('Gửi thay thủ trưởng');
  });

  it('B13 says what an extension takes from the level above before it is granted', async () => {
    const portal = await createPortal({ now: '2026-06-10T09:00:00' });
    const { db, register } = portal;
    const aggregator = { kind: 'fixedDay', day: 25, month: 6, bound: 'at_latest' };
    await db.reportingRule.updateMany({
      data: { deadlineRule: { kind: 'aggregatorMinus', aggregator, workingDays: 4 } },
    });
    await requestExtension(db, register.contact(0, '2026-06-10'), {
      obligationId: register.obligations[0] ?? '',
      requestedDate: '2026-06-26',
      reason: 'Chờ số liệu.',
    });
    const page = await (await portal.staff()).get(`/nghia-vu/${register.obligations[0]}`);
    expect(page.text).toContain('Hạn sau thứ Tư, 24/6/2026 thì không còn ngày làm việc nào để tổng hợp');
  });

  it('B69 takes one proposal back by hand, with a reason that the approver hears; another stays', async () => {
    const portal = await createPortal({ now: '2026-06-25T09:00:00' });
    const { db, register } = portal;
    const scope = { ...register.service('2026-06-25'), asOf: portal.clock.now() };
    await inTransaction(db, (tx) => followEscalations(tx, scope, { periodId: register.periodId }));
    const { id } = await db.escalation.findFirstOrThrow({
      where: { obligationId: register.obligations[0] ?? '' },
    });
    const head = await portal.staff('office_head');
    const page = await head.get(`/de-nghi/${id}`);
    const silent = await head.submit(page, `/de-nghi/${id}/rut`, { reason: '' });
    expect(silent.status).toBe(422);
    expect(silent.links.map(({ href }) => href)).toContain('#ly-do-rut');
    const done = await head.submit(silent, `/de-nghi/${id}/rut`, { reason: 'Đã gọi điện cho đơn vị.' });
    expect(done.text).toContain('Đã rút đề nghị');
    expect(done.text).toContain('Đã gọi điện cho đơn vị.');
    expect(done.text).not.toContain('Lý do rút');
    expect(await db.escalation.count({ where: { state: 'proposed' } })).toBe(2);
    expect(await db.message.count({ where: { kind: 'proposal_withdrawn' } })).toBeGreaterThan(0);
    expect(await db.auditEntry.count({ where: { action: 'escalation.withdrawn', actorKind: 'user' } })).toBe(
      1,
    );
    expect(
      (await db.obligation.findFirstOrThrow({ where: { id: register.obligations[0] ?? '' } })).state,
    ).toBe('open');
  });

  it('B69 B71 decides a proposal once, with the letter to read before', async () => {
    const portal = await createPortal({ now: '2026-06-25T09:00:00' });
    const { db, register } = portal;
    const scope = { ...register.service('2026-06-25'), asOf: portal.clock.now() };
    await inTransaction(db, (tx) => followEscalations(tx, scope, { periodId: register.periodId }));
    const head = await portal.staff('office_head');
    const inbox = await head.get('/de-nghi');
    const href =
      inbox.links.find((link) => link.href.startsWith('/de-nghi/') && link.text === 'Đơn vị 1')?.href ?? '';
    const page = await head.get(href);
    expect(page.text).toContain('Có đôn đốc Đơn vị 1 không?');
    expect((await head.get(`${href}/cong-van`)).text).toContain('Đơn vị 1');
    const nothing = await head.submit(page, href, { decision: 'reject' });
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain('cần nêu lý do và ngày xem lại');
    const decided = await head.submit(page, href, { decision: 'approve' });
    expect(decided.text).toContain('Đã duyệt');
    const again = await (await portal.staff('officer')).get(href);
    expect(again.text).toContain('Trần Văn Bình');
    expect(again.forms.some(({ action }) => action === href)).toBe(false);
    expect(portal.delivered).toContain(register.organizationId);
  });

  it('reviews and issues a summary; the leader opens it from the mail, down to the report', async () => {
    const portal = await createPortal();
    const { db, register } = portal;
    await sendReport(portal, 0);
    portal.clock.set('2026-06-25T09:00:00');
    const scope = { ...register.service('2026-06-25'), asOf: portal.clock.now() };
    const compiled = await compileSummary(db, scope, { planId: register.planId, halfYear: '2026-H1' });
    if (!compiled.ok) throw new Error(compiled.error.message);
    const head = await portal.staff('office_head');
    const path = `/tong-hop/${compiled.summaryId}`;
    const draft = await head.get(path);
    expect(draft.text).toContain('Thiếu nước.');
    const reviewed = await head.submit(draft, `${path}/ra-soat`);
    expect(reviewed.text).toContain('Đã xác nhận rà soát');
    const issued = await head.submit(reviewed, `${path}/phat-hanh`, { number: '218' });
    expect(issued.text).toContain('Đã phát hành');
    expect((await head.download(`${path}/van-ban.pdf`)).headers.get('content-type')).toBe('application/pdf');

    const linkId = await db.$transaction((tx) =>
      createSummaryLink(tx, scope, {
        userId: register.users.leader,
        summaryId: compiled.summaryId,
        expiresAt: new Date('2027-01-01'),
      }),
    );
    const link = `/l/${signToken(linkId, portal.options.linkSecret)}`;
    const leader = portal.client();
    const reading = await leader.get(link);
    expect(reading.text).toContain('Báo cáo tổng hợp 6 tháng đầu năm 2026');
    const source = reading.links.find(({ href }) => href.includes('/nguon/'))?.href ?? '';
    expect((await leader.get(source)).text).toContain('Đã gieo 120 ha.');
    const commented = await leader.submit(reading, `${link}/y-kien`, { text: 'Đôn đốc đơn vị còn thiếu.' });
    expect(commented.text).toContain('Đã gửi ý kiến');
    expect((await head.get(path)).text).toContain('Đôn đốc đơn vị còn thiếu.');
  });

  it('B96 keeps pages to the roles that may open them', async () => {
    const portal = await createPortal();
    const leader = await portal.staff('leader');
    expect((await leader.get('/ke-hoach')).text).not.toContain('Nạp văn bản kế hoạch');
    const admin = await portal.staff('admin');
    const refused = await admin.get('/de-nghi');
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('Bạn không có quyền xem đề nghị đôn đốc');
  });

  it('adds a contact and says what is wrong with an address', async () => {
    const portal = await createPortal();
    const staff = await portal.staff();
    const path = `/don-vi/${portal.register.units[0]}`;
    const bad = await staff.submit(await staff.get(path), `${path}/dau-moi`, {
      name: 'Đỗ Văn Tám',
      email: 'khong-phai-thu',
    });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('Thư điện tử');
    const good = await staff.submit(bad, `${path}/dau-moi`, {
      name: 'Đỗ Văn Tám',
      email: 'tam@ha-dong.vi-du.vn',
    });
    expect(good.text).toContain('tam@ha-dong.vi-du.vn');
  });

  it('exports the journal as a file a spreadsheet reads', async () => {
    const portal = await createPortal();
    await sendReport(portal, 0);
    const staff = await portal.staff();
    const csv = await (await staff.download('/nhat-ky.csv')).text();
    expect(csv).toContain('Gửi báo cáo');
  });

  it('B96 shows nothing of another commune, and a unit nothing of another unit', async () => {
    const portal = await createPortal();
    const other = await seedRegister(portal.db, { name: 'Đảng ủy phường Thủy Nguyên' });
    const staff = await portal.staff('office_head');
    for (const path of [
      `/nghia-vu/${other.obligations[0]}`,
      `/ke-hoach/${other.planId}`,
      `/ke-hoach/${other.planId}/tep`,
      `/ke-hoach/${other.planId}/vong-doi`,
      `/don-vi/${other.units[0]}`,
    ]) {
      expect([path, (await staff.get(path)).status]).toEqual([path, 404]);
    }
    expect((await staff.get('/theo-doi?xem=bao-cao')).text).toContain('3 báo cáo');
    const link = await portal.link();
    const unit = portal.client();
    const list = await unit.get(link);
    const csrf =
      (await unit.get(`${link}/bao-cao`)).forms[0]?.fields.find(([name]) => name === '_ma')?.[1] ?? '';
    const page = {
      ...list,
      forms: [{ action: `${link}/mo`, method: 'post', multipart: false, fields: [], buttons: [] }],
    };
    const foreign = await unit.submit(page, `${link}/mo`, {
      _ma: csrf,
      obligationId: portal.register.obligations[1] ?? '',
    });
    expect(foreign.url).toBe(`${ORIGIN}${link}`);
    expect(await portal.db.signedLink.count()).toBe(1);
  });
});
