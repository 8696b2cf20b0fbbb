/** A leader opens an issued summary from the mail: read, follow every figure to its report, download, remark. */
import { Hono } from 'hono';
import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { renderHtml } from '../../../documents';
import { SECTIONS } from '../../../services/drafts';
import { type OpenedLink, openLink, readToken } from '../../../services/links';
import { type ObligationView, obligationView, type VersionView } from '../../../services/queries/obligation';
import { type SummaryView, summaryView } from '../../../services/queries/summaries';
import { commentSummary } from '../../../services/summary-comments';
import type { Ctx, WebDeps, WebEnv } from '../../deps';
import { DEFAULT_RATE_LIMITS, RateLimiter } from '../../http/rate-limit';
import { file, page, problemOf, scopeOf, tell } from '../../http/respond';
import { ErrorPage } from '../../ui/error-page';
import { Button, ErrorSummary, Form, type FormProblem, TextArea } from '../../ui/form';
import { shortMoment } from '../../ui/format';
import { LinkPage } from '../../ui/layout';
import { Facts, Lines } from '../../ui/parts';
import { halfYearWord } from '../../ui/words';
import { figureText } from '../link/check';
import { SECTION_LABELS } from '../link/fields';
import { Figures, Reporting, type SourceHref, Statements, sourceKeyHref } from '../summaries/parts';

type SummaryLink = Extract<OpenedLink, { ok: true; purpose: 'summary' }>;
interface Visit {
  token: string;
  opened: SummaryLink;
  view: SummaryView;
}

const hrefBehind =
  ({ token, view }: Visit): SourceHref =>
  (submissionId, version) =>
    view.reports[submissionId] ? `/l/${token}/nguon/${submissionId}?ban=${version}` : null;

const LeaderSummaryPage: FC<{
  visit: Visit;
  csrf: string;
  problems?: readonly FormProblem[];
  notice?: string | undefined;
  typed?: string;
}> = ({ visit, csrf, problems = [], notice, typed }) => {
  const { token, view, opened } = visit;
  const href = hrefBehind(visit);
  const newer = view.versions.filter(({ number, state }) => number > view.number && state === 'issued');
  return (
    <LinkPage
      title={`Tổng hợp ${halfYearWord(view.halfYear)}`}
      office={view.organizationName}
      notice={notice}
      wide
    >
      <ErrorSummary problems={problems} />
      <h1>
        {view.number > 0 ? `Báo cáo bổ sung số ${view.number}` : 'Báo cáo tổng hợp'}{' '}
        {halfYearWord(view.halfYear)}
      </h1>
      <p class="lead">
        {view.planTitle}
        {view.planNumber ? <span class="muted"> ({view.planNumber})</span> : null}
      </p>
      {newer.length > 0 ? (
        <p class="warning">Đã có {newer.length} báo cáo bổ sung sau bản này; xem thư mới nhất.</p>
      ) : null}
      <Facts
        items={[
          ['Số văn bản', view.document?.number],
          [
            'Phát hành',
            view.issuedAt ? `${shortMoment(view.issuedAt)}, ${view.issuedByName ?? ''}` : 'chưa phát hành',
          ],
          ['Người nhận', opened.user?.name],
        ]}
      />
      <p class="actions">
        <a class="button button-main" href={`/l/${token}/van-ban`}>
          Đọc văn bản
        </a>
        <a href={`/l/${token}/van-ban.pdf`}>Tải PDF</a>
        <a href={`/l/${token}/van-ban.docx`}>Tải Word</a>
      </p>
      <h2>Ai đã báo cáo?</h2>
      <Reporting view={view} href={href} />
      <h2>Số liệu so với chỉ tiêu</h2>
      <Figures view={view} href={href} />
      <h2>Nội dung</h2>
      <Statements view={view} href={href} />
      <h2>Ý kiến của lãnh đạo</h2>
      {view.comments.map(({ at, byName, text }) => (
        <div class="quote">
          <Lines text={text} />
          <p class="muted small">
            {byName}, {shortMoment(at)}
          </p>
        </div>
      ))}
      <Form action={`/l/${token}/y-kien`} csrf={csrf}>
        <TextArea
          name="text"
          label="Ý kiến"
          hint="Văn phòng nhận được ngay."
          rows={3}
          value={typed}
          problems={problems}
        />
        <Button kind="plain">Gửi ý kiến</Button>
      </Form>
    </LinkPage>
  );
};

const SourcePage: FC<{ visit: Visit; report: ObligationView; version: VersionView }> = ({
  visit,
  report,
  version,
}) => (
  <LinkPage
    title={`Nguồn: ${report.unit.name}`}
    office={visit.view.organizationName}
    back={{ href: `/l/${visit.token}`, label: 'Báo cáo tổng hợp' }}
  >
    <h1>
      {report.unit.name}: {report.period.label}
    </h1>
    <p class="muted">
      Bản số {version.version}
      {version.submittedAt ? `, gửi ${shortMoment(version.submittedAt)}` : ''}, {version.enteredByName}
    </p>
    {version.nil ? <p class="lead">Không phát sinh trong kỳ.</p> : null}
    {SECTIONS.filter((name) => version.sections[name].trim() !== '').map((name) => (
      <section>
        <h2>{SECTION_LABELS[name].label}</h2>
        <Lines text={version.sections[name]} />
      </section>
    ))}
    {version.figures.length > 0 ? (
      <>
        <h2>Số liệu</h2>
        <Facts
          items={version.figures.map((figure) => {
            const target = report.targets.find(({ id }) => id === figure.targetId);
            const shown = figureText(figure, {
              unit: target?.unit ?? null,
              isRatio: target?.aggregation === 'ratio',
            });
            return [
              target?.indicator ?? 'chỉ tiêu đã bỏ',
              `${shown}${figure.note ? `; ${figure.note}` : ''}`,
            ] as const;
          })}
        />
      </>
    ) : null}
  </LinkPage>
);

