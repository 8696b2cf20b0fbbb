/** Sentences of the compiled report: figures and counts in the style of office reports (reporting-regime §3.3). */
import { actualWords } from '../domain/compile-diff';
import type { CompiledSummary, SourceRef, Statement, SummaryFigure, Verdict } from '../domain/compile-types';
import { capitalise, formatCount, formatNumber, formatPercent } from '../domain/format';
import type { SummaryReportInput } from './inputs';
import type { RichText, Run } from './model';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  dat: 'Đạt',
  vuot: 'Vượt',
  chua_dat: 'Chưa đạt',
  chua_den_ky: 'Chưa đến kỳ đánh giá',
  chua_co_so_lieu: 'Chưa có số liệu',
  khong_danh_gia_so: 'Đánh giá bằng lời',
};

/** A place the office still has to fill in; only drafts show it. */
export const TO_FILL_IN = '[...]';

const SIGNS = {
  '>=': '≥ ',
  '>': '> ',
  '<=': '≤ ',
  '<': '< ',
  approx: 'khoảng ',
  '=': '',
  range: '',
} as const;

const withUnit = (number: string, unit: string | null): string =>
  unit === null ? number : unit.startsWith('%') ? `${number}${unit}` : `${number} ${unit}`;

/** The plan's figure with its operator: '≥ 30', 'từ 1 đến 2'; in words where the plan has no number. */
export function targetWords(figure: SummaryFigure): string {
  if (figure.targetValue === null) return figure.text;
  const number = formatNumber(figure.targetValue);
  if (figure.comparator === 'range' && figure.targetValueMax !== null) {
    return `${number} – ${formatNumber(figure.targetValueMax)}`;
  }
  return `${figure.comparator === null ? '' : SIGNS[figure.comparator]}${number}`;
}

function change(percent: number | null, base: string): string | null {
  if (percent === null) return null;
  const difference = percent - 100;
  if (Math.abs(difference) < 0.005) return `bằng ${base}`;
  return `${difference > 0 ? 'tăng' : 'giảm'} ${formatPercent(Math.abs(difference))} so với ${base}`;
}

/** 'ước đạt 120 ha, bằng 80% kế hoạch năm 2026 (≥ 150 ha), tăng 17,53% so với cùng kỳ năm trước' */
export function figureSentence(figure: SummaryFigure, summary: CompiledSummary): string {
  const { period } = summary;
  const actual = actualWords(figure);
  if (figure.verdict === 'khong_danh_gia_so' || figure.actual === null) return actual;
  const parts = [`${figure.estimated ? 'ước đạt' : 'đạt'} ${actual}`];
  if (figure.yearTotal !== null && figure.aggregation === 'sum' && period.half === 2) {
    parts.push(`cả năm ${withUnit(formatNumber(figure.yearTotal), figure.unit)}`);
  }
  const year = figure.milestoneYear ?? summary.plan.endYear ?? period.year;
  const goal = withUnit(targetWords(figure), figure.unit);
  const label = year === period.year ? `kế hoạch năm ${year}` : `mục tiêu của mốc năm ${year}`;
  if (figure.percentOfPlan === null || figure.direction === 'desc') {
    // A share of the target would read as praise for a poverty rate above it.
    parts.push(`${label} ${goal}`);
  } else {
    parts.push(`bằng ${formatPercent(figure.percentOfPlan)} ${label} (${goal})`);
  }
  const first = period.half === 2 ? change(figure.percentOfPrevious, '6 tháng đầu năm') : null;
  const same = change(figure.percentOfSamePeriod, 'cùng kỳ năm trước');
  return [...parts, first, same].filter((part) => part !== null).join(', ');
}

/** Short names of where a statement comes from: units once each, documents by their reference. */
export function sourceWords(sources: readonly SourceRef[], summary: CompiledSummary): string {
  const name = new Map(summary.unitNames.map((unit) => [unit.unitId, unit.name]));
  const words = sources.flatMap((source) => {
    if (source.kind === 'submission') return [name.get(source.unitId) ?? source.unitId];
    return source.kind === 'document' ? [source.reference] : [];
  });
  return [...new Set(words)].join('; ');
}

type Key = NonNullable<SummaryReportInput['sourceKey']>;

export const defaultSourceKey: Key = ({ submissionId, version }) => `${submissionId}@${version}`;

const keysOf = (sources: readonly SourceRef[], key: Key): string[] =>
  sources.flatMap((source) => (source.kind === 'submission' ? [key(source)] : []));

const closed = (text: string): string => text.replace(/[\s.;,:]+$/, '');

/**
 * The sentence as the unit wrote it, then who said it; one with an opposite says that views differ (B91).
 * @param under unit whose heading it stands under, which need not be named again
 */
