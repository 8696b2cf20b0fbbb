/** "Theo dõi": who owes what, by period or report by report. */
import type { FC } from 'hono/jsx';
import type { WorkCalendar } from '../../../domain/calendar';
import { type BoardRow, type PeriodRow, STATE_FILTERS } from '../../../services/queries/board';
import type { Viewer } from '../../deps';
import { Due } from '../../ui/due';
import { Button, Select } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { stateView } from '../../ui/obligation-state';
import { Empty, Pager, Table, Tag } from '../../ui/parts';
import { halfYearWord } from '../../ui/words';

export interface BoardQuery {
  xem: 'ky' | 'bao-cao';
  keHoach: string;
  ky: string;
  donVi: string;
  nua: string;
  trangThai: string;
}

interface Props {
  viewer: Viewer;
  csrf: string;
  query: BoardQuery;
  choices: {
    plans: { id: string; title: string }[];
    units: { id: string; name: string }[];
    halfYears: string[];
  };
  asOf: Date;
  calendar: WorkCalendar;
  page: number;
  result:
    | { view: 'ky'; rows: PeriodRow[]; total: number; pages: number }
    | { view: 'bao-cao'; rows: BoardRow[]; total: number; pages: number };
}

export function boardHref(query: Partial<BoardQuery>, page?: number): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) parameters.set(name, value);
  if (page && page > 1) parameters.set('trang', String(page));
  return `/theo-doi?${parameters}`;
}

export const BoardPage: FC<Props> = (props) => {
  const { viewer, csrf, query, choices, result, page } = props;
  const filtered = query.keHoach || query.donVi || query.nua || query.trangThai || query.ky;
  return (
    <StaffPage title="Theo dõi" viewer={viewer} csrf={csrf} active="/theo-doi" scripts={['sort.js']} wide>
      <h1>Ai còn nợ báo cáo gì?</h1>
      <nav class="tabs" aria-label="Cách xem">
        <a href={boardHref({ ...query, xem: 'ky' })} aria-current={result.view === 'ky' ? 'page' : undefined}>
          Theo kỳ báo cáo
        </a>
        <a
          href={boardHref({ ...query, xem: 'bao-cao' })}
          aria-current={result.view === 'bao-cao' ? 'page' : undefined}
        >
          Từng báo cáo
        </a>
      </nav>
      <form method="get" action="/theo-doi" class="filters">
        <input type="hidden" name="xem" value={result.view} />
        {query.ky ? <input type="hidden" name="ky" value={query.ky} /> : null}
        <Select
          name="trangThai"
          label="Trạng thái"
          empty="Tất cả đã mở"
          options={Object.entries(STATE_FILTERS).map(([value, label]) => ({ value, label }))}
          value={query.trangThai}
        />
        <Select
          name="nua"
          label="Nửa năm"
          empty="Mọi kỳ"
          options={choices.halfYears.map((code) => ({ value: code, label: halfYearWord(code) }))}
          value={query.nua}
        />
        <Select
          name="keHoach"
          label="Kế hoạch"
          empty="Mọi kế hoạch"
          options={choices.plans.map(({ id, title }) => ({ value: id, label: title }))}
          value={query.keHoach}
        />
        <Select
          name="donVi"
          label="Đơn vị"
          empty="Mọi đơn vị"
          options={choices.units.map(({ id, name }) => ({ value: id, label: name }))}
          value={query.donVi}
        />
        <Button kind="plain">Lọc</Button>
      </form>
      <p class="muted">
        {result.total} {result.view === 'ky' ? 'kỳ báo cáo' : 'báo cáo'}
        {filtered ? (
          <>
            {' '}
            · <a href="/theo-doi">Bỏ lọc</a>
          </>
        ) : null}
      </p>
      {result.total === 0 ? (
        <Empty title={filtered ? 'Không có báo cáo nào khớp bộ lọc.' : 'Chưa có báo cáo nào được mở.'}>
          <p>
            {filtered ? (
              <a href="/theo-doi">Bỏ lọc để xem tất cả</a>
            ) : (
              'Báo cáo xuất hiện khi một kế hoạch được kích hoạt và đến kỳ.'
            )}
          </p>
        </Empty>
      ) : result.view === 'ky' ? (
        <Periods rows={result.rows} asOf={props.asOf} calendar={props.calendar} query={query} />
      ) : (
        <Reports rows={result.rows} asOf={props.asOf} calendar={props.calendar} />
      )}
      <Pager page={page} pages={result.pages} href={(to) => boardHref({ ...query, xem: result.view }, to)} />
    </StaffPage>
  );
};

