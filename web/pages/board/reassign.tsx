/** "Chuyển báo cáo này cho ai?": one open report passes to another unit, where a merger or a wrong plan left it (B94). */
import { Hono } from 'hono';
import type { FC } from 'hono/jsx';
import type { ObligationView } from '../../../services/queries/obligation';
import { type UnitOption, unitOptions } from '../../../services/queries/units';
import { reassignObligation } from '../../../services/units';
import { need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, Viewer, WebDeps, WebEnv } from '../../deps';
import { page, problemOf, staffScope, tell } from '../../http/respond';
import { Button, ErrorSummary, Form, type FormProblem, Select, TextArea } from '../../ui/form';
import { dueText } from '../../ui/format';
import { StaffPage } from '../../ui/layout';
import { Facts } from '../../ui/parts';

interface Props {
  viewer: Viewer;
  csrf: string;
  view: ObligationView;
  others: readonly UnitOption[];
  problems?: readonly FormProblem[];
  typed: { toUnitId: string; reason: string };
}

const ReassignPage: FC<Props> = ({ viewer, csrf, view, others, problems = [], typed }) => (
  <StaffPage
    title={`${problems.length > 0 ? 'Lỗi: ' : ''}Chuyển báo cáo`}
    viewer={viewer}
    csrf={csrf}
    active="/theo-doi"
    back={{ href: `/nghia-vu/${view.id}`, label: `${view.unit.name}: ${view.period.label}` }}
  >
    <ErrorSummary problems={problems} />
    <h1>Chuyển báo cáo này cho đơn vị nào?</h1>
    <Facts
      items={[
        ['Báo cáo', `${view.period.label}, ${view.plan.title}`],
        ['Đơn vị đang nộp', view.unit.name],
        ['Hạn nộp', dueText(view.dueAt)],
      ]}
    />
    <ul>
      <li>Đơn vị nhận được báo, kèm đường dẫn mới; hạn nộp không đổi.</li>
      <li>Đường dẫn cũ hết hiệu lực, đề nghị đôn đốc đang mở của báo cáo này tự rút.</li>
    </ul>
    <Form action={`/nghia-vu/${view.id}/chuyen`} csrf={csrf}>
      <Select
        name="toUnitId"
        label="Đơn vị nhận"
        options={others.map(({ id, name }) => ({ value: id, label: name }))}
        value={typed.toUnitId}
        problems={problems}
        empty="Chọn đơn vị"
      />
      <TextArea name="reason" label="Lý do" rows={2} value={typed.reason} problems={problems} />
      <Button>Chuyển báo cáo</Button>
    </Form>
  </StaffPage>
);

type OnReport = (
  handler: (c: Ctx, view: ObligationView) => Response | Promise<Response>,
) => (c: Ctx) => Promise<Response>;

export function reassignRoutes(deps: WebDeps, onReport: OnReport): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  const show = async (c: Ctx, view: ObligationView, problems: FormProblem[] = []) => {
    const viewer = staffOf(c);
    const form = c.get('form');
    const { organizationId } = viewer;
    const options = await unitOptions(db, { organizationId, asOf: deps.clock.now() });
    return page(
      c,
      <ReassignPage
        {...{ viewer, view, problems }}
        csrf={c.get('csrf')}
        others={options.filter(({ id }) => id !== view.unit.id)}
        typed={{ toUnitId: form.text('toUnitId'), reason: form.text('reason') }}
      />,
      problems.length > 0 ? 422 : 200,
    );
  };

  app.get(
    '/nghia-vu/:id/chuyen',
    need('unit.edit'),
    onReport((c, view) => show(c, view)),
  );
  app.post(
    '/nghia-vu/:id/chuyen',
    need('unit.edit'),
    onReport(async (c, view) => {
      const form = c.get('form');
      const toUnitId = form.text('toUnitId');
      if (toUnitId === '') return show(c, view, [{ field: 'toUnitId', message: 'Chưa chọn đơn vị nhận.' }]);
      const done = await reassignObligation(db, staffScope(c, deps), {
        obligationId: view.id,
        toUnitId,
        reason: form.text('reason'),
      });
      if (!done.ok) return show(c, view, [problemOf(done.error)]);
      await tell(c, deps, staffOf(c).organizationId);
      return c.redirect(`/nghia-vu/${view.id}?tb=da-chuyen`, 303);
    }),
  );
  return app;
}
