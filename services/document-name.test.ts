import { describe, expect, it } from 'vitest';
import { documentName, reportNameOf } from './document-name';

const PLAN = {
  documentType: 'ke_hoach',
  number: '12',
  symbol: 'KH-UBND',
  issuedOn: new Date('2026-02-05'),
  title: 'Phát triển cây chè',
};

describe('how a plan is cited', () => {
  it.each([
    [{}, 'Kế hoạch số 12/KH-UBND ngày 05/02/2026 về phát triển cây chè'],
    [
      { symbol: 'QĐ-UBND', title: 'Thực hiện Đề án' },
      'Kế hoạch ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05/02/2026 thực hiện Đề án',
    ],
    [
      { documentType: 'quyet_dinh', symbol: 'QĐ-UBND', issuedOn: null },
      'Quyết định số 12/QĐ-UBND về phát triển cây chè',
    ],
    [{ symbol: 'KH/ĐU', number: '9' }, 'Kế hoạch số 09-KH/ĐU ngày 05/02/2026 về phát triển cây chè'],
    [{ number: null }, 'Kế hoạch ngày 05/02/2026 về phát triển cây chè'],
  ])('%o', (over, expected) => {
    expect(documentName({ ...PLAN, ...over })).toBe(expected);
  });

  it.each([
    ['6 tháng đầu năm 2026', 'Báo cáo 6 tháng đầu năm 2026'],
    ['Quý III/2026', 'Báo cáo quý III/2026'],
    ['OCOP đợt 1', 'Báo cáo OCOP đợt 1'],
  ])('the report of "%s"', (label, expected) => {
    expect(reportNameOf({ label })).toBe(expected);
  });
});
