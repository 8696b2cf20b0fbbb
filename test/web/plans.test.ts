/** The office reads a document, confirms it part by part and activates it. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPortal } from './portal';

const READING = {
  document: {
    type: 'ke_hoach',
    title: 'Kế hoạch chuyển đổi số',
    number: { text: 'Số: /KH-UBND', number: null, symbol: 'KH-UBND' },
    period: { start_year: 2026, end_year: 2027 },
  },
  units: [
    { id: 'U1', name: 'Phòng Kinh tế xã', normalized: 'Phòng Kinh tế', scope: 'listed', lines: [[2, 2]] },
    { id: 'U2', name: 'Đơn vị 1', scope: 'listed', lines: [[3, 3]] },
  ],
  reporting: [{ id: 'R1', kind: '6_thang', text: 'báo cáo định kỳ 6 tháng', lines: [[4, 4]] }],
  questions: [
    {
      code: 'MISSING_DEADLINE',
      message: 'Văn bản không nêu ngày nộp báo cáo. Đơn vị nộp ngày nào?',
      lines: [[4, 4]],
      refers_to: ['R1'],
      blocking: true,
      answers: ['02 ngày làm việc sau ngày chốt số liệu', 'Ngày khác'],
    },
  ],
};
const TEXT = 'KẾ HOẠCH\nPhòng Kinh tế xã chủ trì.\nĐơn vị 1 phối hợp.\nCác đơn vị báo cáo định kỳ 6 tháng.';
const intake = async () => ({ reading: READING, text: TEXT });
const upload = (text = TEXT, name = 'ke-hoach.txt') => ({
  name,
  type: 'text/plain',
  bytes: Buffer.from(text),
});

describe('a plan from its document to activation', () => {
  it('reads, asks, is confirmed and activated', async () => {
    const portal = await createPortal({ intake });
    const staff = await portal.staff();
    let page = await staff.submit(await staff.get('/ke-hoach'), '/ke-hoach', { file: upload() });
    expect(page.text).toContain('Chưa có gì được gửi đi');
    expect(page.text).toContain('Văn bản không nêu ngày nộp báo cáo');
    const planPath = new URL(page.url).pathname;

    page = await staff.submit(page, `${planPath}/cau-hoi/`, {
      answer: '02 ngày làm việc sau ngày chốt số liệu',
    });
    expect(page.text).toContain('Đã lưu câu trả lời');

    page = await staff.submit(await staff.get(`${planPath}?phan=don-vi`), `${planPath}/don-vi`);
    expect(page.text).toContain('Phòng Kinh tế');

    page = await staff.submit(await staff.get(`${planPath}?phan=thong-tin`), `${planPath}/thong-tin`, {
      identityWaiver: 'Chủ tịch đồng ý triển khai, cấp số sau',
    });
    expect(page.text).toContain('Đã lưu');

    const rules = await staff.get(`${planPath}?phan=che-do`);
    const unitOne = portal.register.units[0] ?? '';
    page = await staff.submit(rules, `${planPath}/che-do/`, { unitIds: [unitOne], action: 'confirm' });
    expect(page.text).toContain('Đã xác nhận');

    const check = await staff.get(`${planPath}/kiem-tra`);
    expect(check.text).toContain('Sẽ nhắc ai, báo cáo gì, khi nào?');
    expect(check.text).toContain('Đơn vị 1');
    page = await staff.submit(check, `${planPath}/kich-hoat`);
    expect(page.text).toContain('Đã kích hoạt');
    expect(portal.delivered).toContain(portal.register.organizationId);
  });

  it('B14 rules with the days that plans print are confirmed on the form as they stand', async () => {
    const dated = (id: string, kind: string, day: number, month: number | string) => ({
      ...{ id, kind, text: `báo cáo ${kind}`, deadline_text: `trước ngày ${day}`, lines: [[4, 4]] },
      due: [{ rule: 'before', day, month }],
    });
    const reporting = [
      dated('R1', '6_thang', 15, 6),
      dated('R2', 'hang_nam', 1, 12),
      dated('R3', 'thang', 5, 'every'),
      dated('R4', 'quy', 10, 'last_month_of_quarter'),
    ];
    const portal = await createPortal({
      intake: async () => ({ reading: { ...READING, reporting, questions: [] }, text: TEXT }),
    });
    const staff = await portal.staff();
    const page = await staff.submit(await staff.get('/ke-hoach'), '/ke-hoach', { file: upload() });
    const planPath = new URL(page.url).pathname;
    const planId = planPath.split('/').at(-1) ?? '';
    const rules = await portal.db.reportingRule.findMany({ where: { planId }, orderBy: { position: 'asc' } });
    expect(rules).toHaveLength(4);
    for (const { id, custom, deadlineRule } of rules) {
      const shown = await staff.get(`${planPath}?phan=che-do`);
      const unitIds = [portal.register.units[0] ?? ''];
      const done = await staff.submit(shown, `${planPath}/che-do/${id}`, { unitIds, action: 'confirm' });
      expect(done.text).toContain('Đã xác nhận');
      const stored = await portal.db.reportingRule.findUniqueOrThrow({ where: { id } });
      expect(stored).toMatchObject({ custom, deadlineRule });
    }
  });

  it('says what is in the way instead of activating', async () => {
    const portal = await createPortal({ intake });
    const staff = await portal.staff();
    const page = await staff.submit(await staff.get('/ke-hoach'), '/ke-hoach', { file: upload() });
    const planPath = new URL(page.url).pathname;
    const refused = await staff.submit(await staff.get(`${planPath}/kiem-tra`), `${planPath}/kich-hoat`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('câu hỏi bắt buộc chưa trả lời');
    expect(await portal.db.plan.count({ where: { state: 'draft' } })).toBe(1);
  });

  it('B26 leads to the plan that is there when the same document comes again', async () => {
    const portal = await createPortal({ intake });
    const staff = await portal.staff();
    const list = await staff.get('/ke-hoach');
    const first = await staff.submit(list, '/ke-hoach', { file: upload() });
    const second = await staff.submit(list, '/ke-hoach', { file: upload(TEXT, 'ban-sao.txt') });
    expect(new URL(second.url).pathname).toBe(new URL(first.url).pathname);
    expect(second.text).toContain('đã được nạp trước đó');
  });

  it('answers an empty file, an unreadable one and one of 60 MB in Vietnamese', async () => {
    const broken = async () => {
      throw Object.assign(new Error('Tệp này là ảnh PNG, không phải văn bản.'), { name: 'DocumentError' });
    };
    const portal = await createPortal({ intake: broken });
    const staff = await portal.staff();
    const list = await staff.get('/ke-hoach');
    const empty = await staff.submit(list, '/ke-hoach', { file: { ...upload(''), name: 'trong.docx' } });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('rỗng (0 byte)');
    const picture = await staff.submit(list, '/ke-hoach', { file: upload('x', 'anh.docx') });
    expect(picture.text).toContain('Tệp này là ảnh PNG');
    const huge = { name: 'lon.pdf', type: 'application/pdf', bytes: new Uint8Array(60 * 1024 * 1024) };
    const large = await staff.submit(list, '/ke-hoach', { file: huge });
    expect(large.status).toBe(413);
    expect(large.text).toContain('Tệp lớn hơn 25 MB');
  });

  const labels = new URL('../../../shared/plans/labels/000_29f1f737c94fd0d1.json', import.meta.url);
  it.skipIf(!existsSync(labels))('shows a real plan of 400 lines with its passages', async () => {
    const reading = JSON.parse(readFileSync(labels, 'utf8'));
    const text = readFileSync(new URL('../texts/000_29f1f737c94fd0d1.txt', labels), 'utf8');
    const portal = await createPortal({ intake: async () => ({ reading, text }) });
    const staff = await portal.staff();
    const page = await staff.submit(await staff.get('/ke-hoach'), '/ke-hoach', { file: upload(text) });
    const targets = await staff.get(`${new URL(page.url).pathname}?phan=chi-tieu&sang=10-12`);
    expect(targets.text).toContain('Giá trị sản phẩm thu hoạch');
    expect(targets.html.match(/class="lit"/g)).toHaveLength(3);
  });
});
