/** Parts of a compiled summary that the office and leaders both read: reporting state, figures, statements. */
import type { FC } from 'hono/jsx';
import type {
  ReportingRow,
  SourceRef,
  StatementSection,
  SummaryFigure,
  Verdict,
} from '../../../domain/compile-types';
import { formatNumber, formatPercent } from '../../../domain/format';
import type { SummaryView } from '../../../services/queries/summaries';
import { dueText } from '../../ui/format';
import { Empty, Table, Tag, type Tone, Why } from '../../ui/parts';
import { aimOf } from '../../ui/target';

/** Where a source opens; leaders behind a link and the office have different pages. */
export type SourceHref = (submissionId: string, version: number) => string | null;

const STATUS: Record<ReportingRow['status'], { word: string; tone: Tone }> = {
  on_time: { word: 'Đúng hạn', tone: 'good' },
  late: { word: 'Nộp chậm', tone: 'soon' },
  late_extended: { word: 'Chậm, gia hạn sau hạn', tone: 'more' },
  returned: { word: 'Trả lại', tone: 'back' },
  missing: { word: 'Chưa nộp', tone: 'late' },
  not_due: { word: 'Chưa đến hạn', tone: 'wait' },
  exempt: { word: 'Miễn', tone: 'none' },
  cancelled: { word: 'Đã hủy', tone: 'none' },
};

const VERDICTS: Record<Verdict, { word: string; tone: Tone }> = {
  dat: { word: 'Đạt', tone: 'good' },
  vuot: { word: 'Vượt', tone: 'good' },
  chua_dat: { word: 'Chưa đạt', tone: 'late' },
  chua_den_ky: { word: 'Chưa đến kỳ đánh giá', tone: 'wait' },
  chua_co_so_lieu: { word: 'Chưa có số liệu', tone: 'soon' },
  khong_danh_gia_so: { word: 'Đánh giá bằng lời', tone: 'none' },
};

export const SECTION_WORDS: Record<StatementSection, string> = {
  direction: 'Công tác chỉ đạo',
  results: 'Kết quả thực hiện',
  difficulties: 'Khó khăn, vướng mắc',
  proposals: 'Đề xuất, kiến nghị',
  nextPeriod: 'Nhiệm vụ kỳ tới',
  funding: 'Kinh phí',
  causes: 'Nguyên nhân',
};

export const Sources: FC<{ view: SummaryView; sources: readonly SourceRef[]; href: SourceHref }> = ({
  view,
  sources,
  href,
}) => (
  <ul>
    {sources.map((source) => {
      if (source.kind === 'document') return <li>{source.reference}</li>;
      if (source.kind === 'register')
        return <li>Đếm từ sổ theo dõi, {source.obligationIds.length} báo cáo</li>;
      const to = href(source.submissionId, source.version);
      const text = `${view.reports[source.submissionId]?.unitName ?? 'Đơn vị'}, bản số ${source.version}`;
      return <li>{to ? <a href={to}>{text}</a> : text}</li>;
    })}
  </ul>
);

export const Reporting: FC<{ view: SummaryView; href: SourceHref }> = ({ view, href }) => {
  const { counts, reporting } = view.compiled;
  const rate = counts.receivedRate.percent;
  return (
    <>
      <p>
        Đã nhận <strong>{counts.received}</strong> trên {counts.required} báo cáo
        {rate === null ? ' (tỷ lệ: không áp dụng)' : ` (${formatPercent(rate)})`}; đúng hạn {counts.onTime},
        chậm {counts.late}, chưa nộp {counts.missing}
        {counts.exempt > 0 ? `, miễn ${counts.exempt}` : ''}.
      </p>
      <Table
        caption="Tình hình nộp báo cáo của các đơn vị"
        rows={reporting}
        columns={[
          {
            head: 'Đơn vị',
            isRowHead: true,
            cell: (row) => {
              const to =
                row.submissionId && row.version !== null ? href(row.submissionId, row.version) : null;
              return to ? <a href={to}>{row.unitName}</a> : row.unitName;
            },
          },
          {
            head: 'Tình trạng',
            cell: (row) => (
              <>
                <Tag tone={STATUS[row.status].tone}>
                  {STATUS[row.status].word}
                  {row.lateDays > 0 ? ` ${row.lateDays} ngày` : ''}
                </Tag>
                {row.nil ? <span class="muted"> không phát sinh</span> : null}
                {row.note ? <p class="muted small">{row.note}</p> : null}
              </>
            ),
          },
          { head: 'Hạn nộp', cell: ({ dueAt }) => dueText(new Date(dueAt)) },
          { head: 'Số lần nhắc', numeric: true, cell: ({ reminders }) => reminders },
        ]}
      />
    </>
  );
};

const withUnit = (value: number | null, figure: SummaryFigure): string => {
  if (value === null) return figure.notArising ? 'không phát sinh' : 'chưa có số liệu';
  const unit = figure.unit ?? '';
  return `${formatNumber(value)}${unit === '' ? '' : unit.startsWith('%') ? unit : ` ${unit}`}`;
};