const Periods: FC<{ rows: PeriodRow[]; asOf: Date; calendar: WorkCalendar; query: BoardQuery }> = ({
  rows,
  asOf,
  calendar,
  query,
}) => (
  <Table
    caption="Các kỳ báo cáo"
    sortable
    rows={rows}
    columns={[
      {
        head: 'Kỳ báo cáo',
        isRowHead: true,
        cell: (row) => (
          <>
            <a href={boardHref({ xem: 'bao-cao', ky: row.periodId, donVi: query.donVi })}>{row.label}</a>
            <br />
            <span class="muted small">{row.planTitle}</span>
          </>
        ),
      },
      {
        head: 'Hạn nộp',
        cell: (row) => (
          <>
            <Due
              dueAt={row.dueAt}
              asOf={asOf}
              calendar={calendar}
              settled={row.accepted + row.submitted === row.total}
            />
            {row.provisional ? <span class="muted"> (tạm tính)</span> : null}
          </>
        ),
        sortBy: (row) => row.dueAt.getTime(),
      },
      {
        head: 'Đã nộp',
        numeric: true,
        cell: (row) => `${row.accepted + row.submitted} trên ${row.total}`,
        sortBy: (row) => (row.accepted + row.submitted) / Math.max(1, row.total),
      },
      {
        head: 'Quá hạn',
        cell: (row) => (row.overdue > 0 ? <Tag tone="late">{row.overdue} đơn vị</Tag> : 'không'),
        sortBy: (row) => row.overdue,
      },
      { head: 'Chờ xem', numeric: true, cell: (row) => row.submitted },
      { head: 'Trả lại', numeric: true, cell: (row) => row.returned },
      { head: 'Miễn, hủy', numeric: true, cell: (row) => row.setAside },
    ]}
  />
);

const Reports: FC<{ rows: BoardRow[]; asOf: Date; calendar: WorkCalendar }> = ({ rows, asOf, calendar }) => (
  <Table
    caption="Các báo cáo"
    sortable
    rows={rows}
    columns={[
      {
        head: 'Đơn vị',
        isRowHead: true,
        cell: (row) => <a href={`/nghia-vu/${row.id}`}>{row.unitName}</a>,
      },
      {
        head: 'Báo cáo',
        cell: (row) => (
          <>
            {row.periodLabel}
            <br />
            <span class="muted small">{row.planTitle}</span>
          </>
        ),
      },
      {
        head: 'Trạng thái',
        cell: (row) => {
          const state = stateView(row, asOf);
          return (
            <>
              <Tag tone={state.tone}>{state.word}</Tag>
              {row.draftSavedAt && (row.state === 'open' || row.state === 'returned') ? (
                <p class="muted small">Có bản nháp từ {shortMoment(row.draftSavedAt)}, chưa gửi</p>
              ) : null}
            </>
          );
        },
        sortBy: (row) => stateView(row, asOf).rank,
      },
      {
        head: 'Hạn nộp',
        cell: (row) => (
          <Due
            dueAt={row.state === 'returned' ? (row.correctionDueAt ?? row.dueAt) : row.dueAt}
            asOf={asOf}
            calendar={calendar}
            settled={row.state !== 'open' && row.state !== 'returned'}
          />
        ),
        sortBy: (row) => row.dueAt.getTime(),
      },
      { head: 'Nộp lần đầu', cell: (row) => (row.firstSubmittedAt ? shortMoment(row.firstSubmittedAt) : '') },
      { head: 'Số lần nhắc', numeric: true, cell: (row) => row.reminders },
    ]}
  />
);
