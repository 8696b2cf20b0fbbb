import ExcelJS from 'exceljs';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/harness/database';
import { createPortal } from '../test/web/portal';
import type { Database } from './context';
import { decideExtension } from './extensions';
import { forecastCsv, forecastOf, forecastXlsx } from './forecast';
import { at, type Register, seedRegister, vn } from './register.fixture';

describe('the forecast as a file', () => {
  let db: Database;
  let register: Register;
  beforeEach(async () => {
    db = (await createTestDatabase()).db;
    register = await seedRegister(db);
  });
  const span = (from: string, to: string, unitId?: string) =>
    forecastOf(db, { organizationId: register.organizationId, from, to, ...(unitId ? { unitId } : {}) });

  /** Four more reports of unit 1 in the same week. */
  const crowd = async () => {
    const period = await db.reportingPeriod.findFirstOrThrow();
    for (const [index, day] of ['15', '16', '17', '18'].entries()) {
      const { id: _id, ...rest } = period;
      const dueAt = vn(`2026-06-${day}T23:59:59.999`);
      const deadline = { ...(period.deadline as object), provisional: index === 0 };
      const { id } = await db.reportingPeriod.create({
        data: { ...rest, code: `X${index}`, label: `=Chuyên đề ${index}, "gấp"`, dueAt, deadline },
      });
      await db.obligation.create({
        data: {
          organizationId: register.organizationId,
          planId: register.planId,
          periodId: id,
          unitId: at(register.units, 0),
          dueAt,
          overdueFrom: dueAt,
          deadline,
          createdAt: vn('2026-01-05'),
        },
      });
    }
  };

  it('says who must report what by when, both days of the span included, and follows an extension', async () => {
    const june = await span('2026-06-19', '2026-06-19');
    expect(june.lines.map(({ unit, report }) => `${unit}: ${report}`)).toEqual([
      'Đơn vị 1: 6 tháng đầu năm 2026',
      'Đơn vị 2: 6 tháng đầu năm 2026',
      'Đơn vị 3: 6 tháng đầu năm 2026',
    ]);
    expect((await span('2026-06-20', '2026-12-31')).lines).toEqual([]);
    await decideExtension(db, register.head('2026-06-12'), {
      obligationId: at(register.obligations, 0),
      grant: true,
      newDate: '2026-06-26',
      reason: 'Chờ số liệu.',
    });
    expect((await span('2026-06-20', '2026-12-31')).lines.map(({ unit }) => unit)).toEqual(['Đơn vị 1']);
    expect((await span('2026-01-01', '2026-12-31', at(register.units, 1))).lines).toHaveLength(1);
  });

  it('marks collisions and provisional dates, in CSV without formulas and with quoted commas', async () => {
    await crowd();
    const table = await span('2026-06-01', '2026-06-30');
    expect(table.forecast.collisions.map(({ id, count }) => [id, count])).toEqual([[register.units[0], 5]]);
    const csv = forecastCsv(table);
    expect(csv.startsWith('\uFEFFHạn nộp,Đơn vị,Báo cáo,')).toBe(true);
    const lines = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(8);
    expect(lines[1]).toContain('"\'=Chuyên đề 0, ""gấp"""');
    expect(lines[1]).toContain('tạm tính');
    expect(lines[2]).not.toContain('tạm tính');
    expect(lines.filter((line) => line.includes('5 báo cáo cùng đến hạn trong tuần'))).toHaveLength(5);
  });

  it('B8 gives a workbook that reads back: dates as dates of Viet Nam, weeks with too many reports on a second sheet', async () => {
    await crowd();
    const bytes = await forecastXlsx(await span('2026-06-01', '2026-06-30'));
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
    const sheet = book.getWorksheet('Hạn nộp');
    expect(sheet?.rowCount).toBe(8);
    const first = sheet?.getRow(2);
    expect(first?.getCell(1).value).toEqual(new Date('2026-06-15T23:59:59Z'));
    expect(first?.getCell(2).value).toBe('Đơn vị 1');
    expect(first?.getCell(7).value).toBe('tạm tính');
    expect(book.getWorksheet('Trùng hạn')?.getRow(2).values).toEqual(
      expect.arrayContaining(['Đơn vị 1', '15/6/2026', '21/6/2026', 5]),
    );
  });

  it('is handed to staff only, in both forms', async () => {
    const portal = await createPortal();
    const path = '/lich/du-bao.csv?tu=2026-06-01&den=2026-06-30';
    expect((await portal.client().get(path)).url).toContain('/dang-nhap');
    const staff = await portal.staff();
    const csv = await staff.download(path);
    expect(csv.headers.get('content-disposition')).toContain('du-bao-2026-06-01-2026-06-30.csv');
    expect((await csv.text()).trimEnd().split('\r\n')).toHaveLength(4);
    const xlsx = await staff.download(path.replace('.csv', '.xlsx'));
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });
});
