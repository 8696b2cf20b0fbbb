/** Sending a report, and the receipt that stays when the link has died. */
import { Hono } from 'hono';
import { readDraft } from '../../../services/drafts';
import { owedReports, type ReportView, reportView } from '../../../services/queries/unit-reports';
import { submitReport } from '../../../services/submissions';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { file, page, problemOf, tell } from '../../http/respond';
import type { FormProblem } from '../../ui/form';
import { type Handler, type LinkVisit, linkTo, pathOf, type ShowCheck, type Visited, visit } from './context';
import { ReceiptPage } from './receipt';
import { receiptPdf } from './receipt-pdf';

export interface Frame {
  behindLink: (handler: Handler) => (c: Ctx) => Promise<Response>;
  refused: (c: Ctx, result: Extract<LinkVisit, { ok: false }>) => Response | Promise<Response>;
  showCheck: ShowCheck;
}

export function sendRoutes(deps: WebDeps, { refused, showCheck }: Frame): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;

  app.post('/b/:token/gui', async (c) => {
    const visited = await visit(c, deps);
    if (!visited.ok) {
      // The second press of the button (B53): the link has died with the first, the receipt is the answer to both.
      return visited.receipt
        ? c.redirect(pathOf(c.req.param('token'), '/bien-nhan'), 303)
        : refused(c, visited);
    }
    const { scope, token, opened } = visited;
    const view = await reportView(db, {
      organizationId: scope.organizationId,
      obligationId: opened.obligation.id,
    });
    if (!view) return c.notFound();
    const form = c.get('form');
    const typed = {
      nilName: form.text('nilName'),
      nilConfirmed: form.text('nilConfirmed') === '1',
      onBehalfOfName: form.text('onBehalfOfName'),
    };
    const again = (problems: FormProblem[]) => showCheck(c, visited, view, { problems, typed });
    const draft = await readDraft(db, scope, view.obligationId);
    if (!draft || (form.text('basedOn') !== '' && form.text('basedOn') !== draft.token)) {
      const message = 'Nội dung đã thay đổi sau khi bạn mở trang này. Xem lại bản mới nhất dưới đây rồi gửi.';
      return again([{ field: null, message }]);
    }
    const sent = await submitReport(db, scope, {
      obligationId: view.obligationId,
      submissionId: draft.submissionId,
      ...(draft.nil ? { nilConfirmation: { confirmed: typed.nilConfirmed, name: typed.nilName } } : {}),
      ...(typed.onBehalfOfName ? { onBehalfOfName: typed.onBehalfOfName } : {}),
    });
    if (!sent.ok) return again(problemsOf(sent, view, token));
    await tell(c, deps, scope.organizationId);
    const next = await nextReport(deps, visited);
    return c.redirect(pathOf(token, `/bien-nhan${next ? `?tiep=${next}` : ''}`), 303);
  });

  app.get('/b/:token/bien-nhan', async (c) => {
    const visited = await visit(c, deps);
    if (visited.ok) return c.redirect(pathOf(visited.token), 303);
    const { receipt } = visited;
    if (!receipt) return refused(c, visited);
    const obligation = await db.obligation.findUniqueOrThrow({
      where: { id: receipt.obligationId },
      select: { organizationId: true, timeliness: true, state: true },
    });
    const view = await reportView(db, { ...receipt, organizationId: obligation.organizationId });
    if (!view) return c.notFound();
    return page(
      c,
      <ReceiptPage
        token={c.req.param('token')}
        receipt={receipt}
        view={view}
        timeliness={obligation.timeliness}
        mayTakeBack={obligation.state === 'submitted' && visited.holder !== undefined}
        next={await remaining(deps, view, c.req.query('tiep'))}
      />,
    );
  });

  app.get('/b/:token/bien-nhan.pdf', async (c) => {
    const visited = await visit(c, deps);
    if (visited.ok || !visited.receipt) return c.notFound();
    const { receipt } = visited;
    const bytes = await receiptPdf(db, receipt);
    if (!bytes) return c.notFound();
    const name = `bien-nhan-${receipt.receiptNumber}.pdf`;
    return file(c, { name, contentType: 'application/pdf', bytes });
  });
  return app;
}

/** Every figure at fault gets its own line; the sentence links back to the form, where the field is. */
function problemsOf(
  refusal: Extract<Awaited<ReturnType<typeof submitReport>>, { ok: false }>,
  view: ReportView,
  token: string,
): FormProblem[] {
  const form = pathOf(token, '/bao-cao');
  const figures = refusal.figureErrors ?? [];
  if (figures.length > 0) {
    return figures.map(({ targetId, message }) => {
      const name = view.targets.find((target) => target.targetId === targetId)?.indicator;
      return {
        field: null,
        href: `${form}#figures.${targetId}`,
        message: name ? `${name}: ${message}` : message,
      };
    });
  }
  const { error } = refusal;
  if (error.field?.startsWith('sections.')) {
    return [
      { field: null, href: `${form}#${error.field.slice('sections.'.length)}`, message: error.message },
    ];
  }
  return [problemOf(error, { nil: 'nilConfirmed' })];
}

/** Token for the unit's next open report, made while the sender's link was still alive. */
async function nextReport(deps: WebDeps, visited: Visited): Promise<string | null> {
  const { organizationId } = visited.scope;
  const [first] = await owedReports(deps.db, { organizationId, unitId: visited.opened.unit.id });
  return first ? linkTo(deps, visited, first.obligationId) : null;
}

async function remaining(deps: WebDeps, view: ReportView, token: string | undefined) {
  if (!token || !/^[\w-]+\.[\w-]+$/.test(token)) return null;
  const owed = await owedReports(deps.db, { organizationId: view.organizationId, unitId: view.unit.id });
  return owed.length > 0 ? { token, count: owed.length } : null;
}
