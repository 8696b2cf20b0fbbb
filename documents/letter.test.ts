import { describe, expect, it } from 'vitest';
import { DANG_UY, letterInput, receiptInput, UBND } from './documents.fixture';
import { DocumentInputError, fullCitation, issuerLines, shortCitation } from './issuing';
import { reminderLetter, reminderVerb } from './letter';
import { dateLine, numberLine, partyFormOn, plainText } from './model';
import { submissionReceipt } from './receipt';

const late = (name: string, kind: 'subordinate' | 'independent' | 'party') => ({
  name,
  kind,
  dueDate: '2026-06-17',
  reminders: 3,
});

const textOf = (doc: ReturnType<typeof reminderLetter>) =>
  doc.body.map((block) => (block.type === 'paragraph' ? plainText(block.text) : ''));

describe('công văn đôn đốc', () => {
  it('chooses the verb by addressee, and never reminds the Party in the name of the UBND', () => {
    expect(reminderVerb('chinh_quyen', 'subordinate')).toBe('yêu cầu');
    expect(reminderVerb('chinh_quyen', 'independent')).toBe('đề nghị');
    expect(reminderVerb('chinh_quyen', 'party')).toBeNull();
    expect(reminderVerb('dang', 'party')).toBe('yêu cầu');
    expect(reminderVerb('dang', 'independent')).toBe('đề nghị');
    const units = [late('Phòng Kinh tế', 'subordinate'), late('Ban Xây dựng Đảng', 'party')];
    expect(() => reminderLetter(letterInput({ units }))).toThrow(DocumentInputError);
    expect(() => reminderLetter(letterInput({ units }))).toThrow('Ban Xây dựng Đảng');
  });

  it('several units: addressed one by one, both verbs, list as appendix', () => {
    const doc = reminderLetter(letterInput());
    const [first, request, next] = textOf(doc);
    expect(first).toMatch(
      /^Thực hiện Kế hoạch số 45\/KH-UBND ngày 15 tháng 4 năm 2026 của Ủy ban nhân dân xã Hà Đông/,
    );
    expect(first).toContain(
      'đến hết ngày 22 tháng 6 năm 2026, Ủy ban nhân dân xã (qua Văn phòng HĐND và UBND xã)',
    );
    expect(first).toContain('của 04 đơn vị (danh sách kèm theo)');
    expect(request).toBe(
      'Ủy ban nhân dân xã yêu cầu Trung tâm Dịch vụ sự nghiệp công và Trạm Y tế; đề nghị Hội Nông dân và Hội Liên hiệp Phụ nữ hoàn thành và gửi báo cáo về Văn phòng HĐND và UBND xã chậm nhất ngày 25 tháng 6 năm 2026.',
    );
    expect(next).toMatch(/báo cáo Chủ tịch Ủy ban nhân dân xã xem xét, chỉ đạo\.\/\.$/);
    expect(doc.addressees).toHaveLength(4);
    expect(doc.appendices).toHaveLength(1);
    expect(doc.appendices[0]?.landscape).toBe(false);
    expect(doc.recipients).toEqual(['Như trên', 'CT, các PCT UBND xã (để b/c)', 'Lưu: VT, VP']);
    expect(doc.signature?.lines.map((line) => line.text)).toEqual(['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG']);
  });

  it('one unit: named in the text, no appendix, only its own verb', () => {
    const doc = reminderLetter(letterInput({ units: [late('Hội Nông dân', 'independent')] }));
    expect(doc.addressees).toEqual(['Hội Nông dân']);
    expect(doc.appendices).toEqual([]);
    expect(textOf(doc).join(' ')).toContain(
      'chưa nhận được báo cáo 6 tháng đầu năm 2026 của Hội Nông dân (đã nhắc 03 lần)',
    );
    expect(textOf(doc).join(' ')).not.toContain('yêu cầu');
  });

  it('many units are addressed as a group', () => {
    const units = Array.from({ length: 12 }, (_, i) => late(`Thôn ${i + 1}`, 'subordinate'));
    const doc = reminderLetter(letterInput({ units: [...units, late('Hội Nông dân', 'independent')] }));
    expect(doc.addressees).toEqual(['Các cơ quan, đơn vị có tên trong danh sách kèm theo']);
    expect(textOf(doc)[1]).toContain(
      'yêu cầu các đơn vị, đề nghị các cơ quan, tổ chức có tên trong danh sách kèm theo hoàn thành',
    );
    expect(() => reminderLetter(letterInput({ units: [] }))).toThrow('ít nhất một đơn vị');
  });

  it('a period’s name is written small inside the sentence', () => {
    const doc = reminderLetter(letterInput({ periodLabel: 'Quý I/2026 (không trọn quý)' }));
    expect(doc.title).toBe('đôn đốc thực hiện chế độ báo cáo quý I/2026 (không trọn quý)');
    expect(textOf(doc)[0]).toContain('chưa nhận được báo cáo quý I/2026');
  });

  it('number and day stay blank until the clerk fills them in; a công văn has no type code', () => {
    const blank = reminderLetter(letterInput());
    expect(numberLine(blank)).toMatch(/^Số:\u00a0{6}\/UBND-VP$|^Số: \u00a0{6}\/UBND-VP$/);
    expect(dateLine(blank)).toMatch(/^Hà Đông, ngày \u00a0+ tháng \u00a0+ năm 2026$/);
    const issued = reminderLetter(letterInput({ number: 7, date: '2026-02-05', draftingUnit: 'KT' }));
    expect(numberLine(issued)).toBe('Số: 07/UBND-KT');
    expect(dateLine(issued)).toBe('Hà Đông, ngày 05 tháng 02 năm 2026');
  });

  it('Party letter: its own number, words, signature, archive line and full stop', () => {
    const input = letterInput({
      issuer: DANG_UY,
      signer: { role: 'chanh_van_phong_dang_uy', name: null },
      units: [late('Chi bộ Tổ dân phố số 3', 'party'), late('Hội Nông dân', 'independent')],
      number: 12,
      date: '2026-06-22',
    });
    const doc = reminderLetter(input);
    expect(numberLine(doc)).toBe('Số 12-CV/ĐU');
    expect(doc.partyForm).toBe('HD05');
    expect(textOf(doc)[1]).toContain('yêu cầu Chi bộ Tổ dân phố số 3; đề nghị Hội Nông dân');
    expect(textOf(doc)[2]).toMatch(/Thường trực Đảng ủy xem xét, chỉ đạo\.$/);
    expect(doc.recipients.at(-1)).toBe('Lưu VPĐU');
    expect(doc.signature?.lines[0]?.text).toBe('T/L BAN THƯỜNG VỤ');
    const older = reminderLetter({ ...input, date: '2026-05-26' });
    expect(older.partyForm).toBe('HD36');
    expect(older.recipients.at(-1)).toBe('Lưu: VPĐU');
    expect(textOf(older)[2]).toMatch(/\.\/\.$/);
  });

  it('refuses a signer of the other system', () => {
    expect(() => reminderLetter(letterInput({ signer: { role: 'bi_thu', name: 'A' } }))).toThrow(
      'Chọn lại người ký',
    );
  });
});

