/** What changed between two compilations of one period, in sentences the office can read (B79, B88). */
import type {
  CompiledSummary,
  ReportingRow,
  Statement,
  SummaryChange,
  SummaryDiff,
  SummaryFigure,
} from './compile-types';
import { formatNumber } from './format';

/** Status in the words of appendix III. */
export function statusWords(row: Pick<ReportingRow, 'status' | 'lateDays'>): string {
  switch (row.status) {
    case 'on_time':
      return 'Đúng hạn';
    case 'late':
      return `Chậm ${row.lateDays} ngày`;
    case 'late_extended':
      return `Chậm ${row.lateDays} ngày (được gia hạn sau hạn)`;
    case 'returned':
      return 'Trả lại để chỉnh sửa';
    case 'missing':
      return 'Chưa gửi';
    case 'not_due':
      return 'Chưa gửi (chưa đến hạn)';
    case 'exempt':
      return 'Được miễn';
    case 'cancelled':
      return 'Đã hủy';
  }
}

/** The figure in words: a number with its unit, 'không phát sinh' or 'chưa có số liệu'; never 0 for a blank. */
export function actualWords(figure: Pick<SummaryFigure, 'actual' | 'notArising' | 'unit' | 'parts'>): string {
  if (figure.actual !== null) {
    const unit = figure.unit === null ? '' : figure.unit.startsWith('%') ? figure.unit : ` ${figure.unit}`;
    return `${formatNumber(figure.actual)}${unit}`;
  }
  if (figure.notArising) return 'không phát sinh';
  const words = figure.parts.flatMap((part) => (part.assessment === null ? [] : [part.assessment]));
  return words.length > 0 ? words.join('; ') : 'chưa có số liệu';
}

const rowWords = (row: ReportingRow): string =>
  row.version === null ? statusWords(row) : `${statusWords(row)}, bản ${row.version}`;

const quote = (text: string): string => {
  const bare = text.replace(/[\s.;,]+$/, '');
  return bare.length > 120 ? `“${bare.slice(0, 120)}…”` : `“${bare}”`;
};

const sourceList = (statement: Statement): string =>
  statement.sources
    .map((source) => JSON.stringify(source))
    .sort()
    .join();

/** `stale` compares everything the content depends on; `changes` tells what of it a reader would see. */
export function diffSummaries(before: CompiledSummary, after: CompiledSummary): SummaryDiff {
  const changes: SummaryChange[] = [];
  const add = (
    kind: SummaryChange['kind'],
    [refersTo, subject]: [id: string, subject: string],
    message: string,
    values: [before: string | null, after: string | null],
  ) => changes.push({ kind, refersTo, subject, message, before: values[0], after: values[1] });

  const rowsBefore = new Map(before.reporting.map((row) => [row.obligationId, row]));
  const rowsAfter = new Map(after.reporting.map((row) => [row.obligationId, row]));
  for (const [id, row] of rowsAfter) {
    const old = rowsBefore.get(id);
    const was = old === undefined ? null : rowWords(old);
    const is = rowWords(row);
    if (was === is && old?.submissionId === row.submissionId) continue;
    const message =
      was === null ? `${row.unitName}: ${is}.` : `${row.unitName}: trước “${was}”, nay “${is}”.`;
    add('report', [id, row.unitName], message, [was, is]);
  }
  for (const [id, row] of rowsBefore) {
    if (!rowsAfter.has(id))
      add('report', [id, row.unitName], `${row.unitName}: không còn phải báo cáo.`, [rowWords(row), null]);
  }

  const figuresBefore = new Map(before.figures.map((figure) => [figure.targetId, figure]));
  const figuresAfter = new Map(after.figures.map((figure) => [figure.targetId, figure]));
  for (const [id, figure] of figuresAfter) {
    const old = figuresBefore.get(id);
    const was = old === undefined ? null : actualWords(old);
    const is = actualWords(figure);
    if (was === is) continue;
    const message =
      was === null
        ? `Chỉ tiêu “${figure.indicator}”: ${is}.`
        : `Chỉ tiêu “${figure.indicator}”: trước ${was}, nay ${is}.`;
    add('figure', [id, `Chỉ tiêu “${figure.indicator}”`], message, [was, is]);
  }
  for (const [id, figure] of figuresBefore) {
    if (!figuresAfter.has(id)) {
      add(
        'figure',
        [id, `Chỉ tiêu “${figure.indicator}”`],
        `Chỉ tiêu “${figure.indicator}” không còn trong báo cáo.`,
        [actualWords(figure), null],
      );
    }
  }

  const saidBefore = new Map(before.statements.map((statement) => [statement.id, statement]));
  const saidAfter = new Map(after.statements.map((statement) => [statement.id, statement]));
  for (const [id, statement] of saidAfter) {
    const old = saidBefore.get(id);
    if (old === undefined) {
      add('statement_added', [id, 'Bổ sung nội dung'], `Thêm nội dung: ${quote(statement.text)}.`, [
        null,
        statement.text,
      ]);
    } else if (sourceList(old) !== sourceList(statement)) {
      const message = `Nội dung ${quote(statement.text)}: nguồn thay đổi từ ${old.sources.length} thành ${statement.sources.length} báo cáo.`;
      add('statement_sources', [id, quote(statement.text)], message, [
        sourceList(old),
        sourceList(statement),
      ]);
    }
  }
  for (const [id, statement] of saidBefore) {
    if (!saidAfter.has(id)) {
      add('statement_removed', [id, 'Bỏ nội dung'], `Bỏ nội dung: ${quote(statement.text)}.`, [
        statement.text,
        null,
      ]);
    }
  }
  return { stale: before.inputsHash !== after.inputsHash, changes };
}
