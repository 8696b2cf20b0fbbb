/** Changes that move other people's duties are shown first, then done; settings; the webhook. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseWebhookEvent, verifyWebhookSignature } from '../../channels/zalo';
import { hasOwnPolicy, policyOf } from '../../services/settings';
import { createApp } from '../../web/app';
import { createPortal, ORIGIN } from './portal';

describe('the life of a plan', () => {
  it('B44 B97 shows whose deadline moves before it moves', async () => {
    const portal = await createPortal();
    const staff = await portal.staff();
    const path = `/ke-hoach/${portal.register.planId}/vong-doi`;
    const page = await staff.get(path);
    expect(page.text).toContain('6 tháng đầu năm 2026');
    const without = await staff.submit(page, `${path}/doi-han`, {
      periodId: portal.register.periodId,
      date: '2026-06-26',
    });
    expect(without.status).toBe(422);
    const preview = await staff.submit(page, `${path}/doi-han`, {
      periodId: portal.register.periodId,
      date: '2026-06-26',
      reason: 'Theo Công văn 12/UBND',
    });
    expect(preview.text).toContain('Đơn vị 1');
    expect(preview.text).toContain('thứ Sáu, 26/6/2026');
    const before = await portal.db.obligation.count({ where: { dueAt: { gt: new Date('2026-06-25') } } });
    expect(before).toBe(0);
    const done = await staff.submit(preview, `${path}/doi-han`, { buoc: 'lam' });
    expect(done.text).toContain('Đã đổi hạn');
    expect(await portal.db.obligation.count({ where: { dueAt: { gt: new Date('2026-06-25') } } })).toBe(3);
  });

  it('B104 gives a plan reminders of its own, refuses a ladder that cannot match, and takes the commune’s again', async () => {
    const portal = await createPortal();
    const { db, register } = portal;
    const staff = await portal.staff();
    const path = `/ke-hoach/${register.planId}/vong-doi`;
    const page = await staff.get(path);
    const unread = await staff.submit(page, `${path}/nac-nhac`, { steps: 'hôm qua' });
    expect([unread.status, unread.text]).toEqual([422, expect.stringContaining('Không hiểu dòng “hôm qua”')]);
    const number = await staff.submit(page, `${path}/nac-nhac`, { lockAfterWorkingDays: 'lâu' });
    expect(number.status).toBe(422);
    expect(number.links.map(({ href }) => href)).toContain('#lockAfterWorkingDays');
    // half-yearly reports: 200 days before the deadline lies before the one before
    const tooFar = await staff.submit(page, `${path}/nac-nhac`, { steps: '-200\n0' });
    expect(tooFar.status).toBe(422);
    const saved = await staff.submit(page, `${path}/nac-nhac`, { steps: '-5\n0\n+1', graceWorkingDays: '4' });
    expect(saved.text).toContain('Đã đổi nấc nhắc của kế hoạch này');
    const policy = await policyOf(db, register.organizationId, register.planId);
    expect([policy.steps.map(({ id }) => id), policy.graceWorkingDays]).toEqual([['T-5', 'T0', 'T+1'], 4]);
    expect((await policyOf(db, register.organizationId)).graceWorkingDays).toBe(2);
    expect(await db.auditEntry.count({ where: { action: 'plan.policy_changed', actorKind: 'user' } })).toBe(
      1,
    );
    const back = await staff.submit(saved, `${path}/nac-nhac`, { chung: '1' });
    expect(back.text).toContain('theo nấc nhắc chung của cơ quan');
    expect(await hasOwnPolicy(db, register.organizationId, register.planId)).toBe(false);
    const leader = await portal.staff('leader');
    expect((await leader.get(path)).text).not.toContain('Nấc nhắc và thời gian ân hạn riêng');
  });

  it('B27 suspends and resumes', async () => {
    const portal = await createPortal();
    const staff = await portal.staff();
    const path = `/ke-hoach/${portal.register.planId}/vong-doi`;
    const suspended = await staff.submit(await staff.get(path), `${path}/tam-dung`, {
      reason: 'Chờ chỉ đạo mới',
    });
    expect(suspended.text).toContain('Đã tạm dừng kế hoạch');
    const link = await portal.client().get(await portal.link());
    expect(link.status).toBe(423);
    expect(link.text).toContain('Kế hoạch đang tạm dừng');
    const resumed = await staff.submit(suspended, `${path}/tiep-tuc`, { reason: 'Có chỉ đạo' });
    expect(resumed.text).toContain('Đã tiếp tục kế hoạch');
  });

  it('B28 ends a plan early after showing what falls away', async () => {
    const portal = await createPortal();
    const staff = await portal.staff();
    const path = `/ke-hoach/${portal.register.planId}/vong-doi`;
    const preview = await staff.submit(await staff.get(path), `${path}/cham-dut`, {
      on: '2026-06-10',
      reason: 'Sáp nhập',
    });
    expect(preview.text).toContain('Kết thúc trước hạn: những gì sẽ thay đổi');
    const done = await staff.submit(preview, `${path}/cham-dut`, { buoc: 'lam' });
    expect(done.text).toContain('Đã ghi ngày kết thúc');
  });
});

describe('the calendar', () => {
  it('B9 shows which deadlines a new rest day moves, and moves them', async () => {
    const portal = await createPortal();
    const head = await portal.staff('office_head');
    const page = await head.get('/lich');
    expect(page.text).toContain('Sắp tới đến hạn những gì?');
    const day = {
      date: '2026-06-19',
      kind: 'NGHI',
      name: 'Nghỉ bão',
      source: 'Công điện 05/CĐ-UBND',
      reason: 'Bão',
    };
    const preview = await head.submit(page, '/lich/ngay', day);
    expect(preview.text).toContain('Sửa lịch: những gì sẽ thay đổi');
    expect(preview.text).toContain('thứ Hai, 22/6/2026');
    const done = await head.submit(preview, '/lich/ngay', { buoc: 'lam' });
    expect(done.text).toContain('Đã sửa lịch');
    expect((await head.get('/lich?nam=2026')).text).toContain('Nghỉ bão');
  });

  it('B8 B9 reads the official notice of a year from a file, shows what it moves, and then moves exactly that', async () => {
    const portal = await createPortal();
    const head = await portal.staff('office_head');
    const csv = 'Ngày;Loại;Tên\n01/01/2027;nghỉ lễ;Tết Dương lịch\n08/03/2027;nghỉ;Ngày của tỉnh\n';
    const file = { name: 'lich.csv', type: 'text/csv', bytes: new TextEncoder().encode(csv) };
    const about = { fileSource: 'TB 9000/TB-BNV', filePublishedOn: '2026-10-01', reason: 'Có thông báo' };
    const page = await head.get('/lich?nam=2027');
    const preview = await head.submit(page, '/lich/tep', { ...about, wholeYear: '1', file });
    expect(preview.text).toContain('thứ Hai, 08/3/2027: làm việc → Ngày của tỉnh');
    // what was only computed and is not in the notice becomes a day of work again
    expect(preview.text).toContain('thứ Sáu, 30/4/2027: Ngày Chiến thắng → làm việc');
    expect(await portal.db.calendarDay.count()).toBe(0);
    const done = await head.submit(preview, '/lich/tep', { buoc: 'lam' });
    expect(done.text).toContain('Đã sửa lịch');
    const days = await portal.db.calendarDay.findMany({ where: { name: 'Ngày của tỉnh' } });
    expect(days).toMatchObject([
      { kind: 'NGHI', source: 'TB 9000/TB-BNV', publishedOn: new Date('2026-10-01') },
    ]);
    expect((await head.get('/lich?nam=2027')).text).toContain('Theo thông báo chính thức');
  });

  it('names the lines of a file that make no sense and keeps what was pasted', async () => {
    const portal = await createPortal();
    const head = await portal.staff('office_head');
    const text = 'Ngày;Loại;Tên\n31/02/2027;nghỉ;x\n01/02/2027;tuần trăng;y';
    const page = await head.submit(await head.get('/lich'), '/lich/tep', { text, reason: 'Thử' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Không đọc được dòng 2');
    expect(page.text).toContain('Không đọc được dòng 3');
    expect(page.html).toContain('01/02/2027;tuần trăng;y');
    const twice = 'Ngày;Loại;Tên;Nguồn\n08/03/2027;nghỉ;x;TB 1\n08/03/2027;nghỉ;y;TB 1';
    const refused = await head.submit(page, '/lich/tep', { text: twice, reason: 'Thử' });
    expect(refused.text).toContain('Ngày 08/3/2027 được khai hai lần');
  });

  it('feeds calendar programs by a secret address that dies with the account', async () => {
    const portal = await createPortal();
    const staff = await portal.staff();
    const href = (await staff.get('/lich')).links.find((link) => link.href.endsWith('.ics'))?.href ?? '';
    const feed = await portal.client().download(href);
    expect(await feed.text()).toContain('Hạn nộp: 6 tháng đầu năm 2026');
    expect((await portal.client().download(href.replace(/.{5}\.ics$/, 'xxxxx.ics'))).status).toBe(404);
    await portal.db.user.updateMany({ data: { active: false } });
    expect((await portal.client().download(href)).status).toBe(404);
  });
});

describe('settings', () => {
  it('refuses a ladder that could not work and keeps what was typed', async () => {
    const portal = await createPortal();
    const admin = await portal.staff('admin');
    const page = await admin.get('/thiet-lap');
    const bad = await admin.submit(page, '/thiet-lap/nac-nhac', { steps: '-7\nmai' });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('Không hiểu dòng “mai”');
    expect(bad.html).toContain('mai');
    const good = await admin.submit(bad, '/thiet-lap/nac-nhac', {
      steps: '-10\n-3\n0 mọi kênh\n+1 mọi kênh',
    });
    expect(good.text).toContain('trước hạn 10 ngày');
  });

  it('makes an account that can log in, and closes it again', async () => {
    const portal = await createPortal();
    const admin = await portal.staff('admin');
    const page = await admin.get('/thiet-lap');
    const account = {
      name: 'Vũ Thị Mai',
      email: 'mai@ha-dong.vi-du.vn',
      password: 'mot-cau-de-nho-2026',
      role: 'officer',
    };
    const made = await admin.submit(page, '/thiet-lap/nguoi', account);
    expect(made.text).toContain('Đã tạo tài khoản');
    const logIn = async () => {
      const browser = portal.client();
      return browser.submit(await browser.get('/dang-nhap'), '/dang-nhap', account);
    };
    expect((await logIn()).text).toContain('Hôm nay có việc gì');
    const { id } = await portal.db.user.findUniqueOrThrow({ where: { email: account.email } });
    await admin.submit(made, `/thiet-lap/nguoi/${encodeURIComponent(id)}`, { active: '0' });
    expect((await logIn()).status).toBe(422);
    expect(await portal.db.session.count({ where: { userId: id } })).toBe(0);
  });

  it('slows down guessing of passwords', async () => {
    const portal = await createPortal({ rateLimits: { logIn: 3 } });
    await portal.staff();
    const browser = portal.client();
    const page = await browser.get('/dang-nhap');
    const attempt = () =>
      browser.submit(page, '/dang-nhap', { email: 'officer@ha-dong.vi-du.vn', password: 'sai' });
    for (let count = 0; count < 3; count += 1) expect((await attempt()).status).toBe(422);
    expect((await attempt()).status).toBe(429);
  });
});

describe('the webhook of Zalo', () => {
  const appId = '1234567890123456789';
  const oaSecretKey = 'demo-oa-secret-key-0001';
  const body = JSON.stringify({
    app_id: appId,
    sender: { id: '1' },
    recipient: { id: '9' },
    event_name: 'user_send_text',
    message: { text: 'Đã rõ', msg_id: 'm1' },
    timestamp: '1767225600000',
  });
  const sign = (text: string) =>
    `mac=${createHash('sha256').update(`${appId}${text}1767225600000${oaSecretKey}`).digest('hex')}`;

  it('stores a genuine event once and refuses a forged one', async () => {
    const portal = await createPortal();
    const { organizationId } = portal.register;
    const app = createApp({
      ...portal.options,
      zalo: {
        verify: (rawBody, header) => verifyWebhookSignature({ appId, oaSecretKey, rawBody, header }).ok,
        read: (rawBody) => {
          const parsed = parseWebhookEvent(rawBody);
          return parsed.ok ? { dedupeKey: parsed.event.dedupeKey, oaId: parsed.oaId } : null;
        },
        organizationOf: () => organizationId,
      },
    });
    const post = (text: string, signature: string) =>
      app.request(`${ORIGIN}/webhooks/zalo`, {
        method: 'POST',
        body: text,
        headers: { 'x-zevent-signature': signature },
      });
    expect((await post(body, sign('khác'))).status).toBe(401);
    expect((await post(body, sign(body))).status).toBe(200);
    expect((await post(body, sign(body))).status).toBe(200);
    expect(await portal.db.webhookEvent.count()).toBe(1);
  });
});

describe('answers carry what browsers need to protect people', () => {
  it('allows no inline script and no foreign frame, and keeps the log-in away from foreign pages', async () => {
    const portal = await createPortal();
    const answer = await portal.client().download('/dang-nhap');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe-inline');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    const foreign = await createApp(portal.options).request(`${ORIGIN}/dang-nhap`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'a@b.vn', password: 'x' }),
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign.status).toBe(403);
  });
});
