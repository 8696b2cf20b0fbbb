/** In a real browser: a unit on a phone, the officer and the leader on a screen; nothing serious for axe-core. */

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isoInstant, localDate } from '../../domain/time';
import { inTransaction } from '../../services/context';
import { stepCycle } from '../../services/cycle';
import { followEscalations } from '../../services/escalations';
import { at } from '../../services/register.fixture';
import { compileSummary } from '../../services/summaries';
import { mergeUnits } from '../../services/units';
import type { WebServer } from '../../web/server';
import {
  CHROMIUM,
  fitsTheScreen,
  HOW_TO_GET_IT,
  screenshot,
  seriousFindings,
  startBrowser,
  type TestBrowser,
} from './browser';
import { createPortal, PASSWORD, type Portal } from './portal';
import { linkIn, sendMail } from './post';

const READING = {
  document: {
    type: 'ke_hoach',
    title: 'Chuyển đổi số xã Hà Đông giai đoạn 2026–2027',
    period: { start_year: 2026, end_year: 2027 },
  },
  units: [{ id: 'U1', name: 'Đơn vị 1', scope: 'listed', lines: [[2, 2]] }],
  reporting: [{ id: 'R1', kind: '6_thang', text: 'báo cáo định kỳ 6 tháng', lines: [[4, 4]] }],
  questions: [
    {
      code: 'NO_DEADLINE',
      message: 'Văn bản không nêu ngày nộp báo cáo. Đơn vị nộp ngày nào?',
      lines: [[4, 4]],
      blocking: true,
      answers: ['02 ngày làm việc sau ngày chốt số liệu'],
    },
  ],
};
const TEXT = [
  'KẾ HOẠCH',
  'Đơn vị 1 chủ trì thực hiện.',
  'Trung tâm Văn hóa, Thông tin - Thể thao và Dịch vụ tổng hợp xã phối hợp.',
  'Các đơn vị báo cáo định kỳ 6 tháng.',
  ...Array.from(
    { length: 60 },
    (_, i) => `${i + 1}. Nhiệm vụ thứ ${i + 1} của kế hoạch, thực hiện thường xuyên hằng năm theo chức năng.`,
  ),
].join('\n');

async function clean(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await seriousFindings(page), name).toEqual([]);
  expect(await fitsTheScreen(page), `${name} is wider than the screen`).toBe(true);
  // The next action is the only filled button (portal rule 1).
  expect(await page.locator('.button-main:visible').count(), `${name}: filled buttons`).toBeLessThanOrEqual(
    1,
  );
}

/** Many pages in one session, on machines that do other work as well. */
const TIMEOUT_MS = 240_000;

