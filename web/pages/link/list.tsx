/** "Đơn vị tôi còn nợ báo cáo gì?": every open report of the unit, the oldest deadline first. */
import type { FC } from 'hono/jsx';
import type { WorkCalendar } from '../../../domain/calendar';
import type { OwedReport } from '../../../services/queries/unit-reports';
import { Due } from '../../ui/due';
import { Form } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { LinkPage } from '../../ui/layout';
import { stateView } from '../../ui/obligation-state';
import { Empty, Tag } from '../../ui/parts';
import { pathOf } from './context';

interface Props {
  token: string;
  csrf: string;
  office: string;
  unitName: string;
  contactName: string;
  /** The report this link was made for. */
  ownId: string;
  reports: readonly OwedReport[];
  /** secret address of the unit's deadlines for calendar programs */
  feedHref: string;
  /** The commune has Zalo and this person is not connected yet. */
  offersZalo: boolean;
  asOf: Date;
  calendar: WorkCalendar;
}

export const OwedListPage: FC<Props> = ({
  token,
  csrf,
  office,
  unitName,
  contactName,
  ownId,
  reports,
  feedHref,
  offersZalo,
  asOf,
  calendar,
}) => (
  <LinkPage title="Báo cáo còn phải nộp" office={office}>
    <h1>Đơn vị tôi còn nợ báo cáo gì?</h1>
    <p class="lead">
      <strong>{unitName}</strong> · người nhận: {contactName}
    </p>
    {reports.length === 0 ? (
      <Empty title="Hiện không còn báo cáo nào phải nộp.">
        <p>Khi đến kỳ báo cáo tiếp theo, hệ thống sẽ gửi thông báo kèm đường dẫn mới.</p>
      </Empty>
    ) : (
      <>
        <p>
          Còn <strong>{reports.length}</strong> báo cáo, hạn gần nhất đứng trước.
        </p>
        <ul class="cards-list">
          {reports.map((report, index) => {
            const state = stateView(report, asOf);
            const due = report.correctionDueAt ?? report.dueAt;
            const own = report.obligationId === ownId;
            const first = index === 0;
            const label = report.draftSavedAt ? 'Viết tiếp' : 'Mở báo cáo';
            return (
              <li class={`card${state.tone === 'late' ? ' card-late' : ''}`}>
                <h2>{report.periodLabel}</h2>
                <p>
                  {report.planTitle}
                  {report.planNumber ? <span class="muted"> ({report.planNumber})</span> : null}
                </p>
                <p>
                  <Tag tone={state.tone}>{state.word}</Tag>
                </p>
                <p>
                  {report.correctionDueAt ? 'Hạn chỉnh sửa: ' : 'Hạn nộp: '}
                  <Due dueAt={due} asOf={asOf} calendar={calendar} />
                </p>
                {report.draftSavedAt ? (
                  <p class="muted">Đã lưu nháp lúc {shortMoment(report.draftSavedAt)}, chưa gửi.</p>
                ) : null}
                {own ? (
                  <a
                    class={`button ${first ? 'button-main' : 'button-plain'}`}
                    href={pathOf(token, '/bao-cao')}
                  >
                    {label}
                    <span class="visually-hidden"> {report.periodLabel}</span>
                  </a>
                ) : (
                  <Form action={pathOf(token, '/mo')} csrf={csrf} class="inline">
                    <input type="hidden" name="obligationId" value={report.obligationId} />
                    <button type="submit" class={`button ${first ? 'button-main' : 'button-plain'}`}>
                      {label}
                      <span class="visually-hidden"> {report.periodLabel}</span>
                    </button>
                  </Form>
                )}
              </li>
            );
          })}
        </ul>
      </>
    )}
    {offersZalo ? (
      <p>
        <a href={pathOf(token, '/zalo')}>Nhận thông báo qua Zalo</a>
      </p>
    ) : null}
    <p>
      <a href={feedHref}>Thêm hạn nộp của đơn vị vào lịch (iCalendar)</a>
      <span class="muted small"> · đường dẫn riêng của đơn vị, không chuyển ra ngoài</span>
    </p>
  </LinkPage>
);
