/** The two requests of a unit: more time, and "tôi không phụ trách việc này". */
import { Hono } from 'hono';
import { calendarOf } from '../../../services/calendar';
import { requestExtension } from '../../../services/extensions';
import { notResponsible } from '../../../services/not-responsible';
import type { ReportView } from '../../../services/queries/unit-reports';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { page, problemOf, tell } from '../../http/respond';
import type { FormProblem } from '../../ui/form';
import type { Visited } from './context';
import { ExtensionPage, NotMinePage, SentRequestPage } from './requests';
import type { Frame } from './send-routes';

export function requestRoutes(deps: WebDeps, { behindLink }: Pick<Frame, 'behindLink'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  const showExtension = async (
    c: Ctx,
    { token, scope }: Visited,
    view: ReportView,
    state: { problems?: FormProblem[]; typed?: { date: string; reason: string } } = {},
  ) =>
    page(
      c,
      <ExtensionPage
        token={token}
        csrf={c.get('csrf')}
        view={view}
        asOf={scope.asOf}
        calendar={await calendarOf(db, scope.organizationId)}
        problems={state.problems ?? []}
        typed={state.typed ?? {}}
      />,
      state.problems ? 422 : 200,
    );

  app.get(
    '/b/:token/gia-han',
    behindLink((c, visited, view) => showExtension(c, visited, view)),
  );
  app.post(
    '/b/:token/gia-han',
    behindLink(async (c, visited, view) => {
      const form = c.get('form');
      const typed = { date: form.text('requestedDate'), reason: form.text('reason') };
      const done = await requestExtension(db, visited.scope, {
        obligationId: view.obligationId,
        requestedDate: typed.date,
        reason: typed.reason,
      });
      if (!done.ok) return showExtension(c, visited, view, { problems: [problemOf(done.error)], typed });
      await tell(c, deps, visited.scope.organizationId);
      const next = done.repeated
        ? 'Đề nghị trước của đơn vị vẫn đang chờ Văn phòng trả lời; không lập thêm đề nghị thứ hai.'
        : 'Văn phòng sẽ trả lời qua thông báo. Trong khi chờ, hạn hiện nay vẫn áp dụng và bạn vẫn nhập, gửi báo cáo được.';
      return page(
        c,
        <SentRequestPage token={visited.token} view={view} title="Đã gửi đề nghị gia hạn" next={next} />,
      );
    }),
  );

  app.get(
    '/b/:token/khong-phu-trach',
    behindLink((c, visited, view) =>
      page(c, <NotMinePage token={visited.token} csrf={c.get('csrf')} view={view} />),
    ),
  );
  app.post(
    '/b/:token/khong-phu-trach',
    behindLink(async (c, visited, view) => {
      const form = c.get('form');
      const suggestion = form.text('suggestion');
      const reason = form.text('reason');
      const note = [reason, suggestion ? `người phụ trách: ${suggestion}` : ''].filter(Boolean).join('; ');
      const done = await notResponsible(db, visited.scope, {
        obligationId: view.obligationId,
        ...(note ? { note } : {}),
      });
      if (!done.ok) {
        const typed = { suggestion, reason };
        const problems = [problemOf(done.error)];
        return page(
          c,
          <NotMinePage token={visited.token} csrf={c.get('csrf')} {...{ view, problems, typed }} />,
          422,
        );
      }
      await tell(c, deps, visited.scope.organizationId);
      const next =
        'Văn phòng sẽ cử đúng người. Cho đến khi có người khác nhận, đường dẫn của bạn vẫn dùng được.';
      return page(
        c,
        <SentRequestPage token={visited.token} view={view} title="Đã báo cho Văn phòng" next={next} />,
      );
    }),
  );
  return app;
}