describe.skipIf(!CHROMIUM)(
  CHROMIUM ? 'in a browser' : `in a browser (${HOW_TO_GET_IT})`,
  { timeout: TIMEOUT_MS },
  () => {
    let browser: TestBrowser;
    let portal: Portal;
    let server: WebServer;
    beforeAll(async () => {
      browser = await startBrowser();
      portal = await createPortal({
        intake: async () => ({ reading: READING, text: TEXT }),
        zalo: { verify: () => false, read: () => null, organizationOf: () => null },
      });
      server = await portal.listen();
      for (const role of ['officer', 'office_head', 'leader', 'admin'] as const) await portal.staff(role);
      // Names in communes are this long; nothing may be cut or stick out.
      await portal.db.unit.updateMany({
        where: { name: 'Đơn vị 2' },
        data: { name: 'Trung tâm Văn hóa, Thông tin - Thể thao và Dịch vụ tổng hợp xã' },
      });
    });
    afterAll(async () => {
      await browser.close();
      await server.close();
    });

    const addressOf = async (contactId: string | undefined): Promise<string> => {
      const where = { contactId: contactId ?? '', kind: 'email' } as const;
      return (await portal.db.contactRoute.findFirstOrThrow({ where })).address;
    };

    const logIn = async (role: string, width?: number): Promise<Page> => {
      const page = await browser.open(`${server.url}/dang-nhap`, width ? { width } : {});
      await page.getByLabel('Thư điện tử công vụ').fill(`${role}@ha-dong.vi-du.vn`);
      await page.getByLabel('Mật khẩu').fill(PASSWORD);
      await page.getByRole('button', { name: 'Đăng nhập' }).click();
      await page.waitForURL('**/hom-nay');
      return page;
    };

    it('a unit on a phone of 360 px: link, draft, send, receipt', async () => {
      // Seven days before the deadline the reminder leaves; its link is what the person presses.
      portal.clock.set('2026-06-12T09:00:00');
      const scope = { ...portal.register.service('2026-06-12'), asOf: portal.clock.now() };
      await stepCycle(portal.db, scope, { periodId: portal.register.periodId });
      const mails = await sendMail(portal, server.url);
      const page = await browser.open(linkIn(mails, await addressOf(portal.register.contacts[0])), {
        width: 360,
      });
      await clean(page, '360-danh-sach');
      await page.getByRole('link', { name: 'Mở báo cáo' }).click();
      await page.getByText('Vì sao là ngày này?').click();
      await clean(page, '360-bao-cao');
      await page.getByLabel('Kết quả thực hiện').fill('Đã gieo cấy 120 ha lúa.');
      await page.getByRole('status').filter({ hasText: 'Đã tự lưu' }).waitFor();
      await page.getByLabel('Nhiệm vụ kỳ tới').fill('Thu hoạch.');
      await page.getByRole('button', { name: 'Lưu nháp' }).last().click();
      await page.getByText('Đã lưu nháp. Có thể đóng trang').waitFor();
      await page.getByRole('button', { name: 'Xem lại trước khi gửi' }).click();
      await page.getByRole('heading', { name: 'Tôi sắp gửi gì?' }).waitFor();
      await clean(page, '360-kiem-tra');
      await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
      await page.getByRole('heading', { name: 'Đã gửi báo cáo' }).waitFor();
      await clean(page, '360-bien-nhan');
      await page.getByRole('link', { name: 'rút lại báo cáo để sửa' }).click();
      await clean(page, '360-rut-lai');
      const here = page.url().replace(/\/rut-lai$/, '');
      await page.goto(here.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
      await clean(page, '360-duong-dan-sai');
      const other = server.url + (await portal.link(2, 2));
      for (const path of ['/zalo', '/gia-han', '/khong-phu-trach', '/khong-co']) {
        await page.goto(other + path);
        await clean(page, `360-don-vi${path.replace('/', '-')}`);
      }
    });

    it('a unit without scripts does the same', async () => {
      const link = await portal.link(1, 1);
      const page = await browser.open(`${server.url}${link}/bao-cao`, { width: 360, scripts: false });
      await page.getByLabel('Kết quả thực hiện').fill('Đã trồng 3 ha rau.');
      await page.getByRole('button', { name: 'Xem lại trước khi gửi' }).click();
      await page.getByRole('button', { name: 'Gửi báo cáo' }).click();
      await page.getByRole('heading', { name: 'Đã gửi báo cáo' }).waitFor();
    });

    it.each([360, 1280])(
      'an officer at %i px logs in, answers a question, confirms and activates',
      async (width) => {
        const page = await logIn('officer', width);
        const see = (name: string) => clean(page, `${width}-${name}`);
        await see('hom-nay');
        await page.goto(`${server.url}/ke-hoach`);
        await page.getByLabel('Tệp văn bản').setInputFiles({
          name: 'ke-hoach.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from(`${TEXT}\n${width}`),
        });
        await page.getByRole('button', { name: 'Nạp và đọc văn bản' }).click();
        await page.getByText('Chưa có gì được gửi đi').waitFor();
        await page.getByRole('link', { name: 'dòng 4' }).first().click();
        expect(await page.locator('.source .lit').textContent()).toContain('báo cáo định kỳ 6 tháng');
        await see('cau-hoi');
        await page.getByLabel('02 ngày làm việc sau ngày chốt số liệu').check();
        await page.getByRole('button', { name: 'Lưu câu trả lời' }).click();
        await page.getByRole('link', { name: /Đơn vị \(còn/ }).click();
        await see('don-vi-van-ban');
        await page.getByRole('button', { name: 'Xác nhận các đơn vị' }).click();
        await page.getByRole('link', { name: /Thông tin văn bản/ }).click();
        await page.getByLabel(/lý do vẫn thực hiện/).fill('Chủ tịch đồng ý triển khai, cấp số sau');
        await see('thong-tin');
        await page.getByRole('button', { name: 'Lưu thông tin' }).click();
        await page.getByRole('link', { name: /Chế độ báo cáo \(/ }).click();
        await see('che-do');
        await page.getByRole('button', { name: 'Xác nhận chế độ báo cáo' }).first().click();
        await page.getByRole('link', { name: 'Kiểm tra lại và kích hoạt' }).click();
        await see('kiem-tra');
        await page.getByRole('button', { name: 'Kích hoạt kế hoạch' }).click();
        await page.getByText('Đã kích hoạt.').waitFor();
      },
    );

    it('an officer approves an escalation; a leader opens the summary', async () => {
      portal.clock.set('2026-06-26T09:00:00');
      const { db, register } = portal;
      const scope = { ...register.service('2026-06-26'), asOf: portal.clock.now() };
      await inTransaction(db, (tx) => followEscalations(tx, scope, { periodId: register.periodId }));
      const phone = await logIn('office_head', 360);
      await phone.goto(`${server.url}/de-nghi`);
      await clean(phone, '360-xet-de-nghi');
      await phone.getByRole('link', { name: 'Đơn vị 3' }).click();
      await clean(phone, '360-xet-ho-so');
      await phone.getByRole('link', { name: 'Xem trước công văn sẽ lập' }).click();
      await clean(phone, '360-xet-cong-van');
      await phone.goBack();
      await phone.getByLabel('Duyệt', { exact: true }).check();
      await phone.getByRole('button', { name: 'Ghi quyết định' }).click();
      await phone.getByText('Đã duyệt. Công văn').waitFor();
      const page = await logIn('office_head');
      for (const path of [
        '/theo-doi',
        '/theo-doi?xem=bao-cao',
        '/tong-hop',
        '/tinh-hinh',
        '/don-vi',
        `/don-vi/${register.units[0]}`,
        '/tin-nhan',
        '/nhat-ky',
        '/lich',
        `/ke-hoach/${register.planId}/vong-doi`,
        `/nghia-vu/${register.obligations[0]}`,
        `/nghia-vu/${register.obligations[2]}/chuyen`,
        `/don-vi/${register.units[1]}/thay-doi`,
        `/don-vi/${register.units[1]}/thay-doi?cach=chia-tach`,
        `/ke-hoach/${register.planId}/chi-tieu-bo-sung`,
        '/thiet-lap',
        '/khong-co-trang-nay',
      ]) {
        await page.goto(server.url + path);
        await clean(page, `1280${path.replace(/[/?=]+/g, '-')}`.slice(0, 40));
      }

      const compiled = await compileSummary(db, scope, { planId: register.planId, halfYear: '2026-H1' });
      if (!compiled.ok) throw new Error(compiled.error.message);
      await page.goto(`${server.url}/tong-hop/${compiled.summaryId}`);
      await clean(page, '1280-tong-hop-mot');
      await page.getByRole('button', { name: 'Xác nhận đã rà soát' }).click();
      await page.getByRole('button', { name: 'Phát hành' }).first().click();
      await page.getByText('Đã phát hành').first().waitFor();
      await clean(page, '1280-tong-hop-phat-hanh');
      const { email } = await db.user.findUniqueOrThrow({ where: { id: register.users.leader } });
      const link = linkIn(await sendMail(portal, server.url), email);
      const leader = await browser.open(link, { width: 360 });
      await clean(leader, '360-lanh-dao');
      await leader.getByRole('link', { name: 'Đọc văn bản' }).click();
      await clean(leader, '360-lanh-dao-van-ban');
    });

    it('an administrator looks after people and channels', async () => {
      const page = await logIn('admin');
      await page.goto(`${server.url}/thiet-lap`);
      await clean(page, '1280-thiet-lap');
      await page.getByText('Sửa nấc nhắc').click();
      await page.getByText('Thêm người dùng').click();
      await clean(page, '1280-thiet-lap-mo');
      for (const name of ['cap-don-doc', 'nguoi-ky']) {
        await page.goto(`${server.url}/thiet-lap/${name}`);
        await clean(page, `1280-${name}`);
      }
    });

    it('axe-core speaks up where there is something to say', async () => {
      const page = await browser.open(`${server.url}/dang-nhap`);
      await page.evaluate(() => {
        for (const label of document.querySelectorAll('label')) label.remove();
      });
      expect((await seriousFindings(page)).join()).toContain('label');
    });

    it('staff pages hold on a phone too', async () => {
      const page = await logIn('officer', 360);
      for (const path of [
        '/hom-nay',
        '/theo-doi',
        '/theo-doi?xem=bao-cao',
        '/ke-hoach',
        '/don-vi',
        '/lich',
        '/de-nghi',
        '/tong-hop',
        '/tinh-hinh',
        '/tin-nhan',
        '/nhat-ky',
        `/ke-hoach/${portal.register.planId}`,
        `/ke-hoach/${portal.register.planId}/vong-doi`,
        `/nghia-vu/${portal.register.obligations[2]}`,
        `/don-vi/${portal.register.units[1]}`,
        `/don-vi/${portal.register.units[2]}/thay-doi?cach=giai-the`,
        `/ke-hoach/${portal.register.planId}/chi-tieu-bo-sung`,
      ]) {
        await page.goto(server.url + path);
        // what is folded away must hold as well
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        await clean(page, `360${path.replace(/[0-9a-f-]{36}/g, 'x').replace(/[/?=]+/g, '-')}`);
      }
    });

    it('a merger is undone on a phone: shown, refused without a reason, done', async () => {
      const { db, register, clock } = portal;
      const { organizationId } = register;
      const unitId = at(register.units, 2);
      const into = await db.unit.create({
        data: {
          organizationId,
          name: 'Trung tâm Cung ứng dịch vụ sự nghiệp công và Phát triển cộng đồng xã',
          kind: 'subordinate',
          createdAt: clock.now(),
        },
      });
      const scope = { ...register.officer('2026-06-26'), asOf: clock.now() };
      const on = localDate(isoInstant(clock.now()));
      await mergeUnits(db, scope, { fromUnitId: unitId, intoUnitId: into.id, on });
      const page = await logIn('officer', 360);
      await page.goto(`${server.url}/don-vi/${unitId}`);
      await clean(page, '360-don-vi-da-sap-nhap');
      await page.getByRole('link', { name: 'Xem trước việc hoàn tác sáp nhập' }).click();
      await page.getByRole('heading', { name: 'Hoàn tác sáp nhập thì những gì trở lại?' }).waitFor();
      await clean(page, '360-hoan-tac');
      await page.getByRole('button', { name: 'Hoàn tác sáp nhập' }).click();
      await page.getByText('Chưa nêu lý do').first().waitFor();
      await clean(page, '360-hoan-tac-loi');
      await page.getByLabel('Lý do hoàn tác').fill('Ghi nhầm đơn vị nhận.');
      await page.getByRole('button', { name: 'Hoàn tác sáp nhập' }).click();
      await page.getByText('Đã hoàn tác.').waitFor();
      await clean(page, '360-da-hoan-tac');
    });
  },
);
