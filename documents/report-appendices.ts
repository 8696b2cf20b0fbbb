/** Appendices I–III of the compiled report, with the columns of reporting-regime §3.3. */
import { statusWords } from '../domain/compile-diff';
import type {
  CompiledSummary,
  ReportingRow,
  SourceRef,
  SummaryFigure,
  UnitKind,
} from '../domain/compile-types';
import { capitalise, formatCount, formatDate, formatNumber, formatRoman } from '../domain/format';
import { localDate } from '../domain/time';
import type { SummaryReportInput } from './inputs';
import type { Appendix, Column, RichText, Table, TableRow } from './model';
import { targetWords, VERDICT_WORDS } from './report-words';

const NO_DATA = 'chưa có số liệu';

const column = (header: string, weight: number, align: Column['align'] = 'left'): Column => ({
  header,
  weight,
  align,
});

const orDash = (value: number | null): string =>
  value === null ? '-' : formatNumber(value, { decimals: 3 });
const percent = (value: number | null): string =>
  value === null ? '-' : formatNumber(value, { decimals: 2 });

/** '6 tháng đầu năm 2026' → '6 tháng đầu năm 2025'. */
const yearBefore = (label: string, year: number): string => label.replaceAll(String(year), String(year - 1));

type Key = NonNullable<SummaryReportInput['sourceKey']>;

function actualCell(figure: SummaryFigure, key: Key): RichText {
  const sources = figure.parts.map((part) => key(part.source));
  if (figure.actual !== null) return [{ text: formatNumber(figure.actual), sources }];
  if (figure.notArising) return [{ text: 'không phát sinh', sources }];
  const words = figure.parts.flatMap((part) => (part.assessment === null ? [] : [part.assessment]));
  return words.length > 0 ? [{ text: words.join('\n'), sources }] : NO_DATA;
}

function noteOf(figure: SummaryFigure): string {
  const explanations = figure.parts.flatMap((part) =>
    part.note === null ? [] : [`${part.unitName}: ${part.note}`],
  );
  const milestone = figure.milestoneNote === null ? [] : [`so với ${figure.milestoneNote}`];
  return [VERDICT_WORDS[figure.verdict], ...milestone, ...figure.remarks, ...explanations].join('; ');
}

/** Longer lists of reporting units are counted in the cell; appendix III names them all. */
const LONGEST_NAMES = 90;

export function figuresTable(summary: CompiledSummary, key: Key): Table {
  const { period, figures } = summary;
  const second = period.half === 2 && figures.some((figure) => figure.previousHalf !== null);
  // The dates of a period that is not whole stand in the text; a narrow column has no room for them.
  const label = period.label.replace(/\s*\([^)]*\)$/, '');
  const estimate = figures.some((figure) => figure.estimated) ? ' (ước)' : '';
  const columns = [
    column('STT', 12, 'center'),
    column('Chỉ tiêu', 52),
    column('ĐVT', 18, 'center'),
    column(`Kế hoạch năm ${period.year}`, 21, 'right'),
    column(`Thực hiện ${yearBefore(label, period.year)}`, 21, 'right'),
    ...(second ? [column(`Thực hiện 6 tháng đầu năm ${period.year}`, 21, 'right')] : []),
    column(`Thực hiện${estimate} ${label}`, 22, 'right'),
    ...(second ? [column(`Cả năm ${period.year}`, 19, 'right')] : []),
    column('So với kế hoạch năm (%)', 20, 'right'),
    ...(second ? [column('So với 6 tháng đầu năm (%)', 20, 'right')] : []),
    column('So với cùng kỳ (%)', 20, 'right'),
    column('Đơn vị báo cáo', 32),
    column('Ghi chú', 56),
  ];
  const known = new Set(figures.map((figure) => figure.targetId));
  const rows = figures.map((figure, i): TableRow => {
    const names = [...new Set(figure.parts.map((part) => part.unitName))];
    const list = names.join('; ');
    const units = list.length > LONGEST_NAMES ? `${formatCount(names.length)} đơn vị` : list;
    return {
      type: 'data',
      indent: figure.parentId !== null && known.has(figure.parentId) ? 1 : 0,
      cells: [
        String(i + 1),
        capitalise(figure.indicator),
        figure.unit ?? '',
        targetWords(figure),
        orDash(figure.samePeriodLastYear),
        ...(second ? [orDash(figure.previousHalf)] : []),
        actualCell(figure, key),
        ...(second ? [orDash(figure.yearTotal)] : []),
        percent(figure.percentOfPlan),
        ...(second ? [percent(figure.percentOfPrevious)] : []),
        percent(figure.percentOfSamePeriod),
        units,
        noteOf(figure),
      ],
    };
  });
  return { type: 'table', caption: 'Kết quả thực hiện các chỉ tiêu', columns, rows };
}

const KIND_GROUPS: readonly (readonly [UnitKind, string])[] = [
  ['subordinate', 'Các đơn vị trực thuộc'],
  ['independent', 'Mặt trận Tổ quốc, các đoàn thể và tổ chức khác'],
  ['party', 'Các cơ quan, tổ chức Đảng'],
];

