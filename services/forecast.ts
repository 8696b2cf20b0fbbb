/** Forecast for any span as a table to hand out: who must report what by when, where days collide, what is provisional. */
import ExcelJS from 'exceljs';
import { type Forecast, forecast } from '../domain/forecast';
import { formatDate, formatDue } from '../domain/format';
import { OBLIGATION_STATE_TERMS } from '../domain/terms';
import { type IsoDate, isoInstant, startOfDay } from '../domain/time';
import type { Database } from './context';
import { instantColumn } from './dates';
import { printedNumber } from './document-name';
import { endOfDayColumn } from './obligations';

export interface ForecastLine {
  obligationId: string;
  dueAt: Date;
  unit: string;
  report: string;
  plan: string;
  planNumber: string;
  state: string;
  provisional: boolean;
  /** 'Quá nhiều …' where this unit owes more than it can bear in that week; empty elsewhere */
  collision: string;
}

export interface ForecastTable {
  from: IsoDate;
  to: IsoDate;
  lines: ForecastLine[];
  forecast: Forecast;
  unitNames: Map<string, string>;
}

/** Every report still to come between two days, both included, of all active plans. */
export async function forecastOf(
  db: Database,
  {
    organizationId,
    from,
    to,
    unitId,
  }: { organizationId: string; from: IsoDate; to: IsoDate; unitId?: string },
): Promise<ForecastTable> {
  const rows = await db.obligation.findMany({
    where: {
      organizationId,
      ...(unitId ? { unitId } : {}),
      state: { in: ['expected', 'open', 'returned'] },
      plan: { state: 'active' },
      dueAt: { gte: instantColumn(startOfDay(from)), lte: endOfDayColumn(to) },
    },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      unitId: true,
      planId: true,
      state: true,
      dueAt: true,
      deadline: true,
      unit: { select: { name: true } },
      period: { select: { label: true } },
      plan: { select: { title: true, number: true, symbol: true } },
    },
  });
  // the unit's own date may be certain where the period's still is not
  const provisional = (json: unknown): boolean => (json as { provisional?: boolean }).provisional === true;
  const seen = forecast({
    from,
    to,
    rows: rows.map((row) => ({
      key: row.id,
      unitId: row.unitId,
      planId: row.planId,
      title: row.period.label,
      dueAt: isoInstant(row.dueAt),
      provisional: provisional(row.deadline),
    })),
  });
  const collisions = new Map(
    seen.collisions.flatMap(({ keys, text }) => keys.map((key) => [key, text] as const)),
  );
  return {
    from,
    to,
    forecast: seen,
    unitNames: new Map(rows.map(({ unitId: id, unit }) => [id, unit.name])),
    lines: rows.map((row) => ({
      obligationId: row.id,
      dueAt: row.dueAt,
      unit: row.unit.name,
      report: row.period.label,
      plan: row.plan.title,
      planNumber: printedNumber(row.plan) ?? '',
      state: OBLIGATION_STATE_TERMS[row.state],
      provisional: provisional(row.deadline),
      collision: collisions.get(row.id) ?? '',
    })),
  };
}

const HEAD = [
  'Hạn nộp',
  'Đơn vị',
  'Báo cáo',
  'Kế hoạch',
  'Số, ký hiệu',
  'Trạng thái',
  'Tạm tính',
  'Trùng hạn',
];

const cells = (line: ForecastLine): string[] => [
  formatDue(isoInstant(line.dueAt)),
  line.unit,
  line.report,
  line.plan,
  line.planNumber,
  line.state,
  line.provisional ? 'tạm tính' : '',
  line.collision,
];

/** A spreadsheet would run a text that begins like this as a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const safe = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
const quoted = (text: string): string => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** RFC 4180, with the byte order mark without which Excel reads Vietnamese as Latin. */
export const forecastCsv = ({ lines }: ForecastTable): string =>
  `\uFEFF${[HEAD, ...lines.map(cells)].map((row) => row.map((cell) => quoted(safe(cell))).join(',')).join('\r\n')}\r\n`;

const DATE_FORMAT = 'dd/mm/yyyy hh:mm';
/** Excel has no zones: what stands in a cell is the office's wall clock. */
const wallClock = (at: Date): Date => new Date(`${isoInstant(at).slice(0, 19)}Z`);

/** Two sheets: the reports, and the weeks in which one unit owes too many. */
export async function forecastXlsx(table: ForecastTable): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Hạn nộp', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = HEAD.map((header, index) => ({
    header,
    width: [18, 28, 30, 48, 18, 14, 12, 44][index] ?? 16,
  }));
  for (const line of table.lines) {
    const row = sheet.addRow([wallClock(line.dueAt), ...cells(line).slice(1)]);
    row.getCell(1).numFmt = DATE_FORMAT;
  }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: HEAD.length } };
  const crowded = book.addWorksheet('Trùng hạn');
  crowded.columns = ['Đơn vị', 'Từ ngày', 'Đến ngày', 'Số báo cáo'].map((header) => ({ header, width: 24 }));
  for (const { kind, id, weekFrom, weekTo, count } of table.forecast.collisions) {
    if (kind === 'unit')
      crowded.addRow([table.unitNames.get(id) ?? '', formatDate(weekFrom), formatDate(weekTo), count]);
  }
  for (const one of [sheet, crowded]) one.getRow(1).font = { bold: true };
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** 'du-bao-2026-06-01-2026-12-31.csv' */
export const forecastFileName = ({ from, to }: ForecastTable, extension: 'csv' | 'xlsx'): string =>
  `du-bao-${from}-${to}.${extension}`;
