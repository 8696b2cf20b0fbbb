/** Pages behind a unit's signed link `/b/<token>`: list, report, check, send, receipt, and the two requests. */
import { Hono } from 'hono';
import { attachFile, removeFile } from '../../../services/attachments';
import { calendarOf } from '../../../services/calendar';
import { feedPath } from '../../../services/calendar-feed';
import {
  contentOf,
  type Draft,
  type DraftContent,
  readDraft,
  SECTIONS,
  saveDraft,
  tidyContent,
} from '../../../services/drafts';
import { readToken } from '../../../services/links';
import { owedReports, type ReportView, reportView } from '../../../services/queries/unit-reports';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { DEFAULT_RATE_LIMITS, RateLimiter } from '../../http/rate-limit';
import { page, problemOf, statusOf } from '../../http/respond';
import { ErrorPage } from '../../ui/error-page';
import type { FormProblem } from '../../ui/form';
import { hour } from '../../ui/format';
import { CheckPage } from './check';
import {
  type Handler,
  type LinkVisit,
  linkTo,
  pathOf,
  type ReportLink,
  type Visited,
  visit,
} from './context';
import { contentFromForm, SECTION_LABELS } from './fields';
import { OwedListPage } from './list';
import { RefusedPage } from './refused';
import { ReportPage } from './report';
import { requestRoutes } from './request-routes';
import { sendRoutes } from './send-routes';
import { takeBackRoutes } from './take-back';
import { isConnected, zaloRoutes } from './zalo';

const NOTICES: Record<string, string> = {
  'da-luu': 'Đã lưu nháp. Có thể đóng trang và mở lại đường dẫn này để viết tiếp.',
  'da-them-tep': 'Đã thêm tệp và lưu nháp.',
  'da-bo-tep': 'Đã bỏ tệp khỏi bản nháp.',
  'da-rut':
    'Đã rút lại báo cáo. Nội dung đã gửi nằm ở dưới; sửa rồi gửi lại, nếu không báo cáo vẫn là chưa nộp.',
};

