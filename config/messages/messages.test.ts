/** Message texts: what each says, what it must not say, and that text, HTML and Zalo agree. */
import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { type OwedReport, renderMessage, toneOf } from '.';
import { every, reminder, report } from './messages.fixture';
import { codePoints, ZALO_TEXT_LIMIT } from './zalo';

describe('a reminder', () => {
  it('B43 names plan, period, deadline in words, exactly what is missing, and the link', () => {
    const { subject, text, html, zaloText } = renderMessage(reminder());
    expect(subject).toBe('Nhắc nộp Báo cáo 6 tháng đầu năm 2026, hạn thứ Sáu, 19/6/2026');
    for (const part of [
      'Kính gửi: Trạm trưởng Nguyễn Thị Lan – Trạm Y tế xã',
      'Kế hoạch số 12/KH-UBND',
      'Kỳ số liệu: 15/12/2025 – 14/6/2026',
      'Hạn nộp: hết thứ Sáu, 19/6/2026 (còn 3 ngày làm việc)',
      'còn thiếu 02 nội dung',
      '- kết quả thực hiện\n- chỉ tiêu "Tỷ lệ tiêm chủng"\n',
      'https://xa.example/n/AbC-1?x=1&y=2',
      'Ủy ban nhân dân xã Hà Đông yêu cầu Trạm Y tế xã',
    ]) {
      expect(text).toContain(part);
    }
    expect(html).toContain('href="https://xa.example/n/AbC-1?x=1&amp;y=2"');
    expect(html).toContain('lang="vi"');
    expect(zaloText).toBe(
      'Văn phòng HĐND và UBND xã nhắc nộp báo cáo:\n' +
        'Báo cáo 6 tháng đầu năm 2026, hạn đến hết thứ Sáu, 19/6/2026 (còn 3 ngày làm việc)\n' +
        'https://xa.example/n/AbC-1?x=1&y=2',
    );
  });

  it('B43 complete but unsubmitted says so and lists nothing', () => {
    const { text } = renderMessage(reminder({ reports: [report({ missing: [], readyToSend: true })] }));
    expect(text).toContain('Tình trạng: đã nhập đủ, chưa gửi');
    expect(text).not.toContain('thiếu');
  });

  it('B40 follows the clock at sending: before, on the day, after', () => {
    const at = (now: string, workingDaysLeft: number) =>
      renderMessage(reminder({ asOf: now, reports: [report({ workingDaysLeft })] }));
    expect(at('2026-06-19T07:00:00+07:00', 0).subject).toBe('Hết hạn hôm nay: Báo cáo 6 tháng đầu năm 2026');
    expect(at('2026-06-19T23:59:59.999+07:00', 0).text).toContain('hết hạn hôm nay');
    expect(at('2026-06-20T00:00:00+07:00', 0).subject).toBe('Đã quá hạn: Báo cáo 6 tháng đầu năm 2026');
    const late = at('2026-06-23T07:00:00+07:00', -2);
    expect(late.subject).toBe('Quá hạn 2 ngày làm việc: Báo cáo 6 tháng đầu năm 2026');
    expect(late.text).not.toContain('còn 3 ngày');
    expect(late.zaloText).toContain('đôn đốc báo cáo quá hạn');
  });

  it('says days where no working day is left before a deadline on a day off', () => {
    const { text } = renderMessage(
      reminder({
        asOf: '2026-06-19T08:00:00+07:00',
        reports: [report({ dueAt: '2026-06-20T23:59:59.999+07:00', workingDaysLeft: 0 })],
      }),
    );
    expect(text).toContain('hết thứ Bảy, 20/6/2026 (còn 1 ngày)');
  });

  it('orders subordinate bodies, asks independent ones, informs the Party', () => {
    const body = (kind: 'subordinate' | 'independent' | 'party') =>
      renderMessage(reminder({ tone: toneOf(kind) })).text;
    expect(body('subordinate')).toContain('yêu cầu Trạm Y tế xã hoàn thành');
    expect(body('independent')).toContain('đề nghị Trạm Y tế xã phối hợp hoàn thành');
    expect(body('party')).toContain('kính báo để Trạm Y tế xã biết');
    expect(body('independent')).not.toContain('yêu cầu');
    expect(body('party')).not.toMatch(/yêu cầu|Ủy ban nhân dân xã Hà Đông (yêu cầu|đề nghị)/);
  });

  it('B48 a correction is asked back as a correction', () => {
    const { subject, text } = renderMessage(reminder({ reports: [report({ correction: true })] }));
    expect(subject).toContain('(bản chỉnh sửa)');
    expect(text).toContain('Hạn gửi lại:');
  });
});

