/**
 * Bad input gets a clear Vietnamese answer and loses nothing (law 9): the whole portal with the real intake, in a real
 * database, and over a socket where size matters.
 */
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, describe, expect, it } from 'vitest';
import { closeSandbox } from '../../intake/formats';
import { intake } from '../../scripts/service/intake';
import { FormClient, type Page } from '../../web/form-client';
import { createPortal, PASSWORD, type Portal } from './portal';

const MB = 1024 * 1024;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const PLAN = [
  'ỦY BAN NHÂN DÂN XÃ HÀ ĐÔNG',
  'Số: 12/KH-UBND',
  'Hà Đông, ngày 05 tháng 01 năm 2026',
  'KẾ HOẠCH',
  'Phát triển nông nghiệp năm 2026',
  'Phòng Kinh tế chủ trì, báo cáo định kỳ 6 tháng, năm.',
].join('\n');

const file = (name: string, bytes: Uint8Array, type = DOCX) => ({ name, type, bytes });
const text = (content: string) => new TextEncoder().encode(content);

/** A photograph without a word on it. */
function picture(): Uint8Array {
  const canvas = createCanvas(240, 160);
  const context = canvas.getContext('2d');
  context.fillStyle = '#3a7d44';
  context.fillRect(0, 0, 240, 160);
  return new Uint8Array(canvas.toBuffer('image/png'));
}

/** What a unit has typed when the trouble begins. */
const TYPED = { results: 'Đã gieo 120 ha lúa chất lượng cao.', difficulties: 'Thiếu nước tưới.' };

async function savedText(portal: Portal): Promise<unknown> {
  const draft = await portal.db.submission.findFirst({
    where: { state: 'draft' },
    select: { sections: true, files: { select: { name: true } } },
  });
  return draft && { ...(draft.sections as object), files: draft.files.map(({ name }) => name) };
}

const expectSentence = (page: Page, ...parts: (string | RegExp)[]) => {
  for (const part of parts) expect(page.text).toMatch(part);
  // Neither a stack nor a code of ours reaches a person.
  expect(page.text).not.toMatch(/Error|undefined|\bat .*\.ts|[A-Z]+_[A-Z]+/);
};

describe('a plan document', () => {
  afterAll(closeSandbox);

  const uploadTo = async (portal: Portal) => {
    const staff = await portal.staff();
    const list = await staff.get('/ke-hoach');
    return {
      staff,
      upload: (given: ReturnType<typeof file>) => staff.submit(list, '/ke-hoach', { file: given }),
    };
  };

  it('that is empty is named, and nothing is kept of it', async () => {
    const portal = await createPortal({ intake });
    const before = await portal.db.plan.count();
    const { upload } = await uploadTo(portal);
    const page = await upload(file('ke-hoach-2026.docx', new Uint8Array()));
    expect(page.status).toBe(422);
    expectSentence(page, 'Văn bản chưa được nạp', /“ke-hoach-2026\.docx” rỗng/, 'nạp lần nữa');
    expect(await portal.db.plan.count()).toBe(before);
    expect(page.forms.some(({ action }) => action === '/ke-hoach')).toBe(true);
  });

  it('that is a picture named .docx is looked at as the picture it is', async () => {
    const portal = await createPortal({ intake });
    const before = [await portal.db.plan.count(), await portal.db.storedFile.count()];
    const { upload } = await uploadTo(portal);
    const blank = await upload(file('ke-hoach.docx', picture()));
    expect(blank.status).toBe(422);
    expectSentence(blank, 'Văn bản chưa được nạp', /chữ/, /Hãy/);
    const broken = await upload(file('ke-hoach.docx', picture().subarray(0, 60)));
    expect(broken.status).toBe(422);
    expectSentence(broken, /Tệp .*hỏng|chưa trọn/, /Hãy/);
    expect([await portal.db.plan.count(), await portal.db.storedFile.count()]).toEqual(before);
  });

  it('B26 that comes twice, one after the other or at once, is one plan', async () => {
    const portal = await createPortal({ intake });
    const { upload } = await uploadTo(portal);
    const atOnce = await Promise.all([
      upload(file('ke-hoach.txt', text(PLAN), 'text/plain')),
      upload(file('ban-sao.txt', text(PLAN), 'text/plain')),
    ]);
    const again = await upload(file('lan-ba.txt', text(PLAN), 'text/plain'));
    const pages = [...atOnce, again];
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(pages.map(({ url }) => new URL(url).pathname)).size).toBe(1);
    expect(again.text).toContain('đã được nạp trước đó');
    expect(await portal.db.plan.count({ where: { state: 'draft' } })).toBe(1);
  });
});

