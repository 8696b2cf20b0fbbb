/** "Tổng hợp": where the compilation of each half-year stands, plan by plan. */
import type { FC } from 'hono/jsx';
import type { SummaryStatus } from '../../../services/summaries';
import type { Viewer } from '../../deps';
import { Form } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Empty, Table, Tag } from '../../ui/parts';
import { halfYearWord, SUMMARY_VIEWS } from '../../ui/words';

interface Props {
  viewer: Viewer;
  csrf: string;
  statuses: readonly SummaryStatus[];
  mayCompile: boolean;
  notice?: string | undefined;
}

export const SummaryListPage: FC<Props> = ({ viewer, csrf, statuses, mayCompile, notice }) => {
  const halves = [...new Set(statuses.map(({ halfYear }) => halfYear))];
  return (
    <StaffPage title="Tổng hợp" viewer={viewer} csrf={csrf} active="/tong-hop" notice={notice} wide>
      <h1>Tổng hợp đến đâu, còn thiếu ai?</h1>
      {halves.length === 0 ? (
        <Empty title="Chưa có kỳ nào để tổng hợp.">
          <p>Khi một kỳ báo cáo mở, tình hình nộp hiện ở đây; báo cáo được tổng hợp tự động khi hết hạn.</p>
        </Empty>
      ) : (
        halves.map((half) => (
          <section>
            <h2>{halfYearWord(half)}</h2>
            <Table
              caption={`Tổng hợp ${halfYearWord(half)}`}
              rows={statuses.filter(({ halfYear }) => halfYear === half)}
              columns={[
                {
                  head: 'Kế hoạch',
                  isRowHead: true,
                  cell: ({ summaryId, planTitle }) =>
                    summaryId ? <a href={`/tong-hop/${summaryId}`}>{planTitle}</a> : planTitle,
                },
                {
                  head: 'Trạng thái',
                  cell: ({ state, stale, number }) => {
                    const view = state ? SUMMARY_VIEWS[state] : undefined;
                    return (
                      <>
                        <Tag tone={view?.tone ?? 'wait'}>
                          {view
                            ? `${view.word}${number > 0 ? `, bổ sung số ${number}` : ''}`
                            : 'Chưa tổng hợp'}
                        </Tag>
                        {stale ? (
                          <>
                            {' '}
                            <Tag tone="soon">Số liệu đã thay đổi</Tag>
                          </>
                        ) : null}
                      </>
                    );
                  },
                },
                { head: 'Đã nhận', numeric: true, cell: ({ received, owed }) => `${received} trên ${owed}` },
                {
                  head: 'Còn thiếu',
                  cell: ({ missing }) =>
                    missing.length === 0 ? (
                      'không'
                    ) : (
                      <details class="why">
                        <summary>{missing.length} đơn vị</summary>
                        <ul>
                          {missing.map(({ obligationId, unitName }) => (
                            <li>
                              <a href={`/nghia-vu/${obligationId}`}>{unitName}</a>
                            </li>
                          ))}
                        </ul>
                      </details>
                    ),
                },
                { head: 'Phát hành', cell: ({ issuedAt }) => (issuedAt ? shortMoment(issuedAt) : '') },
                {
                  head: 'Việc',
                  cell: ({ planId, halfYear, state }) =>
                    mayCompile && state !== 'reviewed' ? (
                      <Form action="/tong-hop" csrf={csrf} class="inline">
                        <input type="hidden" name="planId" value={planId} />
                        <input type="hidden" name="halfYear" value={halfYear} />
                        <button type="submit" class="link-button">
                          {state === null
                            ? 'Tổng hợp ngay'
                            : state === 'issued'
                              ? 'Lập bổ sung'
                              : 'Tổng hợp lại'}
                        </button>
                      </Form>
                    ) : (
                      ''
                    ),
                },
              ]}
            />
          </section>
        ))
      )}
    </StaffPage>
  );
};