export function unitLinkRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const bad = new RateLimiter(deps.rateLimits?.badLinks ?? DEFAULT_RATE_LIMITS.badLinks);
  const all = new RateLimiter(deps.rateLimits?.linkRequests ?? DEFAULT_RATE_LIMITS.linkRequests);
  const { db } = deps;

  // A whole commune may share one address, so guessing is slowed apart from ordinary use.
  app.use('/b/*', async (c, next) => {
    const ip = c.get('ip');
    if (bad.isExhausted(ip) || !all.take(ip)) {
      return page(
        c,
        <ErrorPage
          title="Xin chờ ít phút"
          reason="Có quá nhiều yêu cầu trong thời gian ngắn."
          wayOut="Chờ ít phút rồi mở lại đường dẫn."
        />,
        429,
      );
    }
    const token = c.req.path.split('/')[2] ?? '';
    if (readToken(token, deps.linkSecret) === null) bad.take(ip);
    await next();
  });

  const refused = (c: Ctx, result: Extract<LinkVisit, { ok: false }>) => {
    const token = c.req.param('token') ?? '';
    const receiptHref = result.receipt ? pathOf(token, '/bien-nhan') : undefined;
    const status = result.reason === 'forged' ? 403 : result.reason === 'locked' ? 423 : 410;
    return page(
      c,
      <RefusedPage
        reason={result.reason}
        message={result.message}
        receiptHref={receiptHref}
        typed={typedIn(contentFromForm(c.get('form')))}
      />,
      status,
    );
  };

  /** Runs a handler on a link that opens; shows why not otherwise. */
  const behindLink =
    (handler: Handler) =>
    async (c: Ctx): Promise<Response> => {
      const visited = await visit(c, deps);
      if (!visited.ok) return refused(c, visited);
      const { organizationId } = visited.scope;
      const view = await reportView(db, { organizationId, obligationId: visited.opened.obligation.id });
      if (!view) return c.notFound();
      return handler(c, visited, view);
    };

  app.get('/b/:token', async (c) => {
    const visited = await visit(c, deps);
    if (!visited.ok) {
      return visited.reason === 'submitted' && visited.receipt
        ? c.redirect(pathOf(c.req.param('token'), '/bien-nhan'), 303)
        : refused(c, visited);
    }
    const { opened, scope, token } = visited;
    await markUsed(deps, opened);
    const [reports, calendar, organization, connected] = await Promise.all([
      owedReports(db, { organizationId: scope.organizationId, unitId: opened.unit.id }),
      calendarOf(db, scope.organizationId),
      db.organization.findUniqueOrThrow({ where: { id: scope.organizationId }, select: { name: true } }),
      isConnected(db, scope.organizationId, opened.contact.id),
    ]);
    return page(
      c,
      <OwedListPage
        token={token}
        csrf={c.get('csrf')}
        office={organization.name}
        unitName={opened.unit.name}
        contactName={opened.contact.name}
        ownId={opened.obligation.id}
        reports={reports}
        feedHref={feedPath({ kind: 'unit', id: opened.unit.id }, deps.linkSecret)}
        offersZalo={deps.zalo !== undefined && !connected}
        asOf={scope.asOf}
        calendar={calendar}
      />,
    );
  });

  // Another report of the same unit: the same person gets that report's own link.
  app.post('/b/:token/mo', async (c) => {
    const visited = await visit(c, deps);
    if (!visited.ok) return refused(c, visited);
    const next = await linkTo(deps, visited, c.get('form').text('obligationId'));
    return next ? c.redirect(pathOf(next, '/bao-cao'), 303) : c.redirect(pathOf(visited.token), 303);
  });

  const showReport = async (
    c: Ctx,
    visited: Visited,
    view: ReportView,
    state: {
      problems?: FormProblem[];
      typed?: ReturnType<typeof contentFromForm>;
      status?: 200 | 409 | 413 | 415 | 422;
    } = {},
  ) => {
    const { scope, token } = visited;
    const draft = await readDraft(db, scope, view.obligationId);
    const content = state.typed ?? draft ?? (await contentToCorrect(deps, view)) ?? tidyContent({});
    return page(
      c,
      <ReportPage
        token={token}
        csrf={c.get('csrf')}
        view={view}
        content={content}
        draft={draft}
        asOf={scope.asOf}
        calendar={await calendarOf(db, scope.organizationId)}
        problems={state.problems ?? []}
        notice={NOTICES[c.req.query('tb') ?? '']}
        basedOn={state.typed?.basedOn !== undefined ? state.typed.basedOn : (draft?.token ?? null)}
      />,
      state.status ?? 200,
    );
  };

  app.get(
    '/b/:token/bao-cao',
    behindLink(async (c, visited, view) => {
      await markUsed(deps, visited.opened);
      return showReport(c, visited, view);
    }),
  );

  app.post(
    '/b/:token/bao-cao',
    behindLink(async (c, visited, view) => {
      const { scope, token } = visited;
      const form = c.get('form');
      const typed = contentFromForm(form);
      const { obligationId } = view;
      const saved = await saveDraft(db, scope, { obligationId, ...contentForSaving(typed) });
      if (!saved.ok) {
        // What was typed is shown again; the next press of the button overwrites knowingly.
        const current: string | null | undefined = saved.current?.token;
        return showReport(c, visited, view, {
          problems: [problemOf(saved.error)],
          typed: { ...typed, basedOn: current ?? typed.basedOn },
          status: saved.current ? 409 : 422,
        });
      }
      const [file] = form.files('file');
      if (form.tooLarge) {
        const message =
          'Tệp quá lớn (tối đa 20 MB). Nội dung đã nhập được lưu nháp; nén hoặc chia nhỏ tệp rồi thêm lại.';
        return showReport(c, visited, view, { problems: [{ field: 'file', message }], status: 413 });
      }
      if (file) {
        const attached = await attachFile(db, scope, { obligationId, name: file.name, bytes: file.bytes });
        if (!attached.ok) {
          const problem = { ...problemOf(attached.error), field: 'file' };
          const status = statusOf(attached.error) === 415 ? 415 : 422;
          return showReport(c, visited, view, { problems: [problem], status });
        }
      }
      const removed = form.text('removeFile');
      if (removed) {
        await removeFile(db, scope, { obligationId, fileId: removed });
        return c.redirect(pathOf(token, '/bao-cao?tb=da-bo-tep'), 303);
      }
      if (form.text('action') === 'check') return c.redirect(pathOf(token, '/kiem-tra'), 303);
      return c.redirect(pathOf(token, `/bao-cao?tb=${file ? 'da-them-tep' : 'da-luu'}`), 303);
    }),
  );

  // Autosave: the same draft, answered for the script.
  app.post('/b/:token/tu-luu', async (c) => {
    const visited = await visit(c, deps);
    if (!visited.ok) return c.json({ message: visited.message }, 410);
    const content = contentForSaving(contentFromForm(c.get('form')));
    const saved = await saveDraft(db, visited.scope, {
      obligationId: visited.opened.obligation.id,
      ...content,
    });
    if (!saved.ok) return c.json({ message: saved.error.message }, 409);
    return c.json({ message: `Đã tự lưu lúc ${hour(visited.scope.asOf)}.`, token: saved.draft.token });
  });

  const showCheck = async (
    c: Ctx,
    visited: Visited,
    view: ReportView,
    state: {
      problems?: FormProblem[];
      typed?: { nilName: string; nilConfirmed: boolean; onBehalfOfName: string };
    } = {},
  ) => {
    const { scope, token, opened } = visited;
    return page(
      c,
      <CheckPage
        token={token}
        csrf={c.get('csrf')}
        view={view}
        draft={await readDraft(db, scope, view.obligationId)}
        contactName={opened.contact.name}
        asOf={scope.asOf}
        calendar={await calendarOf(db, scope.organizationId)}
        problems={state.problems ?? []}
        {...(state.typed ? { typed: state.typed } : {})}
      />,
      state.problems ? 422 : 200,
    );
  };
  app.get(
    '/b/:token/kiem-tra',
    behindLink((c, visited, view) => showCheck(c, visited, view)),
  );

  app.route('/', requestRoutes(deps, { behindLink }));
  app.route('/', sendRoutes(deps, { behindLink, refused, showCheck }));
  app.route('/', zaloRoutes(deps, { behindLink }));
  app.route('/', takeBackRoutes(deps, { refused }));
  return app;
}