/** Rows under bold full-width lines with Roman numbers; STT runs through. */
function grouped(
  rows: readonly ReportingRow[],
  toRow: (row: ReportingRow, position: number) => TableRow,
): TableRow[] {
  const result: TableRow[] = [];
  let position = 0;
  let group = 0;
  for (const [kind, title] of KIND_GROUPS) {
    const members = rows.filter((row) => row.unitKind === kind);
    if (members.length === 0) continue;
    group += 1;
    result.push({ type: 'group', text: `${formatRoman(group)}. ${title}` });
    for (const row of members) result.push(toRow(row, ++position));
  }
  return result;
}

const bullets = (items: readonly string[]): string =>
  items.length <= 1 ? (items[0] ?? '') : items.map((item) => `- ${item}`).join('\n');

export function tasksTable(summary: CompiledSummary, key: Key): Table {
  const name = new Map(summary.unitNames.map((unit) => [unit.unitId, unit.name]));
  const used = new Map(summary.submissionsUsed.map((entry) => [entry.obligationId, entry]));
  const isFrom = (source: SourceRef, unitId: string) =>
    source.kind === 'submission' && source.unitId === unitId;
  const said = (section: string, unitId: string) =>
    summary.statements
      .filter((s) => s.section === section && s.sources.some((source) => isFrom(source, unitId)))
      .map((s) => s.text);
  const toRow = (row: ReportingRow, position: number): TableRow => {
    const tasks = summary.assignments.filter((task) => task.leadUnitId === row.unitId);
    const helpers = [...new Set(tasks.flatMap((task) => task.coordinatingUnitIds))].map(
      (id) => name.get(id) ?? id,
    );
    const deadlines = [...new Set(tasks.flatMap((task) => task.deadlineText ?? []))];
    const products = tasks.flatMap((task) => task.product ?? []);
    const entry = used.get(row.obligationId);
    const results = said('results', row.unitId);
    const nothing = entry === undefined ? statusWords(row) : row.nil ? 'Không phát sinh' : '';
    const result = results.length > 0 ? bullets(results) : nothing;
    const sources = entry === undefined ? [] : [key(entry)];
    const evidence =
      entry === undefined ? '' : (entry.documentNumber ?? `Báo cáo của đơn vị, bản ${entry.version}`);
    const product = products.length > 0 ? `\nSản phẩm: ${products.join('; ')}` : '';
    return {
      type: 'data',
      cells: [
        String(position),
        tasks.length > 0 ? bullets(tasks.map((task) => task.text)) : 'Nhiệm vụ được giao tại Kế hoạch',
        row.unitName,
        helpers.join('; '),
        deadlines.join('; '),
        [{ text: `${result}${product}`, sources }],
        evidence,
        '',
        bullets(said('difficulties', row.unitId)),
      ],
    };
  };
  return {
    type: 'table',
    caption: 'Kết quả thực hiện nhiệm vụ theo đơn vị',
    columns: [
      column('STT', 12, 'center'),
      column('Nhiệm vụ', 60),
      column('Đơn vị chủ trì', 26),
      column('Đơn vị phối hợp', 24),
      column('Thời hạn', 19, 'center'),
      column('Kết quả/sản phẩm', 58),
      column('Minh chứng (số văn bản)', 24),
      column('Đánh giá', 15),
      column('Khó khăn, vướng mắc', 42),
    ],
    rows: grouped(summary.reporting, toRow),
  };
}

function reportingNote(row: ReportingRow): string {
  const version = row.version !== null && row.version > 1 ? `bản ${row.version}` : null;
  return [row.nil ? 'không phát sinh' : null, version, row.note].filter((part) => part !== null).join('; ');
}

export function reportingTable(summary: CompiledSummary): Table {
  return {
    type: 'table',
    caption: 'Tình hình thực hiện chế độ báo cáo của các đơn vị',
    columns: [
      column('STT', 12, 'center'),
      column('Đơn vị', 52),
      column('Hạn', 25, 'center'),
      column('Ngày nhận', 25, 'center'),
      column('Tình trạng', 27),
      column('Số lần nhắc', 16, 'center'),
      column('Ghi chú', 29),
    ],
    rows: grouped(summary.reporting, (row, position) => ({
      type: 'data',
      cells: [
        String(position),
        row.unitName,
        formatDate(localDate(row.dueAt)),
        row.receivedAt === null ? '' : formatDate(localDate(row.receivedAt)),
        statusWords(row),
        formatCount(row.reminders),
        reportingNote(row),
      ],
    })),
  };
}

export function appendicesOf(
  summary: CompiledSummary,
  attachedTo: string,
  { key, only }: { key: Key; only?: 'figures' | undefined },
): Appendix[] {
  const make = (label: string, table: Table, landscape: boolean): Appendix => ({
    label,
    title: table.caption,
    attachedTo,
    landscape,
    body: [table],
  });
  if (only === 'figures') return [make('Phụ lục', figuresTable(summary, key), true)];
  return [
    make('Phụ lục I', figuresTable(summary, key), true),
    make('Phụ lục II', tasksTable(summary, key), true),
    make('Phụ lục III', reportingTable(summary), false),
  ];
}