describe('heads of documents', () => {
  it('Hướng dẫn 05 holds from 27/05/2026', () => {
    expect([partyFormOn('2026-05-26'), partyFormOn('2026-05-27'), partyFormOn(null)]).toEqual([
      'HD36',
      'HD05',
      'HD05',
    ]);
  });

  it('an UBND stands on two lines without a parent, a long Party name is broken after its kind', () => {
    expect(issuerLines(UBND)).toEqual({ parentLines: [], bodyLines: ['ỦY BAN NHÂN DÂN', 'XÃ HÀ ĐÔNG'] });
    expect(issuerLines({ ...UBND, name: 'UBND đặc khu Phú Quốc' }).bodyLines[1]).toBe('ĐẶC KHU PHÚ QUỐC');
    expect(issuerLines(DANG_UY)).toEqual({
      parentLines: ['THÀNH ỦY HẢI PHÒNG'],
      bodyLines: ['ĐẢNG ỦY', 'PHƯỜNG THỦY NGUYÊN'],
    });
    expect(issuerLines({ ...DANG_UY, name: 'Đảng ủy xã Hà Đông' }).bodyLines).toEqual(['ĐẢNG ỦY XÃ HÀ ĐÔNG']);
  });
});

describe('citation of the plan', () => {
  const plan = letterInput().plan;

  it('a number left blank is not cited, dashes are settled, the subject begins in lower case once', () => {
    expect(shortCitation({ ...plan, number: 'Số: /KH – UBND', date: null })).toBe('Kế hoạch');
    expect(shortCitation({ ...plan, number: 'Số: 45 /KH – UBND', date: null })).toBe(
      'Kế hoạch số 45/KH-UBND',
    );
    expect(
      shortCitation({ ...plan, typeName: 'CHƯƠNG TRÌNH HÀNH ĐỘNG', number: '16-CTr/ĐU', date: '2026-02-05' }),
    ).toBe('Chương trình hành động số 16-CTr/ĐU ngày 05 tháng 02 năm 2026');
    const about = (title: string) => fullCitation({ ...plan, title }).split(' xã Hà Đông ')[1];
    expect(about('Thực hiện Nghị quyết.')).toBe('về thực hiện Nghị quyết');
    expect(about('Về việc phát triển nông nghiệp')).toBe('về phát triển nông nghiệp');
    expect(about('OCOP giai đoạn 2')).toBe('về OCOP giai đoạn 2');
  });

  it('what the standing committee issues carries the name of the Party committee', () => {
    const name = 'Ban Thường vụ Đảng ủy xã Hà Đông';
    expect(issuerLines({ ...DANG_UY, name }).bodyLines).toEqual(['ĐẢNG ỦY XÃ HÀ ĐÔNG']);
  });
});

describe('receipt', () => {
  const facts = (over: Parameters<typeof receiptInput>[0]) => {
    const table = submissionReceipt(receiptInput(over)).body.find((block) => block.type === 'table');
    const rows = table?.type === 'table' ? table.rows : [];
    return new Map(
      rows.flatMap((row) => (row.type === 'data' ? [row.cells.map(plainText)] : [])) as [string, string][],
    );
  };

  it('B55 B54 names both people, and the day of the paper apart from the day of entry', () => {
    const got = facts({ enteredAt: '2026-06-23T09:00:00.000+07:00' });
    expect(got.get('Người gửi')).toBe('Phạm Văn Dũng');
    expect(got.get('Gửi thay')).toBe('Giám đốc Trung tâm');
    expect(got.get('Tiếp nhận lúc')).toBe('15h20 ngày 16 tháng 6 năm 2026');
    expect(got.get('Nhập vào hệ thống lúc')).toBe('09h00 ngày 23 tháng 6 năm 2026');
    expect(got.get('Hạn gửi')).toBe('hết ngày 17 tháng 6 năm 2026');
    expect(facts({ dueAt: '2026-06-17T16:00:00.000+07:00' }).get('Hạn gửi')).toBe(
      '16h00 ngày 17 tháng 6 năm 2026',
    );
  });

  it('B56 says "không phát sinh"; carries no number and no signature', () => {
    expect(facts({ nil: true }).get('Nội dung')).toBe('Không phát sinh trong kỳ');
    const doc = submissionReceipt(receiptInput());
    expect([doc.number, doc.signature]).toEqual([null, null]);
  });
});