/** What a form held, in words, for a page that can only show it; nothing for pages without a form. */
function typedIn({ sections, figures }: DraftContent): [string, string][] {
  const numbers = figures.map(({ value, numerator, denominator, assessment, note }) =>
    [value, numerator, denominator, assessment, note].filter(Boolean).join(' / '),
  );
  return [
    ...SECTIONS.map((name): [string, string] => [SECTION_LABELS[name].label, sections[name].trim()]),
    ['Số liệu, theo thứ tự trên trang', numbers.filter(Boolean).join('\n')] as [string, string],
  ].filter(([, text]) => text !== '');
}

/** `basedOn` is left out where the form did not say what it was filled from. */
const contentForSaving = ({ basedOn, ...content }: ReturnType<typeof contentFromForm>) =>
  basedOn === undefined ? content : { ...content, basedOn };

/** A returned report is corrected, not written anew: its last version fills the form until the first save. */
async function contentToCorrect(
  { db }: WebDeps,
  view: ReportView,
): Promise<Pick<Draft, 'sections' | 'figures' | 'nil'> | null> {
  if (!view.returned) return null;
  const row = await db.submission.findFirst({
    where: { organizationId: view.organizationId, obligationId: view.obligationId },
    orderBy: { version: 'desc' },
    select: { sections: true, figures: true, nil: true },
  });
  return row ? contentOf(row) : null;
}

/** When the link was first opened: the office sees that the message has reached somebody. */
async function markUsed({ db, clock }: WebDeps, { link }: ReportLink): Promise<void> {
  await db.signedLink.updateMany({
    where: { organizationId: link.organizationId, id: link.id, firstUsedAt: null },
    data: { firstUsedAt: clock.now() },
  });
}
