/** Proposals: inbox, case file with letter preview, decision. Addresses stand in messages (services/paths.ts). */
import { Hono } from 'hono';
import type { OfficialDocument } from '../../../documents';
import {
  decideEscalation,
  type EscalationDecided,
  type EscalationDecision,
  withdrawByHand,
} from '../../../services/escalations';
import { previewLetter } from '../../../services/letters';
import { isId } from '../../../services/obligations';
import { type EscalationView, escalationRows, escalationView } from '../../../services/queries/escalations';
import { allows, need } from '../../auth/permit';
import { staffOf } from '../../auth/session';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { file, page, problemOf, staffScope, statusOf, tell } from '../../http/respond';
import type { FormProblem } from '../../ui/form';
import { DocumentPage } from '../document-page';
import { EscalationPage } from './case';
import { EscalationListPage } from './list';

const NOTICES: Record<string, string> = {
  approve: 'Đã duyệt. Công văn được lập và gửi trong giờ làm việc, trừ khi báo cáo đến trước.',
  amend: 'Đã duyệt với nội dung sửa.',
  postpone: 'Đã hoãn. Đề nghị được xem lại vào ngày đã chọn.',
  reject: 'Đã ghi không đồng ý. Không gửi gì cho đơn vị.',
  rut: 'Đã rút đề nghị. Không gửi gì cho đơn vị.',
};
const DECISIONS = ['approve', 'amend', 'postpone', 'reject'] as const;

export function escalationRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;
  app.use('/de-nghi', need('escalation.view'));
  app.use('/de-nghi/*', need('escalation.view'));

  app.get('/de-nghi', async (c) => {
    const viewer = staffOf(c);
    const open = c.req.query('xong') !== '1';
    const rows = await escalationRows(db, { organizationId: viewer.organizationId, open });
    return page(c, <EscalationListPage {...{ viewer, open, rows }} csrf={c.get('csrf')} />);
  });

  const onCase =
    (handler: (c: Ctx, view: EscalationView) => Response | Promise<Response>) =>
    async (c: Ctx): Promise<Response> => {
      const escalationId = c.req.param('id') ?? '';
      const { organizationId } = staffOf(c);
      const view = isId(escalationId) ? await escalationView(db, { organizationId, escalationId }) : null;
      return view ? handler(c, view) : c.notFound();
    };

  /** The letter that was issued, or the one that would be. */
  const letterOf = async (c: Ctx, view: EscalationView): Promise<OfficialDocument | null> =>
    view.document
      ? (view.document.model as OfficialDocument) // stored by services/issuing.ts
      : previewLetter(db, staffScope(c, deps), view.id);

  const show = async (
    c: Ctx,
    view: EscalationView,
    state: { problems?: FormProblem[]; typed?: Record<string, string>; status?: 200 | 403 | 409 | 422 } = {},
  ) => {
    const viewer = staffOf(c);
    const letter = await letterOf(c, view);
    return page(
      c,
      <EscalationPage
        viewer={viewer}
        csrf={c.get('csrf')}
        view={view}
        mayDecide={allows(viewer, 'escalation.decide')}
        letterHref={letter ? `/de-nghi/${view.id}/cong-van` : null}
        problems={state.problems ?? []}
        typed={state.typed}
        notice={NOTICES[c.req.query('tb') ?? '']}
      />,
      state.status ?? 200,
    );
  };
  app.get(
    '/de-nghi/:id',
    onCase((c, view) => show(c, view)),
  );

  /** The case as it stands now, with the reason of the refusal and who was first. */
  const refused = async (
    c: Ctx,
    view: EscalationView,
    { error, decidedByName }: Extract<EscalationDecided, { ok: false }>,
    typed: Record<string, string>,
  ) => {
    const who = decidedByName ? ` Người đã quyết định: ${decidedByName}.` : '';
    const reason = typed.action === 'rut' ? 'ly-do-rut' : 'reason';
    const problem = problemOf(error, { 'amendments.newDueDate': 'newDueDate', reason });
    const { organizationId } = staffOf(c);
    const fresh = await escalationView(db, { organizationId, escalationId: view.id });
    const status = statusOf(error);
    return show(c, fresh ?? view, {
      problems: [{ ...problem, message: problem.message + who }],
      typed,
      status: status === 409 || status === 403 ? status : 422,
    });
  };

  app.post(
    '/de-nghi/:id/rut',
    need('escalation.decide'),
    onCase(async (c, view) => {
      const scope = staffScope(c, deps);
      const reason = c.get('form').text('reason');
      const withdrawn = await withdrawByHand(db, scope, { escalationId: view.id, reason });
      if (!withdrawn.ok) return refused(c, view, withdrawn, { action: 'rut', reason });
      await tell(c, deps, scope.organizationId);
      return c.redirect(`/de-nghi/${view.id}?tb=rut`, 303);
    }),
  );

  app.post(
    '/de-nghi/:id',
    need('escalation.decide'),
    onCase(async (c, view) => {
      const form = c.get('form');
      const typed = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
      const decision = DECISIONS.find((known) => known === typed.decision);
      if (!decision) {
        const problem = {
          field: 'decision',
          message: 'Chưa chọn quyết định. Chọn một trong bốn cách xử lý.',
        };
        return show(c, view, { problems: [problem], typed, status: 422 });
      }
      const amendments = {
        ...(typed.newDueDate ? { newDueDate: typed.newDueDate } : {}),
        ...(typed.note ? { note: typed.note } : {}),
      };
      const input: EscalationDecision = {
        escalationId: view.id,
        decision,
        ...(typed.reason ? { reason: typed.reason } : {}),
        ...(typed.nextReviewOn ? { nextReviewOn: typed.nextReviewOn } : {}),
        ...(decision === 'amend' ? { amendments } : {}),
      };
      const scope = staffScope(c, deps);
      const decided = await decideEscalation(db, scope, input);
      if (!decided.ok) return refused(c, view, decided, typed);
      await tell(c, deps, scope.organizationId);
      return c.redirect(`/de-nghi/${view.id}?tb=${decision}`, 303);
    }),
  );

  app.get(
    '/de-nghi/:id/cong-van',
    onCase(async (c, view) => {
      const model = await letterOf(c, view);
      if (!model) return c.notFound();
      const back = { href: `/de-nghi/${view.id}`, label: 'Hồ sơ đề nghị' };
      const title = view.document ? 'Công văn đôn đốc' : 'Xem trước công văn đôn đốc';
      return page(
        c,
        <DocumentPage
          viewer={staffOf(c)}
          csrf={c.get('csrf')}
          active="/de-nghi"
          {...{ back, title, model }}
        />,
      );
    }),
  );

  const download = (kind: 'docxFileId' | 'pdfFileId') =>
    onCase(async (c, view) => {
      if (!view.document) return c.notFound();
      const { organizationId } = staffOf(c);
      const stored = await db.storedFile.findUniqueOrThrow({
        where: { organizationId_id: { organizationId, id: view.document[kind] } },
      });
      return file(c, stored, { inline: kind === 'pdfFileId' });
    });
  app.get('/de-nghi/:id/cong-van.docx', download('docxFileId'));
  app.get('/de-nghi/:id/cong-van.pdf', download('pdfFileId'));
  return app;
}