describe('a file of a report', () => {
  it.each([
    ['empty', file('phu-luc.docx', new Uint8Array()), 422, /"phu-luc\.docx" không có nội dung/],
    ['a program', file('phu-luc.docx', text('MZ chương trình')), 415, /"phu-luc\.docx": nội dung không phải/],
  ] as const)(
    'that is %s is refused by name, and what was typed is a draft',
    async (_what, given, status, says) => {
      const portal = await createPortal();
      const link = await portal.link();
      const unit = portal.client();
      const form = await unit.get(`${link}/bao-cao`);
      const page = await unit.submit(form, `${link}/bao-cao`, { ...TYPED, action: 'draft', file: given });
      expect(page.status).toBe(status);
      expectSentence(page, says);
      expect(page.html).toContain(TYPED.results);
      expect(await savedText(portal)).toMatchObject({ ...TYPED, files: [] });
    },
  );

  it('that is a picture named .docx is taken under an honest name', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const form = await unit.get(`${link}/bao-cao`);
    const given = file('hien-truong.docx', picture());
    const page = await unit.submit(form, `${link}/bao-cao`, { ...TYPED, action: 'draft', file: given });
    expect(page.status).toBe(200);
    expect(await savedText(portal)).toMatchObject({ ...TYPED, files: ['hien-truong.docx.png'] });
  });
});

describe('60 MB over a socket', () => {
  const huge = file('anh-chup.pdf', new Uint8Array(60 * MB), 'application/pdf');

  it('is answered instead of cut off, for a plan', async () => {
    const portal = await createPortal({ intake });
    await portal.staff();
    const server = await portal.listen();
    try {
      const staff = new FormClient(server.url);
      const email = 'officer@ha-dong.vi-du.vn';
      await staff.submit(await staff.get('/dang-nhap'), '/dang-nhap', { email, password: PASSWORD });
      const page = await staff.submit(await staff.get('/ke-hoach'), '/ke-hoach', { file: huge });
      expect(page.status).toBe(413);
      expectSentence(page, 'Tệp lớn hơn 25 MB', /nạp lại/);
      expect((await staff.get('/ke-hoach')).status).toBe(200);
    } finally {
      await server.close();
    }
  });

  it('costs a unit the file, not the text', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const server = await portal.listen();
    try {
      const unit = new FormClient(server.url);
      const form = await unit.get(`${link}/bao-cao`);
      const page = await unit.submit(form, `${link}/bao-cao`, { ...TYPED, action: 'draft', file: huge });
      expect(page.status).toBe(413);
      expectSentence(page, 'Tệp quá lớn', /lưu nháp/);
      expect(page.html).toContain(TYPED.results);
      expect(await savedText(portal)).toMatchObject({ ...TYPED, files: [] });
    } finally {
      await server.close();
    }
  });
});

describe('a link', () => {
  it('B98 that was forged opens nothing and tells nothing', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    for (const forged of [`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, '/b/abc', `${link}x`]) {
      for (const path of [forged, `${forged}/bao-cao`, `${forged}/bien-nhan`]) {
        const page = await unit.get(path);
        expect([path, page.status]).toEqual([path, 403]);
        expectSentence(page, 'Đường dẫn không đúng', /Văn phòng/);
        expect(page.text).not.toContain('Đơn vị 1');
      }
    }
  });

  it('B98 that has expired says so, and the draft is still there behind the next one', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const form = await unit.get(`${link}/bao-cao`);
    await unit.submit(form, `${link}/bao-cao`, { ...TYPED, action: 'draft' });
    await portal.db.signedLink.updateMany({ data: { expiresAt: portal.clock.now() } });
    const page = await unit.get(link);
    expect(page.status).toBe(410);
    expectSentence(page, 'hết hiệu lực', /thông báo mới nhất|Văn phòng/, 'đã lưu nháp không bị mất');
    expect(await savedText(portal)).toMatchObject(TYPED);
    const renewed = await unit.get(`${await portal.link()}/bao-cao`);
    expect(renewed.html).toContain(TYPED.results);
  });
});

describe('a report after the lock', () => {
  it('B52 is refused with the lock named; the draft stays, and what was just typed is shown for copying', async () => {
    const portal = await createPortal();
    const link = await portal.link();
    const unit = portal.client();
    const form = await unit.get(`${link}/bao-cao`);
    const check = await unit.submit(form, `${link}/bao-cao`, {
      ...TYPED,
      nextPeriod: 'Thu hoạch.',
      action: 'check',
    });
    // The page was left open over the lock of 31/7/2026.
    portal.clock.set('2026-08-03T09:00:00');
    const sent = await unit.submit(check, `${link}/gui`);
    expect(sent.status).toBe(423);
    expectSentence(sent, 'Báo cáo này đã khóa', '31/7/2026', /gia hạn/);
    const late = 'Bổ sung: đã thu hoạch 80 ha.';
    const saved = await unit.submit(form, `${link}/bao-cao`, { ...TYPED, results: late, action: 'draft' });
    expect(saved.status).toBe(423);
    expectSentence(saved, '31/7/2026');
    expect(saved.html).toContain(late);
    expect(await savedText(portal)).toMatchObject(TYPED);
    expect(await portal.db.submission.count({ where: { state: 'submitted' } })).toBe(0);
  });
});
