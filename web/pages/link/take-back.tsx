/** "Rút lại báo cáo": a unit takes back what it sent by mistake, before the office has decided on it (B49). */
import { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import type { WorkCalendar } from '../../../domain/calendar';
import { calendarOf } from '../../../services/calendar';
import type { LinkHolder, Receipt } from '../../../services/links';
import { type ReportView, reportView } from '../../../services/queries/unit-reports';
import { withdrawSubmission } from '../../../services/returns';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { page, problemOf, scopeOf, tell } from '../../http/respond';
import { Due } from '../../ui/due';
import { Button, ErrorSummary, Form, type FormProblem, TextArea } from '../../ui/form';
import { moment } from '../../ui/format';
import { LinkPage } from '../../ui/layout';
import { Facts } from '../../ui/parts';
import { pathOf, visit } from './context';
import type { Frame } from './send-routes';

interface Props {
  token: string;
  csrf: string;
  view: ReportView;
  receipt: Receipt;
  asOf: Date;
  calendar: WorkCalendar;
  problems?: readonly FormProblem[];
  reason?: string;
}

const TakeBackPage: FC<Props> = ({ token, csrf, view, receipt, asOf, calendar, problems = [], reason }) => (
  <LinkPage
    title={problems.length > 0 ? 'Lỗi: Rút lại báo cáo' : 'Rút lại báo cáo'}
    office={view.organizationName}
    back={{ href: pathOf(token, '/bien-nhan'), label: 'Về biên nhận' }}
  >
    <ErrorSummary problems={problems} />
    <h1>Rút lại báo cáo này?</h1>
    <Facts
      items={[
        ['Báo cáo', `${view.period.label}, ${view.unit.name}`],
        ['Biên nhận', `${receipt.receiptNumber}, ${moment(receipt.submittedAt)}`],
        ['Hạn nộp', <Due dueAt={view.dueAt} asOf={asOf} calendar={calendar} />],
      ]}
    />
    <ul>
      <li>Báo cáo trở lại là chưa nộp; nội dung và tệp đã gửi thành bản nháp để sửa.</li>
      <li>Biên nhận trên không còn giá trị. Ngày nộp tính theo lần gửi lại.</li>
      {asOf > view.dueAt ? (
        <li>
          <strong>Hạn nộp đã qua: lần gửi lại sẽ tính là nộp sau hạn.</strong>
        </li>
      ) : null}
    </ul>
    <Form action={pathOf(token, '/rut-lai')} csrf={csrf}>
      <TextArea name="reason" label="Lý do rút lại" value={reason} problems={problems} rows={3} />
      <div class="actions">
        <Button>Rút lại để sửa</Button>
        <a href={pathOf(token, '/bien-nhan')}>Không rút, giữ báo cáo đã gửi</a>
      </div>
    </Form>
  </LinkPage>
);

interface Sent {
  token: string;
  view: ReportView;
  receipt: Receipt;
  holder: LinkHolder;
}

export function takeBackRoutes(deps: WebDeps, { refused }: Pick<Frame, 'refused'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  /** Only the person whose link it is, while the report is with the office; everybody else sees why not. */
  const onSent =
    (handler: (c: Ctx, sent: Sent) => Response | Promise<Response>) =>
    async (c: Ctx): Promise<Response> => {
      const token = c.req.param('token') ?? '';
      const visited = await visit(c, deps);
      if (visited.ok) return c.redirect(pathOf(token, '/bao-cao'), 303);
      const { holder, receipt } = visited;
      if (!holder || !receipt) return refused(c, visited);
      const view = await reportView(db, { ...holder, obligationId: receipt.obligationId });
      // Decided meanwhile: the receipt page says where the report stands.
      if (view?.state !== 'submitted') return c.redirect(pathOf(token, '/bien-nhan'), 303);
      return handler(c, { token, view, receipt, holder });
    };

  const show = async (
    c: Ctx,
    { token, view, receipt, holder }: Sent,
    state: { problems?: FormProblem[]; reason?: string } = {},
  ) =>
    page(
      c,
      <TakeBackPage
        {...{ token, view, receipt }}
        csrf={c.get('csrf')}
        asOf={deps.clock.now()}
        calendar={await calendarOf(db, holder.organizationId)}
        {...state}
      />,
      state.problems ? 422 : 200,
    );

  app.get(
    '/b/:token/rut-lai',
    onSent((c, sent) => show(c, sent)),
  );
  app.post(
    '/b/:token/rut-lai',
    onSent(async (c, sent) => {
      const { holder, view, token } = sent;
      const reason = c.get('form').text('reason');
      if (reason === '') {
        const message = 'Chưa có lý do. Ghi ngắn gọn điều cần sửa, ví dụ: nhầm số liệu diện tích.';
        return show(c, sent, { problems: [{ field: 'reason', message }] });
      }
      const scope = scopeOf(holder.organizationId, { kind: 'contact', ...holder.contact }, deps);
      const done = await withdrawSubmission(db, scope, { obligationId: view.obligationId, reason });
      if (!done.ok) return show(c, sent, { problems: [problemOf(done.error)], reason });
      await tell(c, deps, holder.organizationId);
      return c.redirect(pathOf(token, '/bao-cao?tb=da-rut'), 303);
    }),
  );
  return app;
}
