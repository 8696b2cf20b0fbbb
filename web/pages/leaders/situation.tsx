/** "Tình hình": is the commune on time? Three figures, the worst first, the trend over the half-years. */
import { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import type { WorkCalendar } from '../../../domain/calendar';
import { formatPercent } from '../../../domain/format';
import { calendarOf } from '../../../services/calendar';
import { type Situation, situation } from '../../../services/queries/situation';
import { need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Viewer, WebDeps, WebEnv } from '../../deps';
import { page } from '../../http/respond';
import { Due } from '../../ui/due';
import { StaffPage } from '../../ui/layout';
import { stateView } from '../../ui/obligation-state';
import { Empty, Table, Tag } from '../../ui/parts';
import { Trend } from '../../ui/trend';
import { halfYearWord } from '../../ui/words';

interface Props {
  viewer: Viewer;
  csrf: string;
  data: Situation;
  asOf: Date;
  calendar: WorkCalendar;
}

const rate = (part: number, whole: number): string =>
  whole === 0 ? 'không áp dụng' : formatPercent((part / whole) * 100, 1);

const SituationPage: FC<Props> = ({ viewer, csrf, data, asOf, calendar }) => {
  const { current } = data;
  return (
    <StaffPage title="Tình hình" viewer={viewer} csrf={csrf} active="/tinh-hinh" scripts={['sort.js']} wide>
      <h1>Các đơn vị có đúng hạn không?</h1>
      <div class="grid">
        <section class={`card${data.overdue > 0 ? ' card-late' : ''}`}>
          <h2>Đang quá hạn</h2>
          <p class="figure">{data.overdue}</p>
          <p>
            <a href="/theo-doi?xem=bao-cao&trangThai=qua-han">Xem từng báo cáo</a>
          </p>
        </section>
        <section class="card">
          <h2>Đúng hạn{current ? `, ${halfYearWord(current.halfYear)}` : ''}</h2>
          <p class="figure">{current ? rate(current.onTime, current.due) : '–'}</p>
          <p class="muted">
            {current
              ? `${current.onTime} trên ${current.due} báo cáo đã đến hạn`
              : 'chưa có báo cáo nào đến hạn'}
          </p>
        </section>
        <section class="card">
          <h2>Đến hạn trong 7 ngày</h2>
          <p class="figure">{data.soon}</p>
          <p>
            <a href="/theo-doi?xem=bao-cao&trangThai=sap-den">Xem từng báo cáo</a>
          </p>
        </section>
      </div>
      <h2>Chậm nhất</h2>
      {data.worst.length === 0 ? (
        <Empty title="Không có báo cáo nào quá hạn.">
          <p>Báo cáo quá hạn hiện ở đây, quá lâu nhất đứng trước.</p>
        </Empty>
      ) : (
        <Table
          caption="Báo cáo quá hạn lâu nhất"
          rows={data.worst}
          columns={[
            {
              head: 'Đơn vị',
              isRowHead: true,
              cell: (row) => <a href={`/nghia-vu/${row.obligationId}`}>{row.unitName}</a>,
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
                return <Tag tone={state.tone}>{state.word}</Tag>;
              },
            },
            {
              head: 'Hạn nộp',
              cell: (row) => <Due dueAt={row.correctionDueAt ?? row.dueAt} asOf={asOf} calendar={calendar} />,
            },
          ]}
        />
      )}
      {data.history.length > 0 ? (
        <>
          <h2>Qua các kỳ</h2>
          <Trend rows={data.history} />
        </>
      ) : null}
      {data.units.length > 0 ? (
        <>
          <h2>Theo đơn vị</h2>
          <Table
            caption="Tình hình theo đơn vị, chậm nhất đứng trước"
            sortable
            rows={data.units}
            columns={[
              {
                head: 'Đơn vị',
                isRowHead: true,
                cell: ({ unitId, unitName }) => (
                  <a href={`/theo-doi?xem=bao-cao&donVi=${unitId}`}>{unitName}</a>
                ),
              },
              { head: 'Chưa nộp', numeric: true, cell: ({ overdue }) => overdue },
              { head: 'Nộp chậm', numeric: true, cell: ({ late }) => late },
              {
                head: 'Đúng hạn',
                numeric: true,
                cell: ({ onTime, due }) => `${onTime} trên ${due}`,
                sortBy: ({ onTime, due }) => onTime / Math.max(1, due),
              },
            ]}
          />
        </>
      ) : null}
      <h2>Việc cần ý kiến</h2>
      <p>
        {data.escalations === 0 ? (
          'Không có đề nghị đôn đốc nào chờ quyết định.'
        ) : (
          <a href="/de-nghi">{data.escalations} đề nghị đôn đốc đang chờ quyết định</a>
        )}
      </p>
    </StaffPage>
  );
};

export function situationRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.get('/tinh-hinh', need('report.view'), async (c) => {
    const viewer = staffOf(c);
    const asOf = deps.clock.now();
    const { organizationId } = viewer;
    const [data, calendar] = await Promise.all([
      situation(deps.db, { organizationId, asOf }),
      calendarOf(deps.db, organizationId),
    ]);
    return page(c, <SituationPage {...{ viewer, data, asOf, calendar }} csrf={c.get('csrf')} />);
  });
  return app;
}