const aim = (figure: SummaryFigure): string =>
  aimOf({ ...figure, value: figure.targetValue, valueMax: figure.targetValueMax });

export const Figures: FC<{ view: SummaryView; href: SourceHref }> = ({ view, href }) => {
  const { figures } = view.compiled;
  if (figures.length === 0) {
    return (
      <Empty title="Kế hoạch này không có chỉ tiêu bằng số.">
        <p>Các đơn vị báo cáo bằng lời; xem phần nội dung ở dưới.</p>
      </Empty>
    );
  }
  return (
    <Table
      caption="Kết quả so với chỉ tiêu"
      rows={figures}
      columns={[
        {
          head: 'Chỉ tiêu',
          isRowHead: true,
          cell: (figure) => (
            <>
              {figure.indicator}
              <br />
              <span class="muted small">
                {aim(figure)}
                {figure.milestoneNote ? ` · ${figure.milestoneNote}` : ''}
              </span>
            </>
          ),
        },
        {
          head: 'Thực hiện',
          cell: (figure) => (
            <>
              <strong>{withUnit(figure.actual, figure)}</strong>
              {figure.estimated ? <span class="muted"> (ước)</span> : null}
              <FigureWhy {...{ view, figure, href }} />
            </>
          ),
        },
        {
          head: 'So với kỳ trước, cùng kỳ',
          cell: ({ percentOfPrevious, percentOfSamePeriod }) =>
            [
              percentOfPrevious === null ? '' : `kỳ trước ${formatPercent(percentOfPrevious)}`,
              percentOfSamePeriod === null ? '' : `cùng kỳ ${formatPercent(percentOfSamePeriod)}`,
            ]
              .filter(Boolean)
              .join('; '),
        },
        {
          head: 'Đánh giá',
          cell: ({ verdict }) => <Tag tone={VERDICTS[verdict].tone}>{VERDICTS[verdict].word}</Tag>,
        },
      ]}
    />
  );
};

/** What a figure is made of: every unit's part with its report, and who is missing (B87, B89). */
const FigureWhy: FC<{ view: SummaryView; figure: SummaryFigure; href: SourceHref }> = ({
  view,
  figure,
  href,
}) => {
  const nameOf = (unitId: string) =>
    view.compiled.reporting.find((row) => row.unitId === unitId)?.unitName ?? 'đơn vị khác';
  return (
    <Why label="Số này từ đâu?">
      {figure.parts.length === 0 ? <p>Chưa đơn vị nào báo số liệu này.</p> : null}
      <ul>
        {figure.parts.map((part) => {
          const to = href(part.source.submissionId, part.source.version);
          const ratio =
            part.numerator !== null
              ? ` (${formatNumber(part.numerator)} trên ${formatNumber(part.denominator ?? 0)})`
              : '';
          const text = part.assessment ?? `${withUnit(part.value, figure)}${ratio}`;
          return (
            <li>
              {to ? <a href={to}>{part.unitName}</a> : part.unitName}: {text}
              {part.carriedFrom ? ` (số của ${part.carriedFrom})` : ''}
              {part.note ? `; ${part.note}` : ''}
            </li>
          );
        })}
      </ul>
      {figure.missingUnitIds.length > 0 ? (
        <p>Chưa có số liệu của: {figure.missingUnitIds.map(nameOf).join('; ')}.</p>
      ) : null}
      {figure.remarks.map((remark) => (
        <p class="muted small">{remark}</p>
      ))}
    </Why>
  );
};

export const Statements: FC<{ view: SummaryView; href: SourceHref }> = ({ view, href }) => {
  const { statements } = view.compiled;
  const sections = (Object.keys(SECTION_WORDS) as StatementSection[]).filter((section) =>
    statements.some((statement) => statement.section === section),
  );
  if (sections.length === 0) {
    return (
      <Empty title="Chưa có nội dung bằng lời.">
        <p>Nội dung lấy từ các phần kết quả, khó khăn, đề xuất của báo cáo đơn vị.</p>
      </Empty>
    );
  }
  return (
    <>
      {sections.map((section) => (
        <section>
          <h3>{SECTION_WORDS[section]}</h3>
          <ul>
            {statements
              .filter((statement) => statement.section === section)
              .map((statement) => (
                <li>
                  {statement.text}
                  {statement.contradicts.length > 0 ? (
                    <>
                      {' '}
                      <Tag tone="soon">Có ý kiến trái ngược</Tag>
                    </>
                  ) : null}
                  <Why label={`Nguồn (${statement.sources.length})`}>
                    <Sources view={view} sources={statement.sources} href={href} />
                    {statement.variants.length > 0 ? (
                      <p class="small">Cách nói khác: {statement.variants.join('; ')}</p>
                    ) : null}
                  </Why>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
};

/** '28@2' → link of the html document's source marks. */
export const sourceKeyHref =
  (href: SourceHref) =>
  (key: string): string | null => {
    const match = /^([0-9a-f-]{36})@(\d+)$/.exec(key);
    return match?.[1] ? href(match[1], Number(match[2])) : null;
  };