describe('a digest', () => {
  const twelve = Array.from({ length: 12 }, (_, i) =>
    report({ reportName: `Báo cáo số ${i + 1}`, dueAt: `2026-06-${String(30 - i)}T23:59:59.999+07:00` }),
  ) as [OwedReport, ...OwedReport[]];

  it('B42 has one line each, oldest deadline first, and one button', () => {
    const { subject, text, html, zaloText } = renderMessage(
      reminder({ reports: twelve, allLink: 'https://xa.example/n/all' }),
    );
    expect(subject).toBe('12 báo cáo cần nộp, sớm nhất thứ Sáu, 19/6/2026');
    expect(text.indexOf('BÁO CÁO SỐ 12')).toBeLessThan(text.indexOf('BÁO CÁO SỐ 1\n'));
    expect(text.match(/Hạn nộp:/g)).toHaveLength(12);
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(zaloText.match(/^- /gm)).toHaveLength(12);
  });

  it('B42 a thirteenth is a supplement, not a repeat', () => {
    const { subject, text } = renderMessage(
      reminder({ reports: [report(), report({ reportName: 'Khác' })], supplementary: true }),
    );
    expect(subject).toMatch(/^Bổ sung: 02 báo cáo/);
    expect(text).toContain('không nhắc lại các báo cáo cũ');
  });

  it('leads with what is overdue', () => {
    const { subject } = renderMessage(
      reminder({
        reports: [report(), report({ dueAt: '2026-06-12T23:59:59.999+07:00', workingDaysLeft: -2 })],
      }),
    );
    expect(subject).toMatch(/^01 báo cáo quá hạn, 02 báo cáo cần nộp/);
  });

  it('B65 a Zalo text stays within its limit and says how many it leaves out', () => {
    const many = Array.from({ length: 60 }, () =>
      report({ reportName: 'Báo cáo kết quả thực hiện nhiệm vụ '.repeat(3) }),
    );
    const { zaloText } = renderMessage(reminder({ reports: many as [OwedReport, ...OwedReport[]] }));
    expect(codePoints(zaloText)).toBeLessThanOrEqual(ZALO_TEXT_LIMIT);
    const shown = zaloText.match(/^- /gm)?.length ?? 0;
    expect(zaloText).toContain(`… và ${60 - shown} báo cáo khác.`);
    expect(zaloText).toContain('https://xa.example/n/');
  });
});

describe.each(Object.values(every).map((facts) => [facts.kind, facts] as const))('%s', (_kind, facts) => {
  const { subject, text, html, zaloText, templateData } = renderMessage(facts);

  it('is whole, in NFC, without holes', () => {
    for (const part of [subject, text, html, zaloText]) {
      expect(part).not.toMatch(/undefined|null|NaN|\[object/);
      expect(part).toBe(part.normalize('NFC'));
    }
    expect(subject).not.toBe('');
    expect(subject).not.toContain('\n');
    expect(Object.keys(templateData)).toEqual(
      expect.arrayContaining(['ten_don_vi', 'ten_bao_cao', 'han_nop']),
    );
    expect(codePoints(templateData.han_nop ?? '')).toBeLessThanOrEqual(20);
  });

  it('is well-formed HTML with at most one link, the same as in the text', () => {
    const errors: string[] = [];
    parse(html, { onParseError: (error) => errors.push(error.code) });
    expect(errors).toEqual([]);
    const links = [...html.matchAll(/href="([^"]+)"/g)].map((m) => (m[1] ?? '').replaceAll('&amp;', '&'));
    expect(links.length).toBeLessThanOrEqual(1);
    for (const one of links) {
      expect(text).toContain(one);
      expect(zaloText).toContain(one);
    }
  });

  it('B65 Zalo carries title, deadline and link, never details of the content', () => {
    expect(codePoints(zaloText)).toBeLessThanOrEqual(ZALO_TEXT_LIMIT);
    expect(zaloText).not.toMatch(/còn thiếu|chỉ tiêu|nguyên nhân/);
  });
});

describe('other notices', () => {
  it('B44 a change notice gives old and new deadline and the reason', () => {
    const { text } = renderMessage(every.change_notice);
    expect(text).toMatch(
      /Hạn cũ: hết thứ Sáu, 19\/6\/2026\nHạn mới: hết thứ Hai, 22\/6\/2026\nLý do: nghỉ bù/,
    );
  });

  it('a refused extension keeps the old deadline and says why', () => {
    const { subject, text } = renderMessage({
      ...every.extension,
      decision: { granted: false, reason: 'đã gia hạn 01 lần' },
    });
    expect(subject).toContain('Không gia hạn');
    expect(text).toContain('Lý do: đã gia hạn 01 lần');
  });

  it('text from people cannot become markup or a second line of the subject', () => {
    const { html } = renderMessage({ ...every.returned, reasons: ['<img src=x onerror=alert(1)> & "x"'] });
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;x&quot;');
    expect(html).not.toContain('<img');
  });
});