export function leaderLinkRoutes(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const { db } = deps;
  const bad = new RateLimiter(deps.rateLimits?.badLinks ?? DEFAULT_RATE_LIMITS.badLinks);

  /** Opens the token for a summary and runs the handler; a link made for a report is none for a summary. */
  const behind =
    (handler: (c: Ctx, visit: Visit) => Response | Promise<Response>) =>
    async (c: Ctx): Promise<Response> => {
      const ip = c.get('ip');
      if (bad.isExhausted(ip)) {
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
      const token = c.req.param('token') ?? '';
      if (readToken(token, deps.linkSecret) === null) bad.take(ip);
      const opened = await openLink(db, { token, secret: deps.linkSecret, asOf: deps.clock.now() });
      if (!opened.ok || opened.purpose !== 'summary') {
        const reason = opened.ok ? 'Đường dẫn này không dùng để xem báo cáo tổng hợp.' : opened.error.reason;
        const wayOut = 'Mở lại đường dẫn trong thư mới nhất, hoặc liên hệ Văn phòng để nhận đường dẫn khác.';
        const forged = opened.ok || opened.reason === 'forged';
        return page(
          c,
          <ErrorPage title="Không mở được đường dẫn" reason={reason} wayOut={wayOut} />,
          forged ? 403 : 410,
        );
      }
      const { organizationId } = opened.link;
      const view = await summaryView(db, { organizationId, summaryId: opened.summaryId });
      if (!view) return c.notFound();
      await db.signedLink.updateMany({
        where: { organizationId, id: opened.link.id, firstUsedAt: null },
        data: { firstUsedAt: deps.clock.now() },
      });
      return handler(c, { token, opened, view });
    };

  app.get(
    '/l/:token',
    behind((c, visit) => {
      const notice = c.req.query('tb') === 'da-gui' ? 'Đã gửi ý kiến cho Văn phòng.' : undefined;
      return page(c, <LeaderSummaryPage visit={visit} csrf={c.get('csrf')} notice={notice} />);
    }),
  );

  app.post(
    '/l/:token/y-kien',
    behind(async (c, visit) => {
      const { opened, view, token } = visit;
      const text = c.get('form').raw('text');
      if (!opened.user) return c.notFound();
      const scope = scopeOf(opened.link.organizationId, { kind: 'user', ...opened.user }, deps);
      const done = await commentSummary(db, scope, { summaryId: view.id, text });
      if (!done.ok) {
        return page(
          c,
          <LeaderSummaryPage
            visit={visit}
            csrf={c.get('csrf')}
            problems={[problemOf(done.error)]}
            typed={text}
          />,
          422,
        );
      }
      await tell(c, deps, scope.organizationId);
      return c.redirect(`/l/${token}?tb=da-gui`, 303);
    }),
  );

  app.get(
    '/l/:token/van-ban',
    behind((c, visit) => {
      if (!visit.view.document) return c.notFound();
      const { model, title } = visit.view.document;
      const html = renderHtml(model, { headingLevel: 2, sourceHref: sourceKeyHref(hrefBehind(visit)) });
      return page(
        c,
        <LinkPage
          title={title}
          office={visit.view.organizationName}
          styles={['official.css']}
          back={{ href: `/l/${visit.token}`, label: 'Báo cáo tổng hợp' }}
          wide
        >
          <h1 class="visually-hidden">{title}</h1>
          {raw(html)}
        </LinkPage>,
      );
    }),
  );

  app.get(
    '/l/:token/nguon/:submissionId',
    behind(async (c, visit) => {
      const source = visit.view.reports[c.req.param('submissionId') ?? ''];
      if (!source) return c.notFound();
      const report = await obligationView(db, {
        ...source,
        organizationId: visit.opened.link.organizationId,
        asOf: deps.clock.now(),
      });
      const asked = Number(c.req.query('ban'));
      const version =
        report?.versions.find((candidate) => candidate.version === asked) ?? report?.versions[0];
      return report && version ? page(c, <SourcePage {...{ visit, report, version }} />) : c.notFound();
    }),
  );

  const download = (kind: 'docxFileId' | 'pdfFileId') =>
    behind(async (c, { view, opened }) => {
      if (!view.document) return c.notFound();
      const stored = await db.storedFile.findUniqueOrThrow({
        where: { organizationId_id: { organizationId: opened.link.organizationId, id: view.document[kind] } },
      });
      return file(c, stored, { inline: kind === 'pdfFileId' });
    });
  app.get('/l/:token/van-ban.docx', download('docxFileId'));
  app.get('/l/:token/van-ban.pdf', download('pdfFileId'));
  return app;
}
