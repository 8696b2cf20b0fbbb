/** Two short forms of a unit: ask for more time, and say that somebody else is in charge. */
import type { FC } from 'hono/jsx';
import type { WorkCalendar } from '../../../domain/calendar';
import type { ReportView } from '../../../services/queries/unit-reports';
import { Due } from '../../ui/due';
import { Button, ErrorSummary, Form, type FormProblem, TextArea, TextField } from '../../ui/form';
import { LinkPage } from '../../ui/layout';
import { pathOf } from './context';

interface Props {
  token: string;
  csrf: string;
  view: ReportView;
  asOf: Date;
  calendar: WorkCalendar;
  problems?: readonly FormProblem[];
  typed?: { date?: string; reason?: string; suggestion?: string };
}

export const ExtensionPage: FC<Props> = ({ token, csrf, view, asOf, calendar, problems = [], typed }) => (
  <LinkPage
    title={problems.length > 0 ? 'Lỗi: Xin gia hạn nộp' : 'Xin gia hạn nộp'}
    office={view.organizationName}
    back={{ href: pathOf(token, '/bao-cao'), label: 'Về báo cáo' }}
  >
    <ErrorSummary problems={problems} />
    <h1>Xin gia hạn nộp</h1>
    <p>
      {view.period.label} · hạn hiện nay: <Due dueAt={view.dueAt} asOf={asOf} calendar={calendar} />
    </p>
    <p>Văn phòng sẽ trả lời qua thông báo. Trong khi chờ, hạn hiện nay vẫn áp dụng.</p>
    <Form action={pathOf(token, '/gia-han')} csrf={csrf}>
      <TextField
        name="requestedDate"
        type="date"
        label="Đề nghị gia hạn đến ngày"
        value={typed?.date}
        problems={problems}
      />
      <TextArea
        name="reason"
        label="Lý do"
        hint="Nói rõ phần nào chưa xong và vì sao."
        value={typed?.reason}
        problems={problems}
      />
      <div class="actions">
        <Button>Gửi đề nghị</Button>
      </div>
    </Form>
  </LinkPage>
);

export const NotMinePage: FC<Omit<Props, 'asOf' | 'calendar'>> = ({
  token,
  csrf,
  view,
  problems = [],
  typed,
}) => (
  <LinkPage
    title={problems.length > 0 ? 'Lỗi: Tôi không phụ trách' : 'Tôi không phụ trách'}
    office={view.organizationName}
    back={{ href: pathOf(token, '/bao-cao'), label: 'Về báo cáo' }}
  >
    <ErrorSummary problems={problems} />
    <h1>Tôi không phụ trách việc này</h1>
    <p>
      {view.period.label} của {view.unit.name}.
    </p>
    <p>
      Văn phòng được báo để cử đúng người. Cho đến khi có người khác nhận, đường dẫn của bạn vẫn dùng được.
    </p>
    <Form action={pathOf(token, '/khong-phu-trach')} csrf={csrf}>
      <TextField
        name="suggestion"
        label="Ai đang phụ trách?"
        hint="Họ tên, chức vụ, số điện thoại nếu biết."
        value={typed?.suggestion}
        required={false}
      />
      <TextArea name="reason" label="Lý do" value={typed?.reason} problems={problems} rows={3} />
      <div class="actions">
        <Button>Báo cho Văn phòng</Button>
      </div>
    </Form>
  </LinkPage>
);

export const SentRequestPage: FC<{ token: string; view: ReportView; title: string; next: string }> = ({
  token,
  view,
  title,
  next,
}) => (
  <LinkPage title={title} office={view.organizationName}>
    <div class="panel">
      <h1>{title}</h1>
    </div>
    <p>{next}</p>
    <p>
      <a href={pathOf(token, '/bao-cao')}>Về báo cáo</a>
    </p>
  </LinkPage>
);