export function statementText(
  statement: Statement,
  summary: CompiledSummary,
  { key, under }: { key: Key; under?: string | null },
): RichText {
  const own = statement.sources.every((source) => source.kind === 'submission' && source.unitId === under);
  const from = own ? '' : sourceWords(statement.sources, summary);
  const differ = statement.contradicts.length > 0 ? 'báo cáo của các đơn vị còn khác nhau' : '';
  const tail = [from, differ].filter((part) => part !== '').join('; ');
  const sources = keysOf(statement.sources, key);
  const runs: Run[] =
    tail === ''
      ? [{ text: closed(statement.text), sources }]
      : [{ text: closed(statement.text) }, { text: ` (${tail})`, italic: true, sources }];
  return [...runs, { text: '.' }];
}

export function figureText(figure: SummaryFigure, summary: CompiledSummary, key: Key): RichText {
  const sources = figure.parts.map((part) => key(part.source));
  return [
    { text: `${capitalise(figure.indicator)}: ` },
    { text: `${figureSentence(figure, summary)}.`, sources },
  ];
}

/** 'Có 05/07 đơn vị gửi báo cáo (71,43%), trong đó …'; with nobody to report 'không áp dụng' (B57). */
export function reportingSentence(summary: CompiledSummary): string {
  const { counts } = summary;
  if (counts.required === 0) return 'Không có đơn vị phải báo cáo trong kỳ; tỷ lệ báo cáo: không áp dụng.';
  const rate = counts.receivedRate.percent === null ? '' : ` (${formatPercent(counts.receivedRate.percent)})`;
  const detail = [
    `đúng hạn ${formatCount(counts.onTime)}`,
    counts.late > 0 ? `chậm ${formatCount(counts.late)}` : null,
  ].filter((part) => part !== null);
  const also = [
    counts.nil > 0 ? `${formatCount(counts.nil)} đơn vị báo cáo không phát sinh` : null,
    counts.returned > 0 ? `${formatCount(counts.returned)} báo cáo đang trả lại để chỉnh sửa` : null,
    counts.exempt > 0 ? `${formatCount(counts.exempt)} đơn vị được miễn báo cáo` : null,
  ].filter((part) => part !== null);
  const exempt = also.length === 0 ? '' : ` Có ${also.join('; ')}.`;
  const head = `Có ${formatCount(counts.received)}/${formatCount(counts.required)} đơn vị gửi báo cáo${rate}`;
  return counts.received === 0 ? `${head}.${exempt}` : `${head}, trong đó ${detail.join(', ')}.${exempt}`;
}

/** B87: the draft names who is missing and says that the figures are without them. */
export function missingSentence(summary: CompiledSummary): string | null {
  const names = summary.missingUnits.map((unit) => unit.unitName);
  const returned = summary.reporting.filter((row) => row.status === 'returned').map((row) => row.unitName);
  const all = [...names, ...returned.map((name) => `${name} (đang chỉnh sửa)`)];
  if (all.length === 0) return null;
  return `Số liệu và nội dung trong báo cáo chưa gồm ${formatCount(all.length)} đơn vị chưa gửi báo cáo: ${all.join('; ')}.`;
}

const reachedCount = ({ tally }: CompiledSummary): number => tally.met + tally.exceeded;

/** The two counts that open the general assessment. */
export function achievementSentence(summary: CompiledSummary): string {
  const { tally, counts } = summary;
  const parts = [
    tally.assessed > 0
      ? `${formatCount(reachedCount(summary))}/${formatCount(tally.assessed)} chỉ tiêu đạt và vượt`
      : null,
    counts.required > 0
      ? `${formatCount(counts.onTime)}/${formatCount(counts.required)} đơn vị gửi báo cáo đúng hạn`
      : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : `${capitalise(summary.period.label)}, có ${parts.join('; ')}.`;
}

export function tallySentence(summary: CompiledSummary): string {
  const { tally } = summary;
  if (tally.assessed + tally.inWords === 0) return 'Kế hoạch không giao chỉ tiêu phải báo cáo trong kỳ.';
  const details = [
    tally.exceeded > 0 ? `vượt ${formatCount(tally.exceeded)}` : null,
    tally.notMet > 0 ? `chưa đạt ${formatCount(tally.notMet)}` : null,
    tally.notYetDue > 0 ? `chưa đến kỳ đánh giá ${formatCount(tally.notYetDue)}` : null,
    tally.noData > 0 ? `chưa có số liệu ${formatCount(tally.noData)}` : null,
  ].filter((part) => part !== null);
  const words =
    tally.inWords > 0 ? ` Ngoài ra có ${formatCount(tally.inWords)} chỉ tiêu đánh giá bằng lời.` : '';
  const good = reachedCount(summary);
  const tail = details.length === 0 ? '' : ` (${details.join(', ')})`;
  return `Có ${formatCount(good)}/${formatCount(tally.assessed)} chỉ tiêu đạt và vượt${tail}.${words} Chi tiết tại Phụ lục I.`;
}
